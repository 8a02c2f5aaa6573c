// Windows of time in Shopify's words. Both count whole days of the shop's zone: "-30d" is the day thirty days ago.
import type { Comparison, NumberTest, Unit, Window } from "../definition.ts";
import { clockOf, isDay } from "../windows.ts";
import { cannot, type Refused } from "./said.ts";

/** What stands behind the name of a date: "> -30d". */
export type DateTest = { kind: "date"; text: string };
export const isDateTest = (found: DateTest | Refused): found is DateTest => "text" in found;

const LETTERS: Partial<Record<Unit, string>> = { day: "d", week: "w", month: "m", year: "y" };
const HOURS = cannot("Shopify counts in whole days of the shop, not in hours or to the minute.");

const test = (text: string): DateTest => ({ kind: "date", text });

export function writeWindow(window: Window, isNot: boolean): DateTest | Refused {
  switch (window.kind) {
    case "last": return moving(window, (letter) => (isNot ? "<" : ">=") + ` -${window.n}${letter}`);
    case "ago": return moving(window, (letter) => (isNot ? ">=" : "<") + ` -${window.n}${letter}`);
    case "between-ago": return isNot ? OUTSIDE : moving(window, (letter) => `BETWEEN -${window.to}${letter} AND -${window.from}${letter}`);
    case "before": return isDay(window.date) ? test(`${isNot ? ">=" : "<"} ${window.date}`) : HOURS;
    case "after": return isDay(window.date) ? test(`${isNot ? "<=" : ">"} ${window.date}`) : HOURS;
    case "on": return isNot ? OUTSIDE : test(`= ${window.date}`);
    case "between": return !isDay(window.from) || !isDay(window.to) ? HOURS : isNot ? OUTSIDE : test(`BETWEEN ${window.from} AND ${window.to}`);
    case "all": return cannot("Shopify has no window of all time here.");
    case "next": return cannot("Shopify cannot ask about the days ahead.");
    case "outside": return OUTSIDE;
    case "period": return window.unit === "day" && !window.toDate && !isNot ? test(`= -${window.back}d`) : cannot("Shopify has no calendar weeks, months and years: it counts back from today.");
    case "season": return cannot("Shopify knows no seasons.");
    case "since": return cannot("Shopify cannot count from a date of the customer's own.");
    case "since-entered": return cannot("Shopify knows nothing of the segments of Segue.");
    default: return window satisfies never;
  }
}

const OUTSIDE = cannot("Shopify cannot ask for the days before and after a time at once.");

function moving(window: { unit: Unit; clock?: "calendar" | "rolling" | undefined }, text: (letter: string) => string): DateTest | Refused {
  const letter = LETTERS[window.unit];
  return letter === undefined || clockOf(window) === "rolling" ? HOURS : test(text(letter));
}

/** More days ago is an earlier date. */
const EARLIER: Record<Comparison, string> = { eq: "=", ne: "!=", lt: ">", le: ">=", gt: "<", ge: "<=" };

/** "At least 30 days ago", of whole days. */
export function writeElapsed(asked: Exclude<NumberTest, { op: "known" | "unknown" }>): DateTest | Refused {
  const values = "value" in asked ? [asked.value] : [asked.from, asked.to];
  if (!values.every((value) => Number.isInteger(value) && value >= 0)) return cannot("Shopify counts in whole days.");
  if ("value" in asked) return test(`${EARLIER[asked.op]} -${asked.value}d`);
  return asked.op === "within" ? test(`BETWEEN -${asked.to}d AND -${asked.from}d`) : OUTSIDE;
}
