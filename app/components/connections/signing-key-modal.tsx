// What a platform signs its webhooks with. While it is changed, the one before holds as well.
import { BlockStack, Modal, Text, TextField } from "@shopify/polaris";
import { useFetcher } from "@remix-run/react";
import { useEffect, useState } from "react";
import type { Problem } from "#app/lib/problem.ts";
import { KEY_LENGTH_MAX } from "#app/platforms/key-fields.ts";
import { problemAt } from "../problems-of.ts";

type Props = { open: boolean; onClose: () => void; address: string; name: string; hasSecret: boolean };

export function SigningKeyModal({ open, onClose, address, name, hasSecret }: Props) {
  const fetcher = useFetcher<{ problems: Problem[] }>();
  const [hook, setHook] = useState("");
  const isBusy = fetcher.state !== "idle";
  const isDone = !isBusy && fetcher.data?.problems.length === 0;
  useEffect(() => {
    if (!isDone) return;
    setHook("");
    onClose();
    // Only the answer closes it; onClose is a new function on every render.
  }, [isDone, fetcher.data]);
  const save = () => fetcher.submit({ hook }, { method: "PUT", action: `${address}/key`, encType: "application/json" });
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
            label="Signing key" type="password" value={hook} onChange={setHook} autoComplete="off" maxLength={KEY_LENGTH_MAX} error={problemAt(fetcher.data?.problems ?? [], ["hook"])}
            helpText="Segue keeps it encrypted and never shows it again."
          />
          {hasSecret ? <Text as="p" tone="subdued">{`The key before stays valid beside the new one, so that nothing is lost while ${name} changes over.`}</Text> : null}
        </BlockStack>
      </Modal.Section>
    </Modal>
  );
}
