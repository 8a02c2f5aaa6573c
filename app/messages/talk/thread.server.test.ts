// Conversations: who is listed where, what one shows, and what a merchant's acts change.
import { expect, test } from "vitest";
import { z } from "zod";
import { numberStates } from "#app/consent/ledger-rows.server.ts";
import { numberHasher, sealPhone } from "#app/consent/number.server.ts";
import type { NumberHash } from "#app/consent/number.ts";
import { hearDeliveries } from "#app/inbox/reply.server.ts";
import { lockFacts } from "#app/customers/rows.server.ts";
import { CustomerId, type ShopId } from "#app/lib/ids.ts";
import { sql } from "#app/lib/sql.ts";
import { days, minutes } from "#app/lib/time.ts";
import { transact } from "#app/lib/world.ts";
import { ConnectionId } from "#app/platforms/connection.ts";
import { addCustomers, phoneOf } from "#tests/support/platforms.ts";
import { aShop } from "#tests/support/shop.ts";
import { aWorld } from "#tests/support/world.ts";
import { saveTextSettings } from "../settings/text-settings.server.ts";
import { TextSettings } from "../settings/text-settings.ts";
import { actOnThread, readInbox, readThread } from "./thread.server.ts";
import { type ThreadAct, ThreadFilter, THREAD_FILTERS } from "./thread.ts";

const world = await aWorld();
const STRANGER = "+14155550123";

async function aTextedShop() {
  const shop = await aShop(world);
  await addCustomers(world, shop, [1, 2]);
  await saveTextSettings(world, shop, TextSettings.parse({ brand: "Segue Gifts", sender: ConnectionId.parse(1) }), world.now());
  const hash = await numberHasher(world, shop);
  return { shop, hash, heard: hear(shop) };
}

let texts = 0;
/** As a delivery of Twilio's, once it is understood. */
const hear = (shop: ShopId) => async (phone: string, text: string): Promise<void> => {
  const key = `SM${++texts}`;
  world.clock.advance(minutes(1));
  const event = { key, kind: "smsReplied" as const, at: null, person: { platformId: null, phone, email: null }, messageId: key, campaign: null, url: null, text, errorCode: null, bot: false };
  await transact(world, async (within) => {
    await lockFacts(within, shop);
    await hearDeliveries(within, shop, [{ platform: "twilio", connection: 1, events: [event], at: null, receivedAt: world.now() }], world.now());
  });
};

const listed = async (shop: ShopId, show: ThreadFilter) => (await readInbox(world, shop, { show })).threads.map(({ phone, body }) => `${phone ?? ""} ${body}`);
const act = (shop: ShopId, number: NumberHash, asked: ThreadAct) => actOnThread(world, shop, number, asked);
const stateOf = async (shop: ShopId, number: NumberHash) => (await numberStates(world, shop, [number])).get(number)?.state;

test("Whoever wrote last comes first, each number once, by what was not read and by what waits for a decision.", async () => {
  const { shop, hash, heard } = await aTextedShop();
  await heard(phoneOf(1), "Hello");
  await heard(STRANGER, "enough of this");
  await heard(phoneOf(2), "Hi");
  await heard(phoneOf(1), "Are you there?");
  const [one, two, stranger] = [`${phoneOf(1)} Are you there?`, `${phoneOf(2)} Hi`, `${STRANGER} enough of this`];
  expect(await listed(shop, "all")).toEqual([one, two, stranger]);
  expect(await act(shop, hash(phoneOf(1)), { act: "read" })).toEqual([]);
  expect(await Promise.all(THREAD_FILTERS.map((show) => listed(shop, show)))).toEqual([[one, two, stranger], [two, stranger], [stranger]]);
  expect((await readInbox(world, shop, { show: "all" })).counts).toEqual({ unread: 2, review: 1 });
  await act(shop, hash(phoneOf(1)), { act: "unread" });
  expect(await listed(shop, "unread")).toEqual([one, two, stranger]);
  const [first] = (await readInbox(world, shop, { show: "all" })).threads;
  expect((await readInbox(world, shop, { show: "all", after: first?.replyId })).threads.map(({ body }) => body)).toEqual(["Hi", "enough of this"]);
  const other = await aTextedShop();
  expect([await listed(other.shop, "all"), await readThread(world, other.shop, hash(phoneOf(1)), undefined, world.now()), await act(other.shop, hash(phoneOf(1)), { act: "read" })]).toEqual([[], null, null]);
});

