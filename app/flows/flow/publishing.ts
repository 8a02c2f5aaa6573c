// What a merchant chooses when a flow is published, and where somebody who stands in an older version would go.
import { z } from "zod";
import type { FlowDefinition } from "../definition.ts";
import { edgesOf, stepsById } from "../graph.ts";
import { StepId } from "../step-id.ts";
import { Enters } from "./progress.ts";

/** What becomes of those who are in it by an older version. finish: they go on by it. A step that `map` does not name leads out. */
export const Flight = z.discriminatedUnion("how", [
  z.strictObject({ how: z.literal("finish") }),
  z.strictObject({ how: z.literal("move"), map: z.record(StepId, StepId.nullable()) }),
  z.strictObject({ how: z.literal("exit") }),
]);
export type Flight = z.infer<typeof Flight>;

export const Publishing = z.strictObject({
  /** Of the draft that was looked at. */
  draftRev: z.int().min(1),
  /** An older version in place of the draft; null: the draft. */
  version: z.int().min(1).nullable().default(null),
  to: z.enum(["live", "shadow"]),
  flight: Flight.default({ how: "finish" }),
  enters: Enters.default({ how: "none" }),
});
export type Publishing = z.infer<typeof Publishing>;

/** Where each step that people stand at leads in the new version, as a suggestion: to itself, else to what followed it. Null: out. */
export function suggestedMap(before: FlowDefinition, after: FlowDefinition): Record<StepId, StepId | null> {
  const there = stepsById(after);
  const known = stepsById(before);
  const placeOf = (id: StepId, seen: readonly StepId[]): StepId | null => {
    if (there.has(id)) return id;
    const step = known.get(id);
    if (!step || seen.includes(id)) return null;
    for (const { to, back } of edgesOf(step)) {
      const place = to === null || back ? null : placeOf(to, [...seen, id]);
      if (place !== null) return place;
    }
    return null;
  };
  return Object.fromEntries(before.steps.map(({ id }) => [id, placeOf(id, [])]));
}
