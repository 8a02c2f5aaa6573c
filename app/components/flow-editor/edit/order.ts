// The steps of a flow one after the other, as somebody would tell of it: each after all that lead to it, each way to its end
// before the next, and last what no way leads to.
import type { FlowDefinition } from "#app/flows/definition.ts";
import { stepsById } from "#app/flows/graph.ts";
import type { StepId } from "#app/flows/step-id.ts";
import { waysOf } from "./place.ts";

export function inOrder(definition: FlowDefinition): StepId[] {
  const byId = stepsById(definition);
  const done = new Set<StepId>();
  const back: StepId[] = [];
  const begin = (from: StepId) => {
    // What is left last stands first: each step after everything that it leads to, read backwards.
    const open: { id: StepId; left: StepId[] }[] = [];
    const enter = (id: StepId) => {
      const step = byId.get(id);
      if (!step || done.has(id)) return;
      done.add(id);
      open.push({ id, left: waysOf(step).flatMap(({ to }) => to ?? []) });
    };
    enter(from);
    for (let top = open.at(-1); top; top = open.at(-1)) {
      const next = top.left.pop();
      if (next === undefined) back.push(open.pop()?.id ?? "");
      else enter(next);
    }
  };
  begin(definition.first);
  const reached = back.splice(0).reverse();
  const loose = definition.steps.filter(({ id }) => !done.has(id)).map(({ id }) => id);
  for (const id of loose.toReversed()) begin(id);
  return [...reached, ...back.reverse()];
}

/** Where the ways of each fork come together: the first step that two of them lead to; null: nowhere. */
export function joinsOf(definition: FlowDefinition): (id: StepId) => StepId | null {
  const byId = stepsById(definition);
  const order = inOrder(definition);
  const behind = new Map<StepId, ReadonlySet<StepId>>();
  for (const id of order.toReversed()) {
    const step = byId.get(id);
    behind.set(id, new Set([id, ...(step ? waysOf(step).flatMap(({ to }) => [...(to === null ? [] : (behind.get(to) ?? []))]) : [])]));
  }
  return (id) => {
    const step = byId.get(id);
    const ways = (step ? waysOf(step) : []).flatMap(({ to }) => (to === null ? [] : [behind.get(to) ?? new Set<StepId>()]));
    return order.find((each) => ways.filter((way) => way.has(each)).length > 1) ?? null;
  };
}
