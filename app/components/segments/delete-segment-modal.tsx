// Deleting asks once, and is refused while another segment asks about this one: it would change without anybody's wish.
import { BlockStack, List, Link, Modal, Text } from "@shopify/polaris";
import { useFetcher } from "@remix-run/react";
import type { Problem } from "#app/lib/problem.ts";

type Props = { open: boolean; onClose: () => void; address: string; name: string; usedBy: { segmentId: number; name: string }[]; isTagged: boolean };

export function DeleteSegmentModal({ open, onClose, address, name, usedBy, isTagged }: Props) {
  const fetcher = useFetcher<{ problems: Problem[] }>();
  const isBusy = fetcher.state !== "idle";
  if (usedBy.length > 0) {
    return (
      <Modal open={open} onClose={onClose} title="This segment is in use" secondaryActions={[{ content: "Close", onAction: onClose }]}>
        <Modal.Section>
          <BlockStack gap="300">
            <Text as="p">{`“${name}” cannot be deleted while other segments ask about it. Remove that condition from them first:`}</Text>
            <List>
              {usedBy.map((user) => (
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
  if (isTagged) {
    return (
      <Modal open={open} onClose={onClose} title="Stop tagging first" secondaryActions={[{ content: "Close", onAction: onClose }]}>
        <Modal.Section>
          <Text as="p">{`Customers carry the tag of “${name}” in Shopify. Stop tagging on this page, with or without removing the tags; then the segment can be deleted.`}</Text>
        </Modal.Section>
      </Modal>
    );
  }
  const remove = () => fetcher.submit(null, { method: "DELETE", action: address });
  return (
    <Modal
      open={open}
      onClose={onClose}
      title={`Delete “${name}”?`}
      primaryAction={{ content: "Delete segment", destructive: true, onAction: remove, loading: isBusy }}
      secondaryActions={[{ content: "Cancel", onAction: onClose, disabled: isBusy }]}
    >
      <Modal.Section>
        <BlockStack gap="200">
          <Text as="p">The segment and its place in the list are gone. Your customers are not touched.</Text>
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
