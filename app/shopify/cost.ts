// Shopify's cost bucket: every answer says how full it is; it refills at a steady rate. Work that can
// wait leaves a part of it to a merchant who is looking at a screen. shopify.dev, "API limits", 2026-10.
import { z } from "zod";
import { later, seconds } from "../lib/time.ts";

export const ThrottleStatus = z.object({
  maximumAvailable: z.number(),
  currentlyAvailable: z.number(),
  restoreRate: z.number().positive(),
});

export const CostReport = z.object({
  requestedQueryCost: z.number(),
  throttleStatus: ThrottleStatus.optional(),
});

/** What Shopify said at `at`. */
export type Bucket = z.infer<typeof ThrottleStatus> & { at: Date };

/** The part of the bucket that work in the background does not touch. */
const RESERVE = 0.25;
/** The part that work leaves alone which no one waits for: the tags go first. */
export const RESERVE_OF_IDLE_WORK = 0.6;

/** Null: go ahead. Otherwise the instant from which the bucket should hold enough. */
export function waitUntil(bucket: Bucket | undefined, cost: number, now: Date, reserve = RESERVE): Date | null {
  if (!bucket) return null;
  const elapsedSeconds = Math.max(0, now.getTime() - bucket.at.getTime()) / seconds(1);
  const available = Math.min(bucket.maximumAvailable, bucket.currentlyAvailable + elapsedSeconds * bucket.restoreRate);
  // A request dearer than what is open to us goes when the bucket is full.
  const needed = Math.min(cost + bucket.maximumAvailable * reserve, bucket.maximumAvailable);
  return available >= needed ? null : later(now, Math.ceil(((needed - available) / bucket.restoreRate) * seconds(1)));
}
