// What is noted of a condition or a group: read in small words, edited in place.
import { Button, InlineStack, TextField } from "@shopify/polaris";
import { EditIcon } from "@shopify/polaris-icons";
import { useState } from "react";
import { NOTE_MAX } from "#app/segments/shape.ts";
import { NoteText } from "../note-text.tsx";

type Props = { label: string; note: string | undefined; onChange: (note: string | undefined) => void };

export function NodeNote({ label, note, onChange }: Props) {
  const [isOpen, setOpen] = useState(false);
  if (note === undefined) return null;
  // One that was just added has nothing to read yet.
  if (!isOpen && note.trim() !== "") return <Read label={label} note={note} onEdit={() => setOpen(true)} />;
  const close = () => {
    setOpen(false);
    if (note.trim() === "") onChange(undefined);
  };
  return (
    <div onFocus={() => setOpen(true)}>
      <TextField label="Note" value={note} onChange={onChange} onBlur={close} autoFocus multiline={1} maxLength={NOTE_MAX} autoComplete="off" helpText="For your team. It changes nothing in who is found." />
    </div>
  );
}

function Read({ label, note, onEdit }: { label: string; note: string; onEdit: () => void }) {
  return (
    <InlineStack gap="100" blockAlign="start" wrap={false}>
      <NoteText note={note} />
      <Button variant="tertiary" size="micro" icon={EditIcon} accessibilityLabel={`Edit the note of ${label}`} onClick={onEdit} />
    </InlineStack>
  );
}
