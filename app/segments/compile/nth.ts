// The k-th event of a customer: one value of it, found by numbering each customer's events where need be.
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

/** Expressions of its value, and of whether there is no such event. */
export function nthValue(nth: Query & { k: number; field: string }, { ask, sources }: Context, candidates: Sql | null): { value: string; isMissing: Sql } {
  const { event, k } = nth;
  const field = requireField(event, nth.field);
  const plain = choose(nth, ask);
  if (field.sql === EVENTS[event].at && Math.abs(k) === 1) {
    // Of their instants the first is the least and the last the greatest: nothing has to be put in order.
    const value = sources.column(event, { kind: k > 0 ? "min" : "max", of: raw(field.sql) }, plain);
    return { value: value.sql, isMissing: sql`${value} IS NULL` };
  }
  const chosen = { ...plain, joins: [...plain.joins, ...joinsFor(event, field)] };
  const customer = raw(`${EVENTS[event].alias}.customer_id`);
  if (candidates !== null && Math.abs(k) === 1 && EVENTS[event].table === "orders" && chosen.joins.length === 0 && !ask.past) {
    // Of a few it is looked up by the index, and nothing else of their history is read.
    const theirs = { ...chosen, condition: chosen.condition === null ? sql`${customer} = a.customer_id` : sql`${customer} = a.customer_id AND ${chosen.condition}` };
    const found = sql`SELECT ${raw(field.sql)} AS value ${rowsSql(event, theirs, ask, null)} ORDER BY ${orderSql(event, k < 0 ? "DESC" : "ASC")} LIMIT 1`;
    const alias = sources.own(sql`SELECT a.customer_id, n.value FROM (${candidates}) a CROSS JOIN LATERAL (${found}) n`);
    return { value: `${alias}.value`, isMissing: sql`${raw(alias)}.customer_id IS NULL` };
  }
  if (Math.abs(k) === 1) {
    // In the order of an index, or against it: nothing has to be numbered.
    const direction = k > 0 ? "ASC" : "DESC";
    const alias = sources.own(sql`SELECT DISTINCT ON (${customer}) ${customer}, ${raw(field.sql)} AS value ${rowsSql(event, chosen, ask, candidates)} ORDER BY ${customer} ${raw(direction)}, ${orderSql(event, direction)}`);
    return { value: `${alias}.value`, isMissing: sql`${raw(alias)}.customer_id IS NULL` };
  }
  const place = sql`row_number() OVER (PARTITION BY ${customer} ORDER BY ${orderSql(event, k < 0 ? "DESC" : "ASC")})`;
  const alias = sources.own(sql`SELECT n.customer_id, n.value FROM (SELECT ${customer}, ${raw(field.sql)} AS value, ${place} AS place ${rowsSql(event, chosen, ask, candidates)}) n WHERE n.place = ${Math.abs(k)}::int`);
  return { value: `${alias}.value`, isMissing: sql`${raw(alias)}.customer_id IS NULL` };
}

export function nthSql(leaf: Nth, context: Context, candidates: Sql | null): Sql {
  const { value, isMissing } = nthValue(leaf, context, candidates);
  const verdict = testSql({ ...requireField(leaf.event, leaf.field), sql: value }, leaf.test, context.ask);
  const hidden = hiddenSql(leaf, context.ask);
  // Hidden orders are older than all we see: counted from the end they change nothing that was found.
  const isUnsure = hidden === null || leaf.k > 0 ? hidden : sql`(${hidden} AND ${isMissing})`;
  return withBound(leaf, context, isUnsure === null ? verdict : sql`(CASE WHEN NOT ${isUnsure} THEN ${verdict} END)`);
}
