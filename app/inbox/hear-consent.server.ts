// What Shopify and the platforms tell of consent becomes lines of the ledger, by the number that it is about; and whoever is
// met for the first time gets what the ledger knows of their number. After the facts are written, in their transaction.
import type { ConsentState } from "../consent/grant.ts";
import { tellHeldWords } from "../consent/held-word.server.ts";
import { linesOf, noteOwners, numberStates } from "../consent/ledger-rows.server.ts";
import { appendEntries, type Said } from "../consent/ledger.server.ts";
import { numberHasher } from "../consent/number.server.ts";
import type { NumberHash } from "../consent/number.ts";
import type { NumberState } from "../consent/number-state.ts";
import { mergedOut } from "../consent/shopify-word.ts";
import { saidBy } from "../consent/words.ts";
import type { GoneFact } from "../customers/fact.ts";
import { lockFacts } from "../customers/rows.server.ts";
import type { ShopId } from "../lib/ids.ts";
import type { World } from "../lib/world.ts";
import { goneWithNo, numberedPeople } from "./consent-rows.server.ts";
import { fromPlatform, fromShopify, fromWaiting, namedBy, type Numbered, type PhoneWord } from "./consent-words.ts";
import type { Heard } from "./platform.server.ts";
import { clearPassedOn } from "./platform-rows.server.ts";
import { spreadWords, type Word } from "./spread-consent.server.ts";
import { factOf, stillOut } from "./spread-consent.ts";

/** Two customers who are one now, as they were just before. `gone`: who is no more. */
export type Merging = { at: Date; gone: string; people: Numbered[] };

/** Before the facts are written, which leave one row of the two. */
export async function mergingPeople(world: World, shop: ShopId, gone: readonly GoneFact[]): Promise<Merging[]> {
  const merges = gone.flatMap(({ customerId, mergedInto, at }) => (mergedInto === null ? [] : [{ at: new Date(at), gone: customerId, ids: [customerId, mergedInto] }]));
  if (merges.length === 0) return [];
  await lockFacts(world, shop);
  const people = await numberedPeople(world, shop, merges.flatMap(({ ids }) => ids));
  return merges.map(({ at, gone, ids }) => ({ at, gone, people: ids.flatMap((id) => people.get(id) ?? []) }));
}

export async function hearConsent(world: World, shop: ShopId, heard: Heard, now: Date): Promise<void> {
  const people = await numberedPeople(world, shop, namedBy(heard));
  const words = [
    ...heard.shopify.flatMap((fact) => fromShopify(fact, people.get(fact.customerId), now)), ...heard.platforms.flatMap((told) => fromPlatform(told, people)),
    ...heard.waiting.flatMap((event) => fromWaiting(event, people.get(event.customerId))),
  ];
  const merging = heard.merging ?? [];
  if (people.size + words.length + merging.length === 0) return;
  const hash = await numberHasher(world, shop);
  await appendEntries(world, shop, words.map((word) => lineOf(word, hash)), now);
  await hearMerges(world, shop, merging, hash, now);
  const states = await numberStates(world, shop, [...people.values()].map(({ phone }) => hash(phone)));
  await noteOwners(world, shop, [...people.values()].map(({ customerId, phone }) => ({ customerId, number: hash(phone) })).filter(({ number }) => (states.get(number)?.entries ?? 0) > 0));
  const known = { hash, states };
  const isNew = ({ phone, heldPhone }: Numbered) => heldPhone !== phone && isMet(states.get(hash(phone)));
  await tellHeldWords(world, shop, [...words.map(({ phone }) => phone), ...merging.flatMap(({ people }) => people.map(({ phone }) => phone)), ...[...people.values()].filter(isNew).map(({ phone }) => phone)], now);
  await meet(world, shop, heard.shopify.flatMap(({ customerId, phone }) => (phone ? (people.get(customerId) ?? []) : [])), known, now);
  await tellAgain(world, shop, heard.shopify.flatMap(({ customerId, smsState }) => (smsState === "SUBSCRIBED" ? (people.get(customerId) ?? []) : [])), known, now);
}

