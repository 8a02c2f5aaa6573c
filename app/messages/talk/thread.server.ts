// One conversation: what its page shows, and what a merchant does in it. An answer goes the way of every text, through the
// gate; what it would say is told before it is written.
import { heldConsent } from "../../consent/held.ts";
import { numberStates } from "../../consent/ledger-rows.server.ts";
import type { ConsentEntry } from "../../consent/entry.ts";
import { openPhone } from "../../consent/number.server.ts";
import type { NumberHash } from "../../consent/number.ts";
import { endReviews } from "../../inbox/reply-rows.server.ts";
import { sayConsent } from "../../inbox/say-consent.server.ts";
import type { CustomerId, ShopId } from "../../lib/ids.ts";
import type { Problem } from "../../lib/problem.ts";
import { transact, type World } from "../../lib/world.ts";
import { CAPABILITIES } from "../../platforms/capabilities.ts";
import { liveConnections } from "../../platforms/connection-rows.server.ts";
import { entryByHand } from "../compliance/block.ts";
import { faultsOfFixed } from "../message/fixed-words.ts";
import type { Fault, Message } from "../gate/facts.ts";
import { maySend } from "../gate/may-send.ts";
import { gatePeople } from "../gate/people.server.ts";
import { reasonOf, remedyOf } from "../gate/reasons.ts";
import { rulesOf } from "../gate/rules.server.ts";
import { conversationEnd } from "../gate/standing.ts";
import { writeTexts } from "../person-text-rows.server.ts";
import { consentLines, stopWords, type ThreadAct, type ThreadFilter } from "./thread.ts";
import { countThreads, ITEMS_MAX, itemKey, listThreads, ownersNow, setRead, takeReview, type ThreadHead, threadHead, threadItems, THREADS_MAX } from "./thread-rows.server.ts";

type Named = { number: NumberHash; customerId: CustomerId | null; phone: string | null; sealed: string | null };

/** The phone they wrote from, and who has it now where the customer of then does not. */
async function withOwners<Row extends Named>(world: World, shop: ShopId, rows: readonly Row[]): Promise<Row[]> {
  const opened = rows.map((row) => ({ ...row, phone: row.phone ?? (row.sealed === null ? null : openPhone(world, shop, row.number, row.sealed)) }));
  const owners = await ownersNow(world, shop, opened.flatMap(({ customerId, phone }) => (customerId === null && phone !== null ? [phone] : [])));
  return opened.map((row) => ({ ...row, ...(row.customerId === null && row.phone !== null ? owners.get(row.phone) : null) }));
}

const headOf = async (world: World, shop: ShopId, number: NumberHash): Promise<ThreadHead | null> => {
  const head = await threadHead(world, shop, number);
  return head && ((await withOwners(world, shop, [head]))[0] ?? null);
};

export async function readInbox(world: World, shop: ShopId, asked: { show: ThreadFilter; after?: string | undefined }) {
  const [rows, counts] = await Promise.all([listThreads(world, shop, asked), countThreads(world, shop)]);
  const shown = await withOwners(world, shop, rows.slice(0, THREADS_MAX));
  return { threads: shown.map(({ sealed: _, ...thread }) => thread), counts, next: rows.length > THREADS_MAX ? (shown.at(-1)?.replyId ?? null) : null };
}

/** What an answer is to the gate. */
const answerOf = (faults: readonly Fault[], sender: Message["sender"]): Message => ({ class: "conversational", scope: "marketing", reply: null, topic: null, subject: null, cart: null, place: "in", faults: [...faults], sender, budgetAt: null, expiresAt: null });

type Whom = { number: NumberHash; customerId: CustomerId | null; phone: string };

/** Why an answer would not go now, or until when one may. */
async function standing(world: World, shop: ShopId, whom: Whom, text: string | null, now: Date): Promise<{ problem: string | null; until: Date | null }> {
  const { rules, settings } = await rulesOf(world, shop);
  if (settings.sender === null) return { problem: "No sender is chosen. Choose one under Settings, Texts.", until: null };
  const found = (await gatePeople(world, shop, { settings, rules }, [whom], now)).get(whom.number);
  if (!found) return { problem: reasonOf("noNumber").says, until: null };
  const faults = text === null ? [] : faultsOfFixed(text, "conversational", settings.brand);
  const { verdict, reason } = maySend(rules, found.person, answerOf(faults, settings.paused ? "paused" : "ready"), found.history, now.getTime());
  const end = conversationEnd(found.person);
  if (verdict !== "send") return { problem: [reasonOf(reason).says, remedyOf(reason)].filter(Boolean).join(" "), until: null };
  return { problem: null, until: Number.isFinite(end) ? new Date(end) : null };
}

