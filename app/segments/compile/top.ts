// The value that has the most of all events in question. Between equals the one seen last decides, by
// the order of events, so that the answer is the same every time.
import { empty, raw, type Sql, sql } from "#app/lib/sql.ts";
import type { Top } from "../definition.ts";
import { EVENTS } from "../events.ts";
import { requireField } from "../query.ts";
import { withBound } from "./agg.ts";
import { choose, hiddenSql } from "./choose.ts";
import type { Context } from "./context.ts";
import { joinsFor } from "./joins.ts";
import { orderSql } from "./measure.ts";
import { rowsSql } from "./sources.ts";
import { testSql } from "./value.ts";

export function topSql(leaf: Top, context: Context, candidates: Sql | null): Sql {
  const { ask, sources } = context;
  const { event, of } = leaf;
  const field = requireField(event, leaf.field);
  const weight = of === "money" || of === "quantity" ? requireField(event, EVENTS[event][of] ?? "") : null;
  const chosen = choose(leaf, ask);
  const joins = [...chosen.joins, ...joinsFor(event, field), ...(weight ? joinsFor(event, weight) : [])];
  const customer = raw(`${EVENTS[event].alias}.customer_id`);
  const more = weight ? sql`, ${raw(weight.sql)} AS weight` : of === "orders" ? sql`, l.order_id` : empty;
  const { alias: table, at, ids } = EVENTS[event];
  // Numbers are compared as a list, which needs no sorting of all events; tags have names, told events ids of 16 bytes.
  const place = table === "t" || table === "e" ? sql`row_number() OVER (PARTITION BY ${customer} ORDER BY ${orderSql(event)})` : raw(`ARRAY[(extract(epoch FROM ${at}) * 1000)::bigint, ${ids.join(", ")}]`);
  const rows = (of: Sql | null) => sql`SELECT ${customer}, ${raw(field.sql)} AS value, ${place} AS place${more} ${rowsSql(event, { ...chosen, joins }, ask, of)}`;
  const total = weight ? sql`coalesce(sum(r.weight), 0)` : of === "orders" ? sql`count(DISTINCT r.order_id)` : sql`count(*)`;
  const favourites = (of: Sql | null) => sql`SELECT DISTINCT ON (g.customer_id) g.customer_id, g.value FROM (SELECT r.customer_id, r.value, ${total} AS total, max(r.place) AS place FROM (${rows(of)}) r WHERE r.value IS NOT NULL GROUP BY r.customer_id, r.value) g ORDER BY g.customer_id, g.total DESC, g.place DESC`;
  const passes = (value: string) => testSql({ ...field, sql: value }, leaf.test, ask);
  const verdict = leaf.test.op === "known" || leaf.test.op === "unknown" ? passes(`${sources.own(favourites(candidates))}.value`) : decided();
  const hidden = hiddenSql(leaf, ask);
  return withBound(leaf, context, hidden === null ? verdict : sql`(CASE WHEN NOT ${hidden} THEN ${verdict} END)`);

  /** Of whom all values pass, or none, nobody needs to know which comes first: it is found for the others alone. */
  function decided(): Sql {
    const seen = sql`SELECT ${customer}, count(*) AS n, count(*) FILTER (WHERE ${passes(field.sql)}) AS passing ${rowsSql(event, { ...chosen, joins }, ask, candidates)} AND ${raw(field.sql)} IS NOT NULL GROUP BY ${customer}`;
    const mixed = sql`SELECT seen.customer_id FROM seen WHERE seen.passing > 0 AND seen.passing < seen.n`;
    return raw(`${sources.own(sql`WITH seen AS MATERIALIZED (${seen}) SELECT seen.customer_id, CASE WHEN seen.passing = 0 THEN false WHEN seen.passing = seen.n THEN true ELSE ${passes("first.value")} END AS verdict FROM seen LEFT JOIN (${favourites(mixed)}) first ON first.customer_id = seen.customer_id`)}.verdict`);
  }
}