const isMet = (state: NumberState | undefined) => state !== undefined && (state.entries > 0 || state.restedAt !== null);

type Hash = (phone: string) => NumberHash;
type Known = { hash: Hash; states: ReadonlyMap<NumberHash, NumberState> };
const lineOf = ({ phone, entry }: PhoneWord, hash: Hash): Said => ({ number: hash(phone), entry });

/** Whoever said no under one of their numbers has said it, whichever of them stays. */
async function hearMerges(world: World, shop: ShopId, merging: readonly Merging[], hash: Hash, now: Date): Promise<void> {
  if (merging.length === 0) return;
  const states = await numberStates(world, shop, merging.flatMap(({ people }) => people.map(({ phone }) => hash(phone))));
  const isOut = ({ phone }: Numbered) => states.get(hash(phone))?.state.consent.marketing.state === "unsubscribed";
  const saidNo = await goneWithNo(world, shop, merging.map(({ gone }) => gone));
  const lines = merging.flatMap(({ at, gone, people }) => {
    const anyOut = saidNo.has(gone) || people.some((one) => one.smsState === "UNSUBSCRIBED" || isOut(one));
    return anyOut ? people.filter((one) => !isOut(one)).map(({ phone }) => lineOf({ phone, entry: mergedOut(at.getTime()) }, hash)) : [];
  });
  await appendEntries(world, shop, lines, now);
}

/** Their number may have said something before we knew whose it is. */
async function meet(world: World, shop: ShopId, met: readonly Numbered[], { hash, states }: Known, now: Date): Promise<void> {
  const news = met.filter((one) => isNews(one, states.get(hash(one.phone))?.state ?? null));
  if (news.length === 0) return;
  const lines = await linesOf(world, shop, news.map(({ phone }) => hash(phone)));
  const words = news.flatMap((one) => {
    const number = hash(one.phone);
    const state = states.get(number)?.state ?? null;
    const told = saidBy(lines.get(number) ?? []).flatMap((entry) => {
      const fact = entry.at === state?.consent.marketing.since ? factOf(one, entry, state, now) : null;
      return fact ? [{ entry, fact, teller: 0 }] : [];
    });
    return told.slice(-1);
  });
  await spreadWords(world, shop, words, now);
}

/** Whoever sets them to subscribed over and over is contradicted so often, and then left to it: no text goes out either way. */
const AGAIN_MAX = 3;

/** Shopify says yes where a STOP stands, which only they can take back: their no is told again, there and to every platform. */
async function tellAgain(world: World, shop: ShopId, subscribed: readonly Numbered[], { hash, states }: Known, now: Date): Promise<void> {
  const stopped = subscribed.filter(({ phone, smsState, mergedAt }) => mergedAt === null && smsState === "SUBSCRIBED" && states.get(hash(phone))?.state.stop != null);
  if (stopped.length === 0) return;
  const lines = await linesOf(world, shop, stopped.map(({ phone }) => hash(phone)));
  const words = stopped.flatMap(({ customerId, phone, smsUpdatedAt }): Word[] => {
    const said = saidBy(lines.get(hash(phone)) ?? []);
    const stop = said.findLast(({ kind }) => kind === "stopped");
    const contradicted = said.filter(({ kind, source, at }) => kind === "optedIn" && (source === "shopify" || source === "checkout") && at > (stop?.at ?? 0)).length;
    return stop && contradicted <= AGAIN_MAX ? [{ entry: stop, fact: stillOut({ customerId, phone }, smsUpdatedAt, now), teller: 0 }] : [];
  });
  await clearPassedOn(world, shop, words.map(({ fact }) => fact.customerId));
  await spreadWords(world, shop, words, now);
}

/** The ledger's word is a later one, and another. */
function isNews({ smsState, smsUpdatedAt }: Numbered, state: ConsentState | null): boolean {
  const grant = state?.consent.marketing;
  if (!grant || grant.since === null || (grant.state !== "subscribed" && grant.state !== "unsubscribed")) return false;
  return smsState !== grant.state.toUpperCase() && (smsUpdatedAt === null || smsUpdatedAt.getTime() < grant.since);
}
