// When a text may go: within the week's open spans, on no banned day and outside every emergency, in every time zone
// where the person may be. Instants are taken to local ones by their offset, never back, so a clock that jumps or
// repeats an hour needs no rule of its own.
import { both, dayOf, isIn, minuteOfWeek, untilOpen, type Week } from "#app/consent/week.ts";
import { days } from "#app/lib/time.ts";
import type { RegionLaw } from "./law.ts";
import { nextChange, offsetAt } from "./zone-clock.ts";
import type { Reason } from "./reasons.ts";

export type Closed = { reason: Reason; rule: string; zone: string };

export type Hours = { law: RegionLaw; zones: readonly string[]; merchant: Week | null; own: Week | null };

/** Further ahead than this after all limits are free nobody looks: hours that open at all open within two weeks. */
export const AHEAD_MS = days(21);
const MINUTE_MS = 60_000;
const DAY_MS = days(1);

/** All weeks in one. */
export function weekOf({ law, merchant, own }: Omit<Hours, "zones">): Week {
  const shop = merchant ? both(law.week, merchant) : law.week;
  return own ? both(shop, own) : shop;
}

export function isOpen(law: RegionLaw, week: Week, zones: readonly string[], now: number): boolean {
  if (law.emergencies.length > 0 && banEnd(law, now) !== now) return false;
  return zones.every((zone) => {
    const local = now + offsetAt(zone, now);
    return isIn(week, minuteOfWeek(local)) && !isBanned(law, dayOf(local));
  });
}

/** The earliest open instant from `from` on; null where there is none before `limit`. */
export function nextOpen(law: RegionLaw, week: Week, zones: readonly string[], from: number, limit: number): number | null {
  let at = from;
  for (;;) {
    let latest = law.emergencies.length > 0 ? banEnd(law, at) : at;
    for (const zone of zones) latest = Math.max(latest, openIn(law, week, zone, at, limit));
    if (latest >= limit) return null;
    if (latest === at) return at;
    at = latest;
  }
}

function openIn(law: RegionLaw, week: Week, zone: string, from: number, limit: number): number {
  let at = from;
  while (at < limit) {
    const offset = offsetAt(zone, at);
    const local = at + offset;
    const day = dayOf(local);
    const wait = untilOpen(week, minuteOfWeek(local));
    if (wait === null) return limit;
    const isDayOff = isBanned(law, day);
    if (wait === 0 && !isDayOff) return at;
    const opens = isDayOff ? (day + 1) * DAY_MS - offset : Math.floor(local / MINUTE_MS) * MINUTE_MS + wait * MINUTE_MS - offset;
    at = Math.min(opens, nextChange(zone, at));
  }
  return limit;
}

/** Beyond its table a calendar knows nothing, and so bans every day. */
function isBanned({ bans, extraDays }: RegionLaw, day: number): boolean {
  for (const { calendar } of bans) if (calendar.days.has(day) || day > calendar.toDay || day < calendar.fromDay) return true;
  return extraDays.size > 0 && extraDays.has(day);
}

/** The end of the emergencies that hold at the instant, or the instant itself. */
function banEnd({ emergencies }: RegionLaw, at: number): number {
  let end = at;
  for (const { from, until } of emergencies) if (from <= at && (until === null || until > at)) end = Math.max(end, until ?? Infinity);
  return end;
}

/** Why it is closed now, in the order in which reasons are looked for; null where it is open. */
export function whyClosed({ law, zones, merchant, own }: Hours, now: number): Closed | null {
  const held = law.emergencies.filter(({ from, until }) => from <= now && (until === null || until > now));
  const ban = held.find(({ until }) => until === null) ?? held[0];
  if (ban) return { reason: ban.until === null ? "banned" : "emergency", rule: ban.region, zone: zones[0] ?? "" };
  const locals = zones.map((zone) => ({ zone, local: now + offsetAt(zone, now) }));
  for (const { zone, local } of locals) {
    const day = dayOf(local);
    for (const { rule, calendar } of law.bans) {
      if (day > calendar.toDay || day < calendar.fromDay) return { reason: "calendarEnded", rule, zone };
      if (calendar.days.has(day)) return { reason: "holiday", rule, zone };
    }
    const proclaimed = law.extraDays.get(day);
    if (proclaimed) return { reason: "holiday", rule: proclaimed, zone };
  }
  const weeks: [Reason, string, Week][] = law.hours.map(({ rule, week }): [Reason, string, Week] => ["lawHours", rule, week]);
  if (merchant) weeks.push(["merchantHours", "shop", merchant]);
  if (own) weeks.push(["ownHours", "person", own]);
  for (const [reason, rule, week] of weeks) {
    const shut = locals.find(({ local }) => !isIn(week, minuteOfWeek(local)));
    if (shut) return { reason, rule, zone: shut.zone };
  }
  return null;
}

/** Whether a holiday table reaches the instant in all zones. */
export const isCovered = (law: RegionLaw, zones: readonly string[], at: number): boolean =>
  law.bans.every(({ calendar }) => zones.every((zone) => dayOf(at + offsetAt(zone, at)) <= calendar.toDay));

