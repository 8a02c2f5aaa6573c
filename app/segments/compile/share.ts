// How much of all events in question is of one kind, or has the commonest value of a field.
import { raw, type Sql, sql } from "#app/lib/sql.ts";
import type { Share } from "../definition.ts";
import type { ShopAsk } from "../ask.ts";
import { EVENTS } from "../events.ts";
import { faded } from "../fade.ts";
import { affinityParts } from "./affinity.ts";
import { withBound } from "./agg.ts";
import { requireField } from "../query.ts";
import { among, choose, hiddenSql } from "./choose.ts";
import { joinsFor } from "./joins.ts";
import type { Context } from "./context.ts";
import { fadeSql, other, whole } from "./measure.ts";
import { numberSql } from "./number.ts";

type Parts = { part: Sql; base: Sql; count: Sql };

export function shareSql(asked: Share, context: Context): Sql {
  const leaf = faded(asked);
  if (leaf.of === "affinity") {
    const { part, base, enough } = affinityParts(leaf, context);
    return withHidden(leaf, context, numberSql({ top: sql`(${part} * 100)`, bottom: sql`(CASE WHEN ${enough} THEN ${base} END)` }, leaf.test));
  }
  const { part, base, count } = rolledUp(leaf, context) ?? (leaf.by === undefined ? kindParts(leaf, context) : topParts(leaf, leaf.by, context));
  const { test } = leaf;
  // Where only "true" matters, no event is not enough by itself, and the planner may start from the events.
  const isStrict = context.loose && test.op !== "unknown";
  const isEnough = sql`${isStrict ? count : sql`coalesce(${count}, 0)`} >= ${Math.max(leaf.atLeast ?? 1, 1)}::int`;
  // Refunds beyond what was paid can leave less than nothing, of which there is no share.
  const number = { top: sql`(coalesce(${part}, 0) * 100)`, bottom: sql`greatest(${base}, 0)` };
  const isKnown = sql`(${isEnough} AND coalesce(${base}, 0) > 0)`;
  const verdict = test.op === "known" ? isKnown : test.op === "unknown" ? sql`(NOT ${isKnown})` : isStrict ? sql`(${isEnough} AND ${numberSql(number, test)})` : sql`(CASE WHEN ${isEnough} THEN ${numberSql(number, test)} END)`;
  return withHidden(leaf, context, verdict, isStrict);
}

function withHidden(leaf: Share, context: Context, verdict: Sql, isStrict = false): Sql {
  const hidden = hiddenSql(leaf, context.ask);
  if (hidden === null) return withBound(leaf, context, verdict);
  return withBound(leaf, context, isStrict ? sql`(NOT ${hidden} AND ${verdict})` : sql`(CASE WHEN NOT ${hidden} THEN ${verdict} END)`);
}

/** How many of all orders were discounted is kept on the customer's row. */
function rolledUp({ event, of, part = [], where = [], window }: Share, { ask }: Context): Parts | null {
  const isWhole = event === "order" && of === "count" && where.length === 0 && (window === undefined || window.kind === "all");
  const isDiscounted = part.length === 1 && part[0]?.field === "order.discounted" && part[0].test.op === "isTrue";
  return ask.rollups !== false && isWhole && isDiscounted ? { part: raw("c.discounted_count"), base: raw("c.order_count"), count: raw("c.order_count") } : null;
}

function weightOf({ of, event }: Share): string | null {
  const key = of === "count" || of === "affinity" ? null : of === "quantity" ? EVENTS[event].quantity : EVENTS[event].money;
  return key === null ? null : requireField(event, key ?? "").sql;
}

function sumSql(leaf: Share, weight: string | null, ask: ShopAsk): Sql {
  if (leaf.halfLife === undefined) return weight === null ? sql`count(*)` : sql`sum(${raw(weight)})`;
  const fading = fadeSql(leaf, leaf.halfLife, ask);
  return weight === null ? sql`sum(${fading})` : sql`sum(${raw(weight)} * ${fading})`;
}

function kindParts(leaf: Share, { ask, sources }: Context): Parts {
  const weight = weightOf(leaf);
  const all = choose(leaf, ask);
  const chosen = among(all, leaf.event, leaf.part ?? [], ask);
  const aggregate = weight === null && leaf.halfLife === undefined ? { kind: "count" as const } : other(sumSql(leaf, weight, ask));
  return {
    part: sources.column(leaf.event, aggregate, chosen),
    base: sources.column(leaf.event, aggregate, all),
    count: sources.column(leaf.event, { kind: "count" }, all),
  };
}

/** Events without a value belong to the whole, but are no value of their own. */
function topParts(leaf: Share, by: string, { ask, sources }: Context): Parts {
  const field = requireField(leaf.event, by);
  const all = choose(leaf, ask);
  const chosen = { ...all, joins: [...all.joins, ...joinsFor(leaf.event, field)] };
  const alias = raw(sources.byValue(leaf.event, raw(field.sql), whole(sumSql(leaf, weightOf(leaf), ask)), chosen));
  return { part: sql`${alias}.part`, base: sql`${alias}.base`, count: sql`${alias}.events` };
}
