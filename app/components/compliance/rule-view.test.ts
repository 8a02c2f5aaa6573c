import { expect, test } from "vitest";
import { RULE_BOOK } from "#app/consent/rule-book.ts";
import { gateRules } from "#app/messages/gate/gate-rules.ts";
import type { GateSettings } from "#app/messages/gate/settings.ts";
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
