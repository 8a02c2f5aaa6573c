// Letting people in when a flow goes live: how an activation begins, and when each of them has their turn.
import { days, hours } from "../../lib/time.ts";
import type { Activation, Enters } from "./progress.ts";

/** So much of the past is asked about who would be in the flow now. */
export const LOOK_BACK_DAYS = 90;

export function beginActivation(enters: Enters, { id, version, since }: Pick<Activation, "id" | "version" | "since">): Activation | null {
  if (enters.how === "none") return null;
  return { id, version, enters, since, days: LOOK_BACK_DAYS, cursor: "0", seen: 0, let: 0, late: 0, held: 0, isDone: false };
}

/** As many whole days as the time since then takes part in. What began before and was decided already is decided no second time: a fact tells of somebody once. */
const daysSince = (then: Date, now: Date): number => Math.min(LOOK_BACK_DAYS, Math.max(1, Math.ceil((now.getTime() - then.getTime()) / days(1))));

/** Those whom a flow missed while it was paused: each where they would stand. */
export const beginMissed = (since: Date, { id, version, perHour, now }: { id: number; version: number; perHour: number | null; now: Date }): Activation | null => {
  const begun = beginActivation({ how: "timeline", perHour }, { id, version, since: now.getTime() });
  return begun && { ...begun, days: daysSince(since, now) };
};

/** The turn of whoever is the `place`th from 0: so many an hour, evenly; null: at once. */
export const turnAt = (from: number, place: number, perHour: number | null): number => (perHour === null ? from : from + Math.floor((place * hours(1)) / perHour));
