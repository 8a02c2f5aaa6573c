import fc from "fast-check";
import { expect, test } from "vitest";
import type { Window } from "../definition.ts";
import { parse } from "../text.ts";
import { isInside } from "../windows.ts";
import { window } from "#tests/support/segments.ts";
import { overlap } from "./overlap.ts";
import { checkWindow } from "./window.ts";

function windowOf(text: string): Window {
  const read = parse(`count(order) in ${text} >= 1`);
  if (!("definition" in read) || read.definition.node.kind !== "agg" || !read.definition.node.window) throw new Error(`“${text}” is no window.`);
  return read.definition.node.window;
}

test.each([
  ["last 30 d rolling", "between 30..60 d ago rolling", false],
  ["last 30 d", "between 31..60 d ago", false],
  ["period month 0", "period month 1 to date", false],
  ["season {bfcm} back 0", "season {bfcm} back 1", false],
  ["season {valentine}", "season {christmas}", false],
  ["on 2026-01-01", "on 2026-01-02", false],
  ["from 2025-01-01 to 2025-12-31", "last 30 d", false],
  ["before 2026-01-01", "after 2026-01-01", false],
  ["outside 2026-01-01 to 2026-01-31", "on 2026-01-31", false],
  ["last 6 h", "last 2 h rolling", true],
  // From midnight on, for six hours.
  ["last 6 h", "period day 1", true],
  ["since lastOrder", "more than 30 d ago", false],
  // The thirtieth day belongs to both.
  ["last 30 d", "between 30..60 d ago", true],
  ["last 30 d rolling", "between 30..60 d ago", true],
  ["last 30 d", "last 60 d", true],
  ["period month 0", "period year 0", true],
  // In the first days of a month.
  ["period week 0", "period month 1", true],
  // Cyber Monday is in December where November's fourth Thursday is late.
  ["season {bfcm}", "season {christmas}", true],
  ["season {bfcm} back 0", "season {christmas} back 0", true],
  ["season {summer}", "season {backToSchool}", true],
  ["season {bfcm}", "last 30 d", true],
  ["from 2025-01-01 to 2025-12-31", "on 2025-12-31", true],
  ["after 2026-01-01", "last 30 d", true],
  ["outside 2026-01-01 to 2026-01-31", "last 30 d", true],
  ["since lastOrder", "last 30 d", true],
  ["since created", "since lastOrder", true],
])("%s and %s", (one, other, expected) => {
  expect([overlap(windowOf(one), windowOf(other)), overlap(windowOf(other), windowOf(one))]).toEqual([expected, expected]);
});

test("periods that move, and are found apart, have no instant in common at any time", () => {
  const moves = window.filter(({ kind }) => kind === "last" || kind === "ago" || kind === "between-ago" || kind === "period").filter((each) => checkWindow(each, [], "event").length === 0);
  const instant = fc.date({ min: new Date("2026-01-01T00:00:00Z"), max: new Date("2036-01-01T00:00:00Z"), noInvalidDate: true });
  fc.assert(fc.property(moves, moves, instant, fc.array(fc.integer({ min: 0, max: 800 * 24 }), { minLength: 50, maxLength: 50 }), (one, other, now, hours) => {
    fc.pre(!overlap(one, other));
    const when = { now, zone: "UTC" };
    const shared = hours.map((ago) => now.getTime() - ago * 3_600_000).filter((at) => isInside(at, one, when) && isInside(at, other, when));
    expect(shared).toEqual([]);
  }));
});
