import { expect, test } from "vitest";
import { overlapSummary, ownWords, regionWords } from "./overlap-words.ts";

test("a region is named by the segments it is in and those it is not", () => {
  const two = ["VIP", "New"];
  expect([1, 2, 3].map((mask) => regionWords(mask, two))).toEqual(["Only in VIP", "Only in New", "In both VIP and New"]);
  const four = ["VIP", "New", "Quiet", "Texted"];
  expect([1, 5, 7, 15].map((mask) => regionWords(mask, four))).toEqual(["Only in VIP", "In VIP and Quiet, not in New or Texted", "In VIP, New and Quiet, not in Texted", "In all 4"]);
});

test("the picture is said in one sentence, and of each segment how much is its own", () => {
  const regions = [{ mask: 1, people: 30 }, { mask: 2, people: 60 }, { mask: 3, people: 10 }];
  expect(overlapSummary(regions, 2)).toBe("100 people are in at least one of these segments; 10 (10%) are in both.");
  expect(overlapSummary([{ mask: 1, people: 1 }], 3)).toBe("1 person is in at least one of these segments; nobody is in all 3.");
  expect(overlapSummary([], 2)).toBe("Nobody is in any of these segments now.");
  expect([ownWords(regions, 0), ownWords(regions, 1), ownWords([], 0)]).toEqual(["40 people, 75% of them in no other of these", "70 people, 86% of them in no other of these", "Nobody now"]);
});
