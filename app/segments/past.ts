// Leaves about fields that know a customer's whole past (their first purchase of a product, the place of
// an order): nothing is sure of them where older orders are hidden from us.
import type { Leaf } from "./definition.ts";
import { FIELDS } from "./fields.ts";

const PAST = new Set(FIELDS.flatMap((field) => ("past" in field && field.past ? [field.key] : [])));

export const asksPast = (leaf: Leaf): boolean => leaf.kind !== "attr" && namesOf(leaf, PAST);

/** Whether a leaf, or a part of one, asks about one of these fields. */
export function namesOf(part: unknown, fields: ReadonlySet<string>): boolean {
  if (typeof part !== "object" || part === null) return false;
  return Object.entries(part).some(([key, each]) => ((key === "field" || key === "by") && typeof each === "string" ? fields.has(each) : namesOf(each, fields)));
}
