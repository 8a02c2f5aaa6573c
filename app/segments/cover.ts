// Since when events of a kind are told to us. Before that, none having been seen means nothing; a kind
// that was never told of is unknown of everybody.
import type { Ask } from "./ask.ts";
import { VIEW_KINDS } from "#app/customers/event-kind.ts";
import { EVENTS, isTold } from "./events.ts";
import type { Query } from "./query.ts";

/** "productViewed", or "custom/name" → milliseconds. What is not in it was never told of. */
export type Covers = Readonly<Record<string, number>>;

const CUSTOM = "custom/";

type Chosen = Pick<Query, "event" | "where" | "whereAny">;

/**
 * The instant before which events of the query may be missing from our data: orders that Shopify hides, or what was not
 * told to us yet. Infinity: it never was. Null: nothing can be missing.
 */
export function missingBefore(query: Chosen, { covers, ordersSince }: Pick<Ask, "covers" | "ordersSince">): number | null {
  if (!isTold(query.event)) return EVENTS[query.event].fromOrders ? (ordersSince?.getTime() ?? null) : null;
  const since = coverOf(query, covers) ?? Infinity;
  return since <= 0 ? null : since;
}

/** Null: never. Custom events are covered name by name, if the question says which. */
export function coverOf({ event, where = [], whereAny }: Chosen, covers: Covers = {}): number | null {
  // Hardly anybody visits without a view; which of them a storefront tells is its own affair.
  if (event === "visit") return earliest(VIEW_KINDS.flatMap((kind) => covers[kind] ?? []));
  if (event !== "custom") return covers[event] ?? null;
  const { test } = (!whereAny || where.length === 1 ? where.find(({ field, test }) => field === "event.name" && (test.op === "is" || test.op === "anyOf")) : undefined) ?? {};
  const names = test === undefined ? null : "values" in test ? test.values.map(String) : "value" in test ? [String(test.value)] : [];
  if (names === null) {
    return earliest(Object.entries(covers).flatMap(([key, since]) => (key.startsWith(CUSTOM) ? [since] : [])));
  }
  const since = names.map((name) => covers[CUSTOM + name] ?? null);
  return since.some((each) => each === null) ? null : Math.max(...since.map((each) => each ?? 0));
}

const earliest = (all: number[]): number | null => (all.length === 0 ? null : Math.min(...all));
