// The hour of a persona, and the nearest to it at which texts may go: 07:00 is before the law's day, and 21:00 after it.
import { DAY_MINUTES, isIn, type Week } from "../../consent/week.ts";
import type { Persona } from "./policy.ts";

export const HOUR_OF: Readonly<Record<Persona, string>> = { earlyBird: "07:00", midday: "12:00", afternoon: "15:00", evening: "18:00", nightOwl: "21:00" };

const STEP_MINUTES = 5;
const DAYS = [0, 1, 2, 3, 4, 5, 6];

export type Clamped = { at: string; /** It had to be moved. */ isMoved: boolean };

/**
 * The nearest time of day that is open on every day on which texts go at all; of two alike the earlier. Null: there is none.
 * `week`: as the gate has it (GateRules.here), its last minutes left out already.
 */
export function clampHour(hour: string, week: Week): Clamped | null {
  const wanted = minuteOf(hour);
  const open = DAYS.filter((day) => week.some(([from, to]) => from < (day + 1) * DAY_MINUTES && to > day * DAY_MINUTES));
  const isOpen = (minute: number) => open.length > 0 && open.every((day) => isIn(week, day * DAY_MINUTES + minute));
  if (isOpen(wanted)) return { at: hour, isMoved: false };
  let nearest: number | null = null;
  for (let minute = 0; minute < DAY_MINUTES; minute += STEP_MINUTES) if (isOpen(minute) && (nearest === null || Math.abs(minute - wanted) < Math.abs(nearest - wanted))) nearest = minute;
  return nearest === null ? null : { at: textOf(nearest), isMoved: true };
}

function minuteOf(hour: string): number {
  const [hours = 0, minutes = 0] = hour.split(":").map(Number);
  return hours * 60 + minutes;
}

const textOf = (minute: number) => `${String(Math.floor(minute / 60)).padStart(2, "0")}:${String(minute % 60).padStart(2, "0")}`;
