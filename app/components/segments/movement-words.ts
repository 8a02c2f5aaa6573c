// What the chart says in words. An edited question moves people too; that is told apart, because it
// says nothing of the people.
import { formatCount, formatDay } from "../format.ts";

/** `day` is a calendar day in the shop's zone: "2026-06-15". `byEdit`: joined or left because the question was changed. */
export type Movement = { day: string; joined: number; left: number; byEdit: number };

const DAYS_MIN = 14;

/** Nobody can have moved before there was a segment: those days are left out, but for some to begin with. */
export function sinceCreated(movements: Movement[], createdAt: string, timeZone: string): Movement[] {
  const born = new Intl.DateTimeFormat("en-CA", { timeZone }).format(Date.parse(createdAt));
  const begin = Math.min(movements.findIndex(({ day }) => day >= born), movements.length - DAYS_MIN);
  return movements.slice(Math.max(begin, 0));
}

export const didMove = ({ joined, left, byEdit }: Movement) => joined > 0 || left > 0 || byEdit > 0;

export const plainDay = (day: string) => formatDay(`${day}T12:00:00.000Z`, "UTC");

export function summary(movements: Movement[]): string {
  const sum = (of: (movement: Movement) => number) => movements.reduce((total, movement) => total + of(movement), 0);
  const [joined, left, byEdit] = [sum((day) => day.joined), sum((day) => day.left), sum((day) => day.byEdit)];
  const span = `In the last ${movements.length} days`;
  const edited = byEdit === 0 ? "" : ` ${formatCount(byEdit)} more ${byEdit === 1 ? "person" : "people"} moved because the question was edited (dashed line).`;
  if (joined === 0 && left === 0) return `${span} nobody joined and nobody left by themselves.${edited}`;
  return `${span} ${formatCount(joined)} joined and ${formatCount(left)} left.${edited}`;
}
