// A count of who could get a promotional text now, later or never. It is taken some people at a time, and where there are
// very many, of every so many-th only: then it says so.
import { z } from "zod";
import type { Reason } from "../gate/reasons.ts";

const Sums = { now: z.number(), later: z.number(), never: z.number(), because: z.record(z.string(), z.number()) };

/** `every`: one in so many was asked; the sums are of those who were. `without`: people without a phone, who were only counted. */
export const Counting = z.object({ ...Sums, every: z.int().min(1), people: z.number(), without: z.number(), asked: z.number(), cursor: z.string().nullable(), startedAt: z.coerce.date() });
export type Counting = z.infer<typeof Counting>;

export const Counted = z.object({ ...Sums, every: z.int().min(1), people: z.number(), at: z.coerce.date() });
export type Counted = z.infer<typeof Counted>;

export const ASKED_MAX = 50_000;

export const begin = ({ withPhone, without }: { withPhone: number; without: number }, now: Date): Counting => ({
  now: 0, later: 0, never: 0, because: {}, every: Math.max(1, Math.ceil(withPhone / ASKED_MAX)), people: withPhone + without, without, asked: 0, cursor: null, startedAt: now,
});

type Page = { now: number; later: number; never: number; because: ReadonlyMap<Reason, number> };

export function withPage(before: Counting, page: Page, asked: number, cursor: string | null): Counting {
  const because = { ...before.because };
  for (const [reason, count] of page.because) because[reason] = (because[reason] ?? 0) + count;
  return { ...before, now: before.now + page.now, later: before.later + page.later, never: before.never + page.never, because, asked: before.asked + asked, cursor };
}

/** As a count of everybody: what was asked of every so many-th stands for all of them, so that the parts make the whole. */
export function counted({ now, later, never, because, every, people, without, asked, startedAt }: Counting): Counted {
  const share = asked === 0 ? 0 : (people - without) / asked;
  const scaled = (count: number) => Math.round(count * share);
  const reasons = Object.fromEntries(Object.entries(because).map(([reason, count]): [string, number] => [reason, scaled(count)]));
  const all = without > 0 ? { ...reasons, noNumber: (reasons["noNumber"] ?? 0) + without } : reasons;
  return { now: scaled(now), later: scaled(later), never: scaled(never) + without, because: all, every, people, at: startedAt };
}
