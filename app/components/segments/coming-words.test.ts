import { expect, test } from "vitest";
import { comingSummary, doesAnybodyMove } from "./coming-words.ts";

test("what comes is said in one sentence, and who moves is listed only where somebody does", () => {
  expect([[], [{ entering: 0, leaving: 0 }], [{ entering: 0, leaving: 0 }, { entering: 0, leaving: 1 }]].map(doesAnybodyMove)).toEqual([false, false, true]);
  expect(comingSummary([{ entering: 1, leaving: 1200 }, { entering: 0, leaving: 34 }], 30)).toBe("If nothing happens in the next 30 days, 1 person enters and 1,234 people leave. Who enters or leaves twice is counted twice.");
  expect(comingSummary([{ entering: 0, leaving: 2 }], 7)).toBe("If nothing happens in the next 7 days, nobody enters and 2 people leave. Who enters or leaves twice is counted twice.");
  expect(comingSummary([], 7)).toBe("If nothing happens in the next 7 days, nobody enters and nobody leaves: time alone changes nothing here.");
});
