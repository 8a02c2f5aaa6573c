// The value that has the most of all events in question. Between equals the one seen last decides, by
// the order of events, so that the answer is the same every time.
import { empty, raw, type Sql, sql } from "#app/lib/sql.ts";
import type { Top } from "../definition.ts";
import { EVENTS } from "../events.ts";
import { faded } from "../fade.ts";
import { requireField } from "../query.ts";
import { withBound } from "./agg.ts";
import { choose, hiddenSql } from "./choose.ts";
import type { Context } from "./context.ts";
import { joinsFor } from "./joins.ts";
import { fadeSql, orderSql, whole } from "./measure.ts";
import { rowsSql } from "./sources.ts";
import { testSql } from "./value.ts";

export function topSql(asked: Top, context: Context, candidates: Sql | null): Sql {
  const leaf = faded(asked);
  const { ask, sources } = context;
  const { event, of } = leaf;
  const field = requireField(event, leaf.field);
  const weight = of === "money" || of === "quantity" ? requireField(event, EVENTS[event][of] ?? "") : null;
  const chosen = choose(leaf, ask);
  const joins = [...chosen.joins, ...joinsFor(event, field), ...(weight ? joinsFor(event, weight) : [])];
  const customer = raw(`${EVENTS[event].alias}.customer_id`);
  const rows = (more: Sql, of: Sql | null) => sql`SELECT ${customer}, ${raw(field.sql)} AS value${more} ${rowsSql(event, { ...chosen, joins }, ask, of)}`;
  const fading = leaf.halfLife === undefined ? null : fadeSql(leaf, leaf.halfLife, ask);
  const each = fading && weight ? sql`${raw(weight.sql)} * ${fading}` : (fading ?? (weight && raw(weight.sql)));
  const weighed = each ? sql`, ${each} AS weight` : of === "orders" ? sql`, l.order_id` : empty;
  const total = each ? sql`coalesce(${whole(sql`sum(r.weight)`)}, 0)` : of === "orders" ? sql`count(DISTINCT r.order_id)` : sql`count(*)`;
  const passes = (value: string) => testSql({ ...field, sql: value }, leaf.test, ask);
  const verdict = leaf.test.op === "known" || leaf.test.op === "unknown" ? passes(`${sources.own(favourites(candidates))}.value`) : decided();
  const hidden = hiddenSql(leaf, ask);
  return withBound(leaf, context, hidden === null ? verdict : sql`(CASE WHEN NOT ${hidden} THEN ${verdict} END)`);

  /** What each value comes to, and what else is said of it and of its rows. */
  function totals(said: Sql, more: Sql, of: Sql | null): Sql {
    return sql`SELECT r.customer_id, ${total} AS total, ${said} FROM (${rows(sql`${weighed}${more}`, of)}) r WHERE r.value IS NOT NULL GROUP BY r.customer_id, r.value`;
  }

  function favourites(of: Sql | null): Sql {
    const { alias: table, at, ids } = EVENTS[event];
    // Numbers are compared as a list, which needs no sorting of all events; tags have names, told events ids of 16 bytes.
    const place = table === "t" || table === "e" ? sql`row_number() OVER (PARTITION BY ${customer} ORDER BY ${orderSql(event)})` : raw(`ARRAY[${[`(extract(epoch FROM ${at}) * 1000)::bigint`, ...ids].join(", ")}]`);
    return sql`SELECT DISTINCT ON (g.customer_id) g.customer_id, g.value FROM (${totals(sql`r.value, max(r.place) AS place`, sql`, ${place} AS place`, of)}) g ORDER BY g.customer_id, g.total DESC, g.place DESC`;
  }

  /** The most that a value comes to which passes, and one which does not, decide for nearly all: which was seen last is found for equals alone. */
  function decided(): Sql {
    const most = sql`SELECT g.customer_id, max(g.total) FILTER (WHERE g.passes) AS passing, max(g.total) FILTER (WHERE NOT g.passes) AS failing FROM (${totals(sql`${passes("r.value")} AS passes`, empty, candidates)}) g GROUP BY g.customer_id`;
    const equals = sql`SELECT most.customer_id FROM most WHERE most.passing = most.failing`;
    return raw(`${sources.own(sql`WITH most AS MATERIALIZED (${most}) SELECT most.customer_id, CASE WHEN most.passing = most.failing THEN ${passes("first.value")} ELSE coalesce(most.passing > most.failing, most.failing IS NULL) END AS verdict FROM most LEFT JOIN (${favourites(equals)}) first ON first.customer_id = most.customer_id`)}.verdict`);
  }
}