const Text = z.object({ key: z.string(), body: z.string().nullable(), class: z.string(), source: z.string() });
const written = (shop: ShopId) => world.db.rows(Text, sql`select key, body, class, source from person_text where shop_id = ${shop} order by text_id`);
const TOKEN = "00000000-0000-4000-8000-00000000abcd";

test("An answer is written once, stands in the conversation in its order, and reads what it answers.", async () => {
  const { shop, hash, heard } = await aTextedShop();
  await heard(phoneOf(1), "When do you open?");
  const number = hash(phoneOf(1));
  world.clock.advance(minutes(1));
  for (let click = 0; click < 2; click++) expect(await act(shop, number, { act: "answer", text: "At nine.", token: TOKEN })).toEqual([]);
  expect(await written(shop)).toEqual([{ key: `inbox/${number}/${TOKEN}`, body: "At nine.", class: "conversational", source: "inbox" }]);
  await heard(phoneOf(1), "Thanks");
  const thread = await readThread(world, shop, number, undefined, world.now());
  expect(thread?.items.map(({ kind, body, state }) => [kind, body, state])).toEqual([["reply", "When do you open?", null], ["text", "At nine.", "due"], ["reply", "Thanks", null]]);
  expect(thread).toMatchObject({ person: { customerId: CustomerId.parse("1"), phone: phoneOf(1), isUnread: true }, older: null, answer: { problem: null, until: expect.any(Date) } });
});

test("Nobody is answered after STOP, after a week, or with what carriers forbid; the reason stands beside the field.", async () => {
  const { shop, hash, heard } = await aTextedShop();
  const why = async (phone: string, text = "Hello") => (await act(shop, hash(phone), { act: "answer", text, token: TOKEN }))?.map(({ path, message }) => `${path.join()}: ${message}`);
  await heard(phoneOf(1), "STOP");
  expect(await why(phoneOf(1))).toEqual(["text: They asked for texts to stop. Never text them again. They can come back only by opting in themselves."]);
  await heard(phoneOf(2), "Hello");
  expect(await why(phoneOf(2), "See https://bit.ly/abc")).toEqual([expect.stringMatching(/^text: Carriers forbid something/)]);
  world.clock.advance(days(8));
  expect(await why(phoneOf(2))).toEqual([expect.stringMatching(/^text: The answer comes too long after/)]);
  expect(await written(shop)).toEqual([]);
});

test("A person's verdict stops from the instant it was written, or lets texts go again when nothing else waits; once.", async () => {
  const { shop, hash, heard } = await aTextedShop();
  await heard(phoneOf(1), "enough");
  const at = world.now().getTime();
  await heard(phoneOf(1), "so annoying");
  await heard(STRANGER, "go away");
  const waiting = async (phone: string) => (await readThread(world, shop, hash(phone), undefined, world.now()))?.items.flatMap(({ id, review }) => (review === "waiting" ? [id] : [])) ?? [];
  const [first = "", second = ""] = await waiting(phoneOf(1));
  await act(shop, hash(phoneOf(1)), { act: "review", replyId: first, verdict: "fine" });
  expect(await stateOf(shop, hash(phoneOf(1)))).toMatchObject({ suspectedAt: at });
  await act(shop, hash(phoneOf(1)), { act: "review", replyId: second, verdict: "fine" });
  expect(await stateOf(shop, hash(phoneOf(1)))).toMatchObject({ suspectedAt: null, stop: null });
  expect(await act(shop, hash(phoneOf(1)), { act: "review", replyId: second, verdict: "stop" })).toEqual([{ path: [], message: "This was decided already." }]);
  const [theirs = ""] = await waiting(STRANGER);
  expect(await act(shop, hash(phoneOf(1)), { act: "review", replyId: theirs, verdict: "stop" })).toEqual([{ path: [], message: "This was decided already." }]);
  const wroteAt = world.now().getTime();
  world.clock.advance(days(1));
  expect(await act(shop, hash(STRANGER), { act: "review", replyId: theirs, verdict: "stop" })).toEqual([]);
  expect(await stateOf(shop, hash(STRANGER))).toMatchObject({ stop: { by: "reply", at: wroteAt } });
  expect([await listed(shop, "review"), await written(shop)]).toEqual([[], []]);
});

