// What is still missing in a condition, as sentences beside the fields. The server would refuse the
// same, but in words about JSON; a condition that is unfinished is not counted, not said and not sent.
import type { Problem } from "#app/lib/problem.ts";
import { checkNumbers } from "#app/segments/check/numbers.ts";
import type { Leaf } from "#app/segments/definition.ts";
import { customerField } from "#app/segments/fields.ts";

/** Keys whose empty text is not an answer. A bucket's salt may be any text but none. */
const SENTENCES: Record<string, string> = {
  value: "Choose or enter a value.",
  date: "Choose a date.",
  from: "Choose the first day.",
  to: "Choose the last day.",
  field: "Choose what to look at.",
  by: "Choose what to compare by.",
  salt: "Give the draw a name.",
  step: "Choose a step or an experiment of the flow.",
  arm: "Choose an arm.",
};

/** Paths are relative to the leaf. */
export function unfinished(leaf: Leaf): Problem[] {
  const found = missing(leaf, []);
  return found.length > 0 ? found : wrongNumbers(leaf);
}

/** Of the numbers in a field's rules, those that cannot be meant. */
export function wrongNumbers(leaf: Leaf): Problem[] {
  const field = leaf.kind === "attr" ? customerField(leaf.field) : null;
  return leaf.kind === "attr" && field ? checkNumbers(leaf, field, ["with"]) : [];
}

export const isFinished = (leaf: Leaf) => unfinished(leaf).length === 0;

function missing(value: unknown, path: Problem["path"]): Problem[] {
  const key = path.at(-1);
  if (typeof value === "number" && Number.isNaN(value)) return [{ path, message: key === "segment" || key === "among" ? "Choose a segment." : key === "list" ? "Choose a list." : key === "flow" ? "Choose a flow." : "Enter a number." }];
  if (value === "" && typeof key === "string") return [{ path, message: SENTENCES[key] ?? "Choose or enter a value." }];
  if (Array.isArray(value)) {
    if (value.length === 0 && (key === "values" || key === "because")) return [{ path, message: "Choose at least one." }];
    return value.flatMap((item, i) => missing(item, [...path, i]));
  }
  if (typeof value === "object" && value !== null) return Object.entries(value).flatMap(([name, item]) => missing(item, [...path, name]));
  return [];
}
