// Webhooks of platforms, from the raw bytes to facts, segments' events and opt-outs that reach everywhere.
import { createHmac } from "node:crypto";
import { expect, test } from "vitest";
import { z } from "zod";
import { entriesOf } from "#app/consent/ledger-rows.server.ts";
import { numberHasher } from "#app/consent/number.server.ts";
import { writeFacts } from "#app/customers/apply.server.ts";
import { noFacts } from "#app/customers/fact.ts";
import { evaluate } from "#app/segments/evaluate.server.ts";
import type { ShopId } from "#app/lib/ids.ts";
import { seal } from "#app/lib/seal.server.ts";
import { Count, sql } from "#app/lib/sql.ts";
import { days, later } from "#app/lib/time.ts";
import { transact } from "#app/lib/world.ts";
import { PlatformId } from "#app/platforms/adapter.ts";
import { boundTo, ConnectionId } from "#app/platforms/connection.ts";
import { aShop } from "#tests/support/shop.ts";
import { aWorld } from "#tests/support/world.ts";
import { ingest } from "./ingest.server.ts";
import { takeDelivery } from "./platform-door.server.ts";
import { knowPlatformPeople, spreadFound } from "./platform.server.ts";

const world = await aWorld();
const SECRET = "a secret of sixteen and more";
const OLD = "the secret that held before it";
const keyOf = (shop: ShopId, id: number) => `${shop}-${id}-${"k".repeat(32)}`;

/** Attentive and Postscript are connections 1 and 2, Klaviyo is 3. */
async function aConnectedShop() {
  const shop = await aShop(world);
  for (const [index, platform] of (["attentive", "postscript", "klaviyo"] as const).entries()) {
    const id = ConnectionId.parse(index + 1);
    await world.db.run(sql`
      insert into connection (shop_id, connection_id, platform, account_id, account_name, hook_key, hook_secret, hook_secret_before, created_at)
      values (${shop}, ${id}, ${platform}, ${`account-${shop}`}, 'A', ${keyOf(shop, id)}, ${seal(world.secrets, SECRET, boundTo(shop, id, "hook_secret"))},
        ${seal(world.secrets, OLD, boundTo(shop, id, "hook_secret_before"))}, ${world.now()})`);
  }
  await world.db.run(sql`
    insert into customer (shop_id, customer_id, phone, email, sms_state, sms_updated_at, updated_at) values
      (${shop}, 7, '+12125550107', 'ann@example.com', 'SUBSCRIBED', ${later(world.now(), -days(30))}, ${world.now()}), (${shop}, 8, '+12125550107', null, null, null, ${world.now()}), (${shop}, 9, '+12125550109', null, null, null, ${world.now()})`);
  return shop;
}

type Told = { type: string; at?: Date; phone?: string; id?: number; company?: string; more?: object };
const attentive = ({ type, at = world.now(), phone = "+12125550107", id = 1, company, more = {} }: Told) =>
  JSON.stringify({ type, timestamp: at.getTime(), subscriber: { external_id: id, phone }, ...(company === undefined ? {} : { company: { company_id: company } }), ...more });
const signedWith = (secret: string, body: string): Record<string, string> => ({ "content-type": "application/json", "x-attentive-hmac-sha256": createHmac("sha256", secret).update(body).digest("hex") });
const bytes = (text: string) => new TextEncoder().encode(text);

async function deliver(shop: ShopId, body: string, { headers = signedWith(SECRET, body), platform = "attentive", key = keyOf(shop, 1) }: { headers?: Record<string, string>; platform?: string; key?: string | null } = {}) {
  return takeDelivery(world, { platform, key }, { body: bytes(body), headers, url: "https://segue.example.com/hooks/attentive/k" });
}
async function settle(shop: ShopId) {
  while ((await ingest.step(world, shop)) > 0);
}
const EventRow = z.object({ customer_id: z.string().nullable(), kind: z.string(), name: z.string().nullable(), source: z.string(), waits: z.boolean() });
const events = (shop: ShopId) => world.db.rows(EventRow, sql`select customer_id, kind, name, source, who is not null as waits from event where shop_id = ${shop} order by at, kind, customer_id`);
const ConsentRow = z.object({ id: z.string(), state: z.string().nullable(), at: z.date().nullable() });
const consents = (shop: ShopId) => world.db.rows(ConsentRow, sql`select customer_id as id, sms_state as state, sms_updated_at as at from customer where shop_id = ${shop} order by customer_id`);
const CommandRow = z.object({ kind: z.string(), customer: z.string(), connection: z.number().nullable(), at: z.string() });
const commands = (shop: ShopId) => world.db.rows(CommandRow, sql`select kind, customer_id as customer, connection_id as connection, payload->>'at' as at from outbox where shop_id = ${shop} order by customer_id, connection_id nulls first, kind`);
const stored = async (shop: ShopId) => (await world.db.rows(z.object({ n: Count }), sql`select count(*) as n from inbox where shop_id = ${shop}`))[0]?.n;

