// Instants of schedules, dates and silences: clocks that change, days that some years lack.
import { expect, test } from "vitest";
import { days, hours, minutes } from "#app/lib/time.ts";
import { makeHistory } from "#app/segments/match/history.ts";
import { aFlowPerson, anEvent, anOrder } from "#tests/support/flow-person.ts";
import { NOTHING_ELSE, personFacts } from "../person/person-facts.ts";
import { Trigger } from "../trigger.ts";
import { cameWithin, nextLook, silenceIn, targetsIn, ticksIn, without } from "./by-clock.ts";

const of = <Kind extends Trigger["kind"]>(written: { kind: Kind; [key: string]: unknown }) => Trigger.parse(written) as Extract<Trigger, { kind: Kind }>;
const at = (text: string) => Date.parse(text);
const text = (ms: number) => new Date(ms).toISOString().slice(0, 16);
const look = (from: string, to: string) => ({ from: at(from), to: at(to) });

test("a schedule ticks at its local hour on both sides of a clock's change, and when the clock goes on where it skips that hour", () => {
  const daily = of({ kind: "schedule", cron: "30 2 * * *", segment: 1 });
  const ticks = ticksIn(daily, "America/New_York", look("2026-03-07T00:00Z", "2026-03-10T00:00Z")).map(text);
  expect(ticks).toEqual(["2026-03-07T07:30", "2026-03-08T07:00", "2026-03-09T06:30"]);
  expect(ticksIn(daily, "America/New_York", look("2026-10-31T12:00Z", "2026-11-02T12:00Z")).map(text)).toEqual(["2026-11-01T07:30", "2026-11-02T07:30"]);
  const noon = of({ kind: "schedule", cron: "0 12 29 2 *", segment: 1 });
  expect(ticksIn(noon, "UTC", look("2026-01-01T00:00Z", "2032-03-01T00:00Z")).map(text)).toEqual(["2028-02-29T12:00", "2032-02-29T12:00"]);
});

test("looks that follow on each other miss no tick and take none twice", () => {
  const every = of({ kind: "schedule", cron: "*/5 * * * *", segment: 1 });
  const borders = ["2026-06-01T00:00Z", "2026-06-01T00:05Z", "2026-06-01T00:07Z", "2026-06-01T00:20Z"];
  const ticks = borders.slice(1).flatMap((to, index) => ticksIn(every, "UTC", look(borders[index] ?? "", to)));
  expect(ticks.map(text)).toEqual(["2026-06-01T00:05", "2026-06-01T00:10", "2026-06-01T00:15", "2026-06-01T00:20"]);
});

const date = (more: object) => of({ kind: "date", field: "person.birthDate", days: 0, at: "02:30", ...more });

test("a date is told of at its local hour, an hour that the clock skips an hour later", () => {
  const targets = targetsIn(date({}), "America/New_York", look("2026-03-08T00:00Z", "2026-03-08T23:00Z"));
  expect(targets.map((each) => [each.days, text(each.at)])).toEqual([[["2026-03-08"], "2026-03-08T07:30"]]);
  expect(targetsIn(date({}), "Pacific/Auckland", look("2026-06-01T00:00Z", "2026-06-01T13:00Z"))).toEqual([]);
  expect(targetsIn(date({ days: -7 }), "UTC", look("2026-06-01T00:00Z", "2026-06-02T00:00Z")).map(({ days: asked }) => asked)).toEqual([["2026-06-08"]]);
});

test("a birthday on 29 February is on the 28th of other years, also some days before it", () => {
  const on = (day: string, more: object = {}) => targetsIn(date({ yearly: true, at: "10:00", ...more }), "UTC", look(`${day}T00:00Z`, `${day}T23:00Z`)).flatMap((each) => each.days);
  expect(on("2026-02-28")).toEqual(["02-28", "02-29"]);
  expect(on("2028-02-28")).toEqual(["02-28"]);
  expect(on("2028-02-29")).toEqual(["02-29"]);
  expect(on("2026-03-01")).toEqual(["03-01"]);
  expect(on("2026-02-21", { days: -7 })).toEqual(["02-28", "02-29"]);
});

