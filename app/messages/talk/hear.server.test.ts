// Texts that come in through the stand-in for Twilio, signed, from its webhook to the ledger, the inbox and the answers;
// and what carriers tell of texts that we sent.
import fc from "fast-check";
import { expect, test } from "vitest";
import { z } from "zod";
import { numberStates } from "#app/consent/ledger-rows.server.ts";
import { appendEntries } from "#app/consent/ledger.server.ts";
import { numberHasher, openPhone, sealPhone } from "#app/consent/number.server.ts";
import { NumberHash } from "#app/consent/number.ts";
import { ingest } from "#app/inbox/ingest.server.ts";
import type { ShopId } from "#app/lib/ids.ts";
import { Count, sql } from "#app/lib/sql.ts";
import { days, later, minutes, seconds } from "#app/lib/time.ts";
import { setHookSecret } from "#app/platforms/connection.server.ts";
import { readConnection } from "#app/platforms/connection-rows.server.ts";
import { SENDER } from "#app/platforms/send-trouble.ts";
import { trySenderAgain } from "#app/platforms/sender-refused.server.ts";
import { previewSegment } from "#app/segments/preview.server.ts";
import { parse } from "#app/segments/text.ts";
import { addCustomers, connected, phoneOf, withPlatforms } from "#tests/support/platforms.ts";
import { aShop } from "#tests/support/shop.ts";
import { aWorld, START } from "#tests/support/world.ts";
import { hear } from "./hear.server.ts";

const world = await aWorld();
const platforms = withPlatforms(world);
let accounts = 0;

/** Customer 1 has the phone that ends in 1; the shop's Twilio leaves STOP to us. */
async function aScene() {
  const shop = await aShop(world);
  await addCustomers(world, shop, [1]);
  const account = String(++accounts);
  const connection = await connected(world, shop, platforms, "twilio", account);
  const made = await readConnection(world, shop, connection);
  if (!made) throw new Error("connected");
  await setHookSecret(world, shop, made, platforms.account("twilio", account).credentials.token ?? "");
  const url = `https://segue.example.com/hooks/twilio/${made.hook_key}`;
  platforms.control({ platform: "twilio", account, faults: { hooks: { delayMs: [0, 0] } }, acts: [{ act: "hook", url }, { act: "optOuts", by: "off" }] });
  const hash = await numberHasher(world, shop);
  const settle = async () => {
    for (let round = 0; round < 20; round++) {
      await platforms.due();
      if ((await ingest.step(world, shop)) + (await hear.step(world, shop)) === 0) return;
    }
  };
  const write = async (phone: string, text: string) => {
    platforms.control({ platform: "twilio", account, acts: [{ act: "reply", phone, text }] });
    await settle();
  };
  /** Texts take their steps, and what is told of them comes in, late as it may be. */
  const pass = async () => {
    for (let step = 0; step < 2; step++) {
      world.clock.advance(seconds(10));
      await settle();
    }
  };
  return { shop, account, connection, url, hash, settle, write, pass };
}

const Row = z.object({ meaning: z.string(), state: z.string(), review: z.string().nullable(), body: z.string(), isLast: z.boolean() });
const replies = (shop: ShopId) => world.db.rows(Row, sql`select meaning, state, review, body, is_last as "isLast" from reply where shop_id = ${shop} order by reply_id`);
const Text = z.object({ kind: z.string().nullable(), body: z.string().nullable(), class: z.string() });
const texts = (shop: ShopId) => world.db.rows(Text, sql`select reply_kind as kind, body, class from person_text where shop_id = ${shop} order by text_id`);
const stateOf = async (shop: ShopId, number: NumberHash) => (await numberStates(world, shop, [number])).get(number);

test("STOP holds in the transaction that hears of it, for whom we know and for whom we do not, and each is confirmed once.", async () => {
  const { shop, hash, write } = await aScene();
  const STRANGER = "+14155550123";
  for (const phone of [phoneOf(1), STRANGER]) {
    await write(phone, "STOP");
    world.clock.advance(seconds(2));
    await write(phone, "please remove me");
    expect(await stateOf(shop, hash(phone))).toMatchObject({ state: { stop: { by: "reply" }, consent: { marketing: { state: "unsubscribed" } } } });
  }
  expect(await replies(shop)).toMatchObject(["STOP", "please remove me", "STOP", "please remove me"].map((body, n) => ({ meaning: "optOut", state: "done", review: null, body, isLast: n % 2 === 1 })));
  expect(await texts(shop)).toMatchObject([{ kind: "stop", class: "reply" }, { kind: "stop", class: "reply" }]);
  const customers = await world.db.rows(z.object({ state: z.string().nullable() }), sql`select sms_state as state from customer where shop_id = ${shop}`);
  expect(customers).toEqual([{ state: "UNSUBSCRIBED" }]);
  const kept = await world.db.rows(z.object({ number: NumberHash, phone: z.string().nullable() }), sql`select encode(number, 'hex') as number, phone from reply where shop_id = ${shop} and phone is not null order by reply_id`);
  expect(kept.map(({ number, phone }) => openPhone(world, shop, number, phone ?? ""))).toEqual([phoneOf(1), STRANGER]);
});

