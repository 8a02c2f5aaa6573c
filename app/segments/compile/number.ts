// Comparisons of exact numbers as SQL: a fraction of two expressions against a decimal, without dividing.
import { raw, type Sql, sql } from "#app/lib/sql.ts";
import { asksIfKnown, type Comparison, type NumberTest } from "../definition.ts";
import { type Decimal, decimal, decimalText } from "../exact.ts";

/** top / bottom; unknown where either is null or bottom is 0. root: the value is the square root of that. */
export type NumberSql = { top: Sql; bottom?: Sql; root?: true };

const SIGNS: Record<Comparison, string> = { eq: "=", ne: "<>", lt: "<", le: "<=", gt: ">", ge: ">=" };
export const sign = (comparison: Comparison) => raw(SIGNS[comparison]);

/** Small enough that multiplying with a count stays a bigint. */
const SMALL = 10n ** 12n;
export const decimalSql = (value: Decimal): Sql =>
  value.scale === 0 && value.digits < SMALL && value.digits > -SMALL ? sql`${decimalText(value)}::bigint` : sql`${decimalText(value)}::numeric`;

/** The square of a limit; below zero nothing is a square root, so any such limit will do. */
function squared(value: number): Decimal {
  const { digits, scale } = decimal(value);
  return digits < 0n ? { digits: -1n, scale: 0 } : { digits: digits * digits, scale: scale * 2 };
}

export function compareSql(number: NumberSql, comparison: Comparison, limit: number, shift: number): Sql {
  const against = decimalSql(number.root ? squared(limit) : decimal(limit, shift));
  return number.bottom ? sql`(${number.top} ${sign(comparison)} ${against} * nullif(${number.bottom}, 0))` : sql`(${number.top} ${sign(comparison)} ${against})`;
}

export function numberSql(number: NumberSql, test: NumberTest, shift = 0): Sql {
  if (asksIfKnown(test)) {
    const isKnown = number.bottom ? sql`(${number.top} IS NOT NULL AND coalesce(${number.bottom}, 0) <> 0)` : sql`(${number.top} IS NOT NULL)`;
    return test.op === "known" ? isKnown : sql`(NOT ${isKnown})`;
  }
  if ("value" in test) return compareSql(number, test.op, test.value, shift);
  const within = sql`(${compareSql(number, "ge", test.from, shift)} AND ${compareSql(number, "le", test.to, shift)})`;
  return test.op === "within" ? within : sql`(NOT ${within})`;
}

/** As risingPasses in exact.ts: what is sure where the number can only be larger. */
export function risingSql(number: NumberSql, test: NumberTest, shift = 0): Sql {
  const now = numberSql(number, test, shift);
  switch (test.op) {
    case "known": case "gt": case "ge": return sql`(CASE WHEN ${now} THEN true END)`;
    case "unknown": case "lt": case "le": return sql`(CASE WHEN NOT ${now} THEN false END)`;
    case "eq": return sql`(CASE WHEN ${compareSql(number, "gt", test.value, shift)} THEN false END)`;
    case "ne": return sql`(CASE WHEN ${compareSql(number, "gt", test.value, shift)} THEN true END)`;
    case "within": return sql`(CASE WHEN ${compareSql(number, "gt", test.to, shift)} THEN false END)`;
    case "notWithin": return sql`(CASE WHEN ${compareSql(number, "gt", test.to, shift)} THEN true END)`;
    default: return test satisfies never;
  }
}

export const unlessUnsure = (unsure: Sql | null, verdict: Sql): Sql => (unsure === null ? verdict : sql`(CASE WHEN NOT ${unsure} THEN ${verdict} END)`);
