// Whether at least one value of a field passes by itself: events grouped by customer and value.
import { minorDigits } from "#app/lib/money.ts";
import { empty, raw, type Sql, sql } from "#app/lib/sql.ts";
import type { Measure, Some } from "../definition.ts";
import { EVENTS } from "../events.ts";
import type { EventField } from "../field.ts";
import { isElapsed, isGap, isZeroKnown, needsField, staysTrue } from "../measure.ts";
import { requireField } from "../query.ts";
import { withBound } from "./agg.ts";
import { choose, hiddenSql } from "./choose.ts";
import { type Context, elapsedInstant, elapsedSql } from "./context.ts";
import { joinsFor } from "./joins.ts";
import { days, epochMs, plainMeasure } from "./measure.ts";
import { type NumberSql, numberSql } from "./number.ts";
import { aggregateSql, rowsSql } from "./sources.ts";

export function someSql(leaf: Some, context: Context, candidates: Sql | null): Sql {
  const { event, measure, test } = leaf;
  const field = needsField(measure) ? requireField(event, leaf.field ?? "") : null;
  const groups = isGap(measure) ? gapGroups(leaf, context, candidates) : plainGroups(leaf, field, context, candidates);
  const alias = context.sources.own(sql`SELECT DISTINCT s.customer_id FROM (${groups}) s`);
  const verdict = sql`(${raw(alias)}.customer_id IS NOT NULL)`;
  const hidden = hiddenSql(leaf, context.ask);
  const found = staysTrue(measure, field, test) ? sql`WHEN ${verdict} THEN true ` : empty;
  return withBound(leaf, context, hidden === null ? verdict : sql`(CASE ${found}WHEN NOT ${hidden} THEN ${verdict} END)`);
}

function plainGroups(leaf: Some, field: EventField | null, { ask }: Context, candidates: Sql | null): Sql {
  const { event, measure, test } = leaf;
  const by = requireField(event, leaf.by);
  const at = raw(EVENTS[event].at);
  const customer = raw(`${EVENTS[event].alias}.customer_id`);
  const chosen = choose(leaf, ask);
  const joins = [...chosen.joins, ...joinsFor(event, by), ...(field ? joinsFor(event, field) : [])];
  const measured = plainMeasure(measure, field?.sql ?? "NULL", at, ask, aggregateSql);
  const number: NumberSql = isZeroKnown(measure) ? { ...measured, top: sql`coalesce(${measured.top}, 0)` } : measured;
  const shift = field?.type === "money" && measure !== "distinct" ? minorDigits(ask.currency) : 0;
  const passes = isElapsed(measure) ? elapsedSql(number.top, test, elapsedInstant("day", ask)) : numberSql(number, test, shift);
  const least = (leaf.atLeast ?? 1) > 1 ? sql`count(DISTINCT ${at}) >= ${leaf.atLeast}::int AND ` : empty;
  return sql`SELECT ${customer} ${rowsSql(event, { ...chosen, joins }, ask, candidates)} AND ${raw(by.sql)} IS NOT NULL GROUP BY ${customer}, ${raw(by.sql)} HAVING ${least}${passes}`;
}

/**
 * Several events of one value at one instant (two lines of an order) are one occasion. Values with too few events for that
 * many occasions are most of them: they are left out before anything is put in order.
 */
function gapGroups(leaf: Some, { ask }: Context, candidates: Sql | null): Sql {
  const { event, atLeast = 1 } = leaf;
  const by = requireField(event, leaf.by);
  const chosen = choose(leaf, ask);
  const rows = rowsSql(event, { ...chosen, joins: [...chosen.joins, ...joinsFor(event, by)] }, ask, candidates);
  const [customer, value, at] = [raw(`${EVENTS[event].alias}.customer_id`), raw(by.sql), raw(EVENTS[event].at)];
  const enough = sql`SELECT ${customer}, ${value} AS value, array_agg(${at}) AS instants ${rows} AND ${value} IS NOT NULL GROUP BY ${customer}, ${value} HAVING count(*) >= ${atLeast}::int`;
  const occasions = sql`SELECT DISTINCT e.customer_id, e.value, i.at FROM (${enough}) e CROSS JOIN LATERAL unnest(e.instants) AS i (at)`;
  const ms = epochMs(sql`d.at`);
  const gaps = sql`SELECT d.customer_id, d.value, ${ms} - lag(${ms}) OVER (PARTITION BY d.customer_id, d.value ORDER BY d.at) AS gap FROM (${occasions}) d`;
  return sql`SELECT g.customer_id FROM (${gaps}) g GROUP BY g.customer_id, g.value HAVING count(*) >= ${atLeast}::int AND ${numberSql(gapMeasure(leaf.measure), leaf.test)}`;
}

function gapMeasure(measure: Measure): NumberSql {
  switch (measure) {
    case "gapMean": return { top: sql`sum(gap)`, bottom: sql`(count(gap) * ${days})` };
    case "gapLongest": return { top: sql`max(gap)`, bottom: days };
    case "gapMedian": return { top: sql`(percentile_disc(0.5) WITHIN GROUP (ORDER BY gap) + percentile_disc(0.5) WITHIN GROUP (ORDER BY gap DESC))`, bottom: sql`(2 * ${days})` };
    case "gapSd": return { top: sql`(count(gap) * sum(gap * gap) - sum(gap) * sum(gap))`, bottom: sql`(count(gap) * (count(gap) - 1) * ${days} * ${days})`, root: true };
    default: throw new Error(`"${measure}" is no gap.`);
  }
}
