// The one road of facts into the tables, for webhooks and imports alike, in the caller's transaction.
// Any order of arrival and any repetition give the same rows (inbox/arrival.server.test.ts).
import type { ShopId } from "../lib/ids.ts";
import { shareAskers } from "../lib/lock.server.ts";
import type { World } from "../lib/world.ts";
import { forgottenOf } from "../shops/forgotten-rows.server.ts";
import { addToCollections, markBuyers, mergeCollections, mergeProducts } from "../products/rows.server.ts";
import { changedSince } from "../products/standing.ts";
import { standingsOf } from "../products/standing-rows.server.ts";
import { mergeVariants } from "../products/variant-rows.server.ts";
import { namedIn, namedInEvents, namedInGone, resolveGone, withoutForgotten } from "./apply.ts";
import { couponUses } from "./coupon-uses-rows.server.ts";
import { consentEvents, consentOf, optOutsOf } from "./consent-events.ts";
import { attachWaiting, coverKinds, insertEvents } from "./event-rows.server.ts";
import type { FoundEvent } from "./state.ts";
import type { Facts } from "./fact.ts";
import { addConsents, addWhos, consentsFor, deleteGone, goneOf, insertGone, keepConsents, keepWhos, moveFacts, noteMerged } from "./gone-rows.server.ts";
import { lookBefore, noteNews } from "./news.server.ts";
import { buyersOf, copyToChildren, mergeLines, mergeOrders, mergeRefunds } from "./order-rows.server.ts";
import { wakeFlows } from "./happened-rows.server.ts";
import { rollAndMark } from "./roll.server.ts";
import { rollGuests } from "./roll-rows.server.ts";
import { ensureCustomers, lockFacts, mergeCustomers, mergeTagChanges, mergeTagLists, projectTags, setStoreCredits } from "./rows.server.ts";

type Options = {
  now: Date;
  /** Live: roll up and mark who was touched. A whole import rolls up at its end instead. */
  live: boolean;
  /** Filled with the opt-outs that platforms told of before their customer was known. */
  optedOut?: FoundEvent[];
  /** Of words on consent that came through us: where they were given, by customer. */
  sources?: ReadonlyMap<string, string>;
  /** Lines and refunds that come behind their orders: that there are more of them is no edit. */
  isRest?: boolean;
};

/** Returns how many customers were touched. */
export async function writeFacts(world: World, shop: ShopId, told: Facts, { now, live, optedOut, sources = new Map(), isRest = false }: Options): Promise<number> {
  // An import has the last word on consent alone, and a million of them: no history begins there.
  const said = live ? { ...told, events: [...told.events, ...consentEvents(told.customers)] } : told;
  if (live && told.variants.length > 0) await shareAskers(world, shop);
  await lockFacts(world, shop);
  const given = withoutForgotten(said, await forgottenOf(world, shop, [...namedIn(said), ...namedInEvents(said), ...namedInGone(said)]));
  await writeProducts(world, shop, given, live ? now : null);
  const survivors = await writeGone(world, shop, given, now);
  const gone = await goneOf(world, shop, [...namedIn(given), ...namedInEvents(given)]);
  const late = given.customers.filter((fact) => gone.has(fact.customerId));
  await addConsents(world, shop, late);
  await addWhos(world, shop, late);
  const facts = resolveGone(given, gone);
  const before = live ? await buyersOf(world, shop, orderIdsOf(facts)) : [];
  const state = live ? await lookBefore(world, shop, facts) : null;
  await writeCustomers(world, shop, facts, gone.size === 0 ? gone : await goneOf(world, shop, namedIn(facts)));
  const buyers = await writeOrders(world, shop, facts);
  const uses = live ? await couponUses(world, shop, facts.orders) : [];
  const { actors, events, outs } = await writeEvents(world, shop, { ...facts, events: [...facts.events, ...uses] }, late, state !== null);
  optedOut?.push(...outs);
  if (!live) return 0;
  const after = [...buyers, ...(await buyersOf(world, shop, childrenOnly(facts)))].filter((buyer) => buyer !== null);
  const touched = [...new Set([...survivors, ...before, ...namedIn(facts), ...actors, ...after])];
  await rollAndMark(world, shop, touched, now);
  if (state) await noteNews(world, shop, state, { events, touched, sources, isRest }, now);
  if (buyers.has(null) || facts.refunds.length > 0) await rollGuests(world, shop, orderIdsOf(facts), now);
  return touched.length;
}

