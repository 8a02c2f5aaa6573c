// Leaves about fields that know a customer's whole past (their first purchase of a product, the place of
// an order): nothing is sure of them where older orders are hidden from us.
import type { Leaf } from "./definition.ts";
import { FIELDS } from "./fields.ts";

const PAST = new Set(FIELDS.flatMap((field) => ("past" in field && field.past ? [field.key] : [])));

export const asksPast = (leaf: Leaf): boolean => leaf.kind !== "attr" && names(leaf);

function names(value: unknown): boolean {
  if (typeof value !== "object" || value === null) return false;
  return Object.entries(value).some(([key, each]) => ((key === "field" || key === "by") && typeof each === "string" ? PAST.has(each) : names(each)));
}
