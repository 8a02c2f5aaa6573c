// Deleting asks once, and is refused while a segment asks about the list: it would change without anybody's wish.
import { BlockStack, Link, List, Modal, Text } from "@shopify/polaris";
import { useFetcher } from "@remix-run/react";
import type { Problem } from "#app/lib/problem.ts";

type Props = { open: boolean; onClose: () => void; address: string; name: string; users: { segmentId: number; name: string }[] };

export function DeleteListModal({ open, onClose, address, name, users }: Props) {
  const fetcher = useFetcher<{ problems: Problem[] }>();
  const isBusy = fetcher.state !== "idle";
  if (users.length > 0) {
    return (
      <Modal open={open} onClose={onClose} title="This list is in use" secondaryActions={[{ content: "Close", onAction: onClose }]}>
        <Modal.Section>
          <BlockStack gap="300">
            <Text as="p">{`“${name}” cannot be deleted while segments ask about it. Remove that condition from them first:`}</Text>
            <List>
              {users.map((user) => (
                <List.Item key={user.segmentId}>
                  <Link url={`/app/segments/${user.segmentId}/edit`}>{user.name}</Link>
                </List.Item>
              ))}
            </List>
          </BlockStack>
        </Modal.Section>
      </Modal>
    );
  }
  return (
    <Modal
      open={open}
      onClose={onClose}
      title={`Delete “${name}”?`}
      primaryAction={{ content: "Delete list", destructive: true, onAction: () => fetcher.submit(null, { method: "DELETE", action: address }), loading: isBusy }}
      secondaryActions={[{ content: "Cancel", onAction: onClose, disabled: isBusy }]}
    >
      <Modal.Section>
        <BlockStack gap="200">
          <Text as="p">The list and the reports of its files are gone. Your customers are not touched.</Text>
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