test("What may mean stop rests promotional texts until a person has looked, and is not answered.", async () => {
  const { shop, hash, write } = await aScene();
  await write(phoneOf(1), "this is so annoying");
  expect(await stateOf(shop, hash(phoneOf(1)))).toMatchObject({ state: { stop: null, suspectedAt: world.now().getTime() }, wroteAt: world.now() });
  expect([await replies(shop), await texts(shop)]).toMatchObject([[{ meaning: "suspected", review: "waiting" }], []]);
});

test("JOIN is asked for a second yes in words that are kept, and YES confirms those very words.", async () => {
  const { shop, hash, write } = await aScene();
  const STRANGER = "+14155550124";
  await write(STRANGER, "join");
  expect(await stateOf(shop, hash(STRANGER))).toMatchObject({ state: { consent: { marketing: { state: "pending" } } } });
  world.clock.advance(minutes(1));
  await write(STRANGER, "Yes");
  expect(await stateOf(shop, hash(STRANGER))).toMatchObject({ state: { consent: { marketing: { state: "subscribed", isDouble: true, proof: "written" }, cartReminders: { state: "subscribed" } } } });
  const [ask, welcome] = await texts(shop);
  expect([ask?.kind, ask?.body?.includes("Reply YES"), welcome?.body?.includes("You get recurring promo texts")]).toEqual(["optIn", true, true]);
  const [confirmed] = await world.db.rows(z.object({ text: z.string() }), sql`select entry->'disclosure'->>'text' as text from consent_entry where shop_id = ${shop} and entry->>'kind' = 'confirmed'`);
  expect(confirmed?.text).toBe(ask?.body);
  expect(await world.db.rows(z.object({ state: z.string() }), sql`select state from opt_in where shop_id = ${shop}`)).toEqual([{ state: "confirmed" }]);
});

test("START takes back their own STOP, and a stop after it is confirmed anew.", async () => {
  const { shop, hash, write } = await aScene();
  for (const text of ["STOP", "START", "STOP"]) {
    await write(phoneOf(1), text);
    world.clock.advance(minutes(1));
  }
  expect((await texts(shop)).map(({ kind }) => kind)).toEqual(["stop", "optIn", "stop"]);
  expect(await stateOf(shop, hash(phoneOf(1)))).toMatchObject({ state: { stop: { by: "reply" } } });
});

test("Where Twilio answers its keywords by itself, it is not answered twice; a sign-up is welcomed all the same.", async () => {
  const { shop, account, hash, write } = await aScene();
  platforms.control({ platform: "twilio", account, acts: [{ act: "optOuts", by: "advanced" }] });
  for (const text of ["STOP", "HELP", "START"]) {
    await write(phoneOf(1), text);
    world.clock.advance(minutes(1));
  }
  expect((await replies(shop)).map(({ meaning }) => meaning)).toEqual(["optOut", "help", "restarted"]);
  expect((await texts(shop)).map(({ kind }) => kind)).toEqual(["optIn"]);
  expect(await stateOf(shop, hash(phoneOf(1)))).toMatchObject({ state: { stop: null } });
});

const Entry = z.object({ kind: z.string() });

test("Whatever comes, twice and out of order: after STOP nothing but its one confirmation is written down to go, and a text heard twice is one.", async () => {
  const WORDS = ["STOP", "stop texting me", "HELP", "YES", "ok thanks", "annoying", "arrêt"];
  await fc.assert(fc.asyncProperty(fc.array(fc.constantFrom(...WORDS), { minLength: 1, maxLength: 5 }), async (said) => {
    const { shop, account, write, pass } = await aScene();
    platforms.control({ platform: "twilio", account, faults: { hooks: { duplicate: 0.5, reorder: 0.5, reorderMs: 3_000 } } });
    await write(phoneOf(1), "STOP");
    for (const text of said) platforms.control({ platform: "twilio", account, acts: [{ act: "reply", phone: phoneOf(1), text }] });
    await pass();
    expect((await replies(shop)).length).toBe(said.length + 1);
    expect((await texts(shop)).map(({ kind }) => kind)).toEqual(["stop"]);
    const entries = await world.db.rows(Entry, sql`select distinct entry->>'kind' as kind from consent_entry where shop_id = ${shop}`);
    expect(entries).not.toContainEqual({ kind: "optedIn" });
  }), { numRuns: 4 });
});

