// Deleting asks once, and is refused while something uses what is deleted: it would change without anybody's wish.
import { BlockStack, Link, List, Modal, Text } from "@shopify/polaris";
import { useFetcher } from "@remix-run/react";
import type { Problem } from "#app/lib/problem.ts";

type Props = {
  open: boolean;
  onClose: () => void;
  address: string;
  kind: keyof typeof IN_USE;
  name: string;
  /** What goes with it, and what stays. */
  gone: string;
  users: { address: string; name: string }[];
};

/** Until when it cannot be deleted, and what to do about it. */
const IN_USE = {
  list: "while segments ask about it. Remove that condition from them first:",
  segment: "while other segments ask about it. Remove that condition from them first:",
  message: "while campaigns are to send it. Cancel them, or give them another message first:",
};

/** Segments that ask about it, each with the page on which that is changed. */
export const askers = (segments: { segmentId: number; name: string }[]) => segments.map(({ segmentId, name }) => ({ address: `/app/segments/${segmentId}/edit`, name }));

export function DeleteModal({ open, onClose, address, kind, name, gone, users }: Props) {
  const fetcher = useFetcher<{ problems: Problem[] }>();
  const isBusy = fetcher.state !== "idle";
  if (users.length > 0) {
    return (
      <Modal open={open} onClose={onClose} title={`This ${kind} is in use`} secondaryActions={[{ content: "Close", onAction: onClose }]}>
        <Modal.Section>
          <BlockStack gap="300">
            <Text as="p">{`“${name}” cannot be deleted ${IN_USE[kind]}`}</Text>
            <List>
              {users.map((user) => (
                <List.Item key={user.address}>
                  <Link url={user.address}>{user.name}</Link>
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
          <Text as="p">{gone}</Text>
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
