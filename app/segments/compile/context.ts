// What the compiler of a leaf is given, and the small expressions all of them use.
import { invariant } from "#app/lib/invariant.ts";
import { raw, type Sql, sql } from "#app/lib/sql.ts";
import type { ShopAsk } from "../ask.ts";
import { asksIfKnown, type NumberTest, type Window } from "../definition.ts";
import { wholeEdges } from "../exact.ts";
import { type Bounds, elapsedEdge, stand } from "../windows.ts";
import type { Sources } from "./sources.ts";

export type Context = {
  ask: ShopAsk;
  sources: Sources;
  /** True: only "true" matters, so that null may stand for false. The planner then starts from the facts. */
  loose: boolean;
};

export const instant = (ms: number): Sql => sql`${new Date(ms)}::timestamptz`;
export const nowSql = (ask: ShopAsk): Sql => sql`${ask.now}::timestamptz`;

/** `at` is an SQL expression of an instant. Null where nothing bounds it. */
export function boundsSql(at: Sql, { from, to }: Bounds): Sql | null {
  if (from === null && to === null) return null;
  if (from === null) return sql`${at} < ${instant(to ?? 0)}`;
  return to === null ? sql`${at} >= ${instant(from)}` : sql`(${at} >= ${instant(from)} AND ${at} < ${instant(to)})`;
}

type SinceWindow = Extract<Window, { kind: "since" | "since-entered" }>;
const BOUND_COLUMNS = { created: "created_at", firstOrder: "first_order_at", lastOrder: "last_order_at" };

/** The instant of the customer's own after which a "since" window begins; `customer` is an alias of the customer table. */
export function boundSql(window: SinceWindow, customer: string, ask: ShopAsk): Sql {
  if (window.kind === "since") return raw(`${customer}.${BOUND_COLUMNS[window.of]}`);
  return sql`(SELECT max(m.entered_at) FROM membership m WHERE m.shop_id = ${ask.shop} AND m.segment_id = ${window.segment} AND m.customer_id = ${raw(customer)}.customer_id AND m.entered_at <= ${nowSql(ask)} AND (m.left_at IS NULL OR m.left_at > ${nowSql(ask)}))`;
}

/** Whole calendar units since an instant, held against a number, as comparisons of the instant. */
export function elapsedSql(at: Sql, test: NumberTest, before: (k: number) => Sql): Sql {
  if (asksIfKnown(test)) return test.op === "known" ? sql`(${at} IS NOT NULL)` : sql`(${at} IS NULL)`;
  const edges = wholeEdges(test).map((k) => sql`(${at} < ${before(k)})`);
  const [first, second] = edges;
  switch (test.op) {
    case "ge": case "gt": invariant(first, "a number has an edge"); return first;
    case "lt": case "le": invariant(first, "a number has an edge"); return sql`(NOT ${first})`;
    case "eq": case "within": return first && second ? sql`(${first} AND NOT ${second})` : sql`(${at} <> ${at})`;
    case "ne": case "notWithin": return first && second ? sql`(NOT (${first} AND NOT ${second}))` : sql`(${at} = ${at})`;
    default: return test satisfies never;
  }
}

export const elapsedInstant = (unit: "day" | "year", ask: ShopAsk) => (k: number): Sql => instant(stand(elapsedEdge(clampSpan(k), unit), ask));
/** Beyond this many units everything is "less than that ago". */
export const clampSpan = (k: number) => Math.max(-100_000, Math.min(100_000, k));
