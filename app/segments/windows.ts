// Windows of time, resolved to instants. Everything here is half-open and in whole milliseconds: "up to
// and including t" is "before t + 1", and so "in the last N" is (t − N, t] for the rolling clock.
//
// An edge is a border of a window that moves with now. Where it stands is a step or a straight line
// that never goes back, and a fact changes sides in the moment the edge passes it; match.ts asks when
// that is, edges.ts which facts lie between two stands.
import { invariant } from "#app/lib/invariant.ts";
import { addUnits, civil, clampInstant, dayFromText, dayOf, periodStart, startOfDay } from "./calendar.ts";
import type { Clock, Season, Unit, Window } from "./definition.ts";
import { isScattered, scatter, scatterDays, seasonDays } from "./scatter.ts";
import { SEASONS } from "./seasons.ts";

export type When = { now: Date; zone: string };
/** [from, to) in milliseconds; null is without end. */
export type Bounds = { from: number | null; to: number | null };

/** rolling: now + ms (a fact passes when it lies before that). calendar: the start of the day that `day` makes of today. */
export type Edge = { kind: "rolling"; ms: number } | { kind: "calendar"; day: (today: number) => number };

const FIXED_MS: Partial<Record<Unit, number>> = { minute: 60_000, hour: 3_600_000, day: 86_400_000, week: 604_800_000 };

/** Null for months and years, which have no fixed length. */
export const fixedMs = (n: number, unit: Unit): number | null => (FIXED_MS[unit] === undefined ? null : n * FIXED_MS[unit]);

export const clockOf = (window: { unit: Unit; clock?: Clock | undefined }): Clock => window.clock ?? (window.unit === "minute" || window.unit === "hour" ? "rolling" : "calendar");

export const NOW: Edge = { kind: "rolling", ms: 1 };
const shifted = (n: number, unit: Unit, plusDays = 0): Edge => ({ kind: "calendar", day: (today) => addUnits(today, n, unit) + plusDays });
function rolled(n: number, unit: Unit): Edge {
  const ms = fixedMs(n, unit);
  invariant(ms !== null, "a rolling window counts in minutes, hours, days or weeks");
  return { kind: "rolling", ms: ms + 1 };
}
const moved = (window: { unit: Unit; clock?: Clock | undefined }, n: number, plusDays = 0) =>
  clockOf(window) === "calendar" ? shifted(n, window.unit, plusDays) : rolled(n, window.unit);

type Side = Edge | number | null;
type PlainWindow = Exclude<Window, { kind: "since" | "since-entered" }>;
export const isPlain = (window: Window): window is PlainWindow => window.kind !== "since" && window.kind !== "since-entered";

/** The two sides of a window, moving or fixed. */
function sides(window: PlainWindow, zone: string): { from: Side; to: Side } {
  switch (window.kind) {
    case "all": return { from: null, to: null };
    case "last": return { from: moved(window, -window.n), to: NOW };
    case "ago": return { from: null, to: moved(window, -window.n) };
    case "between-ago": return { from: moved(window, -window.to), to: moved(window, -window.from, 1) };
    case "next": return { from: NOW, to: moved(window, window.n, 1) };
    case "before": return { from: null, to: momentStart(window.date, zone) };
    case "after": return { from: isDay(window.date) ? dayEnd(window.date, zone) : momentStart(window.date, zone) + 1, to: null };
    case "on": return { from: momentStart(window.date, zone), to: dayEnd(window.date, zone) };
    case "between": return { from: momentStart(window.from, zone), to: isDay(window.to) ? dayEnd(window.to, zone) : momentStart(window.to, zone) };
    case "outside": return { from: null, to: null };
    case "period": {
      const { unit, back } = window;
      const start = (periods: number) => (today: number) => addUnits(periodStart(today, unit), periods, unit);
      const end = window.toDate ? (today: number) => addUnits(today, -back, unit) + 1 : start(1 - back);
      return { from: { kind: "calendar", day: start(-back) }, to: { kind: "calendar", day: end } };
    }
    case "season": {
      const [season] = window.seasons;
      if (window.back !== undefined && season !== undefined) return { from: { kind: "calendar", day: latestSeason(season, window.back, "first") }, to: { kind: "calendar", day: latestSeason(season, window.back, "end") } };
      const borders = seasonDays(window.seasons);
      return { from: startOfDay(borders[0] ?? 0, zone), to: startOfDay(borders.at(-1) ?? 0, zone) };
    }
    default: return window satisfies never;
  }
}

