// A comparison with time: one side is the time since something and grows by a day each day, so that it meets the other
// side at one instant, as long as nothing happens.
import type { Cmp, Expression } from "./definition.ts";
import { customerField } from "./fields.ts";
import { DAY_MS, isElapsed } from "./measure.ts";

export const grows = (side: Expression) => (side.kind === "agg" && isElapsed(side.measure)) || (side.kind === "attr" && customerField(side.field)?.type === "elapsed");

/** Smaller ones make nothing of anything, and floating point refuses to multiply by them. */
const FACTOR_MIN = 1e-100;
export const factorOf = ({ factor = 1 }: Cmp): number => (Math.abs(factor) < FACTOR_MIN ? 0 : factor);

/** By how many days a day the left side gains on what the right one comes to. */
export const speedOf = (leaf: Cmp): number => (grows(leaf.left) ? 1 : 0) - (grows(leaf.right) ? factorOf(leaf) : 0);

const SECOND_DAYS = 1 / 86_400;
/** Since anything that happened: a thousand years. */
const DAYS_MAX = 400_000;

/** By how many days an instant may be off that was worked out in floating point, and a second more. Sides that meet are as large as the time that one of them tells. */
export const marginOf = (leaf: Cmp): number => SECOND_DAYS + (8 * Number.EPSILON * (DAYS_MAX * (1 + Math.abs(factorOf(leaf))) + Math.abs(leaf.plus ?? 0))) / Math.abs(speedOf(leaf));

/** Who meets when, in days from an instant on. */
export type Meeting = { customer: string; days: number };

/** Whoever meets between two instants, rather one too many than one too few. */
export function metBetween(leaf: Cmp, meetings: Meeting[], from: Date, t0: Date, t1: Date): string[] {
  const daysTo = (at: Date) => (at.getTime() - from.getTime()) / Number(DAY_MS);
  const [first, last] = [daysTo(t0) - marginOf(leaf), daysTo(t1) + marginOf(leaf)];
  return meetings.flatMap(({ customer, days }) => (days >= first && days <= last ? [customer] : []));
}
