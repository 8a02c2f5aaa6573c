// The key of the events door: made, shown once, replaced, taken away.
import { Banner, BlockStack, Button, InlineStack, Modal, Text, TextField } from "@shopify/polaris";
import { useAppBridge } from "@shopify/app-bridge-react";
import { useFetcher } from "@remix-run/react";
import { useState } from "react";
import { formatInstant } from "../format.ts";
import { Section } from "./section.tsx";

type Asked = "replace" | "revoke" | null;

export function ApiKey({ madeAt, address, timeZone }: { madeAt: string | null; address: string; timeZone: string }) {
  const shopify = useAppBridge();
  const fetcher = useFetcher<{ key: string | null }>();
  const [asked, ask] = useState<Asked>(null);
  const isBusy = fetcher.state !== "idle";
  const key = fetcher.data?.key ?? null;
  const send = (method: "POST" | "DELETE") => {
    ask(null);
    fetcher.submit(null, { method, action: "/app/api-key" });
  };
  async function copy() {
    await navigator.clipboard.writeText(key ?? "");
    shopify.toast.show("Key copied");
  }
  return (
    <Section title="Events from your own systems" detail="Your storefront, your help desk or your own programs can tell Segue what customers did, so that segments can ask about it.">
      <BlockStack gap="300">
        <TextField label="Address" value={address} readOnly autoComplete="off" helpText="Send batches of events here with the key as a bearer token." />
        {key !== null ? (
          <Banner tone="success" title="Copy the key now: it is not shown again">
            <BlockStack gap="200">
              <TextField label="Key" labelHidden value={key} readOnly autoComplete="off" connectedRight={<Button onClick={copy}>Copy</Button>} />
            </BlockStack>
          </Banner>
        ) : (
          <Text as="p" tone="subdued">
            {madeAt === null ? "There is no key: nobody can send events." : `A key was made on ${formatInstant(madeAt, timeZone)}. Segue keeps only its fingerprint.`}
          </Text>
        )}
        <InlineStack gap="200">
          <Button onClick={() => (madeAt === null ? send("POST") : ask("replace"))} loading={isBusy}>
            {madeAt === null ? "Make a key" : "Replace the key"}
          </Button>
          {madeAt !== null ? (
            <Button tone="critical" variant="plain" onClick={() => ask("revoke")} disabled={isBusy}>
              Take the key away
            </Button>
          ) : null}
        </InlineStack>
      </BlockStack>
      <Modal
        open={asked !== null}
        onClose={() => ask(null)}
        title={asked === "revoke" ? "Take the key away?" : "Replace the key?"}
        primaryAction={{ content: asked === "revoke" ? "Take away" : "Replace", destructive: true, onAction: () => send(asked === "revoke" ? "DELETE" : "POST") }}
        secondaryActions={[{ content: "Cancel", onAction: () => ask(null) }]}
      >
        <Modal.Section>
          <Text as="p">The present key stops working at once. Events that were sent with it stay.</Text>
        </Modal.Section>
      </Modal>
    </Section>
  );
}
