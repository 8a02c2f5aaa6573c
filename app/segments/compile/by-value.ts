// How much each value of a field comes to, for each customer: rows grouped by value, and those groups by customer. What the
// groups can tell of all rows together is told by them, so that the rows are not grouped once more.
import { empty, join, raw, type Sql, sql } from "#app/lib/sql.ts";
import type { ShopAsk } from "../ask.ts";
import type { EventKey } from "../definition.ts";
import { EVENTS } from "../events.ts";
import { type Aggregate, type Chosen, type Column, isSameChosen, isSameSql, rowsSql } from "./sources.ts";

/** Its columns: events, base (the weight of all) and part (of the value that has the most; null is no value). */
export type Valued = { alias: string; event: EventKey; value: Sql; weight: Sql; chosen: Chosen };

/** Whether its groups tell all of these. */
export const tells = ({ event, value, chosen }: Valued, of: EventKey, columns: Column[]): boolean =>
  event === of && columns.every((column) => isSameChosen(column.chosen, chosen) && foldSql(column.aggregate, value, "") !== null);

export function valuedSql({ event, value, weight, chosen }: Valued, columns: Column[], ask: ShopAsk, candidates: Sql | null): Sql {
  const customer = raw(`${EVENTS[event].alias}.customer_id`);
  const folds = columns.flatMap(({ aggregate }, at) => foldSql(aggregate, value, `w${at + 1}`) ?? []);
  const inner = listed(folds.flatMap(({ ofValue }, at) => (ofValue === null ? [] : [sql`, ${ofValue} AS ${raw(`w${at + 1}`)}`])));
  const outer = listed(folds.map(({ ofCustomer }, at) => sql`, ${ofCustomer} AS ${raw(`v${at + 1}`)}`));
  const groups = sql`SELECT ${customer}, ${value} AS value, count(*) AS events, ${weight} AS weight${inner} ${rowsSql(event, chosen, ask, candidates)} GROUP BY ${customer}, ${value}`;
  return sql`SELECT s.customer_id, sum(s.events) AS events, sum(s.weight) AS base, max(s.weight) FILTER (WHERE s.value IS NOT NULL) AS part${outer} FROM (${groups}) s GROUP BY s.customer_id`;
}

const listed = (columns: Sql[]) => (columns.length === 0 ? empty : join(columns, ""));

/** In two steps: of each value, and of those for the customer. Null: that cannot be told from groups. */
function foldSql(aggregate: Aggregate, value: Sql, name: string): { ofValue: Sql | null; ofCustomer: Sql } | null {
  switch (aggregate.kind) {
    case "count": return { ofValue: null, ofCustomer: sql`sum(s.events)::bigint` };
    case "distinct": return isSameSql(aggregate.of, value) ? { ofValue: null, ofCustomer: sql`count(s.value)` } : null;
    case "min": case "max": return { ofValue: sql`${raw(aggregate.kind)}(${aggregate.of})`, ofCustomer: raw(`${aggregate.kind}(s.${name})`) };
    case "other": return null;
    default: return aggregate satisfies never;
  }
}