export async function readThread(world: World, shop: ShopId, number: NumberHash, before: string | undefined, now: Date) {
  const head = await headOf(world, shop, number);
  if (!head) return null;
  const [items, states] = await Promise.all([threadItems(world, shop, number, before), numberStates(world, shop, [number])]);
  const { smsState, smsOptInLevel, smsUpdatedAt, sealed: _, ...person } = head;
  const { phone } = person;
  const known = states.get(number);
  const held = heldConsent(known?.state ?? null, { smsState, smsOptInLevel, smsUpdatedAt }, now.getTime());
  const shown = items.slice(0, ITEMS_MAX);
  const last = shown.at(-1);
  return {
    person,
    items: shown.toReversed(), older: items.length > ITEMS_MAX && last ? itemKey(last) : null,
    consent: { lines: consentLines(held), stop: stopWords(held), isBlocked: held.stop?.by === "merchant", isSuspected: held.suspectedAt !== null },
    answer: phone === null ? { problem: reasonOf("noNumber").says, until: null } : await standing(world, shop, { number, customerId: head.customerId, phone }, null, now),
    via: await viaOf(world, shop, head.connectionId),
    token: world.ids.uuid(),
  };
}

/** To which platform's number they wrote, where the answer comes from another one. */
async function viaOf(world: World, shop: ShopId, connection: number): Promise<string | null> {
  const [{ settings }, live] = await Promise.all([rulesOf(world, shop), liveConnections(world, shop)]);
  const wroteTo = live.find(({ connection_id }) => connection_id === connection);
  return settings.sender === connection || !wroteTo ? null : CAPABILITIES[wroteTo.platform].name;
}

export async function actOnThread(world: World, shop: ShopId, number: NumberHash, asked: ThreadAct): Promise<Problem[] | null> {
  const head = await headOf(world, shop, number);
  if (!head) return null;
  const now = world.now();
  switch (asked.act) {
    case "answer":
      return answer(world, shop, head, asked, now);
    case "read":
    case "unread":
      await setRead(world, shop, number, asked.act === "read" ? now : null);
      return [];
    case "review":
      return review(world, shop, head, asked, now);
    case "optOut":
    case "block":
      return say(world, shop, head, entryByHand(asked.act, asked.reason, now.getTime()), now);
    default:
      return asked satisfies never;
  }
}

const NO_PHONE: Problem = { path: [], message: "Nobody knows this phone number any more." };

async function answer(world: World, shop: ShopId, { number, phone, customerId }: ThreadHead, { text, token }: Extract<ThreadAct, { act: "answer" }>, now: Date): Promise<Problem[]> {
  if (phone === null) return [NO_PHONE];
  const { problem } = await standing(world, shop, { number, customerId, phone }, text, now);
  if (problem) return [{ path: ["text"], message: problem }];
  await transact(world, async (within) => {
    await writeTexts(within, shop, [{
      key: `inbox/${number}/${token}`, source: "inbox", customerId, number, campaignId: null, message: null, body: text, media: null,
      class: "conversational", scope: "marketing", topic: null, subject: null, cart: null, reply: null, dueAt: now, expiresAt: null,
    }], now);
    await setRead(within, shop, number, now);
  });
  return [];
}

/** A person's verdict on what may mean stop. A yes counts from when it was written. */
async function review(world: World, shop: ShopId, { number, phone }: ThreadHead, { replyId, verdict }: Extract<ThreadAct, { act: "review" }>, now: Date): Promise<Problem[]> {
  if (phone === null) return [NO_PHONE];
  return transact(world, async (within) => {
    const taken = await takeReview(within, shop, number, replyId, verdict, now);
    if (!taken) return [{ path: [], message: "This was decided already." }];
    const evidence = { page: null, messageIds: [taken.key.split(":")[0]?.slice(0, 64) ?? ""], order: null, note: taken.body.slice(0, 200).toWellFormed() || null };
    const entry: ConsentEntry | null = verdict === "stop"
      ? { kind: "stopped", at: taken.at.getTime(), source: "keyword", by: "reply", evidence }
      : taken.left > 0 ? null : { kind: "cleared", at: now.getTime(), source: "merchant", evidence };
    if (entry) await sayConsent(within, shop, [{ phone, entry }], now);
    if (verdict === "stop") await endReviews(within, shop, [number], now);
    return [];
  });
}

async function say(world: World, shop: ShopId, { number, phone }: ThreadHead, entry: ConsentEntry, now: Date): Promise<Problem[]> {
  if (phone === null) return [NO_PHONE];
  await transact(world, async (within) => {
    // Who opts in again later is not held up by what was in question before.
    const cleared: ConsentEntry = { kind: "cleared", at: now.getTime(), source: "merchant", evidence: null };
    const isSuspected = (await numberStates(within, shop, [number])).get(number)?.state.suspectedAt != null;
    await sayConsent(within, shop, [entry, ...(isSuspected ? [cleared] : [])].map((said) => ({ phone, entry: said })), now);
    await endReviews(within, shop, [number], now);
  });
  return [];
}
