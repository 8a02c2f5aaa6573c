// What a webhook's calls are signed with, shown this once.
import { BlockStack, Button, Modal, Text, TextField } from "@shopify/polaris";
import { useAppBridge } from "@shopify/app-bridge-react";

export function SecretModal({ secret, onClose }: { secret: string; onClose: () => void }) {
  const shopify = useAppBridge();
  async function copy() {
    await navigator.clipboard.writeText(secret);
    shopify.toast.show("Secret copied");
  }
  return (
    <Modal open onClose={onClose} title="Copy the secret now: it is not shown again" primaryAction={{ content: "Done", onAction: onClose }}>
      <Modal.Section>
        <BlockStack gap="300">
          <Text as="p">Segue signs every call with this secret, so that your system can tell its calls from anybody else’s.</Text>
          <TextField label="Secret" value={secret} readOnly autoComplete="off" connectedRight={<Button onClick={copy}>Copy</Button>} />
        </BlockStack>
      </Modal.Section>
    </Modal>
  );
}
