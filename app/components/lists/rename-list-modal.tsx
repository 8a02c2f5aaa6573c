// Another name for a list. Segments know it by its number: none of them changes.
import { Modal, TextField } from "@shopify/polaris";
import { useFetcher } from "@remix-run/react";
import { useEffect, useState } from "react";
import { NAME_MAX } from "#app/lib/name.ts";
import type { Problem } from "#app/lib/problem.ts";
import { problemAt } from "../problems-of.ts";

type Props = { open: boolean; onClose: () => void; address: string; name: string };

export function RenameListModal({ open, onClose, address, name: given }: Props) {
  const fetcher = useFetcher<{ problems: Problem[] }>();
  const [name, setName] = useState(given);
  const isBusy = fetcher.state !== "idle";
  const isDone = fetcher.data?.problems.length === 0 && !isBusy;
  useEffect(() => {
    if (isDone) onClose();
    // Only the answer closes it; onClose is a new function on every render.
  }, [isDone, fetcher.data]);
  const save = () => fetcher.submit({ name }, { method: "PATCH", action: address, encType: "application/json" });
  return (
    <Modal open={open} onClose={onClose} title="Rename this list" primaryAction={{ content: "Save", onAction: save, loading: isBusy }} secondaryActions={[{ content: "Cancel", onAction: onClose, disabled: isBusy }]}>
      <Modal.Section>
        <TextField label="Name" value={name} onChange={setName} autoComplete="off" maxLength={NAME_MAX} error={problemAt(fetcher.data?.problems ?? [], ["name"])} />
      </Modal.Section>
    </Modal>
  );
}
