import fc from "fast-check";
import { expect, test } from "vitest";
import type { NumberTest } from "./definition.ts";
import { ratio } from "./exact.ts";
import { isSureChange, isSureCount, surePasses } from "./sure.ts";

const z = Math.sqrt(1.6424);
/** As textbooks write Wilson's bounds. */
function bounds(counted: number, per: number) {
  const [share, square] = [counted / per, z * z];
  const middle = (share + square / (2 * per)) / (1 + square / per);
  const spread = (z / (1 + square / per)) * Math.sqrt((share * (1 - share)) / per + square / (4 * per * per));
  return { low: 100 * (middle - spread), high: 100 * (middle + spread) };
}

test("a rate is surely above or below a limit just where Wilson's bound is", () => {
  fc.assert(fc.property(fc.integer({ min: 1, max: 200 }), fc.nat(200), fc.integer({ min: 1, max: 999 }), (per, some, tenths) => {
    const counted = Math.min(some, per);
    const limit = tenths / 10;
    const { low, high } = bounds(counted, per);
    // Where floating numbers cannot tell, nothing is claimed.
    fc.pre(Math.abs(low - limit) > 1e-6 && Math.abs(high - limit) > 1e-6);
    const asked = (op: "ge" | "lt"): NumberTest => ({ op, value: limit });
    const rate = ratio(BigInt(counted) * 100n, BigInt(per));
    expect(surePasses(rate, asked("ge"))).toBe(low > limit ? true : high < limit ? false : null);
    expect(surePasses(rate, asked("lt"))).toBe(low > limit ? false : high < limit ? true : null);
  }), { numRuns: 500 });
});

test.each([
  [4, 10, { op: "ge", value: 20 }, true], [3, 10, { op: "ge", value: 20 }, null], [0, 10, { op: "ge", value: 20 }, false], [5, 10, { op: "within", from: 20, to: 80 }, true],
  [5, 10, { op: "notWithin", from: 20, to: 80 }, false], [5, 10, { op: "within", from: 45, to: 55 }, null],
] as const)("%i of %i is %o: %o", (counted, per, asked, verdict) => {
  expect(surePasses(ratio(BigInt(counted) * 100n, BigInt(per)), asked)).toBe(verdict);
});

test("a change of a rate is sure with many events, and not with few or without a difference", () => {
  const rate = (counted: number, per: number) => ratio(BigInt(counted) * 100n, BigInt(per));
  expect(isSureChange(rate(1, 5), rate(2, 5))).toBe(false);
  expect(isSureChange(rate(20, 100), rate(40, 100))).toBe(true);
  expect(isSureChange(rate(20, 100), rate(20, 100))).toBe(false);
  expect(isSureChange(rate(10, 10), rate(5, 5))).toBe(false);
});

test("a change of a count is sure where as many tosses of a coin would seldom fall so, counted one by one", () => {
  const stricter: number[] = [];
  let ways = [1n];
  for (let all = 1; all <= 1_000; all += 1) {
    ways = [1n, ...ways.slice(1).map((each, at) => each + (ways[at] ?? 0n)), 1n];
    // The least that is so rare: one time in ten, or less.
    let [least, rarer] = [all + 1, 0n];
    while (10n * (rarer + (ways[least - 1] ?? 0n)) <= 2n ** BigInt(all)) rarer += ways[(least -= 1)] ?? 0n;
    const isSure = (now: number) => isSureCount(BigInt(now), BigInt(all - now));
    const found = [least - 1, least, least + 1].map((now) => now <= all && isSure(now));
    if (least <= all && !isSure(least)) stricter.push(all);
    expect([found[0], found[2], isSure(all - least + 1)]).toEqual([false, least + 1 <= all, false]);
    expect(isSure(all - least)).toBe(isSure(least));
  }
  // Where the last toss decides, it is never sure too early.
  expect(stricter).toEqual([39, 176]);
});
