import { expect, test } from "vitest";
import { NO_CONSENT } from "#app/consent/grant.ts";
import { RULE_BOOK } from "#app/consent/rule-book.ts";
import { hours } from "#app/lib/time.ts";
import type { Message, Person, Sent } from "../gate/facts.ts";
import { gateRules } from "../gate/gate-rules.ts";
import { GATE_DEFAULTS } from "../settings/text-settings.ts";
import { standingOf } from "./standing.ts";

const NOW = Date.parse("2026-11-24T18:00:00Z");
const PERSON: Person = {
  isGone: false, isMinor: false, number: { validity: "valid", reach: "ok" }, regions: ["US-FL"], zones: ["America/New_York"], ...NO_CONSENT,
  consent: { ...NO_CONSENT.consent, marketing: { state: "subscribed", since: NOW - hours(1000), basis: "express", expiresAt: null, isDouble: true, proof: "written" } },
  lastWroteAt: null, preference: { hours: null, limit: null, declined: [] }, policies: ["vip"],
};
const PROMOTION: Message = { class: "marketing", scope: "marketing", reply: null, topic: null, subject: null, cart: null, place: "in", faults: [], sender: "ready", budgetAt: null, expiresAt: null };
const sent = (hoursAgo: number, outcome: Sent["outcome"] = "accepted"): Sent => ({ at: NOW - hours(hoursAgo), class: "marketing", reply: null, subject: null, cart: null, outcome });

test("each limit tells how much of it is used, and the gate says the rest", () => {
  const { decision, room } = standingOf(gateRules(RULE_BOOK, GATE_DEFAULTS, "test"), PERSON, PROMOTION, [sent(30), sent(20), sent(2, "failed")], NOW);
  expect(room.map(({ id, used, max }) => [id, used, max])).toEqual([["US-FL/limit", 1, 3], ["brand", 1, 1], ["policy:vip", 2, 3]]);
  expect(decision).toMatchObject({ verdict: "defer", reason: "brandLimit" });
});