const person = aFlowPerson({ orders: [anOrder("1", at("2026-03-01T10:00Z"))], events: [anEvent(1, "smsClicked", at("2026-03-05T10:00Z"))] });
const known = (now: string) => {
  const ask = { now: new Date(at(now)), zone: "UTC", currency: "USD" };
  return { facts: personFacts(person, ask, NOTHING_ELSE, at(now)), history: makeHistory(person, ask) };
};

test("a silence begins with the last of what is listened for, and is over once", () => {
  const silent = of({ kind: "silence", of: [{ event: "order" }, { event: "smsClicked" }], since: { n: 10, unit: "day" } });
  const found = silenceIn(silent, known("2026-03-15T10:05Z"), look("2026-03-15T09:50Z", "2026-03-15T10:05Z"));
  expect(found && [text(found.began), text(found.at)]).toEqual(["2026-03-05T10:00", "2026-03-15T10:00"]);
  expect(silenceIn(silent, known("2026-03-15T10:20Z"), look("2026-03-15T10:05Z", "2026-03-15T10:20Z"))).toBeNull();
  expect(silenceIn(silent, known("2026-03-11T10:05Z"), look("2026-03-11T09:50Z", "2026-03-11T10:05Z"))).toBeNull();
  const rich = { ...silent, when: { kind: "agg" as const, measure: "count" as const, event: "order" as const, test: { op: "ge" as const, value: 2 } } };
  expect(silenceIn(rich, known("2026-03-15T10:05Z"), look("2026-03-15T09:50Z", "2026-03-15T10:05Z"))).toBeNull();
});

test("where months are meant, whoever may be silent is looked for widely enough", () => {
  const months = of({ kind: "silence", of: [{ event: "order" }], since: { n: 3, unit: "month" } });
  const found = silenceIn(months, known("2026-06-05T10:05Z"), look("2026-06-05T09:50Z", "2026-06-05T10:05Z"));
  const orders = of({ kind: "silence", of: [{ event: "smsClicked" }], since: { n: 3, unit: "month" } });
  expect(found).toBeNull();
  const clicked = silenceIn(orders, known("2026-06-05T10:05Z"), look("2026-06-05T09:50Z", "2026-06-05T10:05Z"));
  const { from, to } = cameWithin(orders, look("2026-06-05T09:50Z", "2026-06-05T10:05Z"));
  expect(clicked && clicked.began > from && clicked.began <= to).toBe(true);
});

test("the next look is when a local hour can come somewhere, when a schedule ticks next, and soon enough for a silence", () => {
  const now = at("2026-06-01T10:07Z");
  expect(text(nextLook(date({ at: "10:20" }), ["America/New_York", "UTC"], now))).toBe("2026-06-01T10:20");
  expect(text(nextLook(date({ at: "15:45" }), ["America/New_York", "Asia/Kolkata"], now))).toBe("2026-06-01T10:15");
  expect(text(nextLook(date({ at: "00:20" }), ["Asia/Kolkata"], at("2026-06-01T18:20Z")))).toBe("2026-06-01T18:50");
  expect(text(nextLook(date({ at: "10:20" }), ["UTC"], at("2026-06-01T10:20Z")))).toBe("2026-06-01T11:20");
  expect(text(nextLook(of({ kind: "schedule", cron: "0 9 * * *", segment: 1 }), ["UTC", "America/New_York"], now))).toBe("2026-06-01T13:00");
  const silence = (n: number, unit: string) => nextLook(of({ kind: "silence", of: [{ event: "order" }], since: { n, unit } }), [], now) - now;
  expect([silence(5, "minute"), silence(1, "day"), silence(60, "day")]).toEqual([minutes(1), days(1) / 200, minutes(15)]);
  expect(hours(1)).toBeGreaterThan(silence(60, "day"));
});

test("a look leaves out what came while a flow stood still, however often it did", () => {
  expect(without({ from: 0, to: 100 }, [])).toEqual([{ from: 0, to: 100 }]);
  expect(without({ from: 0, to: 100 }, [{ from: 20, until: 40 }, { from: 60, until: 100 }])).toEqual([{ from: 0, to: 19 }, { from: 40, to: 59 }]);
  expect(without({ from: 30, to: 100 }, [{ from: 20, until: 40 }])).toEqual([{ from: 40, to: 100 }]);
});
