import { expect, test } from "vitest";
import { days, hours } from "#app/lib/time.ts";
import { changeGate, changeSettings, GateChange } from "./change-gate.ts";
import { GateSettings } from "../gate/settings.ts";
import { TextSettings } from "../settings/text-settings.ts";

const GATE: GateSettings = { profile: "standard", countriesOn: [], countriesOff: [], hours: null, guardMinutes: 10, brand: null, policies: {}, emergencies: [], extraHolidays: [], needsProof: true };
const NOW = Date.parse("2026-11-26T12:00:00Z");

function after(...changes: Exclude<GateChange, { change: "segmentPolicy" }>[]): GateSettings {
  return changes.reduce((gate, asked) => {
    const changed = changeGate(gate, asked, NOW);
    if ("problems" in changed) throw new Error(JSON.stringify(changed.problems));
    return GateSettings.parse(changed.gate);
  }, GATE);
}

test("a country that is known needs no naming, one that is not does, and off is off", () => {
  expect(after({ change: "country", country: "GB", isOn: false })).toMatchObject({ countriesOn: [], countriesOff: ["GB"] });
  expect(after({ change: "country", country: "GB", isOn: false }, { change: "country", country: "GB", isOn: true })).toMatchObject({ countriesOn: [], countriesOff: [] });
  expect(after({ change: "country", country: "ES", isOn: true }, { change: "country", country: "CL", isOn: true }, { change: "country", country: "ES", isOn: false })).toMatchObject({ countriesOn: ["CL"], countriesOff: ["ES"] });
});

test("a ban begins now and ends when it is said, or when somebody ends it", () => {
  const banned = after({ change: "ban", region: "US-FL", until: null }, { change: "ban", region: "US-LA", until: NOW + hours(72) });
  expect(banned.emergencies).toEqual([{ region: "US-FL", from: NOW, until: null }, { region: "US-LA", from: NOW, until: NOW + hours(72) }]);
  expect(after({ change: "ban", region: "US-FL", until: null }, { change: "endBan", region: "US-FL", from: NOW }).emergencies).toEqual([]);
  expect(changeGate(GATE, { change: "ban", region: "US-FL", until: NOW }, NOW)).toMatchObject({ problems: [{ path: ["until"] }] });
  expect(changeGate(GATE, { change: "ban", region: "US-QQ", until: null }, NOW)).toMatchObject({ problems: [{ path: ["region"] }] });
});

test("days off stand in their order, each once", () => {
  const off = after({ change: "dayOff", region: "US-LA", on: "2026-12-26" }, { change: "dayOff", region: "US-LA", on: "2026-12-24" });
  expect(off.extraHolidays.map(({ on }) => on)).toEqual(["2026-12-24", "2026-12-26"]);
  expect(changeGate(off, { change: "dayOff", region: "US-LA", on: "2026-12-24" }, NOW)).toMatchObject({ problems: [{ path: ["on"] }] });
  expect(changeGate(off, { change: "noDayOff", region: "US-LA", on: "2026-12-24" }, NOW)).toMatchObject({ gate: { extraHolidays: [{ on: "2026-12-26" }] } });
});

test("a policy of the shop's own stands in place of the book's until it is taken away", () => {
  const own = after({ change: "policy", name: "vip", max: 1, perDays: 7 });
  expect(own.policies).toEqual({ vip: { max: 1, windowMs: days(7) } });
  expect(changeGate(own, { change: "noPolicy", name: "vip" }, NOW)).toMatchObject({ gate: { policies: {} } });
});

test("a segment's members get a policy that is there, and lose it again", () => {
  const change = (segment: number, policy: string | null): GateChange => GateChange.parse({ change: "segmentPolicy", segment, policy });
  const settings = TextSettings.parse({});
  expect(changeSettings(settings, change(3, "vip"), NOW)).toMatchObject({ settings: { segmentPolicies: { 3: "vip" } } });
  expect(changeSettings(settings, change(3, "constructor"), NOW)).toMatchObject({ problems: [{ path: ["policy"] }] });
  expect(changeSettings({ ...settings, segmentPolicies: { 3: "vip", 4: "loyal" } }, change(3, null), NOW)).toMatchObject({ settings: { segmentPolicies: { 4: "loyal" } } });
});
