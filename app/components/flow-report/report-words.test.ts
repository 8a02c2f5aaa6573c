import { expect, test } from "vitest";
import { lostWords, moneyWords, pointsWords, reasonLines, shareWords, wakeWords } from "./report-words.ts";
import { nextWords } from "./run-words.ts";

test("a difference is told in points or money, with its ends and real minus signs", () => {
  expect(pointsWords({ by: 0.021, low: -0.004, high: 0.0463, is: "directional" })).toBe("+2.1 points (between −0.4 and +4.6)");
  expect(moneyWords({ by: -120, low: -300, high: 60, is: "directional" }, "USD")).toBe("−$1.20 each (between −$3.00 and +$0.60)");
  expect([shareWords({ people: 0, did: 0 }), shareWords({ people: 1_000, did: 123 })]).toEqual(["Nobody yet", "12% (123 of 1,000)"]);
});

test("who waits is told by when they go on, each once", () => {
  expect(wakeWords({ people: 60, hour: 3, day: 20, week: 40 })).toBe("They go on: 3 within an hour, 17 within a day, 20 within a week, 20 later, or when something happens.");
  expect(wakeWords({ people: 3, hour: 3, day: 3, week: 3 })).toBe("They go on: 3 within an hour.");
  expect(wakeWords({ people: 0, hour: 0, day: 0, week: 0 })).toBe("");
});

test("a reason comes with its words, the time that it cost and what to do about it", () => {
  expect(reasonLines([{ key: "lawHours", count: 2, ms: 2 * 10 * 3_600_000 }, { key: "control", count: 1, ms: 0 }])).toEqual([
    { key: "lawHours", count: 2, says: "It is outside the legal hours of a place where they may be.", remedy: "10 hours later on average. It goes when it is within them everywhere." },
    { key: "control", count: 1, says: "They are in the control group: everything happens but texts and changes.", remedy: null },
  ]);
  expect([lostWords(10_000), lostWords(60_000), lostWords(5 * 3_600_000), lostWords(3 * 86_400_000)]).toEqual(["under a minute", "1 minute", "5 hours", "3 days"]);
});

test("where somebody stands says what comes next", () => {
  const run = { state: "running", waits: "wait", reason: null, label: null, problem: null, dueAt: "2026-06-02T12:00:00.000Z", endedAt: null } as const;
  const said = (more: object) => nextWords({ ...run, ...more }, "UTC", "2026-06-01T12:00:00.000Z");
  expect(said({})).toBe("Goes on in 1 day (Jun 2, 2026, 12:00 PM), unless something happens before.");
  expect(said({ waits: "approval" })).toBe("Waits for a yes; decided without one in 1 day.");
  expect(said({ state: "ended", label: "Refunded", reason: "exit", endedAt: "2026-06-01T10:00:00.000Z" })).toBe("As “Refunded”. An exit of the flow applied. Jun 1, 2026, 10:00 AM");
});
