// Hours of the week, local: half-open spans of minutes, Monday 00:00 is 0, sorted, apart from each other.
import { z } from "zod";
import { invariant } from "../lib/invariant.ts";

export type Span = readonly [from: number, to: number];
export type Week = readonly Span[];

export const DAY_MINUTES = 1_440;
export const WEEK_MINUTES = 7 * DAY_MINUTES;
const DAY_MS = 86_400_000;

const DAYS = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"] as const;
const Clock = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$|^24:00$/);
const Day = z.array(z.tuple([Clock, Clock]).refine(([from, to]) => minute(from) < minute(to), "An hour must begin before it ends."));

/** As rules are written: for each day its spans, start inclusive, end exclusive; an empty list is a closed day. */
export const WeekHours = z.strictObject({ mon: Day, tue: Day, wed: Day, thu: Day, fri: Day, sat: Day, sun: Day }).transform((week): Week =>
  joined(DAYS.flatMap((day, index) => week[day].map(([from, to]): Span => [index * DAY_MINUTES + minute(from), index * DAY_MINUTES + minute(to)]))));

/** The same hours each day; where the end is not after the start they cross midnight. */
export const DailyHours = z.strictObject({ from: Clock, to: Clock }).transform(({ from, to }): Week => {
  const [a, b] = [minute(from), minute(to)];
  return joined(DAYS.flatMap((_, day): Span[] => (a < b ? [[a, b]] : [[0, b], [a, DAY_MINUTES]] as Span[]).map(([x, y]): Span => [day * DAY_MINUTES + x, day * DAY_MINUTES + y])));
});

export const ALWAYS: Week = [[0, WEEK_MINUTES]];

function minute(clock: string): number {
  const [hour = 0, rest = 0] = clock.split(":").map(Number);
  return hour * 60 + rest;
}

function joined(spans: Span[]): Week {
  const out: [number, number][] = [];
  for (const [from, to] of spans.filter(([a, b]) => a < b).sort(([a], [b]) => a - b)) {
    const last = out.at(-1);
    if (last && from <= last[1]) last[1] = Math.max(last[1], to);
    else out.push([from, to]);
  }
  return out;
}

export function both(one: Week, other: Week): Week {
  const out: Span[] = [];
  for (const [a, b] of one) {
    for (const [c, d] of other) if (Math.max(a, c) < Math.min(b, d)) out.push([Math.max(a, c), Math.min(b, d)]);
  }
  return out.sort(([a], [b]) => a - b);
}

/** Each span ends earlier by so many minutes; one that runs over Sunday's midnight into Monday does not end there. */
export function guarded(week: Week, minutes: number): Week {
  const goesOn = week[0]?.[0] === 0;
  return week.flatMap(([from, to]): Span[] => {
    const end = to === WEEK_MINUTES && goesOn ? to : to - minutes;
    return from < end ? [[from, end]] : [];
  });
}

export const isIn = (week: Week, at: number) => week.some(([from, to]) => at >= from && at < to);

/** Minutes from `at` (of the week) to the next open one; 0 where it is open, null where the week never opens. */
export function untilOpen(week: Week, at: number): number | null {
  const first = week[0];
  if (!first) return null;
  for (const [from, to] of week) if (at < to) return Math.max(0, from - at);
  return first[0] + WEEK_MINUTES - at;
}

export function epochDay(date: string): number {
  const ms = Date.parse(`${date}T00:00:00Z`);
  invariant(Number.isFinite(ms), `${date} is a day`);
  return ms / DAY_MS;
}

/** 1970-01-01 was a Thursday. */
export const minuteOfWeek = (localMs: number) => (Math.floor(localMs / 60_000) + 3 * DAY_MINUTES) % WEEK_MINUTES;
export const dayOf = (localMs: number) => Math.floor(localMs / DAY_MS);
