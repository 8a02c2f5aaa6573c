// The same definition without what goes without saying: two that differ only there mean the same.
import { POINTS, SEEN_MIN } from "../affinity.ts";
import type { Definition, Node } from "../definition.ts";
import { ownNumbersOf } from "../derived.ts";

export function tidy(definition: Definition): Definition {
  return { version: 1, node: tidied(definition.node) as Node, ...(definition.clock && { clock: definition.clock }) };
}

/** For whom all of time is a word like any other. */
const NEEDS_WINDOW: unknown[] = ["joined", "left", "entered", "ended", "drew", "trend"];

/** Settings by name, with the values that say nothing. */
const SILENT: Record<string, (value: unknown, owner: Record<string, unknown>) => boolean> = {
  ifUnknown: (value) => value === "keep",
  whereAny: (value, { where }) => value === false || !Array.isArray(where) || where.length < 2,
  perWhere: (value) => Array.isArray(value) && value.length === 0,
  where: (value) => Array.isArray(value) && value.length === 0,
  window: (value, owner) => isAll(value) && owner["op"] !== "in" && !NEEDS_WINDOW.includes(owner["kind"]),
  clock: (value, { unit }) => value === (unit === "minute" || unit === "hour" ? "rolling" : "calendar"),
  factor: (value) => value === 1,
  plus: (value) => value === 0,
  atLeast: (value, { of }) => (of === "affinity" ? value === SEEN_MIN : typeof value === "number" && value <= 1),
  viewPoints: (value) => value === POINTS.viewPoints,
  cartPoints: (value) => value === POINTS.cartPoints,
  sure: (value) => value === false,
  absent: (value) => value === false,
  toDate: (value) => value === false,
  sameProduct: (value) => value === false,
};

const isAll = (window: unknown) => typeof window === "object" && window !== null && "kind" in window && window.kind === "all";

function tidied(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(tidied);
  if (typeof value !== "object" || value === null) return Object.is(value, -0) ? 0 : value;
  const owner = withOwnNumbers(value as Record<string, unknown>);
  return Object.fromEntries(Object.entries(owner).flatMap(([key, each]) => (each === undefined || SILENT[key]?.(each, owner) ? [] : [[key, tidied(each)]])));
}

/** A number of a derived field that is the standard one says nothing. */
function withOwnNumbers(owner: Record<string, unknown>): Record<string, unknown> {
  const { field, with: own } = owner;
  if (typeof own !== "object" || own === null || typeof field !== "string") return owner;
  return { ...owner, with: ownNumbersOf({ field, with: own as Record<string, number> }) ?? undefined };
}
