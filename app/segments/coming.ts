// What comes by time alone: who will enter or leave a segment on the days ahead if nothing happens. A day is
// looked at as it ends: who comes and goes within it, as the hours of the day do it, is not on its list.
import { dayFromText, dayOf, dayText, startOfDay } from "./calendar.ts";

export const COMING_DAYS_MAX = 90;

/** day: its place, today is 0. */
export type Flip = { customer: string; day: number; enters: boolean };
export type Movement = { day: string; entering: number; leaving: number };

/** now, and then the last instant of today and of each of the `days` days after it, in the shop's zone. */
export function samples(now: Date, zone: string, days: number): Date[] {
  const today = dayOf(now.getTime(), zone);
  return [now, ...Array.from({ length: days + 1 }, (_, place) => new Date(Math.max(now.getTime(), startOfDay(today + place + 1, zone) - 1)))];
}

/** One line a day, today first. */
export function movements(flips: Flip[], now: Date, zone: string, days: number): Movement[] {
  const today = dayOf(now.getTime(), zone);
  const lines = Array.from({ length: days + 1 }, (_, place) => ({ day: dayText(today + place), entering: 0, leaving: 0 }));
  for (const { day, enters } of flips) {
    const line = lines[day];
    if (line) line[enters ? "entering" : "leaving"] += 1;
  }
  return lines;
}

/** Ended: the stay that is open now. Begun: one that is only foretold; leftAt null = it outlasts the days looked at. */
export type Foretold = { ended: { customer: string; at: Date }[]; begun: { customer: string; at: Date; leftAt: Date | null }[] };

/** One segment's flips, in the order of days, as stays; a day's flip is at its end. */
export function foretold(flips: Flip[], ends: Date[]): Foretold {
  const found: Foretold = { ended: [], begun: [] };
  const open = new Map<string, Foretold["begun"][number]>();
  for (const { customer, day, enters } of flips) {
    const at = ends[day + 1];
    if (!at) continue;
    const begun = open.get(customer);
    if (enters) {
      const stay = { customer, at, leftAt: null };
      open.set(customer, stay);
      found.begun.push(stay);
    } else if (begun) {
      begun.leftAt = at;
      open.delete(customer);
    } else found.ended.push({ customer, at });
  }
  return found;
}

/** A day's place from today on; null for what is no day within them. */
export function dayPlace(text: string | undefined, now: Date, zone: string, days: number): number | null {
  if (!/^\d{4}-\d\d-\d\d$/.test(text ?? "")) return null;
  const place = dayFromText(text ?? "") - dayOf(now.getTime(), zone);
  return place >= 0 && place <= days ? place : null;
}
