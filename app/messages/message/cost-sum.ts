// The cost of a message over many people, page by page: each page is asked for by itself, and whoever looks adds them up.
import type { Because } from "../text/cost.ts";

export type Worst = { customerId: string; name: string | null; parts: number; text: string; because: Because };

/** `asked`: everybody with a phone who was looked at. `never`: the gate lets no such text to them. `unfit`: what it speaks of they have not got, or it is too long for them. */
export type CostPage = { asked: number; never: number; unfit: number; byParts: Record<string, number>; parts: number; micros: number; isEstimate: boolean; worst: Worst | null; next: string | null };

export const NO_COST: CostPage = { asked: 0, never: 0, unfit: 0, byParts: {}, parts: 0, micros: 0, isEstimate: false, worst: null, next: null };

export function addPage(sum: CostPage, page: CostPage): CostPage {
  const byParts = { ...sum.byParts };
  for (const [parts, people] of Object.entries(page.byParts)) byParts[parts] = (byParts[parts] ?? 0) + people;
  return {
    asked: sum.asked + page.asked, never: sum.never + page.never, unfit: sum.unfit + page.unfit, byParts, parts: sum.parts + page.parts, micros: sum.micros + page.micros,
    isEstimate: sum.isEstimate || page.isEstimate,
    // Of several alike the first one stays.
    worst: page.worst && (!sum.worst || page.worst.parts > sum.worst.parts) ? page.worst : sum.worst,
    next: page.next,
  };
}

export const peopleIn = ({ byParts }: CostPage): number => Object.values(byParts).reduce((sum, people) => sum + people, 0);

/** Fewest parts first. */
export const stepsOf = ({ byParts }: CostPage): { parts: number; people: number }[] => Object.entries(byParts).map(([parts, people]) => ({ parts: Number(parts), people })).toSorted((one, other) => one.parts - other.parts);
