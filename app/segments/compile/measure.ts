// Measures of events as columns of the grouped sub-query.
import { join, raw, type Sql, sql } from "#app/lib/sql.ts";
import type { ShopAsk } from "../ask.ts";
import { EVENTS } from "../events.ts";
import { fadeTable } from "../fade.ts";
import { DAY_MS, isGap, needsField } from "../measure.ts";
import { type Measured, type Query, requireField } from "../query.ts";
import { choose } from "./choose.ts";
import { localSql } from "./context.ts";
import { joinsFor } from "./joins.ts";
import type { NumberSql } from "./number.ts";
import { type Aggregate, type Chosen, rowsSql, type Sources } from "./sources.ts";

/** Milliseconds since 1970 of an instant. */
export const epochMs = (at: Sql): Sql => sql`(extract(epoch FROM ${at}) * 1000)`;
export const days = sql`${String(DAY_MS)}::numeric`;

/** A sum that is compared or added up once more: of a bigint PostgreSQL makes a numeric, with which either takes several times as long. */
export const whole = (sum: Sql): Sql => sql`${sum}::bigint`;

export const other = (aggregate: Sql): Aggregate => ({ kind: "other", sql: aggregate });

/** Instants of first and last; numbers for the rest. */
export function measuredSql(measured: Measured, ask: ShopAsk, sources: Sources, candidates: Sql | null): NumberSql {
  const { event, measure } = measured;
  if (isGap(measure) && measure !== "gapMean") return gapSql(measured, ask, sources, candidates);
  const at = raw(EVENTS[event].at);
  const field = needsField(measure) ? requireField(event, measured.field ?? "") : null;
  const plain = choose(measured, ask);
  const chosen: Chosen = field ? { ...plain, joins: [...plain.joins, ...joinsFor(event, field)] } : plain;
  if (measured.halfLife !== undefined) return { top: sources.column(event, other(sql`sum(${fadeSql(measured, measured.halfLife, ask)})`), chosen) };
  return plainMeasure(measure, field?.sql ?? "NULL", at, ask, (aggregate) => sources.column(event, aggregate, chosen));
}

/** How much an event still counts. */
export function fadeSql({ event }: Pick<Query, "event">, halfLife: number, { now }: ShopAsk): Sql {
  const { borders, weights } = fadeTable(halfLife, now);
  return sql`(${weights}::bigint[])[width_bucket(${raw(EVENTS[event].at)}, ${borders}::timestamptz[])]`;
}

/** `column` says where an aggregate over the events is to be found. */
export function plainMeasure(measure: Measured["measure"], of: string, at: Sql, { zone }: Pick<ShopAsk, "zone">, column: (aggregate: Aggregate) => Sql): NumberSql {
  const value = raw(of);
  switch (measure) {
    case "count": return { top: column({ kind: "count" }) };
    case "days": return { top: column({ kind: "distinct", of: sql`${localSql(at, zone)}::date` }) };
    case "distinct": return { top: column({ kind: "distinct", of: value }) };
    case "sum": return { top: column(other(sql`sum(${value})`)) };
    case "avg": return { top: column(other(sql`sum(${value})`)), bottom: column(other(sql`count(${value})`)) };
    case "min": return { top: column({ kind: "min", of: value }) };
    case "max": return { top: column({ kind: "max", of: value }) };
    // The lower and the upper middle, so that no average is ever rounded.
    case "median": return {
      top: sql`(${column(other(sql`percentile_disc(0.5) WITHIN GROUP (ORDER BY ${value})`))} + ${column(other(sql`percentile_disc(0.5) WITHIN GROUP (ORDER BY ${value} DESC)`))})`,
      bottom: sql`2`,
    };
    case "daysSinceFirst": return { top: column({ kind: "min", of: at }) };
    case "daysSinceLast": return { top: column({ kind: "max", of: at }) };
    case "gapMean": {
      const span = sql`(${epochMs(column({ kind: "max", of: at }))} - ${epochMs(column({ kind: "min", of: at }))})`;
      return { top: span, bottom: sql`((${column({ kind: "count" })} - 1) * ${days})` };
    }
    default: throw new Error(`The measure "${measure}" has a sub-query of its own.`);
  }
}

/** From one event to the next. What becomes a number is only what is told of them: intervals are quicker to make, and to sort. */
const gapTo = (at: Sql, customer: Sql) => sql`${at} - lag(${at}) OVER (PARTITION BY ${customer} ORDER BY ${at})`;
/** The lower and the upper middle, added up, by one sorting. */
const MIDDLES = sql`(array_agg(gap ORDER BY gap))[((count(*) + 1) / 2)::int] + (array_agg(gap ORDER BY gap))[(count(*) / 2 + 1)::int]`;

/** Gaps between neighbouring events, each customer's in order. */
function gapSql(measured: Measured, ask: ShopAsk, sources: Sources, candidates: Sql | null): NumberSql {
  const { event, measure } = measured;
  const customer = raw(`${EVENTS[event].alias}.customer_id`);
  const gaps = sql`SELECT ${customer}, ${gapTo(raw(EVENTS[event].at), customer)} AS gap ${rowsSql(event, choose(measured, ask), ask, candidates)}`;
  const told = sql`count(*) AS n, sum(${epochMs(sql`gap`)}) AS total, sum(${epochMs(sql`gap`)} * ${epochMs(sql`gap`)}) AS squares, ${epochMs(sql`max(gap)`)} AS longest, ${epochMs(MIDDLES)} AS middles`;
  const alias = raw(sources.own(sql`SELECT g.customer_id, ${told} FROM (${gaps}) g WHERE g.gap IS NOT NULL GROUP BY g.customer_id`));
  switch (measure) {
    case "gapLongest": return { top: sql`${alias}.longest`, bottom: days };
    case "gapMedian": return { top: sql`${alias}.middles`, bottom: sql`(2 * ${days})` };
    case "gapSd": return { top: sql`(${alias}.n * ${alias}.squares - ${alias}.total * ${alias}.total)`, bottom: sql`(${alias}.n * (${alias}.n - 1) * ${days} * ${days})`, root: true };
    default: throw new Error(`"${measure}" is no gap.`);
  }
}

/** Oldest first, and total. */
export function orderSql(event: Query["event"], direction: "ASC" | "DESC" = "ASC"): Sql {
  return join([EVENTS[event].at, ...EVENTS[event].ids].map((column) => raw(`${column} ${direction}`)));
}
