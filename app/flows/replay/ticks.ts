// The instants of a schedule in a zone over a span of the past, each schedule and zone once.
import { days } from "../../lib/time.ts";
import { ticksIn } from "../told/by-clock.ts";

type Span = { from: number; until: number };

/** Day by day, because a look tells of so many alone. */
function ticksOver(cron: string, zone: string, { from, until }: Span): number[] {
  const ticks: number[] = [];
  for (let at = from - 1; at < until; at += days(1)) ticks.push(...ticksIn({ kind: "schedule", cron, zone: "shop", segment: 1 }, zone, { from: at, to: Math.min(at + days(1), until) }));
  return ticks;
}

export function ticker(span: Span): (cron: string, zone: string) => readonly number[] {
  const known = new Map<string, readonly number[]>();
  return (cron, zone) => {
    const key = `${zone} ${cron}`;
    const found = known.get(key) ?? ticksOver(cron, zone, span);
    known.set(key, found);
    return found;
  };
}
