import { expect, test } from "vitest";
import { startsOfDays, verdictDays } from "./verdict-days.ts";
import { verdictSummary } from "./verdict-words.ts";

const NOW = new Date("2026-11-26T03:00:00Z");

test("thirty local days end with today, over a change of the clock", () => {
  const starts = startsOfDays(NOW, "America/New_York");
  expect([starts.length, starts[0]?.toISOString(), starts.at(-1)?.toISOString()]).toEqual([30, "2026-10-27T04:00:00.000Z", "2026-11-25T05:00:00.000Z"]);
});

test("each day has its numbers, also one without any, and a sentence sums them", () => {
  const starts = startsOfDays(NOW, "America/New_York");
  const days = verdictDays(starts, [{ place: 30, verdict: "send", count: 1200 }, { place: 30, verdict: "skip", count: 1 }, { place: 1, verdict: "defer", count: 4 }], "America/New_York");
  expect([days[0], days[1], days[29]]).toEqual([{ day: "2026-10-27", send: 0, defer: 4, skip: 0, halt: 0 }, { day: "2026-10-28", send: 0, defer: 0, skip: 0, halt: 0 }, { day: "2026-11-25", send: 1200, defer: 0, skip: 1, halt: 0 }]);
  expect(verdictSummary(days)).toBe("1,205 decisions in the last 30 days: 1,200 sent on, 4 made to wait, 1 not sent, 0 halted.");
  expect(verdictSummary([])).toBe("Nothing was decided in the last 30 days.");
});
