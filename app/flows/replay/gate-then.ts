// Somebody as the gate would have seen them at an instant of the past: consent as it was said by then, stays in segments with a
// policy as they are recorded, texts that had gone. What has no history (number, address, RFM group, preferences) is as today.
import { consentOf } from "../../consent/consent.ts";
import type { ConsentEntry } from "../../consent/entry.ts";
import type { Preference } from "../../consent/preference.ts";
import type { Person, Sent } from "../../messages/gate/facts.ts";
import type { ReadNumber } from "../../messages/gate/number.ts";
import { adultsSince, personOf } from "../../messages/gate/people.ts";
import type { PoliciesFor } from "../../messages/policies/policy.ts";
import type { PersonFacts } from "../../segments/person.ts";
import { policiesAt } from "../person/policies-at.ts";

export type GatePast = {
  number: ReadNumber;
  reach: "ok" | "unreachable" | "landline";
  /** Shopify's last word, as far as it is about this phone. */
  word: Word;
  preference: Preference;
  /** Of the number, in any order. */
  said: readonly ConsentEntry[];
  /** Texts that went to the number, but for those of the flow itself. */
  history: readonly Sent[];
};

/** `policies`: names by the segments whose members they hold for. */
export function gatePersonAt({ number, reach, preference, said, word }: GatePast, { customer, stays, events }: PersonFacts, policies: PoliciesFor, now: number): Person {
  const spoken = said.filter(({ at }) => at <= now);
  const wrote = events.filter(({ kind, at }) => kind === "smsReplied" && at.getTime() <= now).at(-1);
  return personOf({
    number,
    held: { state: consentOf(spoken, now), entries: spoken.length, reach, wroteAt: wrote?.at ?? null, preference },
    customers: [{
      country: customer.countryCode, province: customer.provinceCode, postal: customer.zip, smsOptInLevel: customer.smsOptInLevel, isMinor: customer.birthDate !== null && customer.birthDate > adultsSince(new Date(now)),
      ...wordAt(word, events, now),
    }],
    policies: policiesAt({ customer, stays }, policies, now),
  }, now);
}

type Word = { smsState: string | null; smsUpdatedAt: Date | null };

/** Shopify's word: the last one, if it was said by then; else what its events tell. What no event tells is no word at all. */
function wordAt({ smsState, smsUpdatedAt }: Word, events: PersonFacts["events"], now: number): Word {
  if (smsUpdatedAt === null || smsUpdatedAt.getTime() <= now) return { smsState, smsUpdatedAt };
  const last = events.filter(({ kind, at, source }) => source === "consent" && (kind === "smsOptedIn" || kind === "smsOptedOut") && at.getTime() <= now).at(-1);
  return last ? { smsState: last.kind === "smsOptedIn" ? "SUBSCRIBED" : "UNSUBSCRIBED", smsUpdatedAt: last.at } : { smsState: null, smsUpdatedAt: null };
}
