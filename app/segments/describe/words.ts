// Words for operators, spans, amounts and lists, as the problems and the sentence say them.
import { minorDigits } from "#app/lib/money.ts";
import type { Comparison, Op, Unit } from "../definition.ts";

const OPS: Record<Op, string> = {
  eq: "is", ne: "is not", lt: "is less than", le: "is at most", gt: "is more than", ge: "is at least",
  within: "is between", notWithin: "is not between", known: "is known", unknown: "is not known",
  is: "is", isNot: "is not", anyOf: "is any of", noneOf: "is none of",
  contains: "contains", notContains: "does not contain", startsWith: "starts with", endsWith: "ends with", matches: "matches the pattern",
  isEmpty: "is empty", length: "has a length of", isTrue: "is true", isFalse: "is false",
  hasAny: "has any of", hasAll: "has all of", hasNone: "has none of", hasExactly: "has exactly", hasStarting: "has one starting with", size: "has a number of",
  in: "is in the period", anniversary: "returns within", month: "is in the month", weekday: "is on the weekday", hour: "is in the hours", near: "is near",
};

export const opWords = (op: Op): string => OPS[op];

const SIGNS: Record<Comparison, string> = { eq: "exactly", ne: "not", lt: "less than", le: "at most", gt: "more than", ge: "at least" };
export const comparisonWords = (comparison: Comparison): string => SIGNS[comparison];

/** "1 day", "1,000 days". */
export const counted = (n: number, one: string, many = `${one}s`): string => `${numberText(n)} ${n === 1 ? one : many}`;
export const spanWords = (n: number, unit: Unit): string => counted(n, unit);

export const numberText = (value: number): string => value.toLocaleString("en-US", { maximumFractionDigits: 20 });

/** $150 and $49.99: whole amounts need no cents. Never rounded, because it is what the question asks. */
export function moneyText(value: number, currency: string): string {
  const digits = Number.isInteger(value) ? 0 : minorDigits(currency);
  return value.toLocaleString("en-US", { style: "currency", currency, minimumFractionDigits: digits, maximumFractionDigits: Number.isInteger(value) ? 0 : 20 });
}

export const MONTHS = ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"];
export const WEEKDAYS = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];

/** "an order", "a refund", "an SMS click". */
export const withArticle = (noun: string): string => `${/^((?!us)[aeiou]|SMS)/.test(noun) ? "an" : "a"} ${noun}`;

/** "a", "a or b", "a, b or c"; of a long list the first ones. */
export function listWords(words: string[], last: "and" | "or" | "nor"): string {
  const shown = words.length > 6 ? [...words.slice(0, 5), `${words.length - 5} more`] : words;
  return shown.length < 2 ? (shown[0] ?? "") : `${shown.slice(0, -1).join(", ")} ${last} ${shown.at(-1)}`;
}

export const ordinal = (n: number) => `${n}${n % 100 >= 11 && n % 100 <= 13 ? "th" : (["th", "st", "nd", "rd"][n % 10] ?? "th")}`;
