// Local days as numbers (days since 1970-01-01), and the instants at which they begin in a zone.
// Daylight saving is Temporal's: a midnight that does not exist moves forward.
import { Temporal } from "temporal-polyfill";
import type { Unit } from "./definition.ts";

const DAY_MS = 86_400_000;
/** What PostgreSQL, JavaScript and people can all write. */
const EARLIEST = -62_135_510_400_000;
const LATEST = 253_402_128_000_000;
export const clampInstant = (ms: number) => Math.min(Math.max(ms, EARLIEST), LATEST);

const startsOf = new Map<string, Map<number, number>>();

/** The instant at which the local day begins. */
export function startOfDay(day: number, zone: string): number {
  const starts = startsOf.get(zone) ?? new Map<number, number>();
  startsOf.set(zone, starts);
  const found = starts.get(day);
  if (found !== undefined) return found;
  const start = clampInstant(day * DAY_MS) !== day * DAY_MS ? clampInstant(day * DAY_MS)
    : Temporal.PlainDate.from(dayText(day)).toZonedDateTime({ timeZone: zone }).epochMilliseconds;
  starts.set(day, start);
  return start;
}

/** The local day of an instant. */
export function dayOf(ms: number, zone: string): number {
  let day = Math.floor(ms / DAY_MS);
  while (startOfDay(day, zone) > ms && day * DAY_MS > EARLIEST) day -= 1;
  while (startOfDay(day + 1, zone) <= ms && day * DAY_MS < LATEST) day += 1;
  return day;
}

export type Civil = { year: number; month: number; day: number };

export function civil(day: number): Civil {
  const date = new Date(day * DAY_MS);
  return { year: date.getUTCFullYear(), month: date.getUTCMonth() + 1, day: date.getUTCDate() };
}

/** A day beyond the month's end is its last day. */
export function dayFrom({ year, month, day }: Civil): number {
  const first = new Date(0);
  first.setUTCFullYear(year, month - 1, 1);
  const next = new Date(0);
  next.setUTCFullYear(year, month, 1);
  return first.getTime() / DAY_MS + Math.min(day, (next.getTime() - first.getTime()) / DAY_MS) - 1;
}

/** "2026-01-31" */
export function dayText(day: number): string {
  const { year, month, day: date } = civil(day);
  return `${String(year).padStart(4, "0")}-${String(month).padStart(2, "0")}-${String(date).padStart(2, "0")}`;
}

export function dayFromText(text: string): number {
  const [year = 0, month = 1, day = 1] = text.split("-").map(Number);
  return dayFrom({ year, month, day });
}

/** n may be below zero. Months and years are clamped to the last day of the month. */
export function addUnits(day: number, n: number, unit: Unit): number {
  switch (unit) {
    case "minute": case "hour": throw new Error("Minutes and hours have no calendar days.");
    case "day": return day + n;
    case "week": return day + 7 * n;
    case "month": case "year": {
      const from = civil(day);
      const months = from.year * 12 + from.month - 1 + (unit === "year" ? 12 * n : n);
      return dayFrom({ year: Math.floor(months / 12), month: (((months % 12) + 12) % 12) + 1, day: from.day });
    }
    default: return unit satisfies never;
  }
}

export type Period = "day" | "week" | "month" | "year";
/** The first day of the period the day is in. Weeks begin on Monday. */
export function periodStart(day: number, unit: Period): number {
  const { year, month } = civil(day);
  if (unit === "week") return day - (weekday(day) - 1);
  return unit === "day" ? day : dayFrom({ year, month: unit === "year" ? 1 : month, day: 1 });
}

/** 1 is Monday. */
export const weekday = (day: number) => ((((day + 3) % 7) + 7) % 7) + 1;

/** Day and month as one number: 229 is 29 February. */
export const monthDay = (day: number) => civil(day).month * 100 + civil(day).day;

/** The yearly return of a day in some year; 29 February returns on the 28th where there is none. */
export const anniversaryIn = (year: number, day: number) => dayFrom({ ...civil(day), year });
