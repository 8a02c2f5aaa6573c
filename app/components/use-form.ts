// A form of settings while it is edited. A problem stays beside its field until that field is changed.
import { useAppBridge } from "@shopify/app-bridge-react";
import { useFetcher } from "@remix-run/react";
import { useEffect, useState } from "react";
import type { Problem } from "#app/lib/problem.ts";

/** `form`: as it is stored. `said`: once it was saved. */
export function useForm<Form extends object>(form: Form, said: string) {
  const shopify = useAppBridge();
  const saving = useFetcher<{ problems: Problem[] }>();
  const [draft, setDraft] = useState(form);
  const [sent, setSent] = useState<Form | null>(null);
  const isSaving = saving.state !== "idle";
  const isSaved = !isSaving && saving.data?.problems.length === 0;
  useEffect(() => {
    if (!isSaved) return;
    shopify.toast.show(said);
    // As it was stored: trimmed, in lower case.
    setDraft(form);
    setSent(null);
    // Once for each answer.
  }, [isSaved, saving.data]);
  return {
    draft, setDraft, isSaving,
    isDirty: JSON.stringify(draft) !== JSON.stringify(form),
    discard: () => (setDraft(form), setSent(null)),
    change: (part: Partial<Form>) => setDraft((before) => ({ ...before, ...part })),
    save() {
      setSent(draft);
      saving.submit(JSON.stringify(draft), { method: "POST", encType: "application/json" });
    },
    problems: sent === null || isSaving ? [] : (saving.data?.problems ?? []).filter(({ path }) => JSON.stringify(valueAt(sent, path)) === JSON.stringify(valueAt(draft, path))),
  };
}

function valueAt(value: unknown, path: Problem["path"]): unknown {
  return path.reduce<unknown>((at, key) => (typeof at === "object" && at !== null ? Object.entries(at).find(([name]) => name === String(key))?.[1] : undefined), value);
}
