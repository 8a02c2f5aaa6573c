// Saving the draft: what was saved last, what is wrong with what was to be saved, and whether somebody else was quicker.
import { useAppBridge } from "@shopify/app-bridge-react";
import { useFetcher } from "@remix-run/react";
import { useEffect, useRef, useState } from "react";
import { type FlowDraft, readFlow } from "#app/flows/definition.ts";
import type { Problem } from "#app/lib/problem.ts";
import type { FlowShown } from "./editor-words.ts";
import type { FlowEditing } from "./use-flow.ts";

type Saved = { draft: FlowDraft; rev: number };
const MISTAKE: Problem = { path: ["definition"], message: "The text has a mistake. Mend it, or give it up." };
const NO_NAME: Problem = { path: ["name"], message: "Give the flow a name." };

/** `hasMistake`: of the text that somebody typed; saving would lose it. */
export function useSaving(flow: FlowEditing, shown: FlowShown, hasMistake: boolean) {
  const shopify = useAppBridge();
  const [saved, setSaved] = useState<Saved>({ draft: { name: shown.name, definition: shown.definition }, rev: shown.draftRev });
  const [sent, setSent] = useState<FlowDraft | null>(null);
  const saving = useFetcher<{ draftRev: number } | { problems: Problem[] }>();
  const isSaving = saving.state !== "idle";
  const { draft } = flow;
  const answered = useRef<unknown>(null);
  useEffect(() => {
    if (isSaving || !saving.data || answered.current === saving.data) return;
    answered.current = saving.data;
    if (!("draftRev" in saving.data) || sent === null) return;
    setSaved({ draft: sent, rev: saving.data.draftRev });
    shopify.toast.show("Flow saved");
  }, [isSaving, saving.data, sent, shopify]);
  const isReadable = "definition" in readFlow(draft.definition);
  const own = [...(draft.name.trim() === "" ? [NO_NAME] : []), ...(hasMistake ? [MISTAKE] : []), ...(isReadable ? [] : [{ path: ["definition"], message: "Something is unfinished. What is marked has to be mended first." }])];
  const refused = saving.data && "problems" in saving.data ? saving.data.problems : [];
  return {
    rev: saved.rev, isSaving,
    isDirty: hasMistake || JSON.stringify(draft) !== JSON.stringify(saved.draft),
    problems: sent === draft && !isSaving ? [...own, ...(own.length > 0 ? [] : refused)] : [],
    save() {
      setSent(draft);
      if (own.length === 0) saving.submit(JSON.stringify({ draftRev: saved.rev, ...draft }), { method: "POST", encType: "application/json" });
    },
    discard() {
      flow.reset(saved.draft);
      setSent(null);
    },
  };
}
