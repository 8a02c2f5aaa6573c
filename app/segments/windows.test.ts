import { expect, test } from "vitest";
import { dayText } from "./calendar.ts";
import type { Season, Window } from "./definition.ts";
import { localDay, localHour } from "./offsets.ts";
import { SEASONS } from "./seasons.ts";
import { bounds, isInside, isWithin, movingEdges, passes } from "./windows.ts";

const zone = "America/New_York";
const now = new Date("2026-03-12T15:30:00.000Z"); // 11:30 in New York, four days after the clocks went forward.
const shown = (window: Window, at = now) => Object.values(bounds(window, { now: at, zone })).map((ms) => (ms === null ? null : new Date(ms).toISOString()));

test.each<[string, Window, (string | null)[]]>([
  ["a rolling week is 168 hours, its beginning left out and now included", { kind: "last", n: 7, unit: "day", clock: "rolling" }, ["2026-03-05T15:30:00.001Z", "2026-03-12T15:30:00.001Z"]],
  ["a calendar week begins at local midnight, over the change of clocks", { kind: "last", n: 7, unit: "day" }, ["2026-03-05T05:00:00.000Z", "2026-03-12T15:30:00.001Z"]],
  ["more than a week ago is everything before that", { kind: "ago", n: 7, unit: "day" }, [null, "2026-03-05T05:00:00.000Z"]],
  ["between 3 and 7 days ago includes both days whole", { kind: "between-ago", from: 3, to: 7, unit: "day" }, ["2026-03-05T05:00:00.000Z", "2026-03-10T04:00:00.000Z"]],
  ["one day is the day, of 23 hours when the clocks go forward", { kind: "on", date: "2026-03-08" }, ["2026-03-08T05:00:00.000Z", "2026-03-09T04:00:00.000Z"]],
  ["two days are both included", { kind: "between", from: "2026-03-08", to: "2026-03-09" }, ["2026-03-08T05:00:00.000Z", "2026-03-10T04:00:00.000Z"]],
  ["after a day is once it is over", { kind: "after", date: "2026-03-08" }, ["2026-03-09T04:00:00.000Z", null]],
  ["the current month is whole", { kind: "period", unit: "month", back: 0 }, ["2026-03-01T05:00:00.000Z", "2026-04-01T04:00:00.000Z"]],
  ["last week began on Monday", { kind: "period", unit: "week", back: 1 }, ["2026-03-02T05:00:00.000Z", "2026-03-09T04:00:00.000Z"]],
])("%s", (_, window, expected) => {
  expect(shown(window)).toEqual(expected);
});

test("months are clamped to the last day", () => {
  expect(shown({ kind: "last", n: 1, unit: "month" }, new Date("2026-03-31T12:00:00Z"))[0]).toBe("2026-02-28T05:00:00.000Z");
});

test("a midnight that does not exist moves forward", () => {
  // Beirut's clocks went from 00:00 to 01:00 on 29 March 2026.
  const { from } = bounds({ kind: "on", date: "2026-03-29" }, { now, zone: "Asia/Beirut" });
  expect(new Date(from ?? 0).toISOString()).toBe("2026-03-28T22:00:00.000Z");
});

test.each<Window>([
  { kind: "last", n: 30, unit: "day" }, { kind: "last", n: 2, unit: "hour" }, { kind: "last", n: 1, unit: "month" }, { kind: "ago", n: 1, unit: "year" }, { kind: "period", unit: "week", back: 0 }, { kind: "between-ago", from: 1, to: 3, unit: "week" },
])("a fact changes sides in the very millisecond in which the edge passes it: %j", (window) => {
  for (const at of [now.getTime() - 3_600_000, now.getTime() - 5 * 86_400_000, Date.parse("2026-02-28T05:00:00Z")]) {
    for (const edge of movingEdges(window, zone, false)) {
      const passed = passes(edge, at, { now, zone });
      if (passed === null) continue;
      const side = (ms: number) => isWithin(at, bounds(window, { now: new Date(ms), zone }));
      expect([passed > now.getTime(), side(passed - 1) !== side(passed)]).toEqual([true, true]);
    }
  }
});

test("seasons are days of the shop's zone, by their year", () => {
  const days = (season: Season, year: number) => Object.values(SEASONS[season].of(year)).map(dayText);
  expect(days("bfcm", 2026)).toEqual(["2026-11-27", "2026-11-30"]);
  expect(days("bfcm", 2024)).toEqual(["2024-11-29", "2024-12-02"]);
  expect(days("mothersDayUS", 2026)).toEqual(["2026-04-27", "2026-05-10"]);
  expect(days("mothersDayUK", 2026)).toEqual(["2026-03-02", "2026-03-15"]);
  expect(days("lunarNewYear", 2026)).toEqual(["2026-02-04", "2026-02-17"]);
  expect(days("lunarNewYear", 2030)).toEqual(["2030-01-21", "2030-02-03"]);
});

test("the latest season is the one that has begun, and stays until the next one begins", () => {
  const bfcm = (today: string, back = 0) => {
    const { from, to } = bounds({ kind: "season", seasons: ["bfcm"], back }, { now: new Date(`${today}T12:00:00Z`), zone: "UTC" });
    return [from, to].map((ms) => new Date(ms ?? 0).toISOString().slice(0, 10));
  };
  expect(bfcm("2026-11-26")).toEqual(["2025-11-28", "2025-12-02"]);
  expect(bfcm("2026-11-27")).toEqual(["2026-11-27", "2026-12-01"]);
  expect(bfcm("2027-11-25", 1)).toEqual(["2025-11-28", "2025-12-02"]);
});

test("seasons that overlap are one stretch, and all but some days are two", () => {
  const at = (day: string, window: Window) => isInside(Date.parse(`${day}T12:00:00Z`), window, { now, zone: "UTC" });
  const both: Window = { kind: "season", seasons: ["bfcm", "christmas"] };
  expect(["2024-11-28", "2024-11-29", "2024-12-01", "2024-12-02", "2024-12-25", "2024-12-26"].map((day) => at(day, both))).toEqual([false, true, true, true, true, false]);
  const outside: Window = { kind: "outside", from: "2026-01-01", to: "2026-01-31" };
  expect(["2025-12-31", "2026-01-01", "2026-01-31", "2026-02-01"].map((day) => at(day, outside))).toEqual([true, false, false, true]);
});

test("the same period last year ends with the same day", () => {
  const { from, to } = bounds({ kind: "period", unit: "year", back: 1, toDate: true }, { now: new Date("2024-02-29T12:00:00Z"), zone: "UTC" });
  expect([from, to].map((ms) => new Date(ms ?? 0).toISOString().slice(0, 10))).toEqual(["2023-01-01", "2023-03-01"]);
});

test("local time is the zone's, on both sides of a change of the clocks", () => {
  expect(localHour(Date.parse("2026-03-08T06:59:59.999Z"), "America/New_York")).toBe(1);
  expect(localHour(Date.parse("2026-03-08T07:00:00Z"), "America/New_York")).toBe(3);
  expect(dayText(localDay(Date.parse("2026-12-31T23:30:00Z"), "Asia/Kathmandu"))).toBe("2027-01-01");
});
