import { expect, test } from "vitest";
import { ASKED_MAX, begin, counted, withPage } from "./audience-count.ts";

const NOW = new Date("2026-11-26T12:00:00Z");

test("pages add up, and people without a phone are never, because they have no number", () => {
  const first = withPage(begin({ withPhone: 3, without: 2 }, NOW), { now: 1, later: 0, never: 1, because: new Map([["noConsent", 1]]) }, 2, "7");
  const all = withPage(first, { now: 0, later: 1, never: 0, because: new Map([["lawHours", 1]]) }, 1, "9");
  expect(counted(all)).toEqual({ now: 1, later: 1, never: 3, because: { noConsent: 1, lawHours: 1, noNumber: 2 }, every: 1, people: 5, at: NOW });
});

test("of very many people some are asked, and stand for all", () => {
  const started = begin({ withPhone: ASKED_MAX * 3 + 1, without: 10 }, NOW);
  expect(started.every).toBe(4);
  const all = counted(withPage(started, { now: 20, later: 10, never: 10, because: new Map([["noConsent", 10], ["lawHours", 10]]) }, 40, "9"));
  expect(all).toMatchObject({ every: 4, people: 150_011, now: 75_001, later: 37_500, never: 37_510 });
});
