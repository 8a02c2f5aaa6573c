// Steps out of a flow; what led to them leads to what followed. Of a fork one way stays, and what only the others led to goes
// with it. Whatever else speaks of them has to be changed first, and it is said what that is.
import type { FlowDefinition } from "#app/flows/definition.ts";
import { reachedFrom, stepsById } from "#app/flows/graph.ts";
import type { Step } from "#app/flows/step.ts";
import type { StepId } from "#app/flows/step-id.ts";
import { type Edited, guarded, refused } from "./edited.ts";
import { freshId, idsOf } from "./fresh-id.ts";
import { mainWay, redirected, waysOf } from "./place.ts";

/** `kept`: which of its ways stays, for a fork. */
export function removed(definition: FlowDefinition, chosen: readonly StepId[], kept: number | null = null): Edited {
  // Whoever looks at a text goes before the text.
  const byId = stepsById(definition);
  const isLook = (id: StepId) => byId.get(id)?.kind === "branch";
  let flow = definition;
  for (const id of [...chosen].sort((one, other) => Number(isLook(other)) - Number(isLook(one)))) {
    const step = flow.steps.find((each) => each.id === id);
    const edited = step ? removedOne(flow, step, kept) : { definition: flow };
    if ("refused" in edited) return edited;
    flow = edited.definition;
  }
  return guarded(definition, flow);
}

/** What goes besides it. */
export function lostWith(definition: FlowDefinition, step: Step, kept: number | null = null): StepId[] {
  const before = reachable(definition);
  const follows = followerOf(step, kept);
  const without = led(definition, step.id, follows);
  const after = reachable({ ...without, steps: without.steps.filter(({ id }) => id !== step.id) });
  return definition.steps.flatMap(({ id }) => (id !== step.id && before.has(id) && !after.has(id) ? [id] : []));
}

const followerOf = (step: Step, kept: number | null): StepId | null => (kept === null ? mainWay(step)?.to : waysOf(step)[kept]?.to) ?? null;

const reachable = (definition: FlowDefinition): Set<StepId> => reachedFrom(definition, [definition.first, ...definition.exits.flatMap(({ to }) => to ?? [])]);

function removedOne(definition: FlowDefinition, step: Step, kept: number | null): Edited {
  const follows = followerOf(step, kept);
  const gone = new Set([step.id, ...lostWith(definition, step, kept)]);
  const why = namedElsewhere(definition, gone, step, follows);
  if (why !== null) return refused(why);
  const flow = led(definition, step.id, follows);
  const steps = flow.steps.filter(({ id }) => !gone.has(id)).map((each) => redirected(each, (to) => (to !== null && gone.has(to) ? null : to)));
  const exits = flow.exits.map((exit) => ({ ...exit, at: exit.at.filter((id) => !gone.has(id)) }));
  if (flow.first !== step.id) return { definition: { ...flow, steps, exits } };
  if (step.kind === "end" && steps.length === 0) return refused("A flow needs a step. Add another first.");
  const end: Step = { id: freshId("end", idsOf({ steps })), note: null, next: null, kind: "end", label: null };
  return { definition: { ...flow, first: end.id, steps: [end, ...steps], exits } };
}

/** Everything that leads to it leads to what follows it. */
function led(definition: FlowDefinition, id: StepId, follows: StepId | null): FlowDefinition {
  const steps = definition.steps.map((step) => {
    const turned = redirected(step, (to) => (to === id ? follows : to));
    return turned.kind === "goTo" && turned.to === id && follows !== null && follows !== turned.id ? { ...turned, to: follows } : turned;
  });
  return { ...definition, first: definition.first === id ? (follows ?? id) : definition.first, steps, exits: definition.exits.map((exit) => (exit.to === id ? { ...exit, to: follows } : exit)) };
}

function namedElsewhere({ steps, exits }: FlowDefinition, gone: ReadonlySet<StepId>, { id }: Step, follows: StepId | null): string | null {
  const stays = steps.filter((step) => !gone.has(step.id));
  const looks = stays.find((step) => step.kind === "branch" && step.by === "outcome" && gone.has(step.of));
  if (looks) return `“${looks.id}” looks at what became of this text. Change or delete it first.`;
  const leadsBack = stays.find((step) => step.kind === "goTo" && gone.has(step.to) && (step.to !== id || follows === null || follows === step.id));
  if (leadsBack) return `“${leadsBack.id}” leads back to this step. Change or delete it first.`;
  const acts = exits.find(({ at }) => at.length > 0 && at.every((each) => gone.has(each)));
  return acts ? `The exit “${acts.label}” acts only here. Change or delete it first.` : null;
}