test("What is signed with the secret, or with the one before it, is stored once; anything else is refused and stored nowhere.", async () => {
  const shop = await aConnectedShop();
  const body = attentive({ type: "sms.sent", more: { message: { id: "m1", name: "Autumn" } } });
  const genuine = signedWith(SECRET, body)["x-attentive-hmac-sha256"] ?? "";
  for (const headers of [{}, { "x-attentive-hmac-sha256": "" }, { "x-attentive-hmac-sha256": genuine.toUpperCase() }, { "x-attentive-hmac-sha256": genuine.slice(1) }, signedWith("another secret", body), signedWith(SECRET, `${body} `)]) {
    expect(await deliver(shop, body, { headers })).toBe(401);
  }
  const other = await aConnectedShop();
  expect(await deliver(shop, body, { key: `${shop}-1-${"x".repeat(32)}` })).toBe(404);
  expect(await deliver(shop, body, { platform: "klaviyo" })).toBe(404);
  expect(await deliver(shop, body, { platform: "nobody" })).toBe(404);
  expect(await deliver(shop, body, { key: "rubbish" })).toBe(404);
  expect([await stored(shop), await stored(other)]).toEqual([0, 0]);
  for (const secret of [SECRET, SECRET, OLD]) expect(await deliver(shop, body, { headers: signedWith(secret, body) })).toBe(200);
  expect([await stored(shop), await stored(other)]).toEqual([1, 0]);
  await settle(shop);
  expect(await events(shop)).toEqual([{ customer_id: "7", kind: "smsSent", name: null, source: "attentive", waits: false }]);
  expect(await world.db.rows(z.object({ kind: z.string() }), sql`select kind from event_cover where shop_id = ${shop}`)).toEqual([{ kind: "smsSent" }]);
});

test("The address that serves all shops finds them by their account.", async () => {
  const [shop, other] = [await aConnectedShop(), await aConnectedShop()];
  const body = attentive({ type: "sms.sent", company: `account-${shop}` });
  expect(await deliver(shop, body, { key: null })).toBe(200);
  const shared = attentive({ type: "sms.sent", company: `account-${shop}`, id: 2 });
  const headers = signedWith("of all shops", shared);
  expect(await deliver(shop, shared, { key: null, headers })).toBe(401);
  world.secrets.platformHookSecrets = { attentive: "of all shops" };
  expect([await deliver(shop, shared, { key: null, headers }), await deliver(shop, shared, { headers })]).toEqual([200, 401]);
  const strange = attentive({ type: "sms.sent", company: "account-nobody" });
  expect(await deliver(shop, strange, { key: null })).toBe(401);
  expect([await stored(shop), await stored(other)]).toEqual([2, 0]);
});

test("What is not understood is taken all the same: an event we do not know is passed over, an envelope that cannot be read waits for a person.", async () => {
  const shop = await aConnectedShop();
  for (const body of [attentive({ type: "sms.somethingNew" }), '{"odd": true}', "no JSON"]) expect(await deliver(shop, body)).toBe(200);
  await settle(shop);
  const rows = await world.db.rows(z.object({ state: z.string(), problem: z.string().nullable() }), sql`select state, problem from inbox where shop_id = ${shop} order by state, inbox_id`);
  expect(rows).toEqual([{ state: "done", problem: null }, ...[1, 2].map(() => ({ state: "parked", problem: "Attentive sent something that Segue cannot read." }))]);
});

