// What a platform signs its webhooks with. While it is changed, the one before holds as well.
import { BlockStack, Modal, Text, TextField } from "@shopify/polaris";
import { useState } from "react";
import { KEY_LENGTH_MAX } from "#app/platforms/key-fields.ts";
import { problemAt } from "../problems-of.ts";
import { useAnswered } from "../use-answered.ts";

type Props = { open: boolean; onClose: () => void; address: string; name: string; hasSecret: boolean };

export function SigningKeyModal({ open, onClose, address, name, hasSecret }: Props) {
  const [hook, setHook] = useState("");
  const { submit, isBusy, problems } = useAnswered(() => {
    setHook("");
    onClose();
  });
  const save = () => submit({ hook }, { method: "PUT", action: `${address}/key`, encType: "application/json" });
  return (
    <Modal
      open={open}
      onClose={onClose}
      title={`Signing key of ${name}`}
      primaryAction={{ content: "Save", onAction: save, loading: isBusy }}
      secondaryActions={[{ content: "Cancel", onAction: onClose, disabled: isBusy }]}
    >
      <Modal.Section>
        <BlockStack gap="300">
          <TextField
            label="Signing key" type="password" value={hook} onChange={setHook} autoComplete="off" maxLength={KEY_LENGTH_MAX} error={problemAt(problems, ["hook"])}
            helpText="Segue keeps it encrypted and never shows it again."
          />
          {hasSecret ? <Text as="p" tone="subdued">{`The key before stays valid beside the new one, so that nothing is lost while ${name} changes over.`}</Text> : null}
        </BlockStack>
      </Modal.Section>
    </Modal>
  );
}
