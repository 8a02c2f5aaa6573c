// The key of our own API: what it opens; made, shown once, replaced, taken away.
import { Banner, BlockStack, Button, InlineStack, Link, List, Modal, Text, TextField } from "@shopify/polaris";
import { useAppBridge } from "@shopify/app-bridge-react";
import { useFetcher } from "@remix-run/react";
import { useState } from "react";
import { formatInstant } from "../format.ts";
import { Section } from "./section.tsx";

/** What whoever has the key may do. */
const OPENS = [
  "Read your segments, and who is in them",
  "Tell Segue what customers did, so that segments can ask about it",
  "Say something of a customer, such as a loyalty tier",
  "Put people on lists by their phone number",
  "Register webhooks",
];

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
  async function copy(text: string, said: string) {
    await navigator.clipboard.writeText(text);
    shopify.toast.show(said);
  }
  return (
    <Section title="API" detail="Your storefront, your help desk or your own programs work with Segue through one key.">
      <BlockStack gap="300">
        <BlockStack gap="100">
          <Text as="p">Whoever has the key can:</Text>
          <List>
            {OPENS.map((words) => (
              <List.Item key={words}>{words}</List.Item>
            ))}
          </List>
        </BlockStack>
        <TextField
          label="API address" value={address} readOnly autoComplete="off" helpText="Calls carry the key as a bearer token, or are signed with it."
          connectedRight={<Button onClick={() => copy(address, "Address copied")} accessibilityLabel="Copy the API address">Copy</Button>}
        />
        <Text as="p">
          <Link url={`${address}/openapi.json`} target="_blank">
            API reference for developers (OpenAPI)
          </Link>
        </Text>
        {key !== null ? (
          <Banner tone="success" title="Copy the key now: it is not shown again">
            <BlockStack gap="200">
              <TextField label="Key" labelHidden value={key} readOnly autoComplete="off" connectedRight={<Button onClick={() => copy(key, "Key copied")}>Copy</Button>} />
            </BlockStack>
          </Banner>
        ) : (
          <Text as="p" tone="subdued">
            {madeAt === null ? "There is no key: nothing is open." : `A key was made on ${formatInstant(madeAt, timeZone)}. Segue never shows it again.`}
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
          <Text as="p">The present key stops working at once. What was sent with it stays, and webhooks go on.</Text>
        </Modal.Section>
      </Modal>
    </Section>
  );
}
