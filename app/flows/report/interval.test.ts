import { expect, test } from "vitest";
import { newcombe, shareDifference, spentDifference, welch, wilson } from "./interval.ts";

const rounded = (interval: object): number[] => Object.values(interval).map((each) => Math.round(Number(each) * 1e4) / 1e4);

// Newcombe 1998 (Statistics in Medicine 17): a single proportion of 81 in 263, and tables of two.
test("the intervals are those of the paper that describes them", () => {
  expect(rounded(wilson({ people: 263, did: 81 }))).toEqual([0.2553, 0.3662]);
  expect(rounded(newcombe({ people: 70, did: 56 }, { people: 80, did: 48 }))).toEqual([0.2, 0.0524, 0.3339]);
  expect(rounded(newcombe({ people: 10, did: 9 }, { people: 10, did: 3 }))).toEqual([0.6, 0.1705, 0.809]);
  expect(rounded(newcombe({ people: 10, did: 10 }, { people: 10, did: 0 }))).toEqual([1, 0.6075, 1]);
});

test("what people spent differs by the means, as wide as they scatter", () => {
  // 100 people of whom 10 spent 50 each, against 100 of whom 10 spent 20 each.
  const { by, low, high } = welch({ people: 100, did: 10, sum: 500, squares: 25_000 }, { people: 100, did: 10, sum: 200, squares: 4_000 });
  expect([by, Math.round(low * 1e3) / 1e3, Math.round(high * 1e3) / 1e3]).toEqual([3, -0.182, 6.182]);
});

test("too few people, or too few who did it, is not enough data", () => {
  expect(shareDifference({ people: 1_000, did: 90 }, { people: 99, did: 9 })).toBe(null);
  expect(shareDifference({ people: 1_000, did: 9 }, { people: 1_000, did: 0 })).toBe(null);
  expect(spentDifference({ people: 99, did: 50, sum: 1, squares: 1 }, { people: 100, did: 50, sum: 1, squares: 1 })).toBe(null);
});

test("a difference is decided where its interval leaves out nought, at 95% or only at 90%, and else gives a direction", () => {
  const against = (did: number) => shareDifference({ people: 1_000, did }, { people: 1_000, did: 100 })?.is;
  expect([against(140), against(126), against(110), against(60)]).toEqual(["decided95", "decided90", "directional", "decided95"]);
});
