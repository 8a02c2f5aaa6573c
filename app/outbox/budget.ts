// A platform's rate limit as buckets that fill with each request and empty at a steady rate. We take a share of
// what the platform allows, because other apps of the merchant often draw on the same limit. A bucket holds the
// rest, so that in no stretch of time, wherever it begins, more goes out than the platform allows in all.
import { later, seconds } from "../lib/time.ts";
import type { Window } from "../platforms/capability.ts";

/** How full a bucket was at `at`; `shutUntil`: the platform told us to wait. */
export type Bucket = { seconds: number; used: number; at: Date; shutUntil: Date | null };

/** The share of a limit that we use over time. */
export const BUDGET_SHARE = 0.6;

const ratePerMs = (limit: Window) => (limit.count * BUDGET_SHARE) / seconds(limit.seconds);
const holds = (limit: Window) => Math.max(1, limit.count * (1 - BUDGET_SHARE));

type Asked = { limits: readonly Window[]; buckets: readonly Bucket[]; want: number; now: Date };
/** `at`: when more may be had, where not all was granted. */
export type Granted = { granted: number; buckets: Bucket[]; at: Date | null };

/** Takes as much of `want` as is there, from all the buckets of a class alike. */
export function take({ limits, buckets, want, now }: Asked): Granted {
  const levels = limits.map((limit) => {
    const bucket = buckets.find((each) => each.seconds === limit.seconds);
    const elapsedMs = bucket ? Math.max(0, now.getTime() - bucket.at.getTime()) : 0;
    return { limit, used: Math.max(0, (bucket?.used ?? 0) - elapsedMs * ratePerMs(limit)) };
  });
  const shutUntil = latest(buckets);
  const free = levels.map(({ limit, used }) => Math.floor(holds(limit) - used + ROUNDING));
  const granted = shutUntil && shutUntil > now ? 0 : Math.max(0, Math.min(want, ...free));
  const filled = levels.map(({ limit, used }): Bucket => ({ seconds: limit.seconds, used: used + granted, at: now, shutUntil }));
  if (granted === want) return { granted, buckets: filled, at: null };
  const waits = levels.map(({ limit, used }) => (used + granted + some(limit, want - granted) - holds(limit)) / ratePerMs(limit));
  const freeAt = later(now, Math.ceil(Math.max(1, ...waits)));
  return { granted, buckets: filled, at: shutUntil && shutUntil > freeAt ? shutUntil : freeAt };
}

type Classes = Readonly<Record<string, readonly Window[]>>;

/** So many requests are let go at most, whichever class they turn out to be of; `at`: when there will be some, where there are none. */
export function mostNow(classes: Classes, buckets: ReadonlyMap<string, readonly Bucket[]>, want: number, now: Date): { most: number; at: Date | null } {
  const each = Object.entries(classes).map(([name, limits]) => take({ limits, buckets: buckets.get(name) ?? [], want, now }));
  const most = each.length === 0 ? want : Math.max(...each.map(({ granted }) => granted));
  const waits = each.flatMap(({ at }) => at?.getTime() ?? []);
  return { most, at: most > 0 || waits.length === 0 ? null : new Date(Math.min(...waits)) };
}

function latest(buckets: readonly Bucket[]): Date | null {
  const instants = buckets.flatMap(({ shutUntil }) => (shutUntil ? [shutUntil.getTime()] : []));
  return instants.length === 0 ? null : new Date(Math.max(...instants));
}

const ROUNDING = 1e-6;

/** Waiting for a few at once costs nothing, as long as the bucket does not run empty meanwhile. */
const some = (limit: Window, want: number) => Math.max(1, Math.min(want, Math.floor(holds(limit) / 2)));

/** What went out without being asked for first. */
export function charge(limits: readonly Window[], buckets: readonly Bucket[], now: Date, calls: number): Bucket[] {
  return take({ limits, buckets, want: 0, now }).buckets.map((bucket) => ({ ...bucket, used: bucket.used + calls }));
}

/** The platform said that it has had enough, with or without a word on how long to wait. */
export function shut(limits: readonly Window[], buckets: readonly Bucket[], now: Date, retryAfterMs: number | null): Bucket[] {
  const until = later(now, retryAfterMs ?? SHUT_MS);
  return limits.map((limit) => {
    const bucket = buckets.find((each) => each.seconds === limit.seconds) ?? { seconds: limit.seconds, used: 0, at: now, shutUntil: null };
    return { ...bucket, shutUntil: bucket.shutUntil && bucket.shutUntil > until ? bucket.shutUntil : until };
  });
}

const SHUT_MS = seconds(2);
