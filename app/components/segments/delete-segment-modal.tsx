// Deleting asks once, and is refused while another segment asks about this one: it would change without anybody's wish.
import { BlockStack, List, Link, Modal, Text } from "@shopify/polaris";
import { useFetcher } from "@remix-run/react";
import type { Problem } from "#app/lib/problem.ts";
import { formatPeople } from "../format.ts";

type Props = { open: boolean; onClose: () => void; address: string; name: string; usedBy: { segmentId: number; name: string }[]; tagsHeld: number };

export function DeleteSegmentModal({ open, onClose, address, name, usedBy, tagsHeld }: Props) {
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
          {tagsHeld > 0 ? <Text as="p">{`${formatPeople(tagsHeld)} ${tagsHeld === 1 ? "loses" : "lose"} its tag in Shopify.`}</Text> : null}
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
