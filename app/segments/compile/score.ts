// The score of what messages led to (score.ts): messages and what followed them in one stream for each customer, read
// once in order.
import { join, raw, type Sql, sql } from "#app/lib/sql.ts";
import type { ShopAsk } from "../ask.ts";
import { scoringKey } from "../cutoff.ts";
import type { Attr, EventKey } from "../definition.ts";
import { EVENTS } from "../events.ts";
import type { ScoreField } from "../fields/score.ts";
import { ORDER_WORTH, scoredFrom, type Scoring, scoringOf, windowOf } from "../score.ts";
import { isNumberTest } from "../value.ts";
import { hiddenSql } from "./choose.ts";
import type { Context } from "./context.ts";
import { fadeSql } from "./measure.ts";
import { numberSql, unlessUnsure } from "./number.ts";
import { rowsSql } from "./sources.ts";

export function scoreSql(leaf: Attr, field: ScoreField, context: Context, candidates: Sql | null): Sql {
  const { top, unsure } = pointsSql(scoringOf(field, leaf), context, candidates);
  return top === null || !isNumberTest(leaf.test) ? sql`NULL::boolean` : unlessUnsure(unsure, numberSql({ top }, leaf.test));
}

/** `top`: from 0 to 100, as a whole number; null where nobody can be scored. */
export function pointsSql(scoring: Scoring, context: Context, candidates: Sql | null): { top: Sql | null; unsure: Sql | null } {
  const { ask, sources } = context;
  const { numbers } = scoring;
  const { mean, best = undefined } = ask.cutoffs?.[scoringKey(scoring)]?.cuts ?? {};
  const full = numbers.full === 0 ? best : { top: String(numbers.full), bottom: "1" };
  const sums = sumsSql(scoring, ask, candidates);
  const unsure = unseenSql(scoring, ask);
  if (sums === null || !mean || !full) return { top: null, unsure };
  const alias = raw(sources.own(sums));
  const top = sql`(greatest(${alias}.top * ${mean.bottom}::numeric + ${numbers.draw}::numeric * ${mean.top}::numeric, 0) * ${full.bottom}::numeric)`;
  const bottom = sql`((${alias}.bottom + ${numbers.draw}::numeric) * ${mean.bottom}::numeric * ${full.top}::numeric)`;
  const points = sql`(CASE WHEN ${alias}.bottom > 0 AND ${full.top}::numeric > 0 THEN least(div(200 * ${top} + ${bottom}, nullif(2 * ${bottom}, 0)), 100) END)`;
  return { top: points, unsure };
}

/** An order that Shopify hides may have followed a click. */
export const unseenSql = (scoring: Scoring, ask: ShopAsk): Sql | null => hiddenSql({ event: "order", window: windowOf(scoring) }, ask);

const KINDS = { got: 0, clicked: 1, replied: 2, optedOut: 3, order: 4 } as const;

/** customer_id, top and bottom of whoever got enough messages; null where it is never told what they lead to. */
export function sumsSql(scoring: Scoring, ask: ShopAsk, candidates: Sql | null): Sql | null {
  const { field: { told }, numbers: { halfLife, hoursMs, click, optOut, least } } = scoring;
  const from = scoredFrom(scoring, ask);
  if (from === null) return null;
  const rows = (event: EventKey, what: number) => {
    const { alias, at, ids: [id = ""] } = EVENTS[event];
    return sql`SELECT ${raw(alias)}.customer_id, ${raw(at)} AS at, ${what}::int AS what, ${raw(id)}::text AS id ${rowsSql(event, { condition: null, bounds: { from, to: null }, joins: [] }, ask, candidates)}`;
  };
  const stream = join([
    rows(told.got, KINDS.got), rows(told.clicked, KINDS.clicked), ...(told.replied === null ? [] : [rows(told.replied, KINDS.replied)]), rows(told.optedOut, KINDS.optedOut), rows("order", KINDS.order),
  ], " UNION ALL ");
  const worth = sql`CASE WHEN bool_or(s.what = ${KINDS.optedOut}) THEN ${optOut}::int WHEN bool_or(s.what = ${KINDS.clicked} AND s.ordered_at <= s.at + ${String(hoursMs)}::float8 * interval '1 millisecond') THEN ${ORDER_WORTH}::int
    WHEN bool_or(s.what IN (${KINDS.clicked}, ${KINDS.replied})) THEN ${click}::int ELSE 0 END`;
  // What happened in the same instant as a message, or an order as a click, comes after it.
  return sql`SELECT g.customer_id, sum(g.weight * g.worth) AS top, sum(g.weight) AS bottom FROM (
    SELECT s.customer_id, max(s.weight) AS weight, ${worth} AS worth FROM (
      SELECT e.customer_id, e.at, e.what, CASE WHEN e.what = ${KINDS.got} THEN ${fadeSql({ event: told.got }, halfLife, ask)} END AS weight,
        count(*) FILTER (WHERE e.what = ${KINDS.got}) OVER (PARTITION BY e.customer_id ORDER BY e.at, e.what, e.id ROWS UNBOUNDED PRECEDING) AS message,
        min(e.at) FILTER (WHERE e.what = ${KINDS.order}) OVER (PARTITION BY e.customer_id ORDER BY e.at DESC, e.what DESC, e.id DESC ROWS UNBOUNDED PRECEDING) AS ordered_at
      FROM (${stream}) e) s
    WHERE s.message > 0 AND s.what < ${KINDS.order} GROUP BY s.customer_id, s.message) g
    GROUP BY g.customer_id HAVING count(*) >= ${least}::int`;
}
