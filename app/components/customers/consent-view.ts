// One person's standing in words.
import type { Scope } from "#app/consent/grant.ts";
import { reasonOf } from "#app/messages/gate/reasons.ts";
import type { LastText, Standing } from "#app/messages/compliance/standing.ts";
import type { TextState } from "#app/messages/person-text.ts";
import { grantWords, SCOPE_NAMES, stopWords } from "../compliance/consent-words.ts";
import { cityOf, placeName, ruleName, spanWords } from "../compliance/where-words.ts";
import { formatInstant } from "../format.ts";

export type ConsentView = {
  answer: { badge: string; tone: "success" | "info" | "attention"; said: string };
  isInReview: boolean;
  mayOptOut: boolean;
  facts: [label: string, text: string][];
  texts: { textId: string; at: string; decisionId: string | null; said: string; body: string | null }[];
};

export function consentView(standing: Standing, texts: readonly LastText[], timeZone: string): ConsentView {
  const when = (ms: number) => formatInstant(new Date(ms).toISOString(), timeZone);
  const { consent, stop, suspectedAt } = standing.consent;
  const stopped = stopWords(stop, when);
  return {
    answer: answerOf(standing, when),
    isInReview: suspectedAt !== null,
    mayOptOut: stop === null && Object.values(consent).some(({ state }) => state === "subscribed" || state === "pending"),
    facts: [
      ...(Object.keys(SCOPE_NAMES) as Scope[]).filter((scope) => scope !== "transactional" || consent[scope].state !== "none").map((scope): [string, string] => [SCOPE_NAMES[scope], grantWords(consent[scope], when)]),
      ...(stopped ? [["All texts", stopped] as [string, string]] : []),
      ["May be in", `${standing.regions.map(placeName).join("; ")} (${standing.zones.map(cityOf).join(", ")})`],
      ...(standing.reach === "ok" ? [] : [["Number", standing.reach === "landline" ? "A landline" : "Texts do not reach it"] as [string, string]]),
      ...standing.room.map(({ id, max, used, windowMs }): [string, string] => [`Limit: ${ruleName(id)}`, `${used} of ${max} used in ${spanWords(windowMs)}`]),
    ],
    texts: texts.map(({ textId, at, decisionId, state, reason, body }) => ({ textId, at: at.toISOString(), decisionId, said: stateWords(state, reason), body })),
  };
}

function answerOf({ decision: { verdict, reason, until, because } }: Standing, when: (ms: number) => string): ConsentView["answer"] {
  const { says } = reasonOf(reason);
  if (verdict === "send") return { badge: "Can be texted now", tone: "success", said: "A promotional text may go at this moment." };
  const rule = because ? ` (${ruleName(because.rule)}${because.zone ? `, ${cityOf(because.zone)}` : ""})` : "";
  if (verdict === "defer" && until !== null) return { badge: "Later", tone: "info", said: `From ${when(until)}, because: ${says.replace(/\.$/, "")}${rule}.` };
  return { badge: "Never, as things stand", tone: "attention", said: `${says.replace(/\.$/, "")}${rule}.` };
}

const STATES: Record<TextState, string> = {
  due: "waits to go", leased: "is going out", sent: "sent", delivered: "delivered", undelivered: "not delivered", failed: "failed", skipped: "not sent", halted: "halted", doubt: "in doubt: may have gone", cancelled: "cancelled",
};

const stateWords = (state: TextState, reason: LastText["reason"]): string => `${STATES[state]}${reason && (state === "skipped" || state === "halted" || state === "due") ? `. ${reasonOf(reason).says}` : ""}`;
