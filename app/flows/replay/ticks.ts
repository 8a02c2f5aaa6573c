// The instants of a schedule in a zone, over a span of the past.
import { Cron } from "croner";

/** Twice an hour for a quarter of a year; a schedule that runs oftener is replayed as far as this. */
export const TICKS_MAX = 5_000;

export function ticksIn(cron: string, zone: string, { from, until }: { from: number; until: number }): number[] {
  const schedule = new Cron(cron, { timezone: zone, paused: true });
  const ticks: number[] = [];
  for (let at = schedule.nextRun(new Date(from - 1)); at !== null && at.getTime() <= until && ticks.length < TICKS_MAX; at = schedule.nextRun(at)) ticks.push(at.getTime());
  return ticks;
}

/** Each schedule and zone once. */
export function ticker(span: { from: number; until: number }): (cron: string, zone: string) => readonly number[] {
  const known = new Map<string, readonly number[]>();
  return (cron, zone) => {
    const key = `${zone} ${cron}`;
    const found = known.get(key) ?? ticksIn(cron, zone, span);
    known.set(key, found);
    return found;
  };
}
