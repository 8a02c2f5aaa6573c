// Exact numbers. PostgreSQL compares numerics without error, and so must match.ts: 0.1 × 3 is 0.3 here.
import { asksIfKnown, type Comparison, type NumberTest } from "./definition.ts";

/** digits / 10^scale */
export type Decimal = { digits: bigint; scale: number };
/** top / bottom, bottom above zero. */
export type Ratio = { top: bigint; bottom: bigint };

/** Exactly the number as it is written; `shift` moves the point to the right (money to minor units). */
export function decimal(value: number, shift = 0): Decimal {
  if (Number.isSafeInteger(value) && shift >= 0) return { digits: shift === 0 ? BigInt(value) : BigInt(value) * 10n ** BigInt(shift), scale: 0 };
  const [, sign = "", whole = "0", fraction = "", exponent = "0"] = /^(-?)(\d+)(?:\.(\d+))?(?:e([+-]\d+))?$/.exec(String(value)) ?? [];
  const scale = fraction.length - Number(exponent) - shift;
  const digits = BigInt(sign + whole + fraction);
  return scale >= 0 ? { digits, scale } : { digits: digits * 10n ** BigInt(-scale), scale: 0 };
}

/** Of decimal digits such as "-12.50", whatever their number. */
export function ratioFromText(text: string): Ratio {
  const [, sign = "", whole = "0", fraction = ""] = /^(-?)(\d+)(?:\.(\d+))?$/.exec(text) ?? [];
  return ratio(BigInt(sign + whole + fraction), 10n ** BigInt(fraction.length));
}

/** As PostgreSQL's numeric reads it. */
export function decimalText({ digits, scale }: Decimal): string {
  const text = String(digits < 0n ? -digits : digits).padStart(scale + 1, "0");
  return `${digits < 0n ? "-" : ""}${scale === 0 ? text : `${text.slice(0, -scale)}.${text.slice(-scale)}`}`;
}

export const ratio = (top: bigint, bottom = 1n): Ratio => (bottom < 0n ? { top: -top, bottom: -bottom } : { top, bottom });
export const ratioOf = (value: number): Ratio => ofDecimal(decimal(value));
export const ofDecimal = ({ digits, scale }: Decimal): Ratio => ({ top: digits, bottom: scale === 0 ? 1n : 10n ** BigInt(scale) });
export const times = (a: Ratio, b: Ratio): Ratio => ({ top: a.top * b.top, bottom: a.bottom * b.bottom });
export const plus = (a: Ratio, b: Ratio): Ratio => ({ top: a.top * b.bottom + b.top * a.bottom, bottom: a.bottom * b.bottom });
export const toNumber = ({ top, bottom }: Ratio): number => Number(top) / Number(bottom);

/** Below zero: a is the smaller. */
export function compareRatios(a: Ratio, b: Ratio): number {
  const difference = a.top * b.bottom - b.top * a.bottom;
  return difference < 0n ? -1 : difference > 0n ? 1 : 0;
}

export function meets(order: number, comparison: Comparison): boolean {
  switch (comparison) {
    case "eq": return order === 0;
    case "ne": return order !== 0;
    case "lt": return order < 0;
    case "le": return order <= 0;
    case "gt": return order > 0;
    case "ge": return order >= 0;
    default: return comparison satisfies never;
  }
}

/** Null for a value that is not known, unless that is the question. `shift`: money in minor units against a test in whole ones. */
export function numberPasses(value: Ratio | null, test: NumberTest, shift = 0): boolean | null {
  if (asksIfKnown(test)) return (value !== null) === (test.op === "known");
  if (value === null) return null;
  const against = (limit: number) => compareRatios(value, ofDecimal(decimal(limit, shift)));
  if ("value" in test) return meets(against(test.value), test.op);
  return (against(test.from) >= 0 && against(test.to) <= 0) === (test.op === "within");
}

/** What is sure of a value of which only a lower bound is known. */
export function risingPasses(least: Ratio | null, test: NumberTest, shift = 0): boolean | null {
  const now = numberPasses(least, test, shift);
  const beyond = (limit: number) => (least === null ? false : compareRatios(least, ofDecimal(decimal(limit, shift))) > 0);
  switch (test.op) {
    case "known": case "gt": case "ge": return now === true ? true : null;
    case "unknown": case "lt": case "le": return now === false ? false : null;
    case "eq": return beyond(test.value) ? false : null;
    case "ne": return beyond(test.value) ? true : null;
    case "within": return beyond(test.to) ? false : null;
    case "notWithin": return beyond(test.to) ? true : null;
    default: return test satisfies never;
  }
}

/** The whole numbers at which a test of a whole number changes: value ≥ k differs from value ≥ k − 1. */
export function wholeEdges(test: NumberTest): number[] {
  switch (test.op) {
    case "known": case "unknown": return [];
    case "ge": case "lt": return [Math.ceil(test.value)];
    case "gt": case "le": return [Math.floor(test.value) + 1];
    case "eq": case "ne": return Number.isInteger(test.value) ? [test.value, test.value + 1] : [];
    case "within": case "notWithin": return [Math.ceil(test.from), Math.floor(test.to) + 1];
    default: return test satisfies never;
  }
}
