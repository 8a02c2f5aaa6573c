// What time does not heal: who is never to be texted, consent, the number, the country, the text itself and its cart.
// Each question returns the first reason it finds, or null.
import { days, hours } from "#app/lib/time.ts";
import type { RuleBook } from "#app/consent/rule-book.ts";
import type { Grant } from "#app/consent/grant.ts";
import { impliedEnd } from "#app/consent/implied-end.ts";
import type { Message, Person, Sent } from "./facts.ts";
import type { GateRules } from "./gate-rules.ts";
import type { RegionLaw } from "./law.ts";
import type { Reason } from "./reasons.ts";

export type Case = { rules: GateRules; law: RegionLaw; person: Person; message: Message; history: readonly Sent[]; now: number };

/** "Replies are sent at once"; what has waited longer answers nothing any more. */
const REPLY_MS = hours(1);
/** How long after their last word a conversation is still one. */
const CONVERSATION_MS = days(7);

export function stopOf({ rules, person, message, history, now }: Case): Reason | null {
  const { stop } = person;
  if (message.class === "reply" && message.reply?.kind === "stop") {
    if (!stop || stop.by !== "reply" || stop.at > now) return "nothingToConfirm";
    if (history.some((sent) => sent.reply === "stop" && sent.at >= stop.at && sent.outcome !== "failed")) return "confirmedAlready";
    return now - stop.at > rules.book.stopConfirmationMs ? "confirmationTooLate" : null;
  }
  if (stop) return stop.by === "reply" ? "stopped" : "suppressed";
  return person.suspectedAt !== null && message.class === "marketing" ? "underReview" : null;
}

export function consentOf(asked: Case): Reason | null {
  const { person, message, now } = asked;
  switch (message.class) {
    case "marketing":
      return person.isMinor ? "minor" : marketingConsent(asked, person.consent[message.scope]);
    case "transactional":
      return person.consent.transactional.state === "unsubscribed" ? "unsubscribed" : null;
    case "conversational":
      return now >= conversationEnd(person) ? "replyTooLate" : null;
    case "reply":
      return replyConsent(asked);
    default:
      return message.class satisfies never;
  }
}

/** From when a text is no answer any more. */
export const conversationEnd = ({ lastWroteAt }: Person): number => (lastWroteAt === null ? -Infinity : lastWroteAt + CONVERSATION_MS);

function marketingConsent({ rules, law, now }: Case, grant: Grant): Reason | null {
  if (grant.state === "none") return "noConsent";
  if (grant.state === "unsubscribed") return "unsubscribed";
  if (grant.state === "pending") return "consentPending";
  if (grant.since === null || grant.since > now) return "noConsent";
  if (grantEnd(law, rules.book, grant) <= now) return "consentExpired";
  if (!law.bases.includes(grant.basis)) return "basisNotEnough";
  return rules.settings.needsProof && grant.proof !== "written" ? "noProof" : null;
}

/** From when the consent is none; Infinity where it has no end. */
export const grantEnd = ({ hasImpliedEnd }: RegionLaw, book: RuleBook, grant: Grant): number =>
  Math.min(grant.expiresAt ?? Infinity, (hasImpliedEnd ? impliedEnd(grant, book) : null) ?? Infinity);

function replyConsent({ person: { consent }, message: { reply }, history, now }: Case): Reason | null {
  if (!reply) return "replyTooLate";
  if (reply.kind === "stop") return null;
  if (now - reply.to > REPLY_MS) return "replyTooLate";
  if (history.some((sent) => sent.reply === reply.kind && sent.at >= reply.to && sent.outcome !== "failed")) return "answeredAlready";
  const asked = [consent.marketing, consent.cartReminders].some(({ state }) => state === "pending" || state === "subscribed");
  return reply.kind === "optIn" && !asked ? "noConsent" : null;
}

export function numberOf({ law, person: { number }, message }: Case): Reason | null {
  if (!number) return "noNumber";
  if (number.validity === "invalid") return "numberInvalid";
  if (number.reach !== "ok") return "numberUnreachable";
  const isAnswer = message.class === "reply" && message.reply?.kind !== "optIn";
  return law.countryOff !== null && !isAnswer ? "countryOff" : null;
}

export function contentOf({ message: { class: kind, faults } }: Case): Reason | null {
  if (faults.length === 0) return null;
  if (faults.includes("missingValue")) return "missingValue";
  if (kind !== "marketing" && faults.includes("marketingWords")) return "wrongClass";
  if (faults.includes("forbidden") || faults.includes("publicShortener")) return "contentForbidden";
  if (faults.includes("noBrand") || faults.includes("noOptOutWords")) return "brandMissing";
  return faults.includes("tooLong") ? "tooLong" : null;
}

const PLACES = { in: null, exited: "exited", left: "leftSegment", filtered: "filteredOut", control: "control" } as const satisfies Record<Message["place"], Reason | null>;
const SENDERS = { ready: null, unregistered: "senderUnregistered", paused: "senderPaused", cannotReach: "senderCannotReach" } as const satisfies Record<Message["sender"], Reason | null>;

export const placeOf = ({ message }: Case): Reason | null => PLACES[message.place];
export const senderOf = ({ message }: Case): Reason | null => SENDERS[message.sender];

/** One text for each cart, within 48 hours, after an opt-in that was confirmed by text (carriers' rule, 2026). */
export function cartOf({ rules, person, message: { class: kind, scope, cart }, history, now }: Case): Reason | null {
  if (kind !== "marketing" || scope !== "cartReminders") return null;
  if (!cart) return "cartUnknown";
  if (cart.isOrdered) return "cartOrdered";
  if (history.some((sent) => sent.cart === cart.key && sent.outcome !== "failed")) return "cartTold";
  if (now >= cart.leftAt + rules.book.cartMs) return "cartTooOld";
  return person.consent.cartReminders.isDouble ? null : "cartNotDouble";
}

export const topicOf = ({ person, message: { class: kind, topic } }: Case): Reason | null =>
  kind === "marketing" && topic !== null && person.preference.declined.includes(topic) ? "topicDeclined" : null;
