// The words for each way of testing a value, and what a test begins with when it is chosen.
import type { Op, Test } from "#app/segments/definition.ts";

const NUMBERS = {
  eq: "is exactly", ne: "is not", lt: "is less than", le: "is at most", gt: "is more than", ge: "is at least",
  within: "is between", notWithin: "is not between",
} as const;

const LABELS: Record<Op, string> = {
  ...NUMBERS,
  known: "is known",
  unknown: "is not known",
  isEmpty: "is empty",
  isTrue: "is true",
  isFalse: "is false",
  is: "is",
  isNot: "is not",
  contains: "contains",
  notContains: "does not contain",
  startsWith: "starts with",
  endsWith: "ends with",
  matches: "matches the pattern",
  hasStarting: "include one starting with",
  anyOf: "is any of",
  noneOf: "is none of",
  hasAny: "include any of",
  hasAll: "include all of",
  hasNone: "include none of",
  hasExactly: "are exactly",
  length: "has a length that",
  size: "are so many:",
  in: "is",
  anniversary: "comes round each year",
  month: "falls in the month of",
  weekday: "falls on a",
  hour: "is between the hours",
  near: "is within",
};

export function opLabel(op: Op): string {
  return LABELS[op];
}

export const COMPARISONS = [
  ["eq", "is exactly"], ["ne", "is not"], ["lt", "is less than"], ["le", "is at most"], ["gt", "is more than"], ["ge", "is at least"],
] as const;

export const MONTHS = ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"];
export const WEEKDAYS = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];

/** A test with this operator, keeping what the old one can give; what is not chosen yet is empty. */
export function testOf(op: Op, old?: Test): Test {
  const number = old && "value" in old && typeof old.value === "number" ? old.value : Number.NaN;
  const text = old && "value" in old && typeof old.value === "string" ? old.value : old && "values" in old ? firstText(old.values) : "";
  const texts = old && "values" in old ? old.values.filter((value) => typeof value === "string") : text ? [text] : [];
  switch (op) {
    case "eq": case "ne": case "lt": case "le": case "gt": case "ge":
      return { op, value: number };
    case "within": case "notWithin":
      return { op, from: number, to: Number.NaN };
    case "known": case "unknown": case "isEmpty": case "isTrue": case "isFalse":
      return { op };
    case "is": case "isNot": case "contains": case "notContains": case "startsWith": case "endsWith": case "matches": case "hasStarting":
      return { op, value: text };
    case "anyOf": case "noneOf": case "hasAny": case "hasAll": case "hasNone": case "hasExactly":
      return { op, values: texts };
    case "length": case "size":
      return { op, cmp: "ge", value: 1 };
    case "in":
      return { op, window: { kind: "last", n: 30, unit: "day" } };
    case "anniversary":
      return { op, from: 0, to: 7 };
    case "month": case "weekday":
      return { op, values: [1] };
    case "hour":
      return { op, from: 9, to: 17 };
    case "near":
      return { op, latitude: Number.NaN, longitude: Number.NaN, km: 25 };
    default:
      return op satisfies never;
  }
}

const firstText = (values: (string | number)[]) => values.find((value): value is string => typeof value === "string") ?? "";
