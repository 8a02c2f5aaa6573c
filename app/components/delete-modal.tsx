// Deleting asks once, and is refused while a segment asks about what is deleted: it would change without anybody's wish.
import { BlockStack, Link, List, Modal, Text } from "@shopify/polaris";
import { useFetcher } from "@remix-run/react";
import type { Problem } from "#app/lib/problem.ts";

type Props = {
  open: boolean;
  onClose: () => void;
  address: string;
  kind: "list" | "segment";
  name: string;
  /** What goes with it. */
  gone: string;
  /** The segments that ask about it. */
  users: { segmentId: number; name: string }[];
};

export function DeleteModal({ open, onClose, address, kind, name, gone, users }: Props) {
  const fetcher = useFetcher<{ problems: Problem[] }>();
  const isBusy = fetcher.state !== "idle";
  if (users.length > 0) {
    return (
      <Modal open={open} onClose={onClose} title={`This ${kind} is in use`} secondaryActions={[{ content: "Close", onAction: onClose }]}>
        <Modal.Section>
          <BlockStack gap="300">
            <Text as="p">{`“${name}” cannot be deleted while ${kind === "segment" ? "other segments" : "segments"} ask about it. Remove that condition from them first:`}</Text>
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
      primaryAction={{ content: `Delete ${kind}`, destructive: true, onAction: () => fetcher.submit(null, { method: "DELETE", action: address }), loading: isBusy }}
      secondaryActions={[{ content: "Cancel", onAction: onClose, disabled: isBusy }]}
    >
      <Modal.Section>
        <BlockStack gap="200">
          <Text as="p">{`${gone} Your customers are not touched.`}</Text>
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