test("An opt-out holds for everybody with that phone from its own instant on, and is told to Shopify and every other platform, once.", async () => {
  const shop = await aConnectedShop();
  const at = later(world.now(), -days(1));
  await deliver(shop, attentive({ type: "sms.unsubscribed", at }));
  await settle(shop);
  expect(await consents(shop)).toEqual([{ id: "7", state: "UNSUBSCRIBED", at }, { id: "8", state: "UNSUBSCRIBED", at }, { id: "9", state: null, at: null }]);
  const told = (customer: string) => [{ kind: "smsOptOut", customer, connection: null }, { kind: "platformOptOut", customer, connection: 2 }, { kind: "platformOptOut", customer, connection: 3 }];
  expect((await commands(shop)).map(({ at: _, ...rest }) => rest)).toEqual([...told("7"), ...told("8")]);
  expect(new Set((await commands(shop)).map(({ at }) => new Date(at).toISOString()))).toEqual(new Set([at.toISOString()]));
  const later_ = later(at, 60_000);
  await deliver(shop, attentive({ type: "sms.unsubscribed", at: later_, more: { again: true } }));
  await settle(shop);
  expect(await commands(shop)).toHaveLength(6);
  const lines = await entriesOf(world, shop, (await numberHasher(world, shop))("+12125550107"));
  expect(lines.map(({ entry }) => [entry.kind, entry.source, entry.at])).toEqual([at, later_].map((each) => ["optedOut", "platform", each.getTime()]));
  expect((await events(shop)).filter(({ kind, customer_id }) => kind === "smsOptedOut" && customer_id === "7").map(({ source }) => source)).toEqual(["consent", "consent"]);
});

test("An older opt-out does not beat a newer opt-in, and an opt-in of a platform is history alone.", async () => {
  const shop = await aConnectedShop();
  await deliver(shop, attentive({ type: "sms.unsubscribed", at: later(world.now(), -days(31)) }));
  await deliver(shop, attentive({ type: "sms.subscribed", phone: "+12125550109" }));
  await settle(shop);
  expect((await consents(shop)).map(({ id, state }) => `${id} ${String(state)}`)).toEqual(["7 SUBSCRIBED", "8 UNSUBSCRIBED", "9 null"]);
  expect((await commands(shop)).map(({ customer }) => customer)).toEqual(["8", "8", "8"]);
  expect((await events(shop)).filter(({ customer_id }) => customer_id === "9").map(({ kind }) => kind)).toEqual(["smsOptedIn"]);
});

async function shopifySays(shop: ShopId, customer: number, state: string, at: Date) {
  const payload = { id: customer, sms_marketing_consent: { state, opt_in_level: "single_opt_in", consent_updated_at: at.toISOString(), consent_collected_from: "other" } };
  await world.db.run(sql`
    insert into inbox (shop_id, source, topic, key, triggered_at, received_at, body, due_at)
    values (${shop}, 'shopify', 'customers_marketing_consent/update', ${`${customer}/${state}/${at.getTime()}`}, ${at}, ${at}, ${JSON.stringify(payload)}, ${world.now()})`);
  await settle(shop);
}

test("What Shopify tells goes to every platform and not back to Shopify; its own echo goes nowhere; whoever opted in again may opt out anew.", async () => {
  const shop = await aConnectedShop();
  const at = later(world.now(), -days(2));
  await shopifySays(shop, 7, "unsubscribed", at);
  const once = [1, 2, 3].map((connection) => ({ kind: "platformOptOut", customer: "7", connection }));
  const kinds = async () => (await commands(shop)).map(({ at: _, ...rest }) => rest);
  expect(await kinds()).toEqual(once);
  await shopifySays(shop, 7, "unsubscribed", later(at, 1_000));
  expect(await kinds()).toEqual(once);
  await shopifySays(shop, 7, "subscribed", later(at, 2_000));
  await deliver(shop, attentive({ type: "sms.unsubscribed", at: later(at, 3_000) }));
  await settle(shop);
  expect((await kinds()).filter(({ customer }) => customer === "7").map(({ kind, connection }) => `${kind} ${String(connection)}`).sort()).toEqual(["platformOptOut 1", "platformOptOut 2", "platformOptOut 2", "platformOptOut 3", "platformOptOut 3", "smsOptOut null"]);
});

test("Where the merchant does not let us write opt-outs, and where the platform has no such thing, none is written.", async () => {
  const shop = await aConnectedShop();
  await world.db.run(sql`update connection set settings = '{"writeOptOuts": false}' where shop_id = ${shop} and connection_id = 2`);
  await world.db.run(sql`update connection set state = 'ended', ended_at = ${world.now()} where shop_id = ${shop} and connection_id = 3`);
  await deliver(shop, attentive({ type: "sms.unsubscribed", phone: "+12125550109" }));
  await settle(shop);
  expect((await commands(shop)).map(({ kind }) => kind)).toEqual(["smsOptOut"]);
});

