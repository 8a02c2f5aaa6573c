// Amounts as English: numbers with their units, how many of something, and their opposites.
import type { Comparison, NumberTest } from "../definition.ts";
import type { AnyField } from "../fields.ts";
import type { Told } from "./names.ts";
import { counted, moneyText, numberText } from "./words.ts";

export type Show = (value: number) => string;

export const percent: Show = (value) => `${numberText(value)}%`;
export const days: Show = (value) => counted(value, "day");

const IN_DAYS = new Set(["order.gapDays", "order.daysToDeliver", "order.sincePrevious"]);

/** With the unit of the field. */
export function showIn(field: Pick<AnyField, "key" | "label" | "type"> & { unit?: "day" | "year" | undefined }, { currency }: Told): Show {
  if (field.type === "money") return (value) => moneyText(value, currency);
  if (field.type === "elapsed") return (value) => counted(value, field.unit ?? "day");
  if (field.label.includes("(%)")) return percent;
  if (field.label.includes("(g)")) return (value) => `${numberText(value)} g`;
  if (field.label.includes("(min)")) return (value) => counted(value, "minute");
  return IN_DAYS.has(field.key) ? days : numberText;
}

const OPPOSITE = { eq: "ne", ne: "eq", lt: "ge", ge: "lt", gt: "le", le: "gt" } as const;
const OTHER = { within: "notWithin", notWithin: "within", known: "unknown", unknown: "known" } as const;
export const oppositeOf = (comparison: Comparison): Comparison => OPPOSITE[comparison];

/** What is true of a known number just where the test is not. */
export function opposite(test: NumberTest): NumberTest {
  if ("value" in test) return { ...test, op: OPPOSITE[test.op] };
  return "from" in test ? { ...test, op: OTHER[test.op] } : { op: OTHER[test.op] };
}

/** After "is": "at least 3 days", "between $75 and $150". */
export function amountWords(test: NumberTest, show: Show): string {
  switch (test.op) {
    case "eq": return show(test.value);
    case "ne": return `not ${show(test.value)}`;
    case "lt": return `less than ${show(test.value)}`;
    case "le": return `at most ${show(test.value)}`;
    case "gt": return `more than ${show(test.value)}`;
    case "ge": return `at least ${show(test.value)}`;
    case "within": return test.from === test.to ? show(test.from) : `between ${show(test.from)} and ${show(test.to)}`;
    case "notWithin": return test.from === test.to ? `not ${show(test.from)}` : `less than ${show(test.from)} or more than ${show(test.to)}`;
    case "known": return "known";
    case "unknown": return "not known";
    default: return test satisfies never;
  }
}

/** The same without a verb before it: "exactly 20%". */
export const quantityWords = (test: NumberTest, show: Show): string =>
  test.op === "eq" ? `exactly ${show(test.value)}` : test.op === "ne" ? `anything but ${show(test.value)}` : amountWords(test, show);

/** "at least 1 order", "no orders", "3 to 5 orders". Null for what is no amount. */
export function howMany(test: NumberTest, one: string, many: string): string | null {
  const of = (words: string, n: number) => `${words} ${counted(n, one, many)}`;
  switch (test.op) {
    case "eq": return test.value === 0 ? `no ${many}` : of("exactly", test.value);
    case "ne": return test.value === 0 ? of("at least", 1) : `any number of ${many} but ${numberText(test.value)}`;
    case "lt": return test.value === 1 ? `no ${many}` : of("fewer than", test.value);
    case "le": return test.value === 0 ? `no ${many}` : of("at most", test.value);
    case "gt": return test.value === 0 ? of("at least", 1) : of("more than", test.value);
    case "ge": return of("at least", test.value);
    case "within":
      if (test.from === test.to) return howMany({ op: "eq", value: test.from }, one, many);
      return test.from === 0 ? of("at most", test.to) : `${numberText(test.from)} to ${counted(test.to, one, many)}`;
    case "notWithin": return test.from === test.to ? howMany({ op: "ne", value: test.from }, one, many) : `fewer than ${numberText(test.from)} or more than ${counted(test.to, one, many)}`;
    case "known": case "unknown": return null;
    default: return test satisfies never;
  }
}
