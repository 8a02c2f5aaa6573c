import { expect, test } from "vitest";
import { chanceFrom } from "#sandbox/chance.ts";
import { halfWidth, margin, usuallyNeeds } from "./always-valid.ts";
import { type Figure, NOBODY } from "./figure.ts";
import { ALPHA, judge } from "./judge.ts";

const ORDERED = { metric: "ordered", effect: 100, bandit: false } as const;
const share = (people: number, did: number): Figure => ({ people, did, sum: 0, squares: 0 });
const rounded = (value: number) => Math.round(value * 1e6) / 1e6;

// By hand: n r² = 10, so 1.1 · (2 ln 20 + ln 11) = 1.1 · (5.991465 + 2.397895) = 9.228296, whose root is 3.037811.
test("the margin is the formula’s, in standard errors", () => {
  expect(rounded(margin(1_000, 0.01, 0.05))).toBe(3.037811);
  const arm = { people: 2_000, variance: 0.25 };
  // √(2 · 0.25 / 2,000) = 0.015811 standard errors of that; and for arms whose shares follow what was seen √(0.00025 · 1.05 · (5.991465 + 2 ln 21)).
  expect(rounded(halfWidth(arm, arm, { metric: "optedOut", effect: 100, bandit: false }, 0.05))).toBe(0.048032);
  expect(rounded(halfWidth(arm, arm, { metric: "optedOut", effect: 100, bandit: true }, 0.05))).toBe(0.056313);
});

test("whoever would fit a difference takes as many people as make the interval as wide as the difference", () => {
  const people = usuallyNeeds({ metric: "ordered", effect: 20, bandit: false }, [1, 1], ALPHA);
  const arm = { people: people / 2, variance: 1 };
  expect(halfWidth(arm, arm, { metric: "ordered", effect: 20, bandit: false }, ALPHA)).toBeCloseTo(0.2 * Math.sqrt(0.03), 3);
});

test("too few people, or too few who did it, decide nothing", () => {
  expect(judge(ORDERED, [share(1_000, 500), share(99, 0)])).toMatchObject({ is: "tooFew", pairs: [], arm: null });
  expect(judge(ORDERED, [share(1_000, 0), share(1_000, 19)]).is).toBe("tooFew");
  expect(judge({ ...ORDERED, metric: "revenue" }, [{ people: 1_000, did: 49, sum: 1e6, squares: 1e9 }, { people: 1_000, did: 49, sum: 1, squares: 1 }]).is).toBe("tooFew");
  expect(judge(ORDERED, [NOBODY, NOBODY]).is).toBe("tooFew");
});

test("the better arm is better than every other, and of opt-outs the one with fewer", () => {
  expect(judge(ORDERED, [share(5_000, 150), share(5_000, 350)])).toMatchObject({ is: "better", arm: 1, pairs: [{ one: 0, other: 1, by: expect.closeTo(0.04) }] });
  expect(judge({ ...ORDERED, metric: "optedOut" }, [share(5_000, 150), share(5_000, 350)])).toMatchObject({ is: "better", arm: 0 });
  expect(judge(ORDERED, [share(5_000, 150), share(5_000, 350), share(5_000, 345)])).toMatchObject({ is: "open", arm: null });
});

test("arms are even once no difference of the size that was named is left, and until then it is said how many people it takes", () => {
  const design = { ...ORDERED, effect: 20 };
  const open = judge(design, [share(2_000, 200), share(2_000, 205)]);
  expect(open.is).toBe("open");
  const after = 1 + (open.needs ?? 0) / 4_000;
  const then = (times: number) => share(Math.ceil(2_000 * times), Math.round(200 * times));
  expect([judge(design, [then(after * 0.9), then(after * 0.9)]).is, judge(design, [then(after * 1.02), then(after * 1.02)]).is]).toEqual(["open", "even"]);
});

/** One experiment, looked at after every person; null: never decided. `naive`: by an interval for one look alone. */
function lived(seed: number, rates: readonly number[], people: number, design: Parameters<typeof judge>[0]): { arm: number | null; naive: boolean } {
  const random = chanceFrom(seed).real;
  const figures = rates.map(() => NOBODY);
  let naive = false;
  for (let person = 0; person < people; person += 1) {
    const arm = Math.floor(random() * rates.length);
    const before = figures[arm] ?? NOBODY;
    const did = random() < (rates[arm] ?? 0);
    const spent = did && design.metric === "revenue" ? Math.round(3_000 * (1 + 3 * random() ** 3)) : 0;
    figures[arm] = { people: before.people + 1, did: before.did + Number(did), sum: before.sum + spent, squares: before.squares + spent ** 2 };
    const verdict = judge(design, figures);
    if (verdict.arm !== null) return { arm: verdict.arm, naive: true };
    const [pair] = verdict.pairs;
    if (pair && Math.abs(pair.by) > (1.96 / margin(1 / figures.reduce((sum, each) => sum + 1 / each.people, 0), (design.effect / 100) ** 2 * 0.03, ALPHA)) * (pair.high - pair.by)) naive = true;
  }
  return { arm: null, naive };
}

const LIVES = 120;

test("arms that are alike are decided in less than one experiment in twenty, though somebody looks after every person", () => {
  const lives = Array.from({ length: LIVES }, (_, seed) => lived(seed + 1, [0.08, 0.08], 2_000, ORDERED));
  expect(lives.filter(({ arm }) => arm !== null).length).toBeLessThanOrEqual(LIVES * ALPHA);
  // The same people, by an interval that is meant for one look: what the other one is there for.
  expect(lives.filter(({ naive }) => naive).length).toBeGreaterThan(LIVES * 0.15);
});

test("what people spend is no sooner decided by chance", () => {
  const lives = Array.from({ length: LIVES / 2 }, (_, seed) => lived(seed + 500, [0.1, 0.1], 2_500, { metric: "revenue", effect: 100, bandit: false }));
  expect(lives.filter(({ arm }) => arm !== null).length).toBeLessThanOrEqual((LIVES / 2) * ALPHA);
});

test("a difference of the size that was named is found, and the right way round", () => {
  const lives = Array.from({ length: 20 }, (_, seed) => lived(seed + 900, [0.08, 0.16], 4_000, ORDERED));
  expect(lives.filter(({ arm }) => arm === 1).length).toBeGreaterThanOrEqual(18);
  expect(lives.filter(({ arm }) => arm === 0).length).toBe(0);
});
