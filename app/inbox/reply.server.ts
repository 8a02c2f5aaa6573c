// Texts that came in and what became of ours, in the transaction that understands the delivery: an opt-out holds before
// anybody is told that it was heard. What is to be answered waits for the pump `hear`.
import { heldConsent } from "../consent/held.ts";
import { lockNumbers, numberStates } from "../consent/ledger-rows.server.ts";
import { numberHasher, sealPhone } from "../consent/number.server.ts";
import type { NumberHash } from "../consent/number.ts";
import { tellReach } from "../customers/reach.server.ts";
import type { ShopId } from "../lib/ids.ts";
import { wake } from "../lib/pump.server.ts";
import type { World } from "../lib/world.ts";
import type { PlatformEvent } from "../platforms/adapter.ts";
import { CAPABILITIES } from "../platforms/capabilities.ts";
import { confirmOptIns } from "./opt-in.server.ts";
import { instantOf, type Told } from "./platform-facts.ts";
import { receiptsIn } from "./receipt.ts";
import { decideReply, type HeardReply, repliesIn, type ReplyMeaning } from "./reply.ts";
import { askedOf, endReviews, insertReceipts, insertReplies, keyOf, knownReplies, type NewReply, noteConfirmed, noteWriters, phoneOwners } from "./reply-rows.server.ts";
import { sayConsent } from "./say-consent.server.ts";

/** The caller holds the lock of the shop's facts (customers/rows.server.ts), so nobody else adds to the ledger meanwhile. */
export async function hearDeliveries(world: World, shop: ShopId, deliveries: readonly Told[], now: Date): Promise<void> {
  const at = (told: Told) => (event: PlatformEvent) => new Date(instantOf(event.at ?? told.at, told.receivedAt));
  const replies = deliveries.flatMap((told) => repliesIn(told, at(told)).map((reply): From => ({ ...reply, connection: told.connection, answersAll: CAPABILITIES[told.platform].send === null })));
  // Of texts that the platform sends by itself no row of ours knows.
  const receipts = deliveries.filter(({ platform }) => CAPABILITIES[platform].send).flatMap((told) => receiptsIn(told, at(told)).map((receipt) => ({ ...receipt, connection: told.connection })));
  const heard = (await hearReplies(world, shop, replies, now)) + (await insertReceipts(world, shop, receipts, now));
  if (heard > 0) await wake(world, shop, "hear");
}

/** `answersAll`: the platform answers by itself, and we cannot. */
type From = HeardReply & { connection: number; answersAll: boolean };

async function hearReplies(world: World, shop: ShopId, replies: readonly From[], now: Date): Promise<number> {
  if (replies.length === 0) return 0;
  const known = await knownReplies(world, shop, replies);
  const fresh = [...new Map(replies.map((reply) => [keyOf(reply), reply])).values()].filter((reply) => !known.has(keyOf(reply)));
  const hash = await numberHasher(world, shop);
  const numbered = fresh.map((reply) => ({ ...reply, number: hash(reply.phone) }));
  // A second text of one number finds what the first one did.
  const queues = [...Map.groupBy(numbered, ({ number }) => number).values()];
  for (let turn = 0; queues.some((queue) => turn < queue.length); turn++) await hearTurn(world, shop, queues.flatMap((queue) => queue[turn] ?? []), now);
  return fresh.length;
}

/** STOP, HELP and the like were taken care of: a thousand of them after a campaign hide no question. */
const SETTLED: readonly ReplyMeaning[] = ["optOut", "help", "confirmed", "restarted", "joined"];

type Numbered = From & { number: NumberHash };

/** One text of each number. */
async function hearTurn(world: World, shop: ShopId, replies: readonly Numbered[], now: Date): Promise<void> {
  const numbers = replies.map(({ number }) => number);
  const [states, asked, owners] = [await numberStates(world, shop, numbers), await askedOf(world, shop, numbers, now), await phoneOwners(world, shop, replies.map(({ phone }) => phone))];
  const decided = replies.map((reply) => {
    const owner = owners.find(({ phone }) => phone === reply.phone) ?? null;
    const state = heldConsent(states.get(reply.number)?.state ?? null, owner, now.getTime());
    return { reply, owner, ...decideReply(reply, { state, asked: asked.get(reply.number) ?? null }) };
  });
  await sayConsent(world, shop, decided.flatMap(({ reply, entries }) => entries.map((entry) => ({ phone: reply.phone, entry, teller: reply.connection }))), now);
  await noteConfirmed(world, shop, decided.filter(({ meaning }) => meaning === "confirmed").map(({ reply: { number, at } }) => ({ number, at })));
  await confirmOptIns(world, shop, decided.filter(({ meaning }) => meaning === "confirmed").map(({ reply: { number, at }, owner }) => ({ number, at, isCustomer: owner !== null })), now);
  await insertReplies(world, shop, decided.map(({ reply, owner, meaning, language, needsReview, needsAnswer }): NewReply => ({
    connection: reply.connection, key: reply.key, number: reply.number, customerId: owner?.customerId ?? null, phone: sealPhone(world, shop, reply.number, reply.phone), body: reply.body, pictures: reply.pictures,
    meaning, language, at: reply.at, state: needsAnswer && !reply.answersAll ? "new" : "done", review: needsReview ? "waiting" : null, isSettled: SETTLED.includes(meaning),
  })), now);
  await endReviews(world, shop, decided.filter(({ meaning }) => meaning === "optOut").map(({ reply: { number } }) => number), now);
  await tellReach(world, shop, replies.map(({ phone }) => ({ phone, reach: "ok" })), now);
  // After the ledger's own lock; whoever holds numbers must not ask for that.
  await lockNumbers(world, shop, numbers);
  await noteWriters(world, shop, replies.map(({ number, at }) => ({ number, at })), now);
}
