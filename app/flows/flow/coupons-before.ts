// Which coupon somebody may have in hand where a text goes: a message knows one coupon, so the ways to a text may not bring
// different ones.
import type { FlowDefinition } from "../definition.ts";
import { edgesOf, stepsById } from "../graph.ts";
import type { StepId } from "../step-id.ts";

/** By step of a text: the coupons that the last coupon step on some way to it gave. Null: its coupon is not chosen yet. */
export function couponsBefore(definition: Pick<FlowDefinition, "steps">): Map<StepId, Set<number | null>> {
  const byId = stepsById(definition);
  const found = new Map<StepId, Set<number | null>>();
  for (const giver of definition.steps) {
    if (giver.kind !== "coupon") continue;
    const reached = new Set<StepId>();
    const open = edgesOf(giver).flatMap(({ to }) => to ?? []);
    for (let id = open.pop(); id !== undefined; id = open.pop()) {
      const step = byId.get(id);
      if (!step || reached.has(id)) continue;
      reached.add(id);
      if (step.kind === "send") found.set(id, (found.get(id) ?? new Set()).add(giver.coupon));
      // From there on it is the other's.
      if (step.kind !== "coupon") open.push(...edgesOf(step).flatMap(({ to }) => to ?? []));
    }
  }
  return found;
}
