// Whether a rate says anything, few events or many. Sure at 90 %: a rate is surely above a limit where Wilson's lower
// bound is, surely below where his upper bound is, each one-sided at 90 %; between them it is unknown. Wilson's bounds
// are those limits from which the rate lies just z standard errors of the limit away, so that no root has to be taken.
import type { NumberTest } from "./definition.ts";
import { decimal, type Ratio } from "./exact.ts";

/** The square of z = 1.28155, as a fraction. */
export const SURE = { top: 16_424n, bottom: 10_000n } as const;

/** Of a rate in percent: top is a hundred times what was counted, bottom per how many. */
export function surePasses(rate: Ratio | null, test: NumberTest): boolean | null {
  if (rate === null) return null;
  if ("value" in test) {
    const side = sideOf(rate, test.value);
    return side === 0 ? null : (side > 0) === (test.op === "ge" || test.op === "gt");
  }
  if (!("from" in test)) return null;
  const [low, high] = [sideOf(rate, test.from), sideOf(rate, test.to)];
  const isWithin = low > 0 && high < 0 ? true : low < 0 || high > 0 ? false : null;
  return isWithin === null ? null : isWithin === (test.op === "within");
}

/** 1: surely above, -1: surely below, 0: neither. */
function sideOf({ top, bottom }: Ratio, limit: number): number {
  const { digits, scale } = decimal(limit);
  const unit = 10n ** BigInt(scale);
  const distance = top * unit - digits * bottom;
  if (distance * distance * SURE.bottom < SURE.top * bottom * digits * (100n * unit - digits)) return 0;
  return distance > 0n ? 1 : distance < 0n ? -1 : 0;
}

/**
 * Whether it is sure which of two counts is the higher: of as many events in two periods, each is in either by the toss of a coin, were nothing
 * different. One-sided at 90 %, as Clopper and Pearson's bound decides it; the half that is taken off makes the squares say the same (sure.test.ts).
 */
export function isSureCount(now: bigint, before: bigint): boolean {
  const distance = (now > before ? now - before : before - now) - 1n;
  return distance > 0n && distance * distance * SURE.bottom >= SURE.top * (now + before);
}

/** Whether it is sure which of two rates is the higher: the two held against one rate of both together. */
export function isSureChange(now: Ratio, before: Ratio): boolean {
  const distance = now.top * before.bottom - before.top * now.bottom;
  const [counted, per] = [now.top + before.top, now.bottom + before.bottom];
  const missing = 100n * per - counted;
  return distance !== 0n && distance * distance * per * SURE.bottom >= SURE.top * counted * (missing > 0n ? missing : 0n) * now.bottom * before.bottom;
}