async function writeProducts(world: World, shop: ShopId, facts: Facts, markAt: Date | null): Promise<void> {
  const told = markAt === null ? [] : [...facts.products, ...facts.variants].map(({ productId }) => productId);
  const before = await standingsOf(world, shop, told);
  const stubs = facts.inCollections.map(({ productId, detailedAt }) => ({ productId, detailedAt }));
  await mergeProducts(world, shop, [...facts.products, ...new Map(stubs.map((stub) => [stub.productId, stub])).values()]);
  await mergeCollections(world, shop, facts.collections);
  await addToCollections(world, shop, facts.inCollections);
  if (await mergeVariants(world, shop, facts.variants, markAt !== null)) await wakeFlows(world, shop);
  if (markAt) await markBuyers(world, shop, changedSince(before, await standingsOf(world, shop, told)), markAt);
}

async function writeGone(world: World, shop: ShopId, { gone }: Facts, now: Date): Promise<string[]> {
  if (gone.length === 0) return [];
  const ids = gone.map((fact) => fact.customerId);
  await insertGone(world, shop, gone);
  await keepConsents(world, shop, ids);
  await keepWhos(world, shop, ids);
  const into = await goneOf(world, shop, ids);
  const survivors = [...into.values()].filter((survivor) => survivor !== null);
  const deadEnds = await goneOf(world, shop, survivors);
  await moveFacts(world, shop, ids);
  await ensureCustomers(world, shop, survivors.filter((survivor) => !deadEnds.has(survivor)));
  await noteMerged(world, shop, survivors);
  await mergeCustomers(world, shop, (await consentsFor(world, shop, survivors)).filter((fact) => !deadEnds.has(fact.customerId)));
  await deleteGone(world, shop, ids, now);
  return survivors;
}

async function writeCustomers(world: World, shop: ShopId, facts: Facts, gone: ReadonlyMap<string, string | null>): Promise<void> {
  // Most facts of an import only name a customer: a look at the row is enough, and locks nothing.
  const words = facts.customers.filter((fact) => Object.keys(fact).length > 1);
  const described = new Set(words.map((fact) => fact.customerId));
  const alive = ({ customerId }: { customerId: string }) => !gone.has(customerId);
  await mergeCustomers(world, shop, words.filter(alive));
  await ensureCustomers(world, shop, namedIn(facts).filter((id) => !described.has(id) && !gone.has(id)));
  await mergeTagLists(world, shop, words.filter(alive));
  await mergeTagChanges(world, shop, facts.tagChanges);
  const listed = words.filter((fact) => fact.tagsAt && alive(fact)).map((fact) => fact.customerId);
  await projectTags(world, shop, [...listed, ...facts.tagChanges.map((fact) => fact.customerId)]);
  await setStoreCredits(world, shop, facts.storeCredits);
}

/** Returns whose the orders are; null stands for a guest. */
async function writeOrders(world: World, shop: ShopId, facts: Facts): Promise<Set<string | null>> {
  await mergeOrders(world, shop, facts.orders);
  const buyers = facts.orders.length > 0 ? await copyToChildren(world, shop, facts.orders.map((fact) => fact.orderId)) : new Set<string | null>();
  await mergeLines(world, shop, facts.lines);
  await mergeRefunds(world, shop, facts.refunds);
  return buyers;
}

/** Returns whose they are. Those who are described now may be whom earlier events are waiting for. */
async function writeEvents(world: World, shop: ShopId, facts: Facts, late: Facts["customers"], isListened: boolean): Promise<{ actors: string[]; events: FoundEvent[]; outs: FoundEvent[] }> {
  await coverKinds(world, shop, facts.covers);
  const { actors, events } = await insertEvents(world, shop, facts.events, isListened);
  const described = [...facts.customers, ...late].filter(({ email, phone }) => email ?? phone).map(({ customerId }) => customerId);
  const waited = await attachWaiting(world, shop, described);
  const outs = optOutsOf(waited);
  await mergeCustomers(world, shop, outs.map(consentOf));
  return { actors: [...actors, ...waited.map(({ customerId }) => customerId)], events: [...events, ...waited], outs };
}

/** Orders of which only lines or refunds are told. */
function childrenOnly({ orders, lines, refunds }: Facts): string[] {
  const told = new Set(orders.map((fact) => fact.orderId));
  return [...new Set([...lines, ...refunds].map((fact) => fact.orderId))].filter((id) => !told.has(id));
}

const orderIdsOf = ({ orders, lines, refunds }: Facts) => [...new Set([...orders, ...lines, ...refunds].map((fact) => fact.orderId))];
