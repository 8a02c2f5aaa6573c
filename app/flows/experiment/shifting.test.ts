import { expect, test } from "vitest";
import { chanceFrom } from "#sandbox/chance.ts";
import { NOBODY } from "./figure.ts";
import { checkShares, SHARES_ALPHA } from "./shares.ts";
import { type Drawn, logEvidence } from "./shifting.ts";

const DESIGN = { arms: ["A", "B", "C"].map((name) => ({ name, weight: 1, hold: false })), bandit: true };
const [NEVER, TWO] = [[NOBODY, NOBODY, NOBODY], { arms: DESIGN.arms.slice(0, 2), bandit: true }];

/** Shares that follow what was drawn before, as a bandit's do. */
const following = (before: readonly number[]): number[] => (before.length < 2 ? [1, 1, 1] : [1 + before.filter((arm) => arm === 0).length, 2, 1 + 2 * before.filter((arm) => arm === 2).length]);

/** Each person by themselves, as though nobody drew by the same weights. */
const drawnIn = (arms: readonly number[]): Drawn[] => arms.map((arm, person) => ({ weights: following(arms.slice(0, person)), got: [0, 1, 2].map((each) => Number(each === arm)) }));

// The law of the check: of six people, over all 729 ways in which they may come to three arms, each as probable as shares make it that
// follow what was drawn before. A mean of one at any length is what Ville's inequality asks.
test("the evidence is one on average at every length, also where shares follow what was drawn before", () => {
  const mean = (arms: readonly number[], probability: number, length: number): number => {
    if (arms.length === length) return probability * Math.exp(logEvidence(drawnIn(arms), 3));
    const weights = following(arms);
    const all = weights.reduce((sum, weight) => sum + weight, 0);
    return weights.reduce((sum, weight, arm) => sum + mean([...arms, arm], (probability * weight) / all, length), 0);
  };
  for (const length of [1, 3, 6]) expect(mean([], 1, length)).toBeCloseTo(1, 10);
});

// By hand: everybody came to B, whose odds were even: e = the mean over tilts of (2 e^t / (1 + e^t))^n, which both arms share.
test("each is held against the shares that they drew by, and not one person too soon", () => {
  const oneSided = (people: number) => [-0.8, -0.4, -0.2, -0.1, 0.1, 0.2, 0.4, 0.8].reduce((sum, tilt) => sum + ((2 * Math.exp(tilt)) / (1 + Math.exp(tilt))) ** people / 8, 0);
  const first = Array.from({ length: 200 }, (_, people) => people).find((people) => oneSided(people) >= 1 / SHARES_ALPHA) ?? 0;
  const check = (...drawn: Drawn[]) => checkShares(TWO, NEVER, drawn).off;
  expect([check({ weights: [1, 1], got: [0, first - 1] }), check({ weights: [1, 1], got: [0, first] })]).toEqual([null, { arm: 0, got: 0, due: Math.round(first / 2), people: first }]);
  // The same counts, by the shares of each day: as they should be, and the wrong way round.
  expect(check({ weights: [1, 1], got: [500, 500] }, { weights: [1_000, 9_000], got: [200, 1_800] })).toBe(null);
  expect(check({ weights: [1, 1], got: [500, 500] }, { weights: [9_000, 1_000], got: [200, 1_800] })).toEqual({ arm: 0, got: 700, due: 2_300, people: 3_000 });
});

test("whoever drew before shares were kept is no part of the check, and is counted as unknown", () => {
  expect(checkShares(TWO, NEVER, [{ weights: null, got: [0, 400] }])).toEqual({ off: null, unknown: 400 });
  expect(checkShares(TWO, NEVER, [{ weights: null, got: [0, 400] }, { weights: [1, 1], got: [0, 400] }])).toEqual({ off: { arm: 0, got: 0, due: 200, people: 400 }, unknown: 400 });
  expect(checkShares(TWO, NEVER, [])).toEqual({ off: null, unknown: 0 });
});

/** A bandit's weeks, looked at after each person; `odds`: how much likelier than it should be the first arm is. Null: never off. */
function firstOff(seed: number, odds: number, people: number): number | null {
  const { real } = chanceFrom(`shifting/${seed}`);
  const drawn: { weights: number[]; got: number[] }[] = [];
  for (let person = 1; person <= people; person += 1) {
    if (person % 150 === 1) drawn.push({ weights: [1, 1 + Math.floor(9 * real())], got: [0, 0] });
    const today = drawn.at(-1) ?? { weights: [1, 1], got: [0, 0] };
    const arm = real() * (odds * (today.weights[0] ?? 0) + (today.weights[1] ?? 0)) < odds * (today.weights[0] ?? 0) ? 0 : 1;
    today.got[arm] = (today.got[arm] ?? 0) + 1;
    if (checkShares(TWO, NEVER, drawn).off !== null) return person;
  }
  return null;
}

const LIVES = 100;

test("of sound experiments whose shares shift hardly any is ever said to be off, though somebody looks after each of 1,200 people", () => {
  const off = Array.from({ length: LIVES }, (_, seed) => firstOff(seed, 1, 1_200)).filter((person) => person !== null);
  expect(off.length).toBeLessThanOrEqual(4 * SHARES_ALPHA * LIVES);
});

test("an arm whose odds are a quarter too high is found out within some thousand people, whatever the shares of each day", () => {
  const found = Array.from({ length: 20 }, (_, seed) => firstOff(seed, 1.25, 8_000));
  expect(found.every((person) => person !== null)).toBe(true);
  expect(Math.max(...found.map((person) => person ?? Infinity))).toBeGreaterThan(300);
});
