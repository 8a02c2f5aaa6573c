// Windows as English. Which clock they go by is said where it is not plain: whole days are the rule, and
// said once for the sentence; days counted to the minute are said on the spot.
import type { Expression, Filter, Leaf, Measure, Test, Window } from "../definition.ts";
import { customerField } from "../fields.ts";
import { isElapsed } from "../measure.ts";
import { SEASONS } from "../seasons.ts";
import { clockOf, isDay } from "../windows.ts";
import { segmentName, type Told } from "./names.ts";
import { listWords, MONTHS, spanWords } from "./words.ts";

type Moving = Extract<Window, { kind: "last" | "ago" | "between-ago" | "next" }>;

/** "in the last 30 days"; empty for all time. */
export function windowWords(window: Window | undefined, told: Told): string {
  if (window === undefined) return "";
  switch (window.kind) {
    case "all": return "";
    case "last": return `in the last ${window.n === 1 ? window.unit : spanWords(window.n, window.unit)}${clockWords(window)}`;
    case "ago": return `more than ${spanWords(window.n, window.unit)} ago${clockWords(window)}`;
    case "between-ago": return `between ${window.from} and ${spanWords(window.to, window.unit)} ago${clockWords(window)}`;
    case "next": return `in the next ${window.n === 1 ? window.unit : spanWords(window.n, window.unit)}${clockWords(window)}`;
    case "before": return `before ${momentWords(window.date)}`;
    case "after": return `after ${momentWords(window.date)}`;
    case "on": return `on ${momentWords(window.date)}`;
    case "between": return `between ${momentWords(window.from)} and ${momentWords(window.to)}`;
    case "outside": return `before ${momentWords(window.from)} or after ${momentWords(window.to)}`;
    case "period": return `${periodWords(window)}${window.toDate && window.back > 0 ? " up to the same day" : ""}`;
    case "season": return seasonWords(window);
    case "since": return `since ${{ created: "becoming a customer", firstOrder: "the first order", lastOrder: "the last order" }[window.of]}`;
    case "since-entered": return `since joining ${segmentName(window.segment, told)}`;
    default: return window satisfies never;
  }
}

function seasonWords({ seasons, back }: Extract<Window, { kind: "season" }>): string {
  const names = seasons.map((season) => SEASONS[season].said ?? SEASONS[season].label);
  if (back === undefined) return `in ${listWords(names, "or")} of any year`;
  return back === 0 ? `in the latest ${names[0]} season` : back === 1 ? `in the ${names[0]} season before the latest` : `in the ${names[0]} season ${back} before the latest`;
}

function periodWords({ unit, back }: Extract<Window, { kind: "period" }>): string {
  if (unit === "day") return back === 0 ? "today" : back === 1 ? "yesterday" : `on the day ${back} days ago`;
  if (back === 0) return `this ${unit}`;
  return back === 1 ? `in the ${unit} before this one` : `in the ${unit} ${back} ${unit}s before this one`;
}

/** "Jan 31, 2026"; an instant with its hour in UTC. */
export function momentWords(moment: string): string {
  const iso = isDay(moment) ? moment : new Date(moment).toISOString();
  const day = `${MONTHS[Number(iso.slice(5, 7)) - 1]?.slice(0, 3) ?? iso.slice(5, 7)} ${Number(iso.slice(8, 10))}, ${iso.slice(0, 4)}`;
  if (isDay(moment)) return day;
  return `${day}, ${iso.slice(11, iso.endsWith(":00.000Z") ? 16 : 19)} UTC`;
}

/** Hours and minutes can only be counted exactly, months and years only by the calendar. */
const clockWords = (window: Moving) => (clockOf(window) === "rolling" && (window.unit === "day" || window.unit === "week") ? " (to the minute)" : "");

/** Does the leaf count in whole days of the calendar? */
export function countsCalendarDays(leaf: Leaf): boolean {
  if (leaf.kind === "attr" && customerField(leaf.field)?.type === "elapsed") return leaf.test.op !== "known" && leaf.test.op !== "unknown";
  if ((leaf.kind === "agg" || leaf.kind === "some") && isElapsed(leaf.measure)) return true;
  if (measuresIn(leaf).includes("days")) return true;
  if (leaf.kind === "in" && leaf.how.kind === "for") return clockOf(leaf.how) === "calendar";
  return windowsOf(leaf).some((window) => (window.kind === "last" || window.kind === "ago" || window.kind === "between-ago" || window.kind === "next") && clockOf(window) === "calendar");
}

function measuresIn(leaf: Leaf): Measure[] {
  const measured = leaf.kind === "cmp" ? [leaf.left, leaf.right] : leaf.kind === "trend" || leaf.kind === "rank" ? [leaf.of] : [leaf];
  return measured.flatMap((each) => ("measure" in each ? [each.measure] : []));
}

function windowsOf(leaf: Leaf): Window[] {
  switch (leaf.kind) {
    case "attr": return inTest(leaf.test);
    case "agg": return [...own(leaf.window), ...inFilters(leaf.where)];
    case "nth": return [...own(leaf.window), ...inFilters(leaf.where), ...inTest(leaf.test)];
    case "share": return [...own(leaf.window), ...inFilters(leaf.where), ...inFilters(leaf.part)];
    case "top": case "some": return [...own(leaf.window), ...inFilters(leaf.where)];
    case "cmp": return [leaf.left, leaf.right].flatMap(inExpression);
    case "rate": return [...own(leaf.window), ...inFilters(leaf.where), ...inFilters(leaf.perWhere)];
    case "trend": return [leaf.window, leaf.before, ...inFilters(leaf.of.where)];
    case "rank": return inExpression(leaf.of);
    case "seq": return [...own(leaf.window), ...inFilters(leaf.first), ...inFilters(leaf.then)];
    case "in": case "flow": return "window" in leaf.how ? own(leaf.how.window) : [];
    case "list": case "bucket": return [];
    default: return leaf satisfies never;
  }
}

const inExpression = (side: Expression) => (side.kind === "attr" ? [] : [...own(side.window), ...inFilters(side.where)]);
const own = (window: Window | undefined) => (window === undefined ? [] : [window]);
const inTest = (test: Test) => (test.op === "in" ? [test.window] : []);
const inFilters = (filters: Filter[] = []) => filters.flatMap(({ test }) => inTest(test));
