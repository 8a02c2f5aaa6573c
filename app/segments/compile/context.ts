// What the compiler of a leaf is given, and the small expressions all of them use.
import { invariant } from "#app/lib/invariant.ts";
import { join, raw, type Sql, sql } from "#app/lib/sql.ts";
import type { ShopAsk } from "../ask.ts";
import { asksIfKnown, type NumberTest, type Window } from "../definition.ts";
import { wholeEdges } from "../exact.ts";
import { offsetsOf } from "../offsets.ts";
import { scatter } from "../scatter.ts";
import { type Bounds, bounds, elapsedEdge, stand } from "../windows.ts";
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

/** Inside a window that needs nothing of the customer; null where that is always so. */
export function windowSql(at: Sql, window: Window | undefined, ask: ShopAsk): Sql | null {
  const scattered = window === undefined ? null : scatter(window, ask.zone);
  const parts = [boundsSql(at, bounds(window, ask)), scattered && scatterSql(at, { ...scattered, borders: scattered.borders.map((ms) => new Date(ms).toISOString()) }, "timestamptz")].filter((part) => part !== null);
  return parts.length === 0 ? null : sql`(${join(parts, " AND ")})`;
}

export function scatterSql(at: Sql, { borders, isOpen }: { borders: string[]; isOpen: boolean }, type: "timestamptz" | "date"): Sql {
  return sql`(width_bucket(${at}, ${borders}::${raw(type)}[]) % 2 = ${isOpen ? 0 : 1}::int)`;
}

/** The shop's local clock at an instant, by our own table of its zone (offsets.ts). */
export function localSql(at: Sql, zone: string): Sql {
  const { borders, seconds } = offsetsOf(zone);
  const utc = sql`(${at} AT TIME ZONE 'UTC')`;
  if (borders.length === 0) return sql`(${utc} + ${seconds[0] ?? 0}::int * interval '1 second')`;
  return sql`(${utc} + (${seconds}::int[])[width_bucket(${at}, ${borders.map((ms) => new Date(ms).toISOString())}::timestamptz[]) + 1] * interval '1 second')`;
}

/** The stays that are, or those the ask names in their place. */
export const staysTable = (ask: ShopAsk): Sql => ask.stays ?? raw("membership");

type SinceWindow = Extract<Window, { kind: "since" | "since-entered" }>;
const BOUND_COLUMNS = { created: "created_at", firstOrder: "first_order_at", lastOrder: "last_order_at" };

/** The instant of the customer's own after which a "since" window begins; `customer` is an alias of the customer table. */
export function boundSql(window: SinceWindow, customer: string, ask: ShopAsk): Sql {
  if (window.kind === "since") return raw(`${customer}.${BOUND_COLUMNS[window.of]}`);
  return sql`(SELECT max(m.entered_at) FROM ${staysTable(ask)} m WHERE m.shop_id = ${ask.shop} AND m.segment_id = ${window.segment} AND m.customer_id = ${raw(customer)}.customer_id AND m.entered_at <= ${nowSql(ask)} AND (m.left_at IS NULL OR m.left_at > ${nowSql(ask)}))`;
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
