// A flow while it is edited: what was saved, what it is now, what can be undone, what is chosen, and what stands against it.
import { useCallback, useMemo, useRef, useState } from "react";
import { checkFlow } from "#app/flows/check.ts";
import { type FlowDefinition, type FlowDraft, readFlow } from "#app/flows/definition.ts";
import type { Problem } from "#app/lib/problem.ts";
import type { StepId } from "#app/flows/step-id.ts";
import type { Edited } from "./edit/edited.ts";
import { idsOf } from "./edit/fresh-id.ts";
import { begun, type HistoryAction, turn } from "./edit/history.ts";

/** What the panel beside the flow is about. */
export type Chosen = { is: "flow" } | { is: "trigger"; index: number } | { is: "entry" | "exits" | "goals" } | { is: "steps"; ids: StepId[] };
export const NOTHING: Chosen = { is: "flow" };

/** `step`: chosen from the start. Every edit is of the flow as it is then, which what is on screen may not show yet. */
export function useFlow(saved: FlowDraft, step: StepId | null) {
  const [history, setHistory] = useState(() => begun(saved));
  const latest = useRef(history);
  const dispatch = useCallback((action: HistoryAction<FlowDraft>) => {
    latest.current = turn(latest.current, action);
    setHistory(latest.current);
  }, []);
  const [chosen, setChosen] = useState<Chosen>(step === null ? NOTHING : { is: "steps", ids: [step] });
  const [refusal, setRefusal] = useState<string | null>(null);
  const draft = history.present;
  const { definition } = draft;
  const problems = useMemo(() => problemsIn(definition), [definition]);

  const change = useCallback((edit: (now: FlowDefinition) => FlowDefinition, key?: string) => {
    setRefusal(null);
    const { name, definition: now } = latest.current.present;
    const definition = edit(now);
    if (definition !== now) dispatch({ do: "edit", value: { name, definition }, ...(key === undefined ? {} : { key }) });
  }, [dispatch]);

  /** True: it was done; else it is said why not. `select`: what is chosen then. */
  const apply = useCallback((edit: (now: FlowDefinition) => Edited, select?: StepId[] | "new"): boolean => {
    const before = latest.current.present.definition;
    const edited = edit(before);
    if ("refused" in edited) {
      setRefusal(edited.refused);
      return false;
    }
    change(() => edited.definition);
    const known = idsOf(before);
    if (select) setChosen({ is: "steps", ids: select === "new" ? edited.definition.steps.flatMap(({ id }) => (known.has(id) ? [] : [id])) : select });
    return true;
  }, [change]);

  return {
    draft, definition, problems, refusal, chosen: standing(chosen, definition), change, apply,
    choose: setChosen,
    refuse: setRefusal,
    setName: (name: string) => dispatch({ do: "edit", value: { ...latest.current.present, name }, key: "name" }),
    reset: (to: FlowDraft) => dispatch({ do: "reset", value: to }),
    undo: () => (setRefusal(null), dispatch({ do: "undo" })),
    redo: () => (setRefusal(null), dispatch({ do: "redo" })),
    canUndo: history.past.length > 0,
    canRedo: history.future.length > 0,
  };
}

export type FlowEditing = ReturnType<typeof useFlow>;

/** Of the shape first; what makes no sense can only be said of what has it. */
export function problemsIn(definition: FlowDefinition): Problem[] {
  const read = readFlow(definition);
  return "problems" in read ? read.problems : checkFlow(read.definition);
}

/** What an undo took away is not chosen any more. */
function standing(chosen: Chosen, { steps, triggers }: FlowDefinition): Chosen {
  if (chosen.is === "trigger") return chosen.index < triggers.length ? chosen : NOTHING;
  if (chosen.is !== "steps") return chosen;
  const ids = chosen.ids.filter((id) => steps.some((step) => step.id === id));
  return ids.length === 0 ? NOTHING : ids.length === chosen.ids.length ? chosen : { is: "steps", ids };
}
