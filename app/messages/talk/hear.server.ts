// The pump `hear`: carriers' words on texts become the texts' state, and what somebody wrote is answered where it must be.
import { linesOf, numberStates } from "../../consent/ledger-rows.server.ts";
import { openPhone, sealPhone } from "../../consent/number.server.ts";
import type { NumberHash } from "../../consent/number.ts";
import { noteReach } from "../../consent/reach.server.ts";
import { nameEvents } from "../../customers/event-rows.server.ts";
import { lockFacts, tellChanged } from "../../customers/rows.server.ts";
import { sayConsent } from "../../inbox/say-consent.server.ts";
import type { ShopId } from "../../lib/ids.ts";
import { type Pump, wake } from "../../lib/pump.server.ts";
import { days, earlier, later, minutes, seconds } from "../../lib/time.ts";
import { transact, type World } from "../../lib/world.ts";
import { noteSenderRefused } from "../../platforms/sender-refused.server.ts";
import { type Answer, answerTo, reachBy, REPEATED_CODE, standingBy, stopBegan } from "./hear.ts";
import { type AskedRow, dropReceipts, dropStrange, failedBefore, type NewReply, noteAnswered, noteAsked, settleTexts, type TakenReceipt, takeNew, takeReceipts, waiting } from "./hear-rows.server.ts";
import type { NewText } from "../person-text.ts";
import { writeTexts } from "../person-text-rows.server.ts";
import { receiptNaming } from "./receipt-naming.ts";
import { voiceOf } from "./voice.server.ts";

const RECEIPTS_MAX = 500;
const REPLIES_MAX = 100;
/** A receipt may be here before our own note of the sending. */
const EARLY_MS = seconds(5);
const EARLY_MS_MAX = minutes(10);
const STRANGE_MS = days(1);

export const hear: Pump = {
  name: "hear",
  async step(world, shop) {
    const moved = (await transact(world, (within) => settleReceipts(within, shop))) + (await transact(world, (within) => answerReplies(within, shop)));
    if (moved === 0) await lookAgain(world, shop);
    return moved;
  },
  async isDue(world, shop) {
    const { replies, receipts } = await waiting(world, shop, world.now());
    return replies || receipts;
  },
};

async function lookAgain(world: World, shop: ShopId): Promise<void> {
  const now = world.now();
  await dropStrange(world, shop, earlier(now, STRANGE_MS));
  if ((await waiting(world, shop, earlier(now, EARLY_MS_MAX))).early) await wake(world, shop, "hear", later(now, EARLY_MS));
}

async function settleReceipts(world: World, shop: ShopId): Promise<number> {
  const taken = await takeReceipts(world, shop, RECEIPTS_MAX);
  if (taken.length === 0) return 0;
  await nameReceipts(world, shop, taken);
  const texts = [...Map.groupBy(taken, ({ textId }) => textId).values()].map((receipts) => settled(receipts)).filter((text) => text !== null);
  await noteReached(world, shop, texts);
  for (const { connection, errorCode, sentAt } of failedLast(taken)) await noteSenderRefused(world, shop, connection, { code: errorCode, sentAt: sentAt ?? world.now() });
  await settleTexts(world, shop, texts.map(({ textId, after }) => ({ textId, ...after })));
  await dropReceipts(world, shop, taken.map(({ receiptId }) => receiptId));
  return taken.length;
}

/** What a carrier told of a text is told to segments along with the text's campaign or flow and what it cost. Before any number: the shop's facts come first. */
async function nameReceipts(world: World, shop: ShopId, taken: readonly TakenReceipt[]): Promise<void> {
  const named = taken.flatMap(({ names, ...receipt }) => (names.campaign === null && names.flow === null ? [] : [receiptNaming(receipt, names)]));
  if (named.length === 0) return;
  await lockFacts(world, shop);
  await tellChanged(world, shop, await nameEvents(world, shop, named), world.now());
}

