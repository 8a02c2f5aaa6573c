// Before the app is uninstalled: afterwards nobody can take our tags away but the merchant, by hand.
import { Banner, BlockStack, Button, InlineStack, Modal, Text } from "@shopify/polaris";
import { useFetcher } from "@remix-run/react";
import { useState } from "react";
import { Section } from "./section.tsx";

export function RemoveTags() {
  const [isOpen, setOpen] = useState(false);
  const fetcher = useFetcher<{ segments: number }>();
  const isBusy = fetcher.state !== "idle";
  const isAsked = fetcher.data !== undefined && !isBusy;
  function remove() {
    fetcher.submit(null, { method: "DELETE", action: "/app/tags" });
    setOpen(false);
  }
  return (
    <Section title="Before you uninstall" detail="Once Segue is uninstalled it can no longer change anything in your shop.">
      <BlockStack gap="300">
        <Text as="p">Segue can stop tagging all segments and remove its tags from your customers. Tags that you set yourself stay.</Text>
        {isAsked ? (
          <Banner tone="info">
            <p>{fetcher.data?.segments === 0 ? "There was no tag of Segue to remove." : "The tags are being removed. Each segment's page shows how many are left; wait until they are gone before you uninstall."}</p>
          </Banner>
        ) : null}
        <InlineStack>
          <Button tone="critical" onClick={() => setOpen(true)} loading={isBusy}>
            Remove all tags of Segue
          </Button>
        </InlineStack>
      </BlockStack>
      <Modal
        open={isOpen}
        onClose={() => setOpen(false)}
        title="Remove all tags of Segue?"
        primaryAction={{ content: "Remove tags", destructive: true, onAction: remove }}
        secondaryActions={[{ content: "Cancel", onAction: () => setOpen(false) }]}
      >
        <Modal.Section>
          <Text as="p">Tagging stops for every segment, and customers lose the tags that Segue gave them. Your segments stay.</Text>
        </Modal.Section>
      </Modal>
    </Section>
  );
}
