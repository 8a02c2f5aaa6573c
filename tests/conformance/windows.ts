// A case's windows and instants as the language's own. Its smallest unit is the minute: a case that
// counts in seconds is played sixty times slower, which changes no answer as long as no calendar is
// asked about.
import type { Unit, Window } from "#app/segments/definition.ts";
import { refuse } from "./format.ts";

export type Timeline = { t0: number; scale: number };

const UNITS: [Unit, number][] = [["week", 604_800], ["day", 86_400], ["hour", 3_600], ["minute", 60]];
const SPAN_MAX = 10_000;

/** Exactly that long, in the largest unit that fits. */
export function span(seconds: number, { scale }: Timeline): { n: number; unit: Unit } {
  const scaled = seconds * scale;
  for (const [unit, size] of UNITS) {
    const n = scaled / size;
    if (Number.isInteger(n) && n >= 1 && n <= SPAN_MAX) return { n, unit };
  }
  return refuse(`A span of ${seconds} seconds is not a whole number of minutes, or longer than ${SPAN_MAX} of a unit.`);
}

/** Seconds from T0, or an ISO instant, as the instant at which it is played. */
export function instantMs(at: unknown, { t0, scale }: Timeline): number {
  const seconds = typeof at === "number" ? at : typeof at === "string" ? (Date.parse(at) - t0) / 1000 : Number.NaN;
  if (Number.isNaN(seconds)) refuse(`${JSON.stringify(at)} is no instant.`);
  return t0 + Math.round(seconds * scale * 1000);
}

export const iso = (ms: number) => new Date(ms).toISOString();

const last = (seconds: number, timeline: Timeline): Window => ({ kind: "last", ...span(seconds, timeline), clock: "rolling" });

/** undefined is all time. */
export function windowOf(given: unknown, timeline: Timeline): Window | undefined {
  if (given === undefined || given === null) return undefined;
  if (typeof given !== "object") refuse(`A window ${JSON.stringify(given)} is unknown.`);
  const { last_seconds, last_days, align, from, to, before, ...rest } = given as Record<string, unknown>;
  if (Object.keys(rest).length > 0) refuse(`A window with ${Object.keys(rest).join(", ")} is unknown.`);
  if (typeof last_seconds === "number") return last(last_seconds, timeline);
  if (typeof last_days === "number") {
    if (timeline.scale !== 1) refuse("Seconds and calendar days in one case cannot both be kept: the language's smallest unit is the minute.");
    return align === "calendar_day" ? { kind: "last", n: last_days, unit: "day", clock: "calendar" } : last(last_days * 86_400, timeline);
  }
  const end = to ?? before;
  if (from !== undefined && end !== undefined) return { kind: "between", from: iso(instantMs(from, timeline)), to: iso(instantMs(end, timeline)) };
  if (from !== undefined) return { kind: "after", date: iso(instantMs(from, timeline)) };
  return end === undefined ? undefined : { kind: "before", date: iso(instantMs(end, timeline)) };
}

/** 60 where something is counted in seconds that are no whole minutes, else 1. */
export function scaleOf(conditions: unknown): number {
  let scale = 1;
  const look = (value: unknown): void => {
    if (Array.isArray(value)) return value.forEach(look);
    if (typeof value !== "object" || value === null) return;
    for (const [key, inner] of Object.entries(value)) {
      if (/seconds$/.test(key) && typeof inner === "number" && inner % 60 !== 0) scale = 60;
      look(inner);
    }
  };
  look(conditions);
  return scale;
}
