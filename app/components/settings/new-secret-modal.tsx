// Another signing secret for a webhook, asked for and shown this once.
import { Modal, Text } from "@shopify/polaris";
import { useFetcher } from "@remix-run/react";
import { SecretModal } from "./secret-modal.tsx";

export function NewSecretModal({ address, onClose }: { address: string; onClose: () => void }) {
  const fetcher = useFetcher<{ secret: string | null }>();
  const secret = fetcher.data?.secret ?? null;
  if (secret !== null) return <SecretModal secret={secret} onClose={onClose} />;
  return (
    <Modal
      open
      onClose={onClose}
      title="Make a new signing secret?"
      primaryAction={{ content: "Make a new secret", onAction: () => fetcher.submit(null, { method: "POST", action: address }), loading: fetcher.state !== "idle" }}
      secondaryActions={[{ content: "Cancel", onAction: onClose, disabled: fetcher.state !== "idle" }]}
    >
      <Modal.Section>
        <Text as="p">From now on calls are signed with the new secret alone. Put it into your system at once, or it will not know them.</Text>
      </Modal.Section>
    </Modal>
  );
}
