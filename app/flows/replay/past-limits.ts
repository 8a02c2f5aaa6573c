// How often a replay went past the flow's own limits on entries and on spending. It plays none of them: people are gone through one
// after the other, and what is left of a limit depends on everybody who came before, whoever that is.
import type { Entry } from "../entry.ts";
import type { ReplayResult } from "./result.ts";

export type Limits = Pick<Entry, "perHour" | "perDay" | "total" | "spendPerDay">;
/** `times`: in how many hours of the clock, or days of the shop, there was more than `cap`. `most`: of any one; in all, for `total`. `first`: the day on which it was first so. */
export type PastLimit = { limit: keyof Limits; cap: number; times: number; most: number; first: string | null };

const MICROS_A_CENT = 10_000;

/** Of each limit that the flow has, also where it would have held nobody back. */
export function pastLimits({ hours, days, spent, entries }: Pick<ReplayResult, "hours" | "days" | "spent" | "entries">, { perHour, perDay, total, spendPerDay }: Limits): PastLimit[] {
  const entered = Object.entries(days).map(([day, [count]]): [string, number] => [day, count]).toSorted(byDay);
  return [
    ...held("perHour", perHour, Object.values(hours).map(([count]) => [null, count])),
    ...held("perDay", perDay, entered),
    ...(total === null ? [] : [{ limit: "total" as const, cap: total, times: Math.max(0, entries - total), most: entries, first: dayOfTotal(entered, total) }]),
    ...held("spendPerDay", spendPerDay, Object.entries(spent).map(([day, micros]): [string, number] => [day, Math.round(micros / MICROS_A_CENT)]).toSorted(byDay)),
  ];
}

const byDay = ([one]: readonly [string, number], [other]: readonly [string, number]): number => (one < other ? -1 : 1);

function held(limit: keyof Limits, cap: number | null, counts: readonly (readonly [string | null, number])[]): PastLimit[] {
  if (cap === null) return [];
  const over = counts.filter(([, count]) => count > cap);
  return [{ limit, cap, times: over.length, most: Math.max(0, ...counts.map(([, count]) => count)), first: over[0]?.[0] ?? null }];
}

function dayOfTotal(entered: readonly (readonly [string, number])[], total: number): string | null {
  let sum = 0;
  return entered.find(([, count]) => (sum += count) > total)?.[0] ?? null;
}
