// Local hours as instants: when a wait for an hour, a window or a date is over. An hour that a clock's change leaves out is
// the one after it.
import { Temporal } from "temporal-polyfill";
import { dayFromText, dayOf, dayText, weekday } from "../segments/calendar.ts";

function instantOf(day: number, hour: string, zone: string): number {
  return Temporal.PlainDate.from(dayText(day)).toZonedDateTime({ timeZone: zone, plainTime: Temporal.PlainTime.from(hour) }).epochMilliseconds;
}

const fits = (day: number, weekdays: readonly number[]) => weekdays.length === 0 || weekdays.includes(weekday(day));

/** The next such hour at or after `from`, or from the day after on. */
export function nextHour(from: number, { at, weekdays, today }: { at: string; weekdays: readonly number[]; today: boolean }, zone: string): number {
  for (let day = dayOf(from, zone) + (today ? 0 : 1); ; day += 1) {
    const instant = instantOf(day, at, zone);
    if (fits(day, weekdays) && instant >= from) return instant;
  }
}

/** `from` itself where it lies inside, else when the window next begins. */
export function nextWindow(from: number, window: { from: string; to: string; weekdays: readonly number[]; first: string | null }, zone: string): number {
  for (let day = Math.max(dayOf(from, zone), window.first === null ? -Infinity : dayFromText(window.first)); ; day += 1) {
    if (!fits(day, window.weekdays)) continue;
    const [begins, ends] = [instantOf(day, window.from, zone), instantOf(day, window.to, zone)];
    if (from < ends && begins < ends) return Math.max(from, begins);
  }
}

/** A day, so many days later, at an hour. */
export const dateAt = (date: string, days: number, at: string, zone: string): number => instantOf(dayFromText(date) + days, at, zone);
