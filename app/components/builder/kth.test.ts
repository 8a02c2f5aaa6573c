import { expect, test } from "vitest";
import { kthOf } from "./kth.ts";

test("a number stays a number, from its own end, whatever it is on the way to", () => {
  // 2, emptied, 1, 12
  for (const k of [2, Number.NaN, 1, 12]) expect(kthOf(k, "k")).toBe("k");
  for (const k of [-2, Number.NaN, -1, -12]) expect(kthOf(k, "-k")).toBe("-k");
});

test("what changed elsewhere is said anew where it no longer fits", () => {
  expect(kthOf(5, "1")).toBe("k");
  expect(kthOf(-1, "k")).toBe("-1");
  expect(kthOf(3, "-k")).toBe("k");
  expect([1, -1, 4, -4].map((k) => kthOf(k))).toEqual(["1", "-1", "k", "-k"]);
});
