// When triggers that go by time alone tell of somebody, and when to look at them next. Pure: what a look covers is everything
// after `from` up to `to`, in milliseconds.
import { Cron } from "croner";
import { meetsFilters, type History } from "../../segments/match/history.ts";
import { anniversaryIn, civil, dayFromText, dayOf, dayText } from "../../segments/calendar.ts";
import { hours, minutes } from "../../lib/time.ts";
import { dateAt } from "../due.ts";
import type { Facts } from "../facts.ts";
import { eventOf } from "../happening.ts";
import { aboutMs, after } from "../span.ts";
import type { Trigger } from "../trigger.ts";
import type { Gap } from "./told-fact.ts";

type Of<Kind extends Trigger["kind"]> = Extract<Trigger, { kind: Kind }>;
export type Look = { from: number; to: number };
export type ByClock = Of<"date" | "schedule" | "silence">;
export const isByClock = (trigger: Trigger): trigger is ByClock => trigger.kind === "date" || trigger.kind === "schedule" || trigger.kind === "silence";

const isIn = (at: number, { from, to }: Look): boolean => at > from && at <= to;

/** What is left of a look without these: what came by time while a flow stood still starts nobody when it goes on. */
export const without = (look: Look, gaps: readonly Gap[]): Look[] => gaps.reduce<Look[]>((looks, { from, until }) =>
  looks.flatMap((each) => [{ from: each.from, to: Math.min(each.to, from - 1) }, { from: Math.max(each.from, until), to: each.to }].filter((left) => left.to > left.from)), [look]);

/** A schedule that runs oftener than this in one look tells of the latest. */
export const TICKS_MAX = 100;

/** The instants of a schedule in a zone; where the clock skips an hour, a tick in it comes when the clock goes on. */
export function ticksIn({ cron }: Of<"schedule">, zone: string, { from, to }: Look): number[] {
  const schedule = new Cron(cron, { timezone: zone, paused: true });
  const ticks: number[] = [];
  for (let at = schedule.nextRun(new Date(from)); at !== null && at.getTime() <= to; at = schedule.nextRun(at)) ticks.push(at.getTime());
  return ticks.slice(-TICKS_MAX);
}

/** `day`: what the date must be, yearly without its year ("02-28"); `returns`: the day that it is told of as. */
export type Target = { zone: string; days: readonly string[]; returns: string; at: number };

/** The dates whose day and hour in this zone lie in the look: hardly ever more than one. */
export function targetsIn(trigger: Of<"date">, zone: string, look: Look): Target[] {
  const targets: Target[] = [];
  for (let day = dayOf(look.from, zone) - 1; day <= dayOf(look.to, zone) + 1; day += 1) {
    const at = dateAt(dayText(day), 0, trigger.at, zone);
    const date = day - trigger.days;
    if (isIn(at, look)) targets.push({ zone, days: trigger.yearly ? monthDays(date) : [dayText(date)], returns: dayText(date), at });
  }
  return targets;
}

/** Whoever was born on 29 February has their day on the 28th where there is none. */
function monthDays(day: number): string[] {
  const leap = dayFromText("2024-02-29");
  const own = dayText(day).slice(5);
  return own !== "02-29" && anniversaryIn(civil(day).year, leap) === day ? [own, "02-29"] : [own];
}

/** They were silent for so long within the look, since the last of what is listened for. */
export function silenceIn({ of, since, when }: Of<"silence">, { facts, history }: { facts: Facts; history: History }, look: Look): { began: number; at: number } | null {
  const came = of.flatMap(({ event, where, whereAny }) => history.of(eventOf(event)).filter((each) => meetsFilters({ event: eventOf(event), where, whereAny }, each, history.ask)).map(({ at }) => at));
  if (came.length === 0) return null;
  const began = Math.max(...came);
  const at = after(began, since, facts.shopZone());
  return isIn(at, look) && (when === undefined || facts.holds(when) === true) ? { began, at } : null;
}

/** Months and years are longer and shorter than on average. */
const UNEVEN = 1.04;

/** Within which the last of them must have come, rather too wide. */
export function cameWithin({ since }: Of<"silence">, { from, to }: Look): Look {
  const isUneven = since.unit === "month" || since.unit === "year";
  return { from: from - aboutMs(since) * (isUneven ? UNEVEN : 1), to: to - aboutMs(since) / (isUneven ? UNEVEN : 1) };
}

const QUARTER_MS = minutes(15);
const SHARE = 200;

/** Somebody may come from a zone where nobody was when it was asked. */
const ZONES_MS = hours(1);

/** `zones`: of the people whom the trigger may concern. */
export function nextLook(trigger: ByClock, zones: readonly string[], now: number): number {
  switch (trigger.kind) {
    case "silence": return now + Math.min(Math.max(aboutMs(trigger.since) / SHARE, minutes(1)), QUARTER_MS);
    case "date": {
      const at = zones.flatMap((zone) => [0, 1].map((ahead) => dateAt(dayText(dayOf(now, zone) + ahead), 0, trigger.at, zone)));
      return Math.min(now + ZONES_MS, ...at.filter((each) => each > now));
    }
    case "schedule": return Math.min(...zones.map((zone) => new Cron(trigger.cron, { timezone: zone, paused: true }).nextRun(new Date(now))?.getTime() ?? Infinity));
    default: return trigger satisfies never;
  }
}