async function aText(scene: Awaited<ReturnType<typeof aScene>>, phone: string, sid: string, customer: string | null = null): Promise<void> {
  await world.db.run(sql`
    insert into person_text (shop_id, key, source, customer_id, number, class, rank, state, due_at, connection_id, provider_id, created_at, sent_at)
    values (${scene.shop}, ${sid}, 'campaign', ${customer}::bigint, decode(${scene.hash(phone)}, 'hex'), 'marketing', 2, 'sent', ${world.now()}, ${scene.connection}, ${sid}, ${world.now()}, ${world.now()})`);
}

/** As the stand-in sends a text: to Twilio's API, with our address for what becomes of it. */
async function sendOut({ account, url }: Awaited<ReturnType<typeof aScene>>, to: string): Promise<string> {
  const { key, secret, account: sid } = platforms.account("twilio", account).credentials;
  const answer = await platforms.http.send({
    method: "POST", url: `https://api.twilio.com/2010-04-01/Accounts/${sid ?? ""}/Messages.json`,
    headers: { authorization: `Basic ${Buffer.from(`${key}:${secret ?? ""}`).toString("base64")}`, "content-type": "application/x-www-form-urlencoded" },
    body: new URLSearchParams({ To: to, From: "+15005550006", Body: "Hi", StatusCallback: url }).toString(), timeoutMs: 1_000,
  });
  return z.object({ sid: z.string() }).parse(JSON.parse("body" in answer ? answer.body : "{}")).sid;
}

const State = z.object({ key: z.string(), state: z.string(), code: z.string().nullable(), at: z.date().nullable() });
const ends = (shop: ShopId) => world.db.rows(State, sql`select key, state, error_code as code, delivered_at as at from person_text where shop_id = ${shop} order by text_id`);
const left = async (shop: ShopId) => (await world.db.rows(z.object({ n: Count }), sql`select count(*) as n from receipt where shop_id = ${shop}`))[0]?.n;

test("What carriers tell settles a text, marks numbers that cannot be reached, and waits for our own note of the sending.", async () => {
  const scene = await aScene();
  const { shop, account, hash, settle, pass } = scene;
  platforms.control({ platform: "twilio", account, faults: { hooks: { duplicate: 0.5, reorder: 0.5, reorderMs: 5_000 } } });
  const FAILS = "+15005550005";
  const sent = [await sendOut(scene, phoneOf(1)), await sendOut(scene, FAILS)];
  await pass();
  expect(await left(shop)).toBe(4);
  await aText(scene, phoneOf(1), sent[0] ?? "");
  await aText(scene, FAILS, sent[1] ?? "");
  await settle();
  expect(await left(shop)).toBe(0);
  expect(await ends(shop)).toMatchObject([{ state: "delivered", code: null, at: expect.any(Date) }, { state: "undelivered", code: "30005", at: null }]);
  expect((await stateOf(shop, hash(FAILS)))?.reach ?? "ok").toBe("ok");
  const again = await sendOut(scene, FAILS);
  await aText(scene, FAILS, again);
  await pass();
  expect((await stateOf(shop, hash(FAILS)))?.reach).toBe("unreachable");
});

async function countOf(shop: ShopId, asked: string) {
  const read = parse(asked);
  if ("problems" in read) throw new Error(JSON.stringify(read.problems));
  return previewSegment(world, shop, read.definition);
}

test("Whether texts reach somebody is told to segments, of the phone they have, and known of nobody before.", async () => {
  const scene = await aScene();
  const { shop, pass, write } = scene;
  const [one, fails] = [phoneOf(1), "+15005550005"];
  await world.db.run(sql`insert into customer (shop_id, customer_id, phone) values (${shop}, 2, ${fails}), (${shop}, 3, ${fails}), (${shop}, 4, '+12025550004')`);
  const total = (asked: string) => countOf(shop, asked);
  expect(await total("sms.reach known")).toMatchObject({ total: 0 });
  const send = async (phone: string, customer: string) => {
    await aText(scene, phone, await sendOut(scene, phone), customer);
    await pass();
  };
  await send(one, "1");
  await send(fails, "2");
  expect(await total('sms.reach is "ok"')).toMatchObject({ total: 1, unknown: 3 });
  await world.db.run(sql`update customer set changed_at = null where shop_id = ${shop}`);
  await send(fails, "2");
  // Who shares the phone is out of reach with them.
  expect(await total('sms.reach is "unreachable"')).toMatchObject({ total: 2, unknown: 1 });
  expect(await world.db.run(sql`select 1 from customer where shop_id = ${shop} and customer_id in (2, 3) and changed_at is not null`)).toBe(2);
  await world.db.run(sql`update customer set phone = '+12025550003' where shop_id = ${shop} and customer_id = 3`);
  expect(await total('sms.reach is "unreachable"')).toMatchObject({ total: 1, unknown: 2 });
  // A text that went to the phone they had before says nothing of the one they have.
  await send(one, "3");
  expect(await total("sms.reach known")).toMatchObject({ total: 2 });
  await write(fails, "Here I am");
  expect(await total('sms.reach is "ok"')).toMatchObject({ total: 2, unknown: 2 });
});

