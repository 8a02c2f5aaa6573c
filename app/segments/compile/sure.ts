// Sure at 90 %, as SQL: the twin of sure.ts.
import { type Sql, sql } from "#app/lib/sql.ts";
import type { NumberTest } from "../definition.ts";
import { decimal, decimalText } from "../exact.ts";
import { SURE } from "../sure.ts";

type Rate = { top: Sql; bottom: Sql };
const numeric = (value: bigint) => sql`${String(value)}::numeric`;

export function sureSql(rate: Rate, test: NumberTest): Sql {
  if ("value" in test) {
    const isUp = test.op === "ge" || test.op === "gt";
    return sql`(CASE WHEN ${beyond(rate, ">", test.value)} THEN ${isUp}::boolean WHEN ${beyond(rate, "<", test.value)} THEN ${!isUp}::boolean END)`;
  }
  if (!("from" in test)) return sql`NULL::boolean`;
  const isWithin = test.op === "within";
  return sql`(CASE WHEN ${beyond(rate, ">", test.from)} AND ${beyond(rate, "<", test.to)} THEN ${isWithin}::boolean WHEN ${beyond(rate, "<", test.from)} OR ${beyond(rate, ">", test.to)} THEN ${!isWithin}::boolean END)`;
}

/** Surely above, or below, a limit. */
function beyond({ top, bottom }: Rate, side: ">" | "<", limit: number): Sql {
  const value = decimal(limit);
  const unit = 10n ** BigInt(value.scale);
  const at = sql`${decimalText(value)}::numeric`;
  const spread = sql`${decimalText({ digits: value.digits * (100n * unit - value.digits), scale: value.scale * 2 })}::numeric`;
  const distance = sql`(${top} - ${at} * ${bottom})`;
  return sql`(${side === ">" ? sql`${distance} > 0` : sql`${distance} < 0`} AND ${distance} * ${distance} * ${numeric(SURE.bottom)} >= ${numeric(SURE.top)} * ${bottom} * ${spread})`;
}

export const sureCountSql = (now: Sql, before: Sql): Sql =>
  sql`(abs(${now} - ${before}) > 1 AND (abs(${now} - ${before}) - 1) * (abs(${now} - ${before}) - 1) * ${numeric(SURE.bottom)} >= ${numeric(SURE.top)} * (${now} + ${before}))`;

export function sureChangeSql(now: Rate, before: Rate): Sql {
  const distance = sql`(${now.top} * ${before.bottom} - ${before.top} * ${now.bottom})`;
  const counted = sql`(${now.top} + ${before.top})`;
  const per = sql`(${now.bottom} + ${before.bottom})`;
  return sql`(${distance} <> 0 AND ${distance} * ${distance} * ${per} * ${numeric(SURE.bottom)} >= ${numeric(SURE.top)} * ${counted} * greatest(100 * ${per} - ${counted}, 0) * ${now.bottom} * ${before.bottom})`;
}
