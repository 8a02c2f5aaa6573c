// What an edit comes to: the flow as it is then, or a sentence that says why not. No edit makes a flow worse than it was: none
// leads to a step that is not there, round in a circle, or back within the hour.
import { checkStructure } from "#app/flows/check.ts";
import { type FlowDefinition, STEPS_MAX } from "#app/flows/definition.ts";
import type { Step } from "#app/flows/step.ts";
import type { StepId } from "#app/flows/step-id.ts";

export type Edited = { definition: FlowDefinition } | { refused: string };

export const refused = (why: string): { refused: string } => ({ refused: why });

export function guarded(before: FlowDefinition, after: FlowDefinition): Edited {
  if (after.steps.length > STEPS_MAX) return refused(`A flow has at most ${STEPS_MAX} steps.`);
  const known = new Set(checkStructure(before).map(({ message }) => message));
  const fresh = checkStructure(after).find(({ message }) => !known.has(message));
  return fresh ? refused(fresh.message) : { definition: after };
}

/** An option of a step anew; its name stays. */
export const replaced = (definition: FlowDefinition, id: StepId, step: Step): FlowDefinition => ({ ...definition, steps: definition.steps.map((each) => (each.id === id ? { ...step, id } : each)) });
