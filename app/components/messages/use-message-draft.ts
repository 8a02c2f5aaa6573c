// A message while it is written: what was saved, what it is now, and what was found wrong with it when it was last to be
// saved, each beside its field until that field is changed.
import { useAppBridge } from "@shopify/app-bridge-react";
import { useFetcher } from "@remix-run/react";
import { useEffect, useState } from "react";
import type { PlacedProblem } from "#app/messages/message/check-message.ts";
import type { MessageDefinition, MessageDraft } from "#app/messages/message/message.ts";

const NO_NAME: PlacedProblem = { path: ["name"], message: "Give the message a name." };

/** `opening`: what it begins with, where that is not what was saved. */
export function useMessageDraft(saved: MessageDraft, opening: MessageDraft | null) {
  const shopify = useAppBridge();
  const saving = useFetcher<{ problems: PlacedProblem[] }>();
  const [draft, setDraft] = useState(opening ?? saved);
  const [sent, setSent] = useState<MessageDraft | null>(null);
  const isSaving = saving.state !== "idle";
  const isSaved = !isSaving && saving.data?.problems.length === 0;
  useEffect(() => {
    if (!isSaved) return;
    shopify.toast.show("Message saved");
    // As it was stored: without spaces at the ends.
    setDraft(saved);
    setSent(null);
    // Once for each answer.
  }, [isSaved, saving.data]);
  function save() {
    setSent(draft);
    if (draft.name.trim() !== "") saving.submit(JSON.stringify(draft), { method: "POST", encType: "application/json" });
  }
  const found = sent === null || isSaving ? [] : draft.name.trim() === "" ? [NO_NAME] : (saving.data?.problems ?? []).filter(({ path }) => valueAt(sent, path) === valueAt(draft, path));
  return {
    ...draft, isSaving, save, problems: found,
    isDirty: JSON.stringify(draft) !== JSON.stringify(saved),
    discard: () => (setDraft(saved), setSent(null)),
    setName: (name: string) => setDraft((before) => ({ ...before, name })),
    change: (part: Partial<MessageDefinition>) => setDraft((before) => ({ ...before, definition: { ...before.definition, ...part } })),
  };
}

export type Draft = ReturnType<typeof useMessageDraft>;

function valueAt(draft: MessageDraft, [first, second]: (string | number)[]): string {
  if (first === "name") return draft.name;
  const field = Object.entries(draft.definition).find(([name]) => name === second);
  return JSON.stringify(field ? field[1] : draft);
}