test("What a carrier tells of a campaign's text is told to segments with the campaign, its topic, its picture and what it cost, also where it came before our own note.", async () => {
  const scene = await aScene();
  const { shop, pass, settle } = scene;
  await world.db.run(sql`insert into campaign (shop_id, campaign_id, name, version, created_at, changed_at) values (${shop}, 1, 'Spring sale', 1, ${world.now()}, ${world.now()})`);
  const named = () => world.db.rows(z.object({ kind: z.string(), campaign: z.string().nullable(), cost: z.coerce.number().nullable() }), sql`
    select kind, campaign, props->>'cost' as cost from event where shop_id = ${shop} order by kind`);
  const sid = await sendOut(scene, phoneOf(1));
  await pass();
  expect(await named()).toEqual(["smsDelivered", "smsSent"].map((kind) => ({ kind, campaign: null, cost: null })));
  await world.db.run(sql`update customer set changed_at = null where shop_id = ${shop}`);
  await aText(scene, phoneOf(1), sid);
  await world.db.run(sql`update person_text set campaign_id = 1, micros = 7900, topic = 'New  arrivals', media = 'https://acme.example/new.png' where shop_id = ${shop}`);
  await settle();
  expect(await named()).toEqual(["smsDelivered", "smsSent"].map((kind) => ({ kind, campaign: "Spring sale", cost: 0.0079 })));
  expect(await countOf(shop, 'count(smsDelivered where event.about is "new arrivals") >= 1 and count(smsDelivered where event.picture is true) >= 1')).toMatchObject({ total: 1 });
  expect(await world.db.run(sql`select 1 from customer where shop_id = ${shop} and customer_id = 1 and changed_at is not null`)).toBe(1);
});

test("Whoever writes to us can be reached, and receipts of texts that are not ours go after a day.", async () => {
  const scene = await aScene();
  const { shop, hash, write, settle, pass } = scene;
  await world.db.run(sql`update number_state set reach = 'unreachable' where shop_id = ${shop}`);
  await appendEntries(world, shop, [{ number: hash(phoneOf(1)), entry: { kind: "cleared", at: START.getTime(), source: "merchant", evidence: null } }], world.now());
  await world.db.run(sql`update number_state set reach = 'unreachable' where shop_id = ${shop}`);
  await write(phoneOf(1), "Hello?");
  expect((await stateOf(shop, hash(phoneOf(1))))?.reach).toBe("ok");
  await sendOut(scene, phoneOf(1));
  await pass();
  expect(await left(shop)).toBe(2);
  world.clock.set(later(world.now(), days(2)));
  await settle();
  expect(await left(shop)).toBe(0);
  expect(sealPhone(world, shop, hash(phoneOf(1)), phoneOf(1))).not.toContain(phoneOf(1));
});

test("A carrier's word that the sender is not registered makes it so for all texts; what it says of a text from before the last test does not.", async () => {
  const scene = await aScene();
  const { shop, connection, pass, settle } = scene;
  const UNREGISTERED = "+15005550034";
  const missing = async () => (await readConnection(world, shop, connection))?.missing;
  const send = async () => {
    await aText(scene, UNREGISTERED, await sendOut(scene, UNREGISTERED));
  };
  await send();
  await pass();
  await settle();
  expect(await missing()).toEqual([SENDER]);
  expect((await readConnection(world, shop, connection))?.problem).toContain("(code 30034)");
  await send();
  world.clock.advance(seconds(1));
  expect(await trySenderAgain(world, shop, connection)).toBe(true);
  expect(await trySenderAgain(world, shop, connection)).toBe(false);
  await pass();
  expect((await ends(shop)).map(({ code }) => code)).toEqual(["30034", "30034"]);
  expect(await missing()).toEqual([]);
});
