// Visits as rows: what visit.ts says in plain code, made of the events of a shop in one pass. Each event is marked that has
// none before it for so long, the marks are counted along, and events with the same count are one visit.
import { VIEW_KINDS, VISIT_KINDS } from "#app/customers/event-kind.ts";
import { empty, type Sql, sql } from "#app/lib/sql.ts";
import type { ShopAsk } from "../ask.ts";
import { GAP_MS } from "../visit.ts";
import { instant, nowSql } from "./context.ts";
import { whoseSql } from "./whose.ts";

/**
 * Of all that happened up to now: what lies ahead belongs to none yet. `from`: visits that begin earlier are not asked about. Some
 * of those come in pieces then, but none that begins later: what is before it for that long is read. PostgreSQL makes no column
 * that nobody asks for, and sorts nothing by ids where no first event is asked about.
 */
export function visitsSql(ask: ShopAsk, from: number | null, candidates: Sql | null): Sql {
  const gap = sql`${String(GAP_MS)}::float8 * interval '1 millisecond'`;
  const since = from === null ? empty : sql` AND e.at > ${instant(from - GAP_MS)}`;
  const marked = sql`SELECT e.customer_id, e.at, e.event_id, e.kind, e.text, e.device, e.referrer, e.utm_source, e.utm_medium, e.utm_campaign,
      (e.at - lag(e.at) OVER (PARTITION BY e.customer_id ORDER BY e.at) < ${gap}) IS NOT TRUE AS begins
    FROM event e WHERE e.shop_id = ${ask.shop} AND ${whoseSql("e", ask, candidates)} AND e.kind = ANY(${[...VISIT_KINDS]}::text[]) AND e.at <= ${nowSql(ask)}${since}`;
  const counted = sql`SELECT b.*, b.kind = ANY(${[...VIEW_KINDS]}::text[]) AS is_view, count(*) FILTER (WHERE b.begins) OVER (PARTITION BY b.customer_id ORDER BY b.at) AS place FROM (${marked}) b`;
  const first = (value: Sql) => sql`(array_agg(${value} ORDER BY s.at, s.event_id))[1]`;
  return sql`(SELECT s.customer_id, min(s.at) AS at, floor(extract(epoch FROM max(s.at) - min(s.at)) / 60)::int AS minutes, (count(*) FILTER (WHERE s.is_view))::int AS pages,
      ${first(sql`CASE WHEN s.is_view THEN s.text END`)} AS landing, ${first(sql`s.device`)} AS device, ${first(sql`s.referrer`)} AS referrer,
      ${first(sql`s.utm_source`)} AS utm_source, ${first(sql`s.utm_medium`)} AS utm_medium, ${first(sql`s.utm_campaign`)} AS utm_campaign
    FROM (${counted}) s GROUP BY s.customer_id, s.place)`;
}