test("Opted out by hand, and blocked: the ledger has the reason, the customer is opted out, and nothing waits any more.", async () => {
  const { shop, hash, heard } = await aTextedShop();
  for (const phone of [phoneOf(1), phoneOf(2)]) await heard(phone, "enough");
  expect(await act(shop, hash(phoneOf(1)), { act: "optOut", reason: "Asked by phone" })).toEqual([]);
  expect(await stateOf(shop, hash(phoneOf(1)))).toMatchObject({ stop: null, suspectedAt: null, consent: { marketing: { state: "unsubscribed" } } });
  expect(await act(shop, hash(phoneOf(2)), { act: "block", reason: "Insults us" })).toEqual([]);
  expect(await stateOf(shop, hash(phoneOf(2)))).toMatchObject({ stop: { by: "merchant" } });
  const states = await world.db.rows(z.object({ state: z.string().nullable() }), sql`select sms_state as state from customer where shop_id = ${shop} order by customer_id`);
  expect([states, await listed(shop, "review")]).toEqual([[{ state: "UNSUBSCRIBED" }, { state: "UNSUBSCRIBED" }], []]);
});

test("Whoever became a customer since they wrote is called by their name, and their consent of now counts.", async () => {
  const { shop, hash, heard } = await aTextedShop();
  await heard(STRANGER, "Hello");
  await world.db.run(sql`insert into customer (shop_id, customer_id, phone, first_name, sms_state, sms_updated_at) values (${shop}, 3, ${STRANGER}, 'Ann', 'SUBSCRIBED', ${world.now()})`);
  expect((await readInbox(world, shop, { show: "all" })).threads).toMatchObject([{ customerId: "3", firstName: "Ann", phone: STRANGER }]);
  const thread = await readThread(world, shop, hash(STRANGER), undefined, world.now());
  expect(thread).toMatchObject({ person: { customerId: "3", phone: STRANGER }, consent: { lines: [{ words: "agreed" }, {}, {}] } });
});

test("What was taken care of is read by itself, unless something before it waits to be read.", async () => {
  const { shop, heard } = await aTextedShop();
  await heard(phoneOf(1), "HELP");
  await heard(phoneOf(2), "When do you open?");
  await heard(phoneOf(2), "STOP");
  expect([await listed(shop, "all"), await listed(shop, "unread")]).toEqual([[`${phoneOf(2)} STOP`, `${phoneOf(1)} HELP`], [`${phoneOf(2)} STOP`]]);
});

test("A long conversation comes in pages, without a gap and without a repetition.", async () => {
  const { shop, hash } = await aTextedShop();
  const number = hash(phoneOf(1));
  await world.db.run(sql`
    insert into reply (shop_id, connection_id, key, number, customer_id, phone, body, meaning, at, heard_at, state, is_last)
    select ${shop}, 1, 'r' || n, decode(${number}, 'hex'), 1, ${sealPhone(world, shop, number, phoneOf(1))}, 'reply ' || n, 'none', ${world.now()}::timestamptz - n / 2 * interval '1 minute', ${world.now()}, 'done', n = 1 from generate_series(1, 60) n`);
  await world.db.run(sql`
    insert into person_text (shop_id, key, source, number, class, rank, state, due_at, created_at, sent_at, body)
    select ${shop}, 't' || n, 'campaign', decode(${number}, 'hex'), 'marketing', 2, 'sent', ${world.now()}, ${world.now()}, ${world.now()}::timestamptz - n / 2 * interval '1 minute', 'text ' || n from generate_series(1, 60) n`);
  const seen: string[] = [];
  let before: string | undefined;
  do {
    const page = await readThread(world, shop, number, before, world.now());
    seen.unshift(...(page?.items.map(({ body }) => body ?? "") ?? []));
    before = page?.older ?? undefined;
  } while (before !== undefined);
  expect([seen.length, new Set(seen).size]).toEqual([120, 120]);
  expect(ThreadFilter.parse("nonsense")).toBe("all");
});