test("Somebody we do not know yet becomes no customer; once Shopify describes them, their opt-out holds and is passed on.", async () => {
  const shop = await aConnectedShop();
  const at = later(world.now(), -days(1));
  await deliver(shop, attentive({ type: "sms.unsubscribed", phone: "+12125550999", at }));
  await settle(shop);
  expect([(await events(shop))[0]?.waits, await consents(shop).then((rows) => rows.length), await commands(shop)]).toEqual([true, 3, []]);
  expect(await entriesOf(world, shop, (await numberHasher(world, shop))("+12125550999"))).toHaveLength(1);
  await world.db.run(sql`
    insert into inbox (shop_id, source, topic, key, triggered_at, received_at, body, due_at)
    values (${shop}, 'shopify', 'customers/create', 'c', ${world.now()}, ${world.now()}, ${JSON.stringify({ id: 10, phone: "+12125550999", email: null, created_at: world.now().toISOString(), updated_at: world.now().toISOString() })}, ${world.now()})`);
  await settle(shop);
  expect((await consents(shop)).find(({ id }) => id === "10")).toEqual({ id: "10", state: "UNSUBSCRIBED", at });
  expect((await commands(shop)).map(({ kind, customer }) => `${kind} ${customer}`)).toContain("smsOptOut 10");
});

const profile = (id: string, topic: string, eventId: string) => ({ topic: `event:klaviyo.${topic}`, external_id: eventId, payload: { data: { id: eventId, attributes: { datetime: world.now().toISOString(), event_properties: { "Campaign Name": "Autumn", "User Agent": id === "P7" ? "Googlebot/2.1 (+http://www.google.com/bot.html)" : "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.0 Mobile/15E148 Safari/604.1" } }, relationships: { profile: { data: { id } } } } } });

test("A platform's own number of a person is known from what we told it, or waited for; what a machine clicked is kept under another name.", async () => {
  const shop = await aConnectedShop();
  const id = ConnectionId.parse(3);
  await world.db.run(sql`insert into connection_person (shop_id, connection_id, customer_id, platform_id, seen_at) values (${shop}, 3, 7, 'P7', ${world.now()})`);
  const body = JSON.stringify({ meta: { timestamp: world.now().toISOString() }, data: [profile("P7", "clicked_sms", "e1"), profile("P9", "clicked_sms", "e2"), profile("P9", "unsubscribed_from_sms_marketing", "e3"), profile("P9", "received_sms", "e4")] });
  const stamp = "Mon, 15 Jun 2026 17:00:00 GMT";
  const headers = { "content-type": "application/json", "klaviyo-timestamp": stamp, "klaviyo-signature": createHmac("sha256", SECRET).update(body + stamp).digest("hex") };
  expect(await deliver(shop, body, { headers, platform: "klaviyo", key: keyOf(shop, 3) })).toBe(200);
  await settle(shop);
  expect((await events(shop)).map(({ customer_id, kind, name, waits }) => [customer_id, kind, name, waits])).toEqual([
    ["7", "custom", "sms bot click", false], [null, "smsClicked", null, true], [null, "smsDelivered", null, true], [null, "smsOptedOut", null, true],
  ]);
  const know = () => transact(world, (within) => knowPlatformPeople(within, shop, { platform: PlatformId.enum.klaviyo, connection: id }, [{ platformId: "P9", customerId: "9" }], world.now()));
  await know();
  await know();
  expect((await events(shop)).filter(({ customer_id }) => customer_id === "9").map(({ kind, waits }) => `${kind} ${waits}`)).toEqual(["smsClicked false", "smsDelivered false", "smsOptedOut false"]);
  expect((await consents(shop)).find((row) => row.id === "9")?.state).toBe("UNSUBSCRIBED");
  expect((await commands(shop)).map(({ kind, connection }) => `${kind} ${String(connection)}`)).toEqual(["smsOptOut null", "platformOptOut 1", "platformOptOut 2"]);
  await evaluate.step(world, shop);
});

test("A description whose opt-out is young is passed on, should its webhook have been lost; one of years ago is not news.", async () => {
  const shop = await aConnectedShop();
  const [young, old] = [later(world.now(), -days(1)), later(world.now(), -days(400))];
  const described = [{ customerId: "8", smsState: "UNSUBSCRIBED", smsUpdatedAt: young.toISOString() }, { customerId: "9", smsState: "UNSUBSCRIBED", smsUpdatedAt: old.toISOString() }];
  await transact(world, async (within) => {
    await writeFacts(within, shop, { ...noFacts(), customers: described }, { now: world.now(), live: true });
    await spreadFound(within, shop, described, [], world.now());
  });
  expect((await commands(shop)).map(({ customer, connection }) => `${customer} ${String(connection)}`)).toEqual(["8 1", "8 2", "8 3"]);
});
