// What the measures have in common for both evaluators.
import type { Measure, NumberTest } from "./definition.ts";
import type { EventField } from "./field.ts";

export const DAY_MS = 86_400_000n;

/** A whole number that begins at 0: of events, of days on which there was one, of values. */
export const isCount = (measure: Measure) => measure === "count" || measure === "days" || measure === "distinct";
/** Known over nothing: it is 0. */
export const isZeroKnown = (measure: Measure) => isCount(measure) || measure === "sum";
export const needsField = (measure: Measure) => ["distinct", "sum", "avg", "min", "max", "median"].includes(measure);
export const isElapsed = (measure: Measure) => measure === "daysSinceFirst" || measure === "daysSinceLast";
export const isGap = (measure: Measure) => measure.startsWith("gap");

/** What facts we cannot see could do to the value: only raise it, nothing (they are older), or anything. */
export function hiddenEffect(measure: Measure, field: EventField | null): "rises" | "none" | "any" {
  if (isCount(measure) || measure === "max") return "rises";
  if (measure === "sum" && field?.nonNegative) return "rises";
  return measure === "daysSinceLast" ? "none" : "any";
}

/** What is true of one group of events stays true whatever older events are added to it. */
export function staysTrue(measure: Measure, field: EventField | null, test: NumberTest): boolean {
  const effect = hiddenEffect(measure, field);
  return effect === "none" || (effect === "rises" && (test.op === "ge" || test.op === "gt"));
}
