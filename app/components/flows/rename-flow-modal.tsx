// A flow's name, in a dialog; the flow itself stays as it is.
import { Modal, TextField } from "@shopify/polaris";
import { useState } from "react";
import { NAME_MAX } from "#app/lib/name.ts";
import { useAnswered } from "../use-answered.ts";

export function RenameFlowModal({ open, onClose, address, name }: { open: boolean; onClose: () => void; address: string; name: string }) {
  const { submit, isBusy, problems } = useAnswered(onClose);
  const [typed, setTyped] = useState(name);
  const rename = () => submit({ act: "rename", name: typed }, { method: "POST", action: address, encType: "application/json" });
  return (
    <Modal open={open} onClose={onClose} title="Rename flow" primaryAction={{ content: "Save", onAction: rename, loading: isBusy }} secondaryActions={[{ content: "Cancel", onAction: onClose, disabled: isBusy }]}>
      <Modal.Section>
        <TextField label="Name" value={typed} onChange={setTyped} autoComplete="off" maxLength={NAME_MAX} error={problems[0]?.message ?? false} />
      </Modal.Section>
    </Modal>
  );
}
