import { expect, test } from "vitest";
import { RULE_BOOK } from "#app/consent/rule-book.ts";
import { ALWAYS, both } from "#app/consent/week.ts";
import { gateRules } from "../gate/gate-rules.ts";
import { AT_REST, limitsOf } from "../gate/limits.ts";
import { personOf } from "../gate/people.ts";
import { readNumber } from "../gate/number.ts";
import { GATE_DEFAULTS, TextSettings } from "../settings/text-settings.ts";
import { defaultsFor } from "./defaults-for.ts";
import { heldPolicies } from "./held-policies.ts";
import { clampHour, HOUR_OF } from "./persona.ts";
import { OFFERS, PERSONAS, policiesFor } from "./policy.ts";
import { MEANT_FOR, SHIPPED } from "./shipped-policies.ts";

const SETTINGS = TextSettings.parse({});
const held = (name: string) => heldPolicies(SETTINGS).filter((policy) => policy.name === name);

test("Every policy that comes with Segue has a limit in the rule book, and whoever one is meant for has it there.", () => {
  expect(Object.keys(SHIPPED).filter((name) => !RULE_BOOK.policies[name])).toEqual([]);
  expect([...Object.values(MEANT_FOR.rfm), ...Object.values(MEANT_FOR.tiers)].filter((name) => !SHIPPED[name])).toEqual([]);
  expect(heldPolicies(SETTINGS).map(({ offer }) => OFFERS.includes(offer))).not.toContain(false);
});

test("Nothing holds until a merchant says so; then all that holds does, each once.", () => {
  const who = { segments: [3, 4], rfmGroup: "CHAMPIONS", spendTier: "HIGH" };
  expect(policiesFor(SETTINGS, who)).toEqual([]);
  const settings = TextSettings.parse({ segmentPolicies: { 3: "vip", 9: "loyal" }, rfmPolicies: MEANT_FOR.rfm, tierPolicies: { HIGH: "vip" } });
  expect([policiesFor(settings, who), policiesFor(settings, { segments: [], rfmGroup: "SOMETHING NEW", spendTier: null })]).toEqual([["champions", "vip"], []]);
});

test("What is proposed is the strictest policy's, with the themes of all.", () => {
  const { strictest, themes, offer, hour } = defaultsFor([...held("highValue"), ...held("atRiskOrReengagement")]);
  expect([strictest?.name, themes[0], themes.includes("Personal advice"), offer, hour]).toEqual(["atRiskOrReengagement", "We miss you", true, "percent", null]);
  expect(defaultsFor(held("champions")).hour).toBe("18:00");
  expect(defaultsFor([])).toEqual({ strictest: null, themes: [], offer: "none", persona: null, hour: null });
});

test("A shop's own changes lie over what came with Segue, its limit apart from what it proposes.", () => {
  const changed = heldPolicies({ gate: { ...GATE_DEFAULTS, policies: { vip: { max: 1, windowMs: 1 }, Own: { max: 2, windowMs: 5 } } }, playbook: { champions: { themes: ["Tea"], offer: "none", persona: null } } });
  const of = (name: string) => changed.find((policy) => policy.name === name);
  expect([of("vip")?.limit.max, of("vip")?.offer, of("champions")?.themes, of("champions")?.limit, of("Own")?.title]).toEqual([1, "access", ["Tea"], RULE_BOOK.policies["champions"], "Own"]);
});

test("The hours of early birds and night owls are moved into the law's day, the others stay.", () => {
  const { week } = gateRules(RULE_BOOK, GATE_DEFAULTS, "").here(["US-FL"]);
  expect(PERSONAS.map((persona) => clampHour(HOUR_OF[persona], week))).toEqual([
    { at: "08:00", isMoved: true }, { at: "12:00", isMoved: false }, { at: "15:00", isMoved: false }, { at: "18:00", isMoved: false }, { at: "19:45", isMoved: true },
  ]);
  expect(clampHour("07:00", [])).toBeNull();
  expect(clampHour("07:00", both(ALWAYS, ALWAYS))).toEqual({ at: "07:00", isMoved: false });
});

test("Whom a flow lets rest has a limit of nought until they opt in anew, whatever a shop calls its own policies.", () => {
  const [before, at, after] = [new Date(1_000), new Date(2_000), new Date(3_000)];
  const known = (restedAt: Date | null, smsUpdatedAt: Date) => personOf({
    number: readNumber("+12025550142"), held: { state: { consent: { marketing: GRANT, cartReminders: GRANT, transactional: GRANT }, stop: null, suspectedAt: null }, entries: 0, reach: "ok", wroteAt: null, restedAt, preference: { hours: null, limit: null, declined: [] } },
    customers: [{ country: "US", province: null, postal: null, smsState: "SUBSCRIBED", smsOptInLevel: null, smsUpdatedAt, isMinor: false }], policies: ["vip"],
  }, 10_000);
  expect([known(null, before).policies, known(at, before).policies, known(at, at).policies, known(at, after).policies]).toEqual([["vip"], ["vip", AT_REST], ["vip", AT_REST], ["vip"]]);
  const rules = gateRules(RULE_BOOK, { ...GATE_DEFAULTS, policies: { [AT_REST]: { max: 9, windowMs: 1 } } }, "");
  const { law } = rules.here(["US"]);
  expect(limitsOf(law, rules.book, rules.settings, known(at, before)).find(({ limit }) => limit.id === `policy:${AT_REST}`)?.limit.max).toBe(0);
});

const GRANT = { state: "none" as const, since: null, basis: "express" as const, expiresAt: null, isDouble: false, proof: "none" as const };
