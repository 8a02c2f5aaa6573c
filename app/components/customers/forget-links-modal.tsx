// Whoever holds the link in a text sees and changes what the number gets; a merchant may end the old ones.
import { BlockStack, Modal, Text } from "@shopify/polaris";
import { useAppBridge } from "@shopify/app-bridge-react";
import { useAnswered } from "../use-answered.ts";

export function ForgetLinksModal({ customerId, onClose }: { customerId: string; onClose: () => void }) {
  const shopify = useAppBridge();
  const { submit, isBusy, problems } = useAnswered(() => {
    shopify.toast.show("Old preference links lead nowhere now");
    onClose();
  });
  return (
    <Modal
      open
      onClose={onClose}
      title="Forget old preference links?"
      primaryAction={{ content: "Forget links", destructive: true, loading: isBusy, onAction: () => submit(null, { method: "DELETE", action: `/app/customers/${customerId}/preference-links` }) }}
      secondaryActions={[{ content: "Cancel", onAction: onClose, disabled: isBusy }]}
    >
      <Modal.Section>
        <BlockStack gap="300">
          <Text as="p">Every link to this person’s preference page that was sent so far leads nowhere from now on, for example after they passed a text on. The next text that carries the link has a new one. What they chose, and their consent, stay as they are.</Text>
          {problems.map(({ message }) => (
            <Text as="p" tone="critical" key={message}>
              {message}
            </Text>
          ))}
        </BlockStack>
      </Modal.Section>
    </Modal>
  );
}
