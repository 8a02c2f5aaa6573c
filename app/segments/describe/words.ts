// Words for operators and spans, as the builder, the problems and the sentence say them.
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

export const spanWords = (n: number, unit: Unit): string => (n === 1 ? `1 ${unit}` : `${n} ${unit}s`);

export const MONTHS = ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"];
export const WEEKDAYS = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];

export function listWords(words: string[], last: "and" | "or"): string {
  const shown = words.length > 6 ? [...words.slice(0, 5), `${words.length - 5} more`] : words;
  return shown.length < 2 ? (shown[0] ?? "") : `${shown.slice(0, -1).join(", ")} ${last} ${shown.at(-1)}`;
}
