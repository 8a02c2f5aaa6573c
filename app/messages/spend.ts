// What may be spent on texts: by the day and the month of the shop. What would go over a limit waits until it begins anew.
import { Temporal } from "temporal-polyfill";
import type { TextSettings } from "./settings/text-settings.ts";

/** Millionths of a US dollar. */
export type Spent = { day: number; month: number };

export type ShopDay = { /** As 2026-11-26. */ day: string; /** The first of its month. */ month: string; startsAt: number; nextDayAt: number; nextMonthAt: number };

export function shopDayOf(zone: string, now: Date): ShopDay {
  const day = Temporal.Instant.fromEpochMilliseconds(now.getTime()).toZonedDateTimeISO(zone).toPlainDate();
  const month = day.with({ day: 1 });
  const startOf = (date: Temporal.PlainDate) => date.toZonedDateTime(zone).epochMilliseconds;
  return { day: day.toString(), month: month.toString(), startsAt: startOf(day), nextDayAt: startOf(day.add({ days: 1 })), nextMonthAt: startOf(month.add({ months: 1 })) };
}

/** When a text of this price may go, as far as money is concerned; null: now. */
export function affordableAt({ dayMicros, monthMicros }: TextSettings["spend"], spent: Spent, micros: number, { nextDayAt, nextMonthAt }: ShopDay): number | null {
  if (monthMicros !== null && spent.month + micros > monthMicros) return nextMonthAt;
  return dayMicros !== null && spent.day + micros > dayMicros ? nextDayAt : null;
}
