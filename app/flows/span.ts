// Lengths of time as a merchant writes them, and the instants they lead to. Months and years follow the calendar of a
// zone; everything else is exact. Instants are milliseconds of the epoch, as in the gate.
import { Span, type Unit } from "../segments/shape.ts";
import { addUnits, dayOf, startOfDay } from "../segments/calendar.ts";
import { days, hours, minutes } from "../lib/time.ts";

/** Two years: whoever waits longer is forgotten by everybody. */
export const WAIT_MAX_MS = days(731);
export const WAIT_MIN_MS = minutes(1);

const ABOUT_MS: Record<Unit, number> = { minute: minutes(1), hour: hours(1), day: days(1), week: days(7), month: days(30), year: days(365) };

/** Months count 30 days and years 365: for comparing and adding up, never for an instant. */
export const aboutMs = ({ n, unit }: Span): number => n * ABOUT_MS[unit];

export const Wait = Span.refine((span) => aboutMs(span) <= WAIT_MAX_MS, "Two years is the longest wait.");

/** `from` and the span later, by the calendar of the zone where months and years are meant; the hour of the day stays. */
export function after(from: number, { n, unit }: Span, zone: string): number {
  if (unit !== "month" && unit !== "year") return from + n * ABOUT_MS[unit];
  const day = dayOf(from, zone);
  return startOfDay(addUnits(day, n, unit), zone) + (from - startOfDay(day, zone));
}
