// Letting people in when a flow goes live: how an activation begins, and when each of them has their turn.
import { days, hours } from "../../lib/time.ts";
import type { Activation, Enters } from "./progress.ts";

/** So much of the past is asked about who would be in the flow now. */
export const LOOK_BACK_DAYS = 90;

export function beginActivation(enters: Enters, { id, version, since }: Pick<Activation, "id" | "version" | "since">): Activation | null {
  if (enters.how === "none") return null;
  return { id, version, enters, since, days: LOOK_BACK_DAYS, cursor: "0", seen: 0, let: 0, late: 0, held: 0, isDone: false };
}

/** Those whom a flow missed while it was paused, from the instant it was: each where they would stand. */
export const beginMissed = (since: Date, { id, version, perHour, now }: { id: number; version: number; perHour: number | null; now: Date }): Activation | null => {
  const begun = beginActivation({ how: "timeline", perHour }, { id, version, since: now.getTime() });
  return begun && { ...begun, from: Math.max(since.getTime(), now.getTime() - days(LOOK_BACK_DAYS)) };
};

/** What happened in this span may let somebody in. */
export const spanOf = ({ since, from, days: count }: Pick<Activation, "since" | "from" | "days">): { from: number; until: number } => ({ from: from ?? since - days(count), until: since });

/** The turn of whoever is the `place`th from 0: so many an hour, evenly; null: at once. */
export const turnAt = (from: number, place: number, perHour: number | null): number => (perHour === null ? from : from + Math.floor((place * hours(1)) / perHour));
