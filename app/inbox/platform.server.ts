// Platforms' deliveries become facts: whom they name is looked up, and an opt-out is passed on in the transaction
// that learns of it.
import { consentOf, optOutsOf } from "../customers/consent-events.ts";
import { attachNamed, isAnyWaiting } from "../customers/event-rows.server.ts";
import type { FoundEvent } from "../customers/state.ts";
import type { CustomerFact } from "../customers/fact.ts";
import { noteFound } from "../customers/news.server.ts";
import { lockFacts, markChanged, mergeCustomers } from "../customers/rows.server.ts";
import type { ShopId } from "../lib/ids.ts";
import { wake } from "../lib/pump.server.ts";
import { days } from "../lib/time.ts";
import type { World } from "../lib/world.ts";
import type { PlatformId } from "../platforms/adapter.ts";
import { ConnectionId } from "../platforms/connection.ts";
import { personsBy } from "../platforms/connection-rows.server.ts";
import { hearConsent, type Merging } from "./hear-consent.server.ts";
import type { Understood } from "./platform-delivery.ts";
import { emailOf, factsOf, phoneOf, type Told, waitingName } from "./platform-facts.ts";
import { clearPassedOn, noteReworded, type OptedOut, ownersOf, passOn } from "./platform-rows.server.ts";

export type PlatformFacts = { told: Told; facts: ReturnType<typeof factsOf> };

/** Who told what about consent, to know whom not to tell it back. */
export type Heard = { shopify: readonly CustomerFact[]; platforms: readonly PlatformFacts[]; waiting: FoundEvent[]; merging?: readonly Merging[] };

export async function platformFacts(world: World, shop: ShopId, deliveries: readonly Understood[]): Promise<PlatformFacts[]> {
  if (deliveries.length === 0) return [];
  // Nobody is merged between our look at whom they name and what is written of them.
  await lockFacts(world, shop);
  const found: PlatformFacts[] = [];
  for (const { told, unknown } of deliveries) {
    if (unknown > 0) world.log.info("platform events unknown", { shop, platform: told.platform, unknown });
    const people = told.events.map(({ person }) => person);
    const known = await personsBy(world, shop, ConnectionId.parse(told.connection), [...new Set(people.flatMap(({ platformId }) => platformId ?? []))]);
    const owners = await ownersOf(world, shop, [...new Set(people.flatMap(({ phone }) => phoneOf(phone) ?? []))], [...new Set(people.flatMap(({ email }) => emailOf(email) ?? []))]);
    found.push({ told, facts: factsOf(told, { ids: new Map(known.map((row) => [row.platform_id, row.customer_id])), phones: owners, emails: owners }) });
  }
  return found;
}

/** After the facts are written. */
export async function spread(world: World, shop: ShopId, heard: Heard, now: Date): Promise<void> {
  const { shopify, platforms, waiting } = heard;
  const about = [...shopify, ...platforms.flatMap(({ facts }) => facts.customers)].filter(({ smsState, emailState }) => smsState !== undefined || emailState !== undefined);
  const isOut = ({ smsState, emailState }: CustomerFact) => smsState === "UNSUBSCRIBED" || emailState === "UNSUBSCRIBED";
  await clearPassedOn(world, shop, about.filter((fact) => !isOut(fact)).map(({ customerId }) => customerId));
  await passOn(world, shop, [
    ...shopify.flatMap((fact) => outsOf(fact, "shopify")), ...platforms.flatMap(({ told, facts }) => facts.customers.flatMap((fact) => outsOf(fact, told.connection))),
    ...waiting.flatMap((event) => outsOf(consentOf(event), 0)),
  ], now);
  await hearConsent(world, shop, heard, now);
  await noteReworded(world, shop, shopify.map(({ customerId }) => customerId));
}

/** What a webhook tells is news; a description says what was true for years, so that only a young opt-out is. */
const YOUNG_MS = days(3);

/** After descriptions of customers were written, whose webhook may have been lost. */
export function spreadFound(world: World, shop: ShopId, described: readonly CustomerFact[], waiting: FoundEvent[], now: Date): Promise<void> {
  const isYoung = (at: string | null | undefined) => !!at && Date.parse(at) >= now.getTime() - YOUNG_MS;
  const words = described.map(({ customerId, phone, smsState, smsCollectedFrom, smsUpdatedAt, emailState, emailUpdatedAt }): CustomerFact => ({
    customerId, ...(phone && { phone, smsCollectedFrom: smsCollectedFrom ?? null, smsUpdatedAt: smsUpdatedAt ?? null }), ...(smsState !== undefined && (smsState !== "UNSUBSCRIBED" || isYoung(smsUpdatedAt)) && { smsState }), ...(emailState !== undefined && (emailState !== "UNSUBSCRIBED" || isYoung(emailUpdatedAt)) && { emailState }),
  }));
  return spread(world, shop, { shopify: words, platforms: [], waiting }, now);
}

const outsOf = ({ customerId, smsState, emailState }: CustomerFact, teller: OptedOut["teller"]): OptedOut[] => [
  ...(smsState === "UNSUBSCRIBED" ? [{ customerId, channel: "sms" as const, teller }] : []), ...(emailState === "UNSUBSCRIBED" ? [{ customerId, channel: "email" as const, teller }] : []),
];

type Known = { platformId: string; customerId: string };

/** A platform's numbers of our customers, newly learnt: what it told of them before was waiting for this. */
export async function knowPlatformPeople(world: World, shop: ShopId, { platform, connection }: { platform: PlatformId; connection: ConnectionId }, people: readonly Known[], now: Date): Promise<void> {
  const names = people.map(({ platformId, customerId }) => ({ who: waitingName(platform, connection, platformId), customerId }));
  // Nearly always nothing waits, and then nobody else is held up.
  if (names.length === 0 || !(await isAnyWaiting(world, shop, names.map(({ who }) => who)))) return;
  await lockFacts(world, shop);
  const waited = await attachNamed(world, shop, names);
  if (waited.length === 0) return;
  const outs = optOutsOf(waited);
  await mergeCustomers(world, shop, outs.map(consentOf));
  await markChanged(world, shop, waited.map(({ customerId }) => customerId), now);
  await noteFound(world, shop, waited, now);
  await passOn(world, shop, outs.flatMap((event) => outsOf(consentOf(event), connection)), now);
  await hearConsent(world, shop, { shopify: [], platforms: [], waiting: outs }, now);
  await wake(world, shop, "evaluate");
}
