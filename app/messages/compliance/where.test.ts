import { expect, test } from "vitest";
import { RULE_BOOK } from "#app/consent/rule-book.ts";
import { gateRules } from "../gate/gate-rules.ts";
import type { GateSettings } from "../gate/settings.ts";
import { type WhereAsked, whereMayBe } from "./where.ts";

const GATE: GateSettings = { profile: "standard", countriesOn: [], countriesOff: [], hours: null, guardMinutes: 0, brand: null, policies: {}, emergencies: [], extraHolidays: [], needsProof: true };
const NOTHING: WhereAsked = { country: "", province: "", postal: "", phone: "" };
const ask = (asked: Partial<WhereAsked>, at: string) => whereMayBe(gateRules(RULE_BOOK, GATE, "test"), { ...NOTHING, ...asked }, Date.parse(at));

test("an area code over two time zones is open only while both are", () => {
  const asked = ask({ phone: "850" }, "2026-11-24T13:30:00Z");
  expect(asked).toMatchObject({ where: { regions: ["US-FL"], zones: [{ name: "America/Chicago", minute: 450 }, { name: "America/New_York", minute: 510 }], closed: { reason: "lawHours", zone: "America/Chicago" }, opensAt: Date.parse("2026-11-24T14:00:00Z") } });
});

test("a whole number is read like its area code, and an address adds its own place", () => {
  expect(ask({ phone: "+1 (305) 555-0142", country: "US", province: "CA", postal: "94110" }, "2026-11-24T18:00:00Z")).toMatchObject({ where: { regions: ["US-CA", "US-FL"], closed: null, opensAt: Date.parse("2026-11-24T18:00:00Z") } });
});

test("a country that is off says so", () => {
  expect(ask({ country: "ES" }, "2026-11-24T12:00:00Z")).toMatchObject({ where: { countryOff: "ES" } });
});

test("what says nothing is a problem beside its field", () => {
  expect([ask({}, "2026-11-24T12:00:00Z"), ask({ phone: "hello" }, "2026-11-24T12:00:00Z")]).toMatchObject([{ problems: [{ path: ["country"] }] }, { problems: [{ path: ["phone"] }] }]);
});
