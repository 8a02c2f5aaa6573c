import { expect, test } from "vitest";
import { chanceFrom } from "#sandbox/chance.ts";
import { type Figure, NOBODY } from "./figure.ts";
import { checkShares, SHARES_ALPHA } from "./shares.ts";

const armsOf = (...weights: number[]) => weights.map((weight, index) => ({ name: String.fromCharCode(65 + index), weight, hold: false }));
const HALVES = { arms: armsOf(1, 1), bandit: false };
const sharesOff = (design: Parameters<typeof checkShares>[0], figures: Figure[]) => checkShares(design, figures, []).off;
const got = (...people: number[]) => people.map((each) => ({ ...NOBODY, people: each }));

// By hand, where everybody came to one of two arms: e = 2^n · 500·501·…·(499 + n) / (1000·1001·…·(999 + n)) = (1 + 1/1001) · (1 + 2/1002) · …
test("shares are off once the evidence against them passes 100 to 1, and not one person sooner", () => {
  const oneSided = (people: number) => Array.from({ length: people }, (_, n) => 1 + n / (1_000 + n)).reduce((all, each) => all * each, 1);
  const first = Array.from({ length: 200 }, (_, people) => people).find((people) => oneSided(people) >= 1 / SHARES_ALPHA) ?? 0;
  expect(first).toBe(102);
  expect([sharesOff(HALVES, got(first - 1, 0)), sharesOff(HALVES, got(first, 0))]).toEqual([null, { arm: 0, got: 102, due: 51, people: 102 }]);
});

test("the arm that is furthest off is named, by the weights that are written", () => {
  const design = { arms: armsOf(1, 1, 2), bandit: false };
  expect(sharesOff(design, got(2_500, 2_500, 5_000))).toBe(null);
  expect(sharesOff(design, got(2_500, 2_100, 5_400))).toEqual({ arm: 1, got: 2_100, due: 2_500, people: 10_000 });
  expect(sharesOff({ ...design, bandit: true }, got(2_500, 2_100, 5_400))).toBe(null);
  expect(sharesOff(HALVES, got(0, 0))).toBe(null);
});

/** Looked at after each person: the first at whom they are off. */
function firstOff(seed: number, weights: readonly number[], truth: readonly number[], people: number): number | null {
  const { real } = chanceFrom(`shares/${seed}`);
  const counts = weights.map(() => 0);
  for (let person = 1; person <= people; person++) {
    let at = real();
    const arm = truth.findIndex((share) => (at -= share) < 0);
    counts[arm] = (counts[arm] ?? 0) + 1;
    if (sharesOff({ arms: armsOf(...weights), bandit: false }, got(...counts)) !== null) return person;
  }
  return null;
}

const LIVES = 200;

test("of sound experiments hardly any is ever said to be off, though somebody looks after each of 3,000 people", () => {
  const off = Array.from({ length: LIVES }, (_, seed) => firstOff(seed, [1, 3], [0.25, 0.75], 3_000)).filter((person) => person !== null);
  expect(off.length).toBeLessThanOrEqual(4 * SHARES_ALPHA * LIVES);
});

test("arms that get 55 of 100 in place of 50 are found out within some thousand people", () => {
  const found = Array.from({ length: 20 }, (_, seed) => firstOff(seed, [1, 1], [0.55, 0.45], 5_000));
  expect(found.every((person) => person !== null)).toBe(true);
  expect(Math.max(...found.map((person) => person ?? Infinity))).toBeGreaterThan(500);
});
