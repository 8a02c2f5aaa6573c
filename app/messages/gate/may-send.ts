// May this text be sent to this person now? The only way to a provider. One function of its arguments alone: the same
// question has the same answer for ever, whoever asks. It looks for a reason not to send, in the order of reasons.ts,
// and the first one found is the answer: what time does not heal first, then what it does. A deferral names the
// earliest instant at which everything would allow the text, were nothing to change until then; it is asked again
// there, from the top. What would go past its end is skipped now.
import { both } from "#app/consent/week.ts";
import type { Message, Person, Sent } from "./facts.ts";
import type { GateRules } from "./gate-rules.ts";
import { AHEAD_MS, isOpen, nextOpen, whyClosed } from "./hours.ts";
import { firstFull, freeAt, type Limits, limitsOf } from "./limits.ts";
import { type Reason, REASONS, type Verdict } from "./reasons.ts";
import { cartOf, type Case, consentOf, contentOf, conversationEnd, grantEnd, numberOf, placeOf, senderOf, stopOf, topicOf } from "./standing.ts";

/** `rule` and `zone` name what decided. `blockedBy`: why it could not go in time. */
export type Because = { rule: string; zone: string | null; blockedBy: Reason | null };

/** `until` of a deferral alone. `rules`: all that were looked at, by their names in the rule book. */
export type Decision = { verdict: Verdict; reason: Reason; until: number | null; rules: readonly string[]; because: Because | null };

/** Looked at before anything of the law is. */
const FIRST = ["stop"];
const STANDING = [stopOf, consentOf, numberOf, contentOf, placeOf, cartOf, topicOf, senderOf];

export function maySend(rules: GateRules, person: Person, message: Message, history: readonly Sent[], now: number): Decision {
  if (person.isGone) return answer("personGone", FIRST);
  const { law, week, ids } = rules.here(person.regions);
  const asked: Case = { rules, law, person, message, history, now };
  for (const look of STANDING) {
    const reason = look(asked);
    if (reason) return answer(reason, look === stopOf ? FIRST : law.ids);
  }
  if (message.expiresAt !== null && now >= message.expiresAt) return answer("expired", law.ids);
  if (message.class === "marketing") return inTime(asked, week, ids);
  return message.class === "reply" ? answer("allowed", FIRST) : inBudget(asked);
}

/** Service texts and conversations know neither limits nor hours. */
function inBudget(asked: Case): Decision {
  const { message: { budgetAt }, now } = asked;
  if (budgetAt === null || budgetAt <= now) return answer("allowed", FIRST);
  const [end, tooLate] = endOf(asked);
  const block: Block = { reason: "budget", rule: "budget", zone: null };
  return budgetAt < end ? defer("budget", budgetAt, FIRST, block) : late(tooLate, FIRST, block);
}

type Block = { reason: Reason; rule: string; zone: string | null };

/** What time heals: limits, then hours, then the budget. */
function inTime(asked: Case, shopWeek: Case["law"]["week"], ids: readonly string[]): Decision {
  const { rules, law, person, message, history, now } = asked;
  const own = person.preference.hours;
  const week = own ? both(shopWeek, own) : shopWeek;
  const limits = [...limitsOf(law, rules.book, rules.settings, person), ...stepLimit(message)];
  const looked = person.policies.length > 0 ? [...ids, ...person.policies.map((name) => `policy:${name}`)] : ids;
  const block = blockOf(asked, week, limits);
  if (!block) return answer("allowed", looked);
  if (REASONS[block.reason].verdict !== "defer") return { ...answer(block.reason, looked), because: { rule: block.rule, zone: block.zone, blockedBy: null } };
  const none = limits.find(({ limit }) => limit.max === 0);
  if (none) return { ...answer("limitNone", looked), because: { rule: none.limit.id, zone: null, blockedBy: null } };
  const [end, tooLate] = endOf(asked);
  for (let at = now; ; ) {
    const free = freeAt(limits, history, message, at);
    const from = Math.max(free, message.budgetAt ?? free);
    const limit = Math.min(end, from + AHEAD_MS);
    const open = nextOpen(law, week, person.zones, from, limit);
    if (open === null) return late(limit === end ? tooLate : "neverOpen", looked, block);
    if (open === at) return defer(block.reason, at, looked, block);
    at = open;
  }
}

const stepLimit = ({ limit }: Message): Limits => (limit ? [{ reason: "brandLimit", limit: { ...limit, id: "step", bySubject: false } }] : []);

function blockOf({ law, rules, person, message, history, now }: Case, week: Case["law"]["week"], limits: Limits): Block | null {
  const full = firstFull(limits, history, message, now);
  if (full) return { ...full, zone: null };
  if (!isOpen(law, week, person.zones, now)) return whyClosed({ law, zones: person.zones, merchant: rules.settings.hours, own: person.preference.hours }, now) ?? { reason: "lawHours", rule: law.ids[0] ?? "", zone: null };
  return message.budgetAt !== null && message.budgetAt > now ? { reason: "budget", rule: "budget", zone: null } : null;
}

/** The instant from which it may not go any more, and what is then said. */
function endOf({ rules, law, person, message }: Case): [number, Reason] {
  const ends: [number, Reason][] = [[message.expiresAt ?? Infinity, "expired"]];
  if (message.class === "conversational") ends.push([conversationEnd(person), "replyTooLate"]);
  if (message.class === "marketing") ends.push([grantEnd(law, rules.book, person.consent[message.scope]), "consentExpired"]);
  if (message.class === "marketing" && message.scope === "cartReminders" && message.cart) ends.push([message.cart.leftAt + rules.book.cartMs, "cartTooOld"]);
  return ends.reduce((first, next) => (next[0] < first[0] ? next : first));
}

const answer = (reason: Reason, rules: readonly string[]): Decision => ({ verdict: REASONS[reason].verdict, reason, until: null, rules, because: null });

const defer = (reason: Reason, until: number, rules: readonly string[], block: Block): Decision => ({ ...answer(reason, rules), until, because: { rule: block.rule, zone: block.zone, blockedBy: null } });

const late = (reason: Reason, rules: readonly string[], block: Block): Decision => ({ ...answer(reason, rules), because: { rule: block.rule, zone: block.zone, blockedBy: block.reason } });
