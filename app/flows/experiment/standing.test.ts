import { expect, test } from "vitest";
import type { Design } from "./design.ts";
import type { Figure } from "./figure.ts";
import { shifted } from "./shift.ts";
import { afterLook, type Standing, weightsNow } from "./standing.ts";

const arm = (name: string) => ({ name, weight: 1, hold: false });
const DESIGN: Design = { salt: "x", arms: [arm("A"), arm("B")], metric: "ordered", effect: 10, within: { n: 7, unit: "day" }, bandit: false };
const RUNNING: Standing = { state: "running", winner: null, weights: null };
const share = (people: number, did: number): Figure => ({ people, did, sum: 0, squares: 0 });
const FIGURES = [share(1_000, 60), share(1_000, 100)];
const BETTER = { is: "better", arm: 1 } as const;
const STAYS = { stop: "decided", winner: "stays" } as const;

test("what is decided stays or is asked, as its rule says; by hand it is only shown, and an older version’s as well", () => {
  const after = (before: Standing, rule: Parameters<typeof afterLook>[3], verdict: Parameters<typeof afterLook>[2] = BETTER) => afterLook(before, { design: DESIGN, figures: FIGURES, areSharesOff: false }, verdict, rule, false);
  expect(after(RUNNING, STAYS)).toEqual({ after: { state: "decided", winner: 1, weights: null }, what: "decided" });
  expect(after(RUNNING, STAYS, { is: "even", arm: null })).toEqual({ after: { state: "decided", winner: null, weights: null }, what: "decided" });
  expect(after(RUNNING, { stop: "decided", winner: "asked" })).toEqual({ after: { ...RUNNING, state: "asked" }, what: "asked" });
  expect(after(RUNNING, { stop: "byHand", winner: "stays" })).toEqual({ after: RUNNING, what: null });
  expect(after(RUNNING, null)).toEqual({ after: RUNNING, what: null });
  expect(after(RUNNING, STAYS, { is: "open", arm: null })).toEqual({ after: RUNNING, what: null });
  expect(after({ ...RUNNING, state: "byHand" }, STAYS)).toEqual({ after: { ...RUNNING, state: "byHand" }, what: null });
});

test("where arms did not get their shares nothing is decided by itself, and the merchant is asked", () => {
  const after = (areSharesOff: boolean) => afterLook(RUNNING, { design: DESIGN, figures: FIGURES, areSharesOff }, BETTER, STAYS, false);
  expect(after(false).what).toBe("decided");
  expect(after(true)).toEqual({ after: { ...RUNNING, state: "asked" }, what: "asked" });
});

test("a day’s count is kept once a day, and shares follow it only where that was chosen", () => {
  const look = (design: Design, isNewDay: boolean) => afterLook(RUNNING, { design, figures: FIGURES, areSharesOff: false }, { is: "open", arm: null }, STAYS, isNewDay);
  expect(look(DESIGN, true)).toEqual({ after: RUNNING, what: "counted" });
  expect(look({ ...DESIGN, bandit: true }, false)).toEqual({ after: RUNNING, what: null });
  expect(look({ ...DESIGN, bandit: true }, true)).toEqual({ after: { ...RUNNING, weights: shifted(DESIGN, FIGURES) }, what: "shifted" });
});

test("shares are as probable as it is that an arm is the best, over a floor for each", () => {
  expect(shifted(DESIGN, [share(1_000, 100), share(1_000, 100)])).toEqual([5_000, 5_000]);
  const [worse = 0, better = 0] = shifted(DESIGN, FIGURES) ?? [];
  // 4 points at an error of 1.2: the better one is so with 99.95%.
  expect([worse, better]).toEqual([1_004, 8_996]);
  expect(shifted({ metric: "optedOut" }, FIGURES)).toEqual([better, worse]);
  expect(shifted(DESIGN, [share(99, 1), share(1_000, 100)])).toBe(null);
  const four = shifted(DESIGN, [share(1_000, 10), share(1_000, 10), share(1_000, 10), share(1_000, 300)]) ?? [];
  expect(four.slice(0, 3)).toEqual([500, 500, 500]);
});

test("everybody who is new takes the winner, else the shares that shifted, else those that are written", () => {
  expect(weightsNow({ winner: 1, weights: [3, 7] }, 2)).toEqual([0, 1]);
  expect(weightsNow({ winner: null, weights: [3, 7] }, 2)).toEqual([3, 7]);
  expect(weightsNow(RUNNING, 2)).toBe(null);
});
