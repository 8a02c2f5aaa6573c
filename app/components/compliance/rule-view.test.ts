import { expect, test } from "vitest";
import { RULE_BOOK } from "#app/consent/rule-book.ts";
import { gateRules } from "#app/messages/gate/gate-rules.ts";
import type { GateSettings } from "#app/messages/gate/settings.ts";
import { isShown, type Shown } from "./rule-filter.ts";
import { ruleViews } from "./rule-view.ts";

const GATE: GateSettings = { profile: "standard", countriesOn: ["ES", "CL"], countriesOff: ["GB"], hours: null, guardMinutes: 10, brand: null, policies: {}, emergencies: [], extraHolidays: [], needsProof: true };
const NOW = new Date("2026-11-26T12:00:00Z");
const views = new Map(ruleViews(GATE, NOW).map((view) => [view.id, view]));

test("every rule of the book is shown, and a country without rules that was switched on", () => {
  expect([...views.keys()]).toEqual([...RULE_BOOK.rules.keys(), "CL"]);
});

test("a country is shown as on just where the gate lets texts go there", () => {
  const { here } = gateRules(RULE_BOOK, GATE, "test");
  for (const { id, country } of views.values()) if (country) expect([id, country.isOn]).toEqual([id, here([id]).law.countryOff === null]);
  expect([views.get("ES")?.country?.isOn, views.get("IT")?.country?.isOn, views.get("GB")?.country?.isOn, views.get("CL")?.country?.isOn]).toEqual([true, false, false, true]);
});

test("a rule says its hours, its limits, its next day off and by what it is known", () => {
  expect(views.get("US-FL")).toMatchObject({ hours: "Every day 8 AM–8 PM", limits: ["3 texts in any 24 hours on one subject"], daysOff: null, isInForce: true, confidence: "high" });
  expect(views.get("US-LA")?.daysOff).toMatch(/^Public holidays; the next is .+, Nov 2[67], 2026$/);
  expect(views.get("FR")?.strictHours).not.toBeNull();
  expect(views.get("US-KY")).toMatchObject({ isStrictOnly: true, isInForce: false });
});

test("no rule's reach is left in the words of the file", () => {
  expect([...views.values()].flatMap(({ id, reach }) => reach.filter((said) => said.startsWith("Texts:")).map((said) => [id, said]))).toEqual([]);
});

test("the list is narrowed by what is typed and by what matters", () => {
  const found = (search: string, shown: Shown) => [...views.values()].filter((view) => isShown(view, { search, shown })).map(({ id }) => id);
  expect(found("uk", "all")).toContain("GB");
  expect(found("holidays", "states")).toEqual(["US-AL", "US-LA", "US-PA", "US-RI", "US-UT"]);
  expect(found("", "strict")).toEqual(expect.arrayContaining(["US-KY", "FR"]));
  expect(found("", "strict")).not.toContain("US-FL");
  expect([found("", "off").includes("GB"), found("", "on").includes("ES"), found("", "limits").includes("US-OR")]).toEqual([true, true, true]);
});