/** The day on which the latest season that has begun by today, or one before it, begins or is over. */
const latestSeason = (season: Season, back: number, side: "first" | "end") => (today: number) => {
  const { year } = civil(today);
  const { first, last } = SEASONS[season].of((SEASONS[season].of(year).first <= today ? year : year - 1) - back);
  return side === "first" ? first : last + 1;
};

export const isDay = (moment: string) => moment.length === 10;
const momentStart = (moment: string, zone: string) => clampInstant(isDay(moment) ? startOfDay(dayFromText(moment), zone) : new Date(moment).getTime());
const dayEnd = (day: string, zone: string) => startOfDay(dayFromText(day) + 1, zone);

export function bounds(window: Window | undefined, when: When): Bounds {
  if (window === undefined || !isPlain(window)) return { from: null, to: null };
  const { from, to } = sides(window, when.zone);
  return { from: side(from, when), to: side(to, when) };
}

const side = (at: Side, when: When) => (at === null || typeof at === "number" ? at : stand(at, when));

/** Where an edge stands: facts before this instant have been passed. */
export const stand = (edge: Edge, { now, zone }: When): number =>
  clampInstant(edge.kind === "rolling" ? now.getTime() + edge.ms : startOfDay(edge.day(dayOf(now.getTime(), zone)), zone));

/** Whether an instant lies in a window that needs nothing of the customer. */
export function isInside(at: number, window: Window | undefined, when: When): boolean {
  const scattered = window === undefined ? null : scatter(window, when.zone);
  return isWithin(at, bounds(window, when)) && (scattered === null || isScattered(at, scattered));
}

/** The same for a day without a zone. */
export function isDayInside(day: number, window: Window, when: When): boolean {
  const scattered = scatterDays(window);
  return isWithin(day, dayBounds(window, when)) && (scattered === null || isScattered(day, scattered));
}

export const isWithin = (at: number, { from, to }: Bounds) => (from === null || at >= from) && (to === null || at < to);

/** The moving sides of a window. `withNow` leaves out the edge that is now itself. */
export function movingEdges(window: Window | undefined, zone: string, withNow = true): Edge[] {
  if (window === undefined || !isPlain(window)) return [];
  const { from, to } = sides(window, zone);
  return [from, to].filter((at): at is Edge => at !== null && typeof at === "object" && (withNow || at !== NOW));
}

/** The moving sides of a window over days, today counted as a whole. */
export function movingDays(window: Window): ((today: number) => number)[] {
  if (!isPlain(window)) return [];
  const { from, to } = sides(window, "UTC");
  const moving = (at: Side, nowDay: number) => (at === NOW ? [(today: number) => today + nowDay] : at !== null && typeof at === "object" && at.kind === "calendar" ? [at.day] : []);
  return [...moving(from, 0), ...moving(to, 1)];
}

/** "At least k whole units ago" is: before this edge. */
export const elapsedEdge = (k: number, unit: "day" | "year"): Edge => shifted(-k, unit, 1);

/** For columns that hold days: the same sides as days, today counted as a whole. */
export function dayBounds(window: Window, when: When): Bounds {
  if (!isPlain(window)) return { from: null, to: null };
  const { from, to } = sides(window, when.zone);
  const today = dayOf(when.now.getTime(), when.zone);
  const day = (at: Side, nowDay: number) =>
    at === null ? null : at === NOW ? nowDay : typeof at === "number" ? dayOf(at, when.zone) : at.kind === "calendar" ? at.day(today) : dayOf(stand(at, when), when.zone);
  return { from: day(from, today), to: day(to, today + 1) };
}

/** When the edge, now before or at the fact, has passed it; null where that lies behind us. */
export function passes(edge: Edge, at: number, when: When): number | null {
  const { now, zone } = when;
  if (stand(edge, when) > at) return null;
  if (edge.kind === "rolling") return at - edge.ms + 1;
  const today = dayOf(now.getTime(), zone);
  const fact = dayOf(at, zone);
  return startOfDay(passingDay(edge.day, fact, today), zone);
}

/** The first day on which `edge` makes a day later than `fact`. */
export function passingDay(edge: (today: number) => number, fact: number, today: number): number {
  let before = today;
  let after = today + Math.max(fact - edge(today), 0) + 400;
  while (edge(after) <= fact) after += 400;
  while (after - before > 1) {
    const middle = Math.floor((before + after) / 2);
    if (edge(middle) > fact) after = middle;
    else before = middle;
  }
  return after;
}

/** "For at least n": before this edge. */
export const agedEdge = (span: { n: number; unit: Unit; clock?: Clock | undefined }): Edge => moved(span, -span.n, 1);
