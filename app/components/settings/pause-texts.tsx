// The emergency brake: at once, without the save bar.
import { Banner, BlockStack, Button, InlineStack, Modal, Text } from "@shopify/polaris";
import { useFetcher } from "@remix-run/react";
import { useState } from "react";
import { Section } from "./section.tsx";

const ADDRESS = "/app/settings/texts/pause";

export function PauseTexts({ isPaused }: { isPaused: boolean }) {
  const fetcher = useFetcher();
  const [isOpen, setOpen] = useState(false);
  const isBusy = fetcher.state !== "idle";
  const send = (method: "POST" | "DELETE") => {
    setOpen(false);
    fetcher.submit(null, { method, action: ADDRESS });
  };
  return (
    <Section title="Pause" detail="Stops all texts at once, from campaigns and flows alike.">
      <BlockStack gap="300">
        {isPaused ? (
          <Banner tone="warning" title="All texting is paused">
            <p>Nothing goes out but answers that the law asks for, such as the confirmation of a STOP.</p>
          </Banner>
        ) : (
          <Text as="p">Answers that the law asks for, such as the confirmation of a STOP, go on.</Text>
        )}
        <InlineStack>
          {isPaused ? (
            <Button onClick={() => send("DELETE")} loading={isBusy}>
              Resume texting
            </Button>
          ) : (
            <Button tone="critical" onClick={() => setOpen(true)} loading={isBusy}>
              Pause all texting
            </Button>
          )}
        </InlineStack>
      </BlockStack>
      <Modal open={isOpen} onClose={() => setOpen(false)} title="Pause all texting?" primaryAction={{ content: "Pause all texting", destructive: true, onAction: () => send("POST") }} secondaryActions={[{ content: "Cancel", onAction: () => setOpen(false) }]}>
        <Modal.Section>
          <Text as="p">Campaigns and flows that want to send stop where they are. You resume them when you are ready.</Text>
        </Modal.Section>
      </Modal>
    </Section>
  );
}
