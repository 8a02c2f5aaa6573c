// The k-th event of a customer: one value of it, found by numbering each customer's events.
import { raw, type Sql, sql } from "#app/lib/sql.ts";
import type { Nth } from "../definition.ts";
import { EVENTS } from "../events.ts";
import { withBound } from "./agg.ts";
import { type Query, requireField } from "../query.ts";
import { choose, hiddenSql } from "./choose.ts";
import { joinsFor } from "./joins.ts";
import type { Context } from "./context.ts";
import { orderSql } from "./measure.ts";
import { rowsSql } from "./sources.ts";
import { testSql } from "./value.ts";

/** The alias of a sub-query with customer_id and value. */
export function nthSource(nth: Query & { k: number; field: string }, { ask, sources }: Context, candidates: Sql | null): string {
  const { event, k } = nth;
  const field = requireField(event, nth.field);
  const plain = choose(nth, ask);
  const chosen = { ...plain, joins: [...plain.joins, ...joinsFor(event, field)] };
  const customer = raw(`${EVENTS[event].alias}.customer_id`);
  const place = sql`row_number() OVER (PARTITION BY ${customer} ORDER BY ${orderSql(event, k < 0 ? "DESC" : "ASC")})`;
  return sources.own(sql`SELECT n.customer_id, n.value FROM (SELECT ${customer}, ${raw(field.sql)} AS value, ${place} AS place ${rowsSql(event, chosen, ask, candidates)}) n WHERE n.place = ${Math.abs(k)}::int`);
}

export function nthSql(leaf: Nth, context: Context, candidates: Sql | null): Sql {
  const alias = nthSource(leaf, context, candidates);
  const verdict = testSql({ ...requireField(leaf.event, leaf.field), sql: `${alias}.value` }, leaf.test, context.ask);
  const hidden = hiddenSql(leaf, context.ask);
  // Hidden orders are older than all we see: counted from the end they change nothing that was found.
  const isUnsure = hidden === null || leaf.k > 0 ? hidden : sql`(${hidden} AND ${raw(alias)}.customer_id IS NULL)`;
  return withBound(leaf, context, isUnsure === null ? verdict : sql`(CASE WHEN NOT ${isUnsure} THEN ${verdict} END)`);
}
