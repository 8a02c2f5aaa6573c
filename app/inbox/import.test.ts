import { expect, test } from "vitest";
import { hours, later, minutes, seconds } from "#app/lib/time.ts";
import { unreached } from "./import.ts";

const START = new Date("2026-06-15T12:00:00Z");

test("Who is not reached is asked again by itself, less and less often, for three hours; then a person must look.", () => {
  let now = START;
  let since: Date | null = null;
  const gaps: number[] = [];
  for (;;) {
    const next = unreached({ since, lateMs: 0 }, "Shopify did not answer (refused).", now);
    if (next.kind === "park") {
      expect(next.problem).toBe("Shopify did not answer (refused). We tried for 3 hours.");
      break;
    }
    gaps.push(next.dueAt.getTime() - now.getTime());
    [now, since] = [next.dueAt, next.since];
  }
  expect(gaps.slice(0, 4)).toEqual([seconds(5), seconds(5), seconds(10), seconds(20)]);
  expect(Math.max(...gaps)).toBe(minutes(10));
  expect(now.getTime()).toBeGreaterThanOrEqual(later(START, hours(3)).getTime());
  expect(gaps.length).toBeLessThan(30);
});

test("An answer in between makes the next failure the first one again.", () => {
  expect(unreached({ since: null, lateMs: 0 }, "x", later(START, hours(9)))).toMatchObject({ kind: "wait", since: later(START, hours(9)) });
});

test("Hours in which nobody tried do not count: what was tried twice, a night apart, is tried again.", () => {
  const first = unreached({ since: null, lateMs: 0 }, "x", START);
  if (first.kind === "park") throw new Error(first.problem);
  const morning = later(first.dueAt, hours(9));
  const second = unreached({ since: first.since, lateMs: hours(9) }, "x", morning);
  expect(second).toEqual({ kind: "wait", dueAt: later(morning, seconds(5)), since: later(START, hours(9)) });
});
