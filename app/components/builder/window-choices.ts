// The windows a merchant can choose, and what each begins with when it is chosen.
import type { Clock, Unit, Window } from "#app/segments/definition.ts";

export type WindowKind = Window["kind"];

export const WINDOW_LABELS: Record<WindowKind, string> = {
  all: "at any time",
  last: "in the last",
  ago: "more than … ago",
  "between-ago": "between … and … ago",
  next: "in the next",
  before: "before a date",
  after: "after a date",
  on: "on a date",
  between: "between two dates",
  outside: "not between two dates",
  period: "in a calendar period",
  season: "in a season",
  since: "since a moment of theirs",
  "since-entered": "since they joined a segment",
};

/** For what has happened. */
export const PAST: WindowKind[] = ["all", "last", "ago", "between-ago", "period", "season", "on", "before", "after", "between", "outside", "since", "since-entered"];
/** For a date that may lie ahead. */
export const DATED: WindowKind[] = ["last", "ago", "between-ago", "next", "period", "season", "on", "before", "after", "between", "outside", "since", "since-entered"];

export const UNITS: Unit[] = ["minute", "hour", "day", "week", "month", "year"];
export const MOMENTS = [["created", "they became a customer"], ["firstOrder", "their first order"], ["lastOrder", "their last order"]] as const;
export const PERIODS = ["day", "week", "month", "year"] as const;

/** What the language takes where the clock is left out. */
export const usualClock = (unit: Unit): Clock => (unit === "minute" || unit === "hour" ? "rolling" : "calendar");

/** A window of the chosen kind, keeping what the old one can give. */
export function windowOf(kind: WindowKind, old?: Window): Window {
  const n = old && "n" in old ? old.n : 30;
  const unit: Unit = old && "unit" in old && old.kind !== "period" ? old.unit : "day";
  const date = old && "date" in old ? old.date : "";
  switch (kind) {
    case "all":
      return { kind };
    case "last":
    case "ago":
    case "next":
      return { kind, n, unit };
    case "between-ago":
      return { kind, from: n, to: n * 2, unit };
    case "before":
    case "after":
    case "on":
      return { kind, date: date.slice(0, 10) };
    case "between":
    case "outside":
      return { kind, from: date, to: "" };
    case "period":
      return { kind, unit: "month", back: 0 };
    case "season":
      return { kind, seasons: ["bfcm"] };
    case "since":
      return { kind, of: "lastOrder" };
    case "since-entered":
      return { kind, segment: Number.NaN };
    default:
      return kind satisfies never;
  }
}

/** "this month", "last month", "3 months before this one". */
export function periodLabel(unit: (typeof PERIODS)[number], back: number): string {
  if (unit === "day") return back === 0 ? "today" : back === 1 ? "yesterday" : `${back} days before today`;
  if (back === 0) return `this ${unit}`;
  return back === 1 ? `last ${unit}` : `${back} ${unit}s before this one`;
}

type Period = Extract<Window, { kind: "period" }>;
type InSeason = Extract<Window, { kind: "season" }>;
type Choices = (readonly [string, string])[];
const BACK_MAX = 3;

export const periodValue = ({ unit, back, toDate }: Omit<Period, "kind">) => `${unit} ${back}${toDate ? " date" : ""}`;

/** Every period a merchant usually asks for, and the one that stands, whatever it is. */
export function periodChoices(value: Period): Choices {
  const usual = PERIODS.flatMap((unit) => Array.from({ length: BACK_MAX + 1 }, (_, back) => back).flatMap((back) => [
    { unit, back },
    ...(back === 1 && unit !== "day" ? [{ unit, back, toDate: true }] : []),
  ]));
  const stands = usual.some((period) => periodValue(period) === periodValue(value));
  return [...(stands ? [] : [value]), ...usual].map((period) => [periodValue(period), `${periodLabel(period.unit, period.back)}${period.toDate ? ", up to the same day" : ""}`]);
}

export function readPeriod(chosen: string): Period | null {
  const [name, back, toDate] = chosen.split(" ");
  const unit = PERIODS.find((candidate) => candidate === name);
  return unit === undefined ? null : { kind: "period", unit, back: Number(back), ...(toDate ? { toDate: true } : {}) };
}

/** A year can be counted back for one season alone. */
export function seasonYears({ seasons, back }: InSeason): Choices {
  const any: Choices = [["any", "of any year"]];
  const counted: Choices = [["0", "the latest that has begun"], ["1", "the one before the latest"], ...(back !== undefined && back > 1 ? [[String(back), `${back} before the latest`] as const] : [])];
  return seasons.length === 1 || back !== undefined ? [...any, ...counted] : any;
}
