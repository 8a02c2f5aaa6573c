// How many decisions of each kind there were on each of the last days.
import { dayOf, dayText, startOfDay } from "#app/segments/calendar.ts";
import type { Verdict } from "#app/messages/gate/reasons.ts";

export const DAYS_SHOWN = 30;

export type VerdictDay = { day: string } & Record<Verdict, number>;

/** When the last thirty days of the zone begin, the oldest first, today's last. */
export const startsOfDays = (now: Date, zone: string): Date[] => {
  const today = dayOf(now.getTime(), zone);
  return Array.from({ length: DAYS_SHOWN }, (_, i) => new Date(startOfDay(today - DAYS_SHOWN + 1 + i, zone)));
};

export function verdictDays(starts: readonly Date[], counts: readonly { place: number; verdict: Verdict; count: number }[], zone: string): VerdictDay[] {
  const days = starts.map((start): VerdictDay => ({ day: dayText(dayOf(start.getTime(), zone)), send: 0, defer: 0, skip: 0, halt: 0 }));
  for (const { place, verdict, count } of counts) {
    const day = days[place - 1];
    if (day) day[verdict] = count;
  }
  return days;
}
