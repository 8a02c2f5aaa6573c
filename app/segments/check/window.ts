// What can be wrong with a window, given what it is a window over.
import type { Problem } from "#app/lib/problem.ts";
import type { Path, Window } from "../definition.ts";
import { clockOf, fixedMs, isDay } from "../windows.ts";

/** event: something counted, which lies in the past. stay: in a segment. date: an instant that may lie ahead. day: a date without a zone. */
export type Over = "event" | "stay" | "date" | "day";

const say = (path: Path, message: string): Problem[] => [{ path, message }];

export function checkWindow(window: Window, path: Path, over: Over): Problem[] {
  switch (window.kind) {
    case "all": return [];
    case "last": case "ago": return checkClock(window, path, over);
    case "between-ago": return [...checkClock(window, path, over), ...(window.from >= window.to ? say([...path, "to"], "The second number must be larger than the first.") : [])];
    case "next": return over === "event" || over === "stay" ? say([...path, "kind"], "What is counted lies in the past.") : checkClock(window, path, over);
    case "before": case "after": return checkMoment(window.date, [...path, "date"], over);
    case "on": case "period": return [];
    case "season": return window.back !== undefined && window.seasons.length > 1 ? say([...path, "seasons"], "Choose one season to count back from.") : [];
    case "between": case "outside": {
      const mixed = isDay(window.from) !== isDay(window.to) ? say([...path, "to"], "Give two days, or two instants.") : [];
      const reversed = mixed.length === 0 && startOf(window.from) > startOf(window.to) ? say([...path, "to"], "The second date is before the first.") : [];
      return [...mixed, ...reversed, ...checkMoment(window.from, [...path, "from"], over)];
    }
    case "since": case "since-entered": return over === "stay" || over === "day" ? say([...path, "kind"], "This window cannot be used here.") : [];
    default: return window satisfies never;
  }
}

const startOf = (moment: string) => (isDay(moment) ? moment : new Date(moment).getTime());

function checkMoment(moment: string, path: Path, over: Over): Problem[] {
  const year = Number(moment.slice(0, 4));
  if (year < 1900 || year > 2200) return say(path, "Give a year between 1900 and 2200.");
  return over === "day" && !isDay(moment) ? say(path, "Give a day without a time.") : [];
}

function checkClock(window: Extract<Window, { unit: unknown; kind: "last" | "ago" | "between-ago" | "next" }>, path: Path, over: Over): Problem[] {
  const isShort = window.unit === "minute" || window.unit === "hour";
  if (clockOf(window) === "rolling") {
    if (over === "day") return say([...path, "unit"], "A date without a time is counted in whole days.");
    return fixedMs(1, window.unit) === null ? say([...path, "clock"], "Months and years differ in length: they are counted by the calendar.") : [];
  }
  return isShort ? say([...path, "clock"], "Minutes and hours are counted exactly, not by the calendar.") : [];
}
