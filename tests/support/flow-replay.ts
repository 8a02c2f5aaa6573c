// A replay in plain code, and somebody who may be texted at any hour that the law allows.
import { RULE_BOOK } from "#app/consent/rule-book.ts";
import { NO_PREFERENCE } from "#app/consent/preference.ts";
import type { FlowDefinition } from "#app/flows/definition.ts";
import { NOTHING_ELSE } from "#app/flows/person/person-facts.ts";
import type { GatePast } from "#app/flows/replay/gate-then.ts";
import type { Past, Replaying } from "#app/flows/replay/replaying.ts";
import { ticker } from "#app/flows/replay/ticks.ts";
import { parse } from "#app/flows/text.ts";
import { gateRules } from "#app/messages/gate/gate-rules.ts";
import { readNumber } from "#app/messages/gate/number.ts";
import { GATE_DEFAULTS } from "#app/messages/settings/text-settings.ts";
import type { PersonFacts } from "#app/segments/person.ts";

export function aFlow(text: string): FlowDefinition {
  const read = parse(text);
  if (!("definition" in read)) throw new Error(JSON.stringify(read));
  return read.definition;
}

/** New York; the shop counts its days in Berlin. */
export function aReplaying(definition: FlowDefinition, span: { from: number; until: number }, more: Partial<Replaying> = {}): Replaying {
  return {
    flow: 1, version: { version: 1, definition }, ...span, ask: { now: new Date(span.until), zone: "Europe/Berlin", currency: "USD", past: { today: true, recorded: {} }, cutoffs: {} }, known: NOTHING_ELSE,
    rules: gateRules(RULE_BOOK, GATE_DEFAULTS, "test"), policies: { segmentPolicies: {}, rfmPolicies: {}, tierPolicies: {} }, ticks: ticker(span),
    messages: new Map(definition.steps.flatMap((step) => (step.kind === "send" && step.message.kind === "own" ? [[step.id, { class: step.message.class, scope: step.message.scope, topic: step.message.topic, subject: null }] as const] : []))),
    ...more,
  };
}

export const agreedAt = (at: number, more: Partial<GatePast> = {}): GatePast => ({
  number: readNumber("+12125550123"), reach: "ok", word: { smsState: null, smsUpdatedAt: null }, preference: NO_PREFERENCE, history: [],
  said: [{ kind: "optedIn", at, source: "form", scopes: ["marketing"], disclosure: { version: "1", text: "Yes", locale: "en" }, basis: "express", proof: "written", expiresAt: null, evidence: null }], ...more,
});

export const aPast = (person: PersonFacts, more: Partial<Past> = {}): Past => ({ person, causes: new Map(), texts: [], gate: agreedAt(0), others: [], ...more });
