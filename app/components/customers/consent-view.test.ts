import { expect, test } from "vitest";
import { NO_CONSENT } from "#app/consent/grant.ts";
import type { Standing } from "#app/messages/compliance/standing.ts";
import { consentView } from "./consent-view.ts";

const AT = Date.parse("2026-11-24T18:00:00Z");
const STANDING: Standing = {
  decision: { verdict: "defer", reason: "brandLimit", until: AT, rules: [], because: { rule: "brand", zone: null, blockedBy: null } },
  regions: ["US-FL"], zones: ["America/New_York"], reach: "ok", policies: [], lastWroteAt: null,
  consent: { ...NO_CONSENT, consent: { ...NO_CONSENT.consent, marketing: { state: "subscribed", since: AT, basis: "express", expiresAt: null, isDouble: true, proof: "written" } } },
  room: [{ id: "brand", max: 1, used: 1, windowMs: 86_400_000 }],
};
const view = (change: Partial<Standing> = {}) => consentView({ ...STANDING, ...change }, [], "America/New_York");

test("the answer is now, later or never, with the reason and the rule", () => {
  expect(view().answer).toEqual({ badge: "Later", tone: "info", said: "From Nov 24, 2026, 1:00 PM, because: Your own limit of texts for each person is reached (your own limit for each person)." });
  expect(view({ decision: { verdict: "send", reason: "allowed", until: null, rules: [], because: null } }).answer.badge).toBe("Can be texted now");
  expect(view({ decision: { verdict: "skip", reason: "noConsent", until: null, rules: [], because: null } }).answer).toMatchObject({ badge: "Never, as things stand", said: "They have not agreed to texts of this kind." });
});

test("what was agreed, and how much of each limit is used, stand below it", () => {
  expect(view().facts).toEqual([
    ["Marketing", "Agreed since Nov 24, 2026, 1:00 PM: they asked for it, confirmed by text, with written proof"],
    ["Cart reminders", "Never agreed"],
    ["May be in", "Florida, United States (New York)"],
    ["Limit: your own limit for each person", "1 of 1 used in 24 hours"],
  ]);
});

test("whoever agreed to something may be opted out by hand, whoever stopped is", () => {
  expect([view().mayOptOut, view({ consent: { ...STANDING.consent, stop: { at: AT, by: "reply" } } }).mayOptOut, view({ consent: NO_CONSENT }).mayOptOut]).toEqual([true, false, false]);
});

test("a text that was not sent says why", () => {
  const texts = [{ textId: "1", at: new Date(AT), state: "skipped" as const, source: "campaign" as const, body: null, decisionId: "9", reason: "noConsent" as const }];
  expect(consentView(STANDING, texts, "UTC").texts).toEqual([{ textId: "1", at: "2026-11-24T18:00:00.000Z", decisionId: "9", said: "not sent. They have not agreed to texts of this kind.", body: null }]);
});
