// When to ask Shopify whether a shop that it had shut (unpaid, locked) works again.
import { days, hours, later } from "../lib/time.ts";

const GAP_MIN_MS = hours(1);
const GAP_MAX_MS = days(1);

/** Hourly at first; then a quarter of the time it has lasted, at least once a day. */
export function nextProbe(pausedAt: Date, now: Date): Date {
  const lastedMs = now.getTime() - pausedAt.getTime();
  return later(now, Math.min(Math.max(GAP_MIN_MS, lastedMs / 4), GAP_MAX_MS));
}
