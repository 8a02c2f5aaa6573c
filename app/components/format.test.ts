import { expect, test } from "vitest";
import { formatAgo, formatChange, formatDuration, formatInstant, formatPeople, formatPercent } from "./format.ts";

const NOW = "2026-06-15T12:00:00.000Z";

test.each([
  ["2026-06-15T11:59:30.000Z", "just now"],
  ["2026-06-15T11:59:00.000Z", "1 minute ago"],
  ["2026-06-15T09:00:00.000Z", "3 hours ago"],
  ["2026-06-13T12:00:00.000Z", "2 days ago"],
  ["2026-06-15T12:00:30.000Z", "in under a minute"],
  ["2026-06-20T12:00:00.000Z", "in 5 days"],
])("%s is %s", (instant, words) => expect(formatAgo(instant, NOW)).toBe(words));

test("an instant is printed in the shop's zone", () => {
  expect(formatInstant(NOW, "America/New_York")).toBe("Jun 15, 2026, 8:00 AM");
});

test("a change carries its sign", () => {
  expect([formatChange(1200), formatChange(-3), formatChange(0)]).toEqual(["+1,200", "−3", "0"]);
});

test("one person is not one people", () => {
  expect([formatPeople(1), formatPeople(4300)]).toEqual(["1 person", "4,300 people"]);
});

test("a small share is not shown as nothing", () => {
  expect([formatPercent(1, 100_000), formatPercent(1, 30), formatPercent(2, 3), formatPercent(0, 0)]).toEqual(["under 0.1%", "3.3%", "67%", "0%"]);
});

test("durations change their unit at a second", () => {
  expect([formatDuration(12.4), formatDuration(1234)]).toEqual(["12 ms", "1.2 s"]);
});
