import { expect, test } from "vitest";
import { RULE_BOOK } from "#app/consent/rule-book.ts";
import { gateRules } from "#app/messages/gate/gate-rules.ts";
import { whereMayBe } from "#app/messages/compliance/where.ts";
import { limitWords, openWords, placeName, ruleName, spanWords, zoneWords } from "./where-words.ts";

const GATE = { profile: "standard" as const, countriesOn: [], countriesOff: [], hours: null, guardMinutes: 0, brand: null, policies: {}, emergencies: [], extraHolidays: [], needsProof: true };
function words(phone: string, country: string, at: string) {
  const asked = whereMayBe(gateRules(RULE_BOOK, GATE, "test"), { phone, country, province: "", postal: "" }, Date.parse(at));
  if ("problems" in asked) throw new Error("It was asked well.");
  return { where: asked.where, open: openWords(asked.where, "America/New_York") };
}

test("the answer says when, by which rule and whose clock", () => {
  const { where, open } = words("850", "", "2026-11-24T13:30:00Z");
  expect(where.zones.map(zoneWords)).toEqual(["Chicago: 7:30 AM", "New York: 8:30 AM"]);
  expect(open).toEqual({ tone: "attention", title: "From Nov 24, 2026, 9:00 AM", said: "It is outside the legal hours of a place where they may be. What decides is the rule of United States at the clock of Chicago." });
  expect(where.limits.map(limitWords)).toEqual(["3 texts in any 24 hours (Florida, United States)"]);
});

test("a country that is off is never, an open hour is now", () => {
  expect(words("", "ES", "2026-11-24T12:00:00Z").open).toMatchObject({ title: "Never", said: "Texts to Spain are switched off." });
  expect(words("212", "", "2026-11-24T18:00:00Z").open.title).toBe("Now");
});

test("rules and spans have names", () => {
  expect(["US-FL/limit", "US-unknown", "policy:vip", "policy:atRest", "step", "brand", "*"].map(ruleName)).toEqual(["Florida, United States (its limit)", "the United States where the state is not known", "the policy “VIP”", "a flow that lets them rest", "the limit of the flow’s step", "your own limit for each person", "any other country"]);
  expect([86_400_000, 604_800_000, 3_600_000].map(spanWords)).toEqual(["24 hours", "7 days", "1 hour"]);
  expect(placeName("ZZ")).toBe("a place we cannot tell");
});
