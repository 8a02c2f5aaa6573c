// Another name for a list. Segments know it by its number: none of them changes.
import { Modal, TextField } from "@shopify/polaris";
import { useState } from "react";
import { NAME_MAX } from "#app/lib/name.ts";
import { problemAt } from "../problems-of.ts";
import { useAnswered } from "../use-answered.ts";

type Props = { open: boolean; onClose: () => void; address: string; name: string };

export function RenameListModal({ open, onClose, address, name: given }: Props) {
  const { submit, isBusy, problems } = useAnswered(onClose);
  const [name, setName] = useState(given);
  const save = () => submit({ name }, { method: "PATCH", action: address, encType: "application/json" });
  return (
    <Modal open={open} onClose={onClose} title="Rename this list" primaryAction={{ content: "Save", onAction: save, loading: isBusy }} secondaryActions={[{ content: "Cancel", onAction: onClose, disabled: isBusy }]}>
      <Modal.Section>
        <TextField label="Name" value={name} onChange={setName} autoComplete="off" maxLength={NAME_MAX} error={problemAt(problems, ["name"])} />
      </Modal.Section>
    </Modal>
  );
}
