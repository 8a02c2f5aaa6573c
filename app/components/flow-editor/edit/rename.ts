// Other names for steps, everywhere they are named.
import type { FlowDefinition } from "#app/flows/definition.ts";
import { edgesOf } from "#app/flows/graph.ts";
import type { Step } from "#app/flows/step.ts";
import { StepId } from "#app/flows/step-id.ts";
import type { Block } from "./block.ts";
import { type Edited, refused } from "./edited.ts";
import { copyId } from "./fresh-id.ts";
import { put, turned } from "./place.ts";

/** `called`: the new name of each that has one. */
function renamedStep(step: Step, called: ReadonlyMap<StepId, StepId>): Step {
  const name = (id: StepId) => called.get(id) ?? id;
  const ways = edgesOf(step).reduce((turning, { to, path, back }) => (to === null || name(to) === to ? turning : back ? put(turning, path, name(to)) : turned(turning, path, name(to))), step);
  return { ...(ways.kind === "branch" && ways.by === "outcome" ? { ...ways, of: name(ways.of) } : ways), id: name(step.id) };
}

/** A block beside what is there already: whoever draws lots anew draws for itself. */
export function renamed(block: Block, taken: ReadonlySet<StepId>): Block {
  const used = new Set(taken);
  const called = new Map(block.steps.map((step) => {
    const id = copyId(step, used);
    used.add(id);
    return [step.id, id] as const;
  }));
  const steps = block.steps.map((step) => {
    const copy = renamedStep(step, called);
    return copy.kind === "split" || copy.kind === "experiment" ? { ...copy, salt: copy.id } : copy;
  });
  return { steps, entry: called.get(block.entry) ?? block.entry, ends: block.ends.map(({ from, path }) => ({ from: from === null ? null : (called.get(from) ?? from), path })) };
}

export function calledAnew(definition: FlowDefinition, from: StepId, to: string): Edited {
  const read = StepId.safeParse(to);
  if (!read.success) return refused(read.error.issues[0]?.message ?? "A step needs a name.");
  if (from !== to && definition.steps.some(({ id }) => id === to)) return refused(`Another step is called “${to}”.`);
  const called = new Map([[from, to]]);
  const name = (id: StepId) => called.get(id) ?? id;
  return {
    definition: {
      ...definition, first: name(definition.first), steps: definition.steps.map((step) => renamedStep(step, called)),
      exits: definition.exits.map((exit) => ({ ...exit, at: exit.at.map(name), to: exit.to === null ? null : name(exit.to) })),
    },
  };
}
