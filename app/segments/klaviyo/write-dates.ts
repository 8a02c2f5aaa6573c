// Our windows and tests of dates as Klaviyo's: the other way round of read-dates.ts. A rolling day is
// written as 24 hours, because Klaviyo's days are calendar days.
import { dayFromText, dayText } from "../calendar.ts";
import { SPAN_MAX, type Test, type Window } from "../definition.ts";
import { clockOf, isDay } from "../windows.ts";
import type { DateFilter, WindowFilter } from "./contract.ts";
import { became, cannot, type Mapped, andThen } from "./mapped.ts";

type Unit = "hour" | "day" | "week";
type Moving = Extract<Window, { kind: "last" | "ago" | "between-ago" | "next" }>;
const HOURS = { minute: 1 / 60, hour: 1, day: 24, week: 168 };

/** How many of Klaviyo's units one of ours is. */
function unitOf(window: Moving): Mapped<{ unit: Unit; times: number }> {
  const { unit } = window;
  if (unit === "month" || unit === "year") return cannot("Klaviyo counts in hours, days and weeks; months and years differ in length.");
  if (clockOf(window) === "rolling") return became({ unit: "hour", times: HOURS[unit] });
  return unit === "day" || unit === "week" ? became({ unit, times: 1 }) : cannot("Klaviyo counts minutes and hours exactly.");
}

const DAY_START = "T00:00:00+00:00";

/** An instant that is midnight UTC would be read as the whole day. */
function writeMoment(moment: string): Mapped<string> {
  if (isDay(moment)) return became(`${moment}${DAY_START}`);
  const text = new Date(moment).toISOString();
  return text.endsWith("T00:00:00.000Z") ? cannot("Klaviyo takes an instant at midnight UTC for the whole day.") : became(text);
}

export function writeWindow(window: Window): Mapped<WindowFilter> {
  switch (window.kind) {
    case "all": return became({ type: "date", operator: "alltime" });
    case "last": case "ago": case "next": return andThen(unitOf(window), ({ unit, times }): Mapped<WindowFilter> => {
      const quantity = window.n * times;
      if (!Number.isInteger(quantity)) return cannot("Klaviyo counts in whole hours.");
      if (quantity > SPAN_MAX) return cannot(`These are more than ${SPAN_MAX} hours.`);
      return became({ type: "date", operator: ({ last: "in-the-last", ago: "at-least", next: "in-the-next" } as const)[window.kind], unit, quantity });
    });
    case "between-ago": return andThen(unitOf(window), ({ unit, times }): Mapped<WindowFilter> => {
      const [start, end] = [window.from * times, window.to * times];
      if (end > SPAN_MAX) return cannot(`These are more than ${SPAN_MAX} hours.`);
      return Number.isInteger(start) && Number.isInteger(end) ? became({ type: "date", operator: "between", start, end, unit }) : cannot("Klaviyo counts in whole hours.");
    });
    case "before": case "after": return andThen(writeMoment(window.date), (date): Mapped<WindowFilter> => became({ type: "date", operator: window.kind, date }));
    case "on": return writeWindow({ kind: "between", from: window.date, to: window.date });
    case "between": return andThen(writeMoment(window.from), (start) => andThen(writeMoment(window.to), (end): Mapped<WindowFilter> => became({ type: "date", operator: "between-static", start, end })));
    case "outside": return cannot("Klaviyo has no time frame that leaves a range out.");
    case "period": return cannot("Klaviyo has no whole weeks, months or years, only numbers of days.");
    case "season": return cannot("Klaviyo has no seasons.");
    case "since": case "since-entered": return cannot("Klaviyo has no time frame that begins with an event of the customer's own.");
    default: return window satisfies never;
  }
}

/** Any of these. */
export function writeDateTest(test: Extract<Test, { op: "in" | "anniversary" | "month" }>): Mapped<DateFilter[]> {
  switch (test.op) {
    case "in": return test.window.kind === "all" ? cannot("Klaviyo asks for a date in a time frame, or whether it is set.") : andThen(writeWindow(test.window), (filter) => became([filter]));
    case "month": return became([...new Set(test.values)].sort((a, b) => a - b).map((value) => ({ type: "date" as const, operator: "calendar-month" as const, value })));
    case "anniversary": {
      const { from, to } = test;
      if (from === 0 && to === 0) return became([{ type: "date", operator: "anniversary" }]);
      const last: DateFilter[] = from < 0 ? [{ type: "date", operator: "anniversary-last", unit: "day", quantity: -from }] : from === 0 ? [{ type: "date", operator: "anniversary" }] : [];
      const next: DateFilter[] = to > 0 ? [{ type: "date", operator: "anniversary-next", unit: "day", quantity: to }] : [];
      return from <= 1 && to >= 0 && last.length + next.length > 0 ? became([...last, ...next]) : cannot("Klaviyo asks for the yearly return of a date from today on, or until today.");
    }
    default: return test satisfies never;
  }
}

/** Of a date that lies in the past, or nowhere. */
export function outside(window: Window): Window[] | null {
  switch (window.kind) {
    case "last": return [{ ...window, kind: "ago" }];
    case "ago": return [{ ...window, kind: "last" }];
    default: return notOn(window);
  }
}

const nextDay = (day: string, by: number) => dayText(dayFromText(day) + by);

/** Whatever the date: all but these days. Null: that is no window, nor two. */
export function notOn(window: Window): Window[] | null {
  switch (window.kind) {
    case "before": return isDay(window.date) ? [{ kind: "after", date: nextDay(window.date, -1) }] : null;
    case "after": return isDay(window.date) ? [{ kind: "before", date: nextDay(window.date, 1) }] : null;
    case "on": return [{ kind: "before", date: window.date }, { kind: "after", date: window.date }];
    case "between": return isDay(window.from) && isDay(window.to) ? [{ kind: "before", date: window.from }, { kind: "after", date: window.to }] : null;
    default: return null;
  }
}