/** One of each code and connection, of the text that went last. */
const failedLast = (taken: readonly TakenReceipt[]): TakenReceipt[] => [...new Map(taken.filter(({ status }) => status === "undelivered")
  .toSorted((a, b) => (a.sentAt?.getTime() ?? 0) - (b.sentAt?.getTime() ?? 0)).map((one) => [`${one.connection}/${one.errorCode}`, one])).values()];

type Text = { textId: string; number: NumberHash; customerId: string | null; after: ReturnType<typeof standingBy> };

function settled(receipts: TakenReceipt[]): Text | null {
  const [first] = receipts;
  if (!first) return null;
  const { textId, number, customerId, state, deliveredAt, heldCode } = first;
  return { textId, number, customerId, after: standingBy({ state, deliveredAt, errorCode: heldCode }, receipts) };
}

async function noteReached(world: World, shop: ShopId, texts: readonly Text[]): Promise<void> {
  const now = world.now();
  const ended = texts.filter(({ after }) => after.state === "delivered" || after.state === "undelivered");
  const before = await failedBefore(world, shop, ended.filter(({ after }) => after.errorCode === REPEATED_CODE), REPEATED_CODE);
  await noteReach(world, shop, ended.flatMap(({ number, customerId, after }) => {
    const reach = reachBy(after, before.has(number));
    return reach === null ? [] : [{ number, customerId, reach }];
  }), now);
}

async function answerReplies(world: World, shop: ShopId): Promise<number> {
  const taken = await takeNew(world, shop, REPLIES_MAX);
  if (taken.length === 0) return 0;
  const now = world.now();
  const voice = await voiceOf(world, shop);
  const answers: { reply: NewReply; answer: Answer }[] = [];
  const states = await numberStates(world, shop, taken.map(({ number }) => number));
  const said = await linesOf(world, shop, taken.flatMap(({ number, meaning }) => (meaning === "optOut" ? [number] : [])));
  for (const reply of taken) {
    const { replyId, number, meaning, at, askedLocale, locale, language, scopes } = reply;
    const began = meaning === "optOut" ? stopBegan((said.get(number) ?? []).map(({ entry }) => entry)) : null;
    const answer = answerTo({ replyId, number, meaning, at, locales: [askedLocale, locale, language], scopes: scopes ?? [], isStopped: !!states.get(number)?.state.stop, began }, voice);
    if (answer) answers.push({ reply, answer });
  }
  // The ledger's lock comes before any number's.
  await ask(world, shop, answers, now);
  await writeTexts(world, shop, answers.map(({ reply, answer }) => textOf(reply, answer, now)), now);
  await noteAnswered(world, shop, taken.map(({ replyId }) => replyId));
  return taken.length;
}

/** Words to which a yes would be given are kept before they are sent. */
async function ask(world: World, shop: ShopId, answers: readonly { reply: NewReply; answer: Answer }[], now: Date): Promise<void> {
  const asked = answers.flatMap(({ reply, answer: { asks } }) => (asks && reply.phone !== null ? [{ ...reply, ...asks, phone: openPhone(world, shop, reply.number, reply.phone) }] : []));
  if (asked.length === 0) return;
  await sayConsent(world, shop, asked.map(({ phone, scopes, disclosure, at }) => ({ phone, entry: { kind: "asked", at: at.getTime(), source: "keyword", scopes, disclosure, evidence: null } })), now);
  const rows = asked.map(({ number, phone, customerId, scopes, disclosure }): AskedRow => ({ number, phone: sealPhone(world, shop, number, phone), customerId, locale: disclosure.locale, scopes, disclosure, at: now }));
  await noteAsked(world, shop, [...new Map(rows.map((row) => [row.number, row])).values()]);
}

const textOf = ({ number, customerId, at }: NewReply, { key, kind, source, body }: Answer, now: Date): NewText => ({
  key, source, customerId, number, campaignId: null, message: null, body, media: null, class: "reply", scope: "marketing", topic: null, subject: null, cart: null, reply: { kind, to: at }, dueAt: now, expiresAt: null,
});
