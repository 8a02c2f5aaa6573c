// Switching on a country whose rules we did not verify: only after somebody says that they looked.
import { BlockStack, Checkbox, Modal, Text } from "@shopify/polaris";
import { useState } from "react";

type Props = { name: string; onClose: () => void; onConfirm: () => void };

export function CountryModal({ name, onClose, onConfirm }: Props) {
  const [isRead, setRead] = useState(false);
  return (
    <Modal open onClose={onClose} title={`Switch on texts to ${name}?`} primaryAction={{ content: "Switch on", onAction: onConfirm, disabled: !isRead }} secondaryActions={[{ content: "Cancel", onAction: onClose }]}>
      <Modal.Section>
        <BlockStack gap="300">
          <Text as="p">{`Segue holds careful hours for ${name}, but nobody here read its law. It is off until you are sure that your consent, your sender and your hours are what that law asks for.`}</Text>
          <Checkbox label={`Our own counsel, or we ourselves, looked at the rules of ${name}`} checked={isRead} onChange={setRead} />
        </BlockStack>
      </Modal.Section>
    </Modal>
  );
}
