// Deleting asks once, and is refused while a campaign is to send the message.
import { BlockStack, Link, List, Modal, Text } from "@shopify/polaris";
import { useFetcher } from "@remix-run/react";
import type { Problem } from "#app/lib/problem.ts";

type Props = { open: boolean; onClose: () => void; address: string; name: string; users: { campaignId: number; name: string }[] };

export function DeleteMessageModal({ open, onClose, address, name, users }: Props) {
  const fetcher = useFetcher<{ problems: Problem[] }>();
  const isBusy = fetcher.state !== "idle";
  if (users.length > 0) {
    return (
      <Modal open={open} onClose={onClose} title="This message is in use" secondaryActions={[{ content: "Close", onAction: onClose }]}>
        <Modal.Section>
          <BlockStack gap="300">
            <Text as="p">{`“${name}” cannot be deleted while campaigns are to send it. Cancel them, or give them another message first:`}</Text>
            <List>
              {users.map((user) => (
                <List.Item key={user.campaignId}>
                  <Link url={`/app/campaigns/${user.campaignId}`}>{user.name}</Link>
                </List.Item>
              ))}
            </List>
          </BlockStack>
        </Modal.Section>
      </Modal>
    );
  }
  return (
    <Modal open={open} onClose={onClose} title={`Delete “${name}”?`} primaryAction={{ content: "Delete message", destructive: true, onAction: () => fetcher.submit(null, { method: "DELETE", action: address }), loading: isBusy }} secondaryActions={[{ content: "Cancel", onAction: onClose, disabled: isBusy }]}>
      <Modal.Section>
        <BlockStack gap="200">
          <Text as="p">Texts that were sent keep their words. Nobody gets this message any more.</Text>
          {fetcher.data?.problems.map(({ message }) => (
            <Text as="p" tone="critical" key={message}>
              {message}
            </Text>
          ))}
        </BlockStack>
      </Modal.Section>
    </Modal>
  );
}
