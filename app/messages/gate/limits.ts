// How many texts in a rolling span. Every promotional text counts that was accepted or may have been. An instant with a
// text exactly one span before it is free of that text. Texts dated later than now (clocks differ) count as well.
import { days } from "#app/lib/time.ts";
import type { Message, Person, Sent } from "./facts.ts";
import type { NamedLimit, RegionLaw } from "./law.ts";
import type { Reason } from "./reasons.ts";
import type { RuleBook } from "#app/consent/rule-book.ts";
import type { GateSettings } from "./settings.ts";

export type Limits = readonly { reason: Reason; limit: NamedLimit }[];

export type Full = { reason: Reason; rule: string };

/** The policy of those whom a flow lets rest: no promotion, whatever their consent. Nobody can name one of their own so. */
export const AT_REST = "atRest";
const NONE = { max: 0, windowMs: days(1) };

/** In the order in which reasons are looked for; among the policies the strictest wins by itself, because all hold. */
export function limitsOf(law: RegionLaw, book: RuleBook, settings: GateSettings, { policies, preference }: Person): Limits {
  const all: { reason: Reason; limit: NamedLimit }[] = law.limits.map((limit) => ({ reason: "lawLimit", limit }));
  if (settings.brand) all.push({ reason: "brandLimit", limit: { ...settings.brand, id: "brand", bySubject: false } });
  for (const name of policies) {
    const policy = name === AT_REST ? NONE : settings.policies[name] ?? book.policies[name];
    if (policy) all.push({ reason: "policyLimit", limit: { ...policy, id: `policy:${name}`, bySubject: false } });
  }
  if (preference.limit) all.push({ reason: "ownLimit", limit: { ...preference.limit, id: "person", bySubject: false } });
  return all;
}

export function firstFull(limits: Limits, history: readonly Sent[], message: Message, now: number): Full | null {
  for (const { reason, limit } of limits) if (counted(limit, history, message, now) >= limit.max) return { reason: limit.max === 0 ? "limitNone" : reason, rule: limit.id };
  return null;
}

/** The earliest instant from `from` on at which no limit is full; none of them may be nought. */
export function freeAt(limits: Limits, history: readonly Sent[], message: Message, from: number): number {
  let at = from;
  for (let isMoved = true; isMoved; ) {
    isMoved = false;
    for (const { limit } of limits) {
      while (counted(limit, history, message, at) >= limit.max) {
        at = firstLeaves(limit, history, message, at);
        isMoved = true;
      }
    }
  }
  return at;
}

function counted(limit: NamedLimit, history: readonly Sent[], message: Message, at: number): number {
  let count = 0;
  for (const sent of history) if (counts(limit, sent, message, at)) count++;
  return count;
}

function firstLeaves(limit: NamedLimit, history: readonly Sent[], message: Message, at: number): number {
  let first = Infinity;
  for (const sent of history) if (counts(limit, sent, message, at)) first = Math.min(first, sent.at + limit.windowMs);
  return first;
}

const counts = ({ windowMs, bySubject }: NamedLimit, sent: Sent, { subject }: Message, at: number): boolean =>
  sent.class === "marketing" && sent.outcome !== "failed" && sent.at > at - windowMs && (!bySubject || subject === null || sent.subject === null || sent.subject === subject);
