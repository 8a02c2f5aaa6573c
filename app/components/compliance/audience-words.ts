// A count of who could be texted, as the card says it.
import { isReason, reasonOf } from "#app/messages/gate/reasons.ts";
import { formatCount, formatPercent } from "../format.ts";
import { mostFirst } from "../reason-counts.ts";

export type CountedView = { now: number; later: number; never: number; because: Record<string, number>; every: number; people: number; at: string };
export type CountingView = { asked: number; people: number; without: number; every: number; startedAt: string };
export type AudienceView = { done: CountedView | null; running: CountingView | null };

export const audienceLines = (done: CountedView | null): { label: string; value: string; detail: string }[] =>
  ([["Now", "now"], ["Later", "later"], ["Never", "never"]] as const).map(([label, key]) => ({
    label, value: done ? `${done.every > 1 ? "≈ " : ""}${formatCount(done[key])}` : "–", detail: done ? formatPercent(done[key], done.people) : DETAILS[key],
  }));

const DETAILS = { now: "at this moment", later: "at a better hour", never: "as things stand" };

export const estimateWords = ({ every }: CountedView): string => (every > 1 ? ` Estimated: 1 in ${formatCount(every)} of those with a phone number was asked.` : "");

export const reasonLines = ({ because }: CountedView): { key: string; said: string }[] =>
  mostFirst(because).flatMap(([key, count]) => (isReason(key) ? [{ key, said: `${formatCount(count)} ${reasonOf(key).verdict === "defer" ? "later" : "never"}: ${reasonOf(key).says}` }] : []));

/** How much of a count is taken. */
export function shareOf({ asked, people, without, every }: CountingView): number {
  const toAsk = (people - without) / every;
  return toAsk <= 0 ? 1 : Math.min(1, asked / toAsk);
}

const DAY_MS = 86_400_000;
/** Whose people are counted: `since` is when they were last found as a whole, null before they ever were. */
export type People = { segment: number; since: string | null };
/** A shop's customers are known at any time. */
export const EVERYBODY: People = { segment: 0, since: new Date(0).toISOString() };

/** Hours and limits move all day: a count of yesterday is no answer, nor is one of other people. Of people who are not found yet there is none. */
export function isDue(done: CountedView | null, now: string, { since }: People): boolean {
  if (since === null) return false;
  return done === null || Date.parse(now) - Date.parse(done.at) > DAY_MS || Date.parse(done.at) < Date.parse(since);
}
