import { expect, test } from "vitest";
import { days, hours, minutes } from "#app/lib/time.ts";
import type { FlowDefinition } from "./definition.ts";
import { type Around, type Asked, type EntryReason, isControl, mayEnter } from "./enter.ts";
import { parse } from "./text.ts";

const NOW = Date.UTC(2026, 5, 1, 16);
const asked: Asked = { person: "7", trigger: 0, id: "order/1", at: NOW - minutes(1), about: { order: "1" }, known: false };
const around: Around = { isGone: false, formers: [], rivals: [], holds: true, leftSegmentAt: null, entries: { hour: 0, day: 0, total: 0, hourFrom: null, dayFrom: null }, zone: "Europe/Berlin", flow: 3 };

function flow(entry: string): FlowDefinition {
  const read = parse(`trigger segment(segment 1, how entered) entry (${entry}) first a step a end()`);
  if (!("definition" in read)) throw new Error(JSON.stringify(read));
  return read.definition;
}
const former = (enteredDaysAgo: number, endedDaysAgo: number | null, key = "7") => ({ run: `r${enteredDaysAgo}`, key, enteredAt: NOW - days(enteredDaysAgo), endedAt: endedDaysAgo === null ? null : NOW - days(endedDaysAgo) });

const refused: [entry: string, asked: Partial<Asked>, around: Partial<Around>, reason: EntryReason][] = [
  ["reentry always()", {}, { isGone: true }, "personGone"],
  ["reentry always()", { known: true }, {}, "duplicate"],
  ["reentry always()", { at: NOW - hours(13) }, {}, "late"],
  ['reentry always(), from "2026-06-02"', {}, {}, "notYet"],
  ['reentry always(), until "2026-05-31"', {}, {}, "over"],
  ["reentry always(), key checkout", {}, {}, "aboutNothing"],
  ["reentry always(), when in list 1", {}, { holds: false }, "filteredOut"],
  ["reentry always(), when in list 1", {}, { holds: null }, "unknown"],
  ["reentry always()", {}, { formers: [former(1, null)] }, "running"],
  ["reentry never()", {}, { formers: [former(400, 390)] }, "reentry"],
  ["reentry sinceEntry(span 180 d)", {}, { formers: [former(179, 100)] }, "reentry"],
  ["reentry sinceExit(span 30 d)", {}, { formers: [former(179, 29)] }, "reentry"],
  ["reentry rematch()", {}, { formers: [former(10, 9)], leftSegmentAt: NOW - days(11) }, "reentry"],
  ["reentry times(times 2, within 30 d)", {}, { formers: [former(29, 28), former(3, 2), former(90, 80)] }, "reentry"],
  ["reentry always(), group vip", {}, { rivals: [{ run: "x", flow: "2", priority: 50 }] }, "outranked"],
  ["reentry always(), total 5", {}, { entries: { ...around.entries, total: 5 } }, "full"],
];

test.each(refused)("%s: refused as %4$s", (entry, some, where, reason) => {
  expect(mayEnter(flow(entry), { ...asked, ...some }, { ...around, ...where }, NOW)).toEqual({ enters: false, reason, until: null });
});

test("whoever may enter does, and ends or pauses what stands below", () => {
  const enters = (entry: string, where: Partial<Around> = {}) => mayEnter(flow(entry), asked, { ...around, ...where }, NOW);
  expect(enters("reentry never()")).toEqual({ enters: true, key: "7", control: false, ends: [], pauses: [] });
  expect(enters("reentry sinceEntry(span 180 d)", { formers: [former(180, 100)] })).toMatchObject({ enters: true });
  expect(enters("reentry rematch()", { formers: [former(10, 9)], leftSegmentAt: NOW - days(9) })).toMatchObject({ enters: true });
  expect(enters("reentry always(), key order", { formers: [former(1, null, "order/2")] })).toMatchObject({ enters: true, key: "order/1", ends: [] });
  expect(enters("reentry never(), again restart", { formers: [former(1, null)] })).toMatchObject({ enters: true, ends: ["r1"] });
  expect(enters("reentry never(), group vip, over pause", { rivals: [{ run: "x", flow: "2", priority: 49 }] })).toMatchObject({ enters: true, ends: [], pauses: ["x"] });
  expect(enters("reentry never(), perHour 2", { entries: { ...around.entries, hour: 2, hourFrom: NOW - minutes(50) } })).toEqual({ enters: false, reason: "fullHour", until: NOW + minutes(10) });
});

test("the control group is as large as the merchant says, and the same for ever", () => {
  const people = Array.from({ length: 4_000 }, (_, person) => String(person));
  const held = people.filter((person) => isControl(3, person, 10));
  expect(held.length).toBeGreaterThan(300);
  expect(held.length).toBeLessThan(500);
  expect(people.filter((person) => isControl(3, person, 20))).toEqual(expect.arrayContaining(held));
});
