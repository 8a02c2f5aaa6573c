// Tests and windows as English.
import type { NumberTest, Test, Window } from "../definition.ts";
import type { AnyField } from "../fields.ts";
import { clockOf, isDay } from "../windows.ts";
import { comparisonWords, listWords, MONTHS, opWords, spanWords, WEEKDAYS } from "./words.ts";

/** What a product, collection, location or segment is called; null = nobody knows. */
export type Names = (kind: string, id: string) => string | null;

type Asked = Pick<AnyField, "type" | "options" | "picker">;

export function testWords(field: Asked, test: Test, names: Names): string {
  const shown = (value: string) => field.options?.find((option) => option.value === value)?.label ?? (field.picker && names(field.picker, value)) ?? `“${value}”`;
  switch (test.op) {
    case "eq": case "ne": case "lt": case "le": case "gt": case "ge": case "within": case "notWithin": return numberWords(test);
    case "known": case "unknown": case "isEmpty": case "isTrue": case "isFalse": return opWords(test.op);
    case "is": case "isNot": case "contains": case "notContains": case "startsWith": case "endsWith": case "matches": case "hasStarting": return `${opWords(test.op)} ${shown(test.value)}`;
    case "anyOf": case "noneOf":
      if (test.values.length === 1) return `${test.op === "anyOf" ? "is" : "is not"} ${shown(test.values[0] ?? "")}`;
      return `${opWords(test.op)} ${listWords(test.values.map(shown), "or")}`;
    case "hasAny": case "hasNone": return `${opWords(test.op)} ${listWords(test.values.map(shown), "or")}`;
    case "hasAll": case "hasExactly": return `${opWords(test.op)} ${listWords(test.values.map(shown), "and")}`;
    case "length": return `has ${comparisonWords(test.cmp)} ${test.value} characters`;
    case "size": return `are ${comparisonWords(test.cmp)} ${test.value}`;
    case "in": return `is ${windowWords(test.window, names) || "at any time"}`;
    case "anniversary": return `returns between ${dayWords(test.from)} and ${dayWords(test.to)}`;
    case "month": return `is in ${listWords(test.values.map((month) => MONTHS[month - 1] ?? String(month)), "or")}`;
    case "weekday": return `is on a ${listWords(test.values.map((day) => WEEKDAYS[day - 1] ?? String(day)), "or")}`;
    case "hour": return `is between ${test.from}:00 and ${test.to}:00, shop time`;
    case "near": return `is within ${test.km} km of ${test.latitude}, ${test.longitude}`;
    default: return test satisfies never;
  }
}

const dayWords = (offset: number) => (offset === 0 ? "today" : offset < 0 ? `${spanWords(-offset, "day")} ago` : `${spanWords(offset, "day")} from now`);

export function numberWords(test: NumberTest, unit = ""): string {
  if ("value" in test) return `${opWords(test.op)} ${test.value}${unit}`;
  return "from" in test ? `${opWords(test.op)} ${test.from}${unit} and ${test.to}${unit}` : opWords(test.op);
}

/** "in the last 30 days (calendar days, shop time)"; empty for all time. */
export function windowWords(window: Window | undefined, names: Names): string {
  if (window === undefined) return "";
  switch (window.kind) {
    case "all": return "";
    case "last": return `in the last ${spanWords(window.n, window.unit)} ${clockWords(window)}`;
    case "ago": return `more than ${spanWords(window.n, window.unit)} ago ${clockWords(window)}`;
    case "between-ago": return `between ${window.from} and ${spanWords(window.to, window.unit)} ago ${clockWords(window)}`;
    case "next": return `in the next ${spanWords(window.n, window.unit)} ${clockWords(window)}`;
    case "before": return `before ${momentWords(window.date)}`;
    case "after": return `after ${momentWords(window.date)}`;
    case "on": return `on ${window.date}`;
    case "between": return `from ${momentWords(window.from)} to ${momentWords(window.to)}`;
    case "period": return window.back === 0 ? `in the current ${window.unit} (shop time)` : `in the ${window.unit} ${window.back} before the current one (shop time)`;
    case "since": return `since ${{ created: "becoming a customer", firstOrder: "the first order", lastOrder: "the last order" }[window.of]}`;
    case "since-entered": return `since entering ${names("segment", String(window.segment)) ?? `segment ${window.segment}`}`;
    default: return window satisfies never;
  }
}

const momentWords = (moment: string) => (isDay(moment) ? moment : new Date(moment).toISOString());

function clockWords(window: Extract<Window, { unit: unknown; kind: "last" | "ago" | "between-ago" | "next" }>): string {
  return clockOf(window) === "calendar" ? "(calendar days, shop time)" : "(to the minute)";
}
