// The ways of a fork, moved and removed.
import type { FlowDefinition } from "#app/flows/definition.ts";
import type { StepId } from "#app/flows/step-id.ts";
import { type Edited, replaced } from "../edit/edited.ts";
import { type Forked, hasList, pathMoved, pathRemoved } from "../edit/paths.ts";
import { useInEditor } from "../in-editor.ts";

export function useWays(id: StepId) {
  const { flow } = useInEditor();
  const edit = (edited: (now: FlowDefinition, step: Forked) => Edited) => void flow.apply((now) => {
    const step = now.steps.find((each) => each.id === id);
    return step && hasList(step) ? edited(now, step) : { definition: now };
  });
  return {
    move: (index: number, by: -1 | 1) => edit((now, step) => ({ definition: replaced(now, id, pathMoved(step, index, by)) })),
    remove: (index: number) => edit((now, step) => pathRemoved(now, step, index)),
  };
}
