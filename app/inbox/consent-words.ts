// Which words on texts Shopify and the platforms have said, and about which phone.
import type { ConsentEntry } from "../consent/entry.ts";
import { entryOf, platformOut } from "../consent/shopify-word.ts";
import { isOptOut } from "../customers/consent-events.ts";
import type { CustomerFact } from "../customers/fact.ts";
import { days } from "../lib/time.ts";
import { instantOf, phoneOf, type Told } from "./platform-facts.ts";
import { isOfReply } from "./reply.ts";

/** A customer with a phone. `named`: as they were called; `mergedAt`: since when they are somebody else. */
export type Numbered = { named: string; customerId: string; phone: string; mergedAt: Date | null; smsState: string | null; smsCollectedFrom: string | null; smsUpdatedAt: Date | null; /** Of which phone segments were told what the ledger holds. */ heldPhone: string | null };

export type PhoneWord = { phone: string; entry: ConsentEntry };

type FromPlatform = { told: Told; facts: { customers: readonly CustomerFact[] } };
type Waited = { customerId: string; kind: string; source: string; at: Date };

/** A consent that Shopify told before the phone it is about. */
const YOUNG_MS = days(3);

/** Everybody whose number must be known. */
export const namedBy = ({ shopify, platforms, waiting }: { shopify: readonly CustomerFact[]; platforms: readonly FromPlatform[]; waiting: readonly Waited[] }): string[] => [
  ...shopify.flatMap(({ customerId, smsState, phone }) => (smsState !== undefined || phone ? [customerId] : [])),
  ...platforms.flatMap(({ facts }) => facts.customers.flatMap(({ customerId, smsState }) => (smsState === undefined ? [] : [customerId]))),
  ...waiting.filter(isTextOut).map(({ customerId }) => customerId),
];

export function fromShopify(fact: CustomerFact, person: Numbered | undefined, now: Date): PhoneWord[] {
  if (!person) return [];
  const word = fact.smsState !== undefined
    ? { smsState: fact.smsState, smsCollectedFrom: fact.smsCollectedFrom ?? null, at: instant(fact.smsUpdatedAt) }
    : { smsState: person.smsState, smsCollectedFrom: person.smsCollectedFrom, at: person.smsUpdatedAt?.getTime() ?? 0 };
  if (fact.smsState === undefined && word.at < now.getTime() - YOUNG_MS) return [];
  const entry = entryOf(word);
  if (!entry) return [];
  if (person.mergedAt === null) return [{ phone: fact.smsPhone ?? person.phone, entry }];
  // Of whoever was merged into them only a no is theirs, and from then on.
  return entry.kind === "optedOut" ? [{ phone: person.phone, entry: { ...entry, at: Math.max(entry.at, person.mergedAt.getTime()) } }] : [];
}

/** Where Shopify does not say when, it was before anything else. */
const instant = (at: string | null | undefined): number => (at ? Date.parse(at) : 0);

export function fromPlatform({ told, facts }: FromPlatform, people: ReadonlyMap<string, Numbered>): PhoneWord[] {
  const replies = told.events.filter(({ kind }) => kind === "smsReplied");
  const replied = new Set(replies.flatMap(({ person }) => phoneOf(person.phone) ?? []));
  const events = told.events.flatMap((event) => {
    const phone = phoneOf(event.person.phone);
    if (event.kind !== "smsOptedOut" || phone === null || replies.some((reply) => isOfReply(event, reply))) return [];
    return [{ phone, entry: platformOut(told.platform, Date.parse(instantOf(event.at ?? told.at, told.receivedAt))) }];
  });
  const customers = facts.customers.flatMap(({ customerId, smsState, smsUpdatedAt }) => {
    const phone = smsState === "UNSUBSCRIBED" ? people.get(customerId)?.phone : undefined;
    return phone === undefined || replied.has(phone) ? [] : [{ phone, entry: platformOut(told.platform, instant(smsUpdatedAt)) }];
  });
  return [...events, ...customers];
}

export const fromWaiting = (event: Waited, person: Numbered | undefined): PhoneWord[] => (person && isTextOut(event) ? [{ phone: person.phone, entry: platformOut(event.source, event.at.getTime()) }] : []);

const isTextOut = (event: Waited) => event.kind === "smsOptedOut" && isOptOut(event);
