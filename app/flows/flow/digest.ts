// What tells one definition from every other: a replay is of exactly one, and only that one may go live by it.
import { createHash } from "node:crypto";
import type { FlowDefinition } from "../definition.ts";

/** The same for the same definition, in whatever order its keys were kept. */
export const digestOf = (definition: FlowDefinition): string => createHash("sha256").update(JSON.stringify(ordered(definition))).digest("hex");

export const isSame = (one: FlowDefinition, other: FlowDefinition): boolean => digestOf(one) === digestOf(other);

function ordered(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(ordered);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).sort(([one], [other]) => (one < other ? -1 : 1)).map(([key, child]) => [key, ordered(child)]));
}
