// Klaviyo's dates and time frames as our windows and tests. Both count days from midnight, in-the-last
// and between with their first day whole and at-least without it; hours roll. A date without a time of
// day (Klaviyo writes midnight UTC) is a day to both: "after 10 June" begins on the 11th.
import { SPAN_MAX, type Test, type Window } from "../definition.ts";
import type { DateFilter, WindowFilter } from "./contract.ts";
import { became, cannot, type Mapped, andThen } from "./mapped.ts";
import * as NOTES from "./notes.ts";

/** event: something counted. date: a field with a time of day. day: one without. */
export type Over = "event" | "date" | "day";

const MIDNIGHT = /T00:00(:00(\.0+)?)?(Z|[+-]00:?00)?$/;

/** Klaviyo leaves the zone out at times: it is UTC. */
function readMoment(text: string): Mapped<string> {
  const whole = /(Z|[+-]\d\d:?\d\d)$/.test(text) ? text : text.includes("T") ? `${text}Z` : `${text}T00:00:00Z`;
  const at = new Date(whole);
  if (Number.isNaN(at.getTime())) return cannot(`“${text}” is no date.`);
  return became(MIDNIGHT.test(whole) ? at.toISOString().slice(0, 10) : at.toISOString());
}

const isCount = (quantity: number) => quantity >= 1 && quantity <= SPAN_MAX;
const NO_COUNT = cannot(`A number of hours, days or weeks is from 1 to ${SPAN_MAX}.`);

export function readWindow(filter: WindowFilter, over: Over): Mapped<Window> {
  switch (filter.operator) {
    case "alltime": return became({ kind: "all" });
    case "in-the-last": case "at-least": case "in-the-next": {
      const { operator, quantity: n, unit } = filter;
      if (!isCount(n)) return NO_COUNT;
      if (operator === "in-the-next") return became({ kind: "next", n, unit }, over === "day" ? NOTES.TODAY : undefined);
      return became({ kind: operator === "in-the-last" ? "last" : "ago", n, unit });
    }
    case "between": {
      const { start, end, unit } = filter;
      // Between 0 and n ago is in the last n, says Klaviyo; of dates that may lie ahead it is not.
      if (start === 0 && isCount(end) && over === "event") return became({ kind: "last", n: end, unit });
      if (!isCount(start) || !isCount(end)) return NO_COUNT;
      return start < end ? became({ kind: "between-ago", from: start, to: end, unit }) : cannot("A range of time ago goes from the nearer to the farther number, and takes more than one unit.");
    }
    case "before": case "after": return andThen(readMoment(filter.date), (date): Mapped<Window> => became({ kind: filter.operator, date }));
    case "between-static": return andThen(readMoment(filter.start), (from) => andThen(readMoment(filter.end), (to): Mapped<Window> => became({ kind: "between", from, to })));
    default: return filter satisfies never;
  }
}

const YEARLY_MAX = 180;

export function readDateTest(filter: DateFilter, over: Over): Mapped<Test> {
  switch (filter.operator) {
    case "anniversary": return became({ op: "anniversary", from: 0, to: 0 }, NOTES.LEAP);
    case "anniversary-month": return cannot("A month that is always the current one cannot be asked for. Choose the month, or a number of days before and after the date.");
    case "calendar-month": return filter.value >= 1 && filter.value <= 12 ? became({ op: "month", values: [filter.value] }) : cannot(`${filter.value} is no month.`);
    case "anniversary-last": case "anniversary-next": {
      if (filter.unit === "hour") return cannot("The yearly return of a date is counted in days here.");
      const days = filter.quantity * (filter.unit === "week" ? 7 : 1);
      if (days < 1 || days > YEARLY_MAX) return cannot(`The yearly return of a date is asked for up to ${YEARLY_MAX} days around it.`);
      const later = over === "date" ? NOTES.LATER_TODAY : undefined;
      return filter.operator === "anniversary-last" ? became({ op: "anniversary", from: -days, to: 0 }, NOTES.LEAP, later) : became({ op: "anniversary", from: 1, to: days }, NOTES.LEAP, later);
    }
    default: return andThen(readWindow(filter, over), (window) => (window.kind === "all" ? cannot("A date is asked for in a time frame.") : became({ op: "in", window })));
  }
}

export const isWindowFilter = (filter: DateFilter): filter is WindowFilter => !["anniversary", "anniversary-month", "anniversary-last", "anniversary-next", "calendar-month"].includes(filter.operator);
