// A segment whose tag is kept in Shopify is not deleted before that has stopped.
import { Modal, Text } from "@shopify/polaris";
import { askers, DeleteModal } from "../delete-modal.tsx";

type Props = { open: boolean; onClose: () => void; address: string; name: string; usedBy: { segmentId: number; name: string }[]; isTagged: boolean };

export function DeleteSegmentModal({ open, onClose, address, name, usedBy, isTagged }: Props) {
  if (!isTagged || usedBy.length > 0) {
    return <DeleteModal open={open} onClose={onClose} address={address} kind="segment" name={name} users={askers(usedBy)} gone="The segment and its place in the list are gone. What was made of it in Shopify stays there. Your customers are not touched." />;
  }
  return (
    <Modal open={open} onClose={onClose} title="Stop tagging first" secondaryActions={[{ content: "Close", onAction: onClose }]}>
      <Modal.Section>
        <Text as="p">{`Customers carry the tag of “${name}” in Shopify. Stop tagging on this page, with or without removing the tags; then the segment can be deleted.`}</Text>
      </Modal.Section>
    </Modal>
  );
}
