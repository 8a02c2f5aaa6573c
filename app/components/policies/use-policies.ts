// The form of policies while it is edited. A problem stays beside its field until that field is changed.
import { useAppBridge } from "@shopify/app-bridge-react";
import { useFetcher } from "@remix-run/react";
import { useEffect, useState } from "react";
import type { Problem } from "#app/lib/problem.ts";
import type { PoliciesForm, PolicyLine } from "#app/messages/policies/change-policies.ts";

export function usePolicies(form: PoliciesForm) {
  const shopify = useAppBridge();
  const saving = useFetcher<{ problems: Problem[] }>();
  const [draft, setDraft] = useState(form);
  const [sent, setSent] = useState<PoliciesForm | null>(null);
  const isSaving = saving.state !== "idle";
  const isSaved = !isSaving && saving.data?.problems.length === 0;
  useEffect(() => {
    if (!isSaved) return;
    shopify.toast.show("Policies saved");
    // As they were stored.
    setDraft(form);
    setSent(null);
    // Once for each answer.
  }, [isSaved, saving.data]);
  const change = (part: Partial<PoliciesForm>) => setDraft((before) => ({ ...before, ...part }));
  return {
    draft, change, isSaving,
    changeLine: (index: number, part: Partial<PolicyLine>) => setDraft((before) => ({ ...before, policies: before.policies.map((line, at) => (at === index ? { ...line, ...part } : line)) })),
    isDirty: JSON.stringify(draft) !== JSON.stringify(form),
    discard: () => (setDraft(form), setSent(null)),
    save: () => {
      setSent(draft);
      saving.submit(JSON.stringify(draft), { method: "POST", encType: "application/json" });
    },
    problems: sent === null || isSaving ? [] : (saving.data?.problems ?? []).filter(({ path }) => JSON.stringify(valueAt(sent, path)) === JSON.stringify(valueAt(draft, path))),
  };
}

function valueAt(value: unknown, path: Problem["path"]): unknown {
  return path.reduce<unknown>((at, key) => (typeof at === "object" && at !== null ? Object.entries(at).find(([name]) => name === String(key))?.[1] : undefined), value);
}
