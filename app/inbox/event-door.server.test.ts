import { expect, test } from "vitest";
import { z } from "zod";
import type { ShopId } from "#app/lib/ids.ts";
import { Count, sql } from "#app/lib/sql.ts";
import { days, later, minutes } from "#app/lib/time.ts";
import { makeKey, revokeKey } from "#app/shops/api-key.server.ts";
import { openShop, uninstall } from "#app/shops/install.server.ts";
import { deactivate } from "#app/shops/rows.server.ts";
import { tell as toldBy } from "#tests/support/history.ts";
import { aShop } from "#tests/support/shop.ts";
import { aWorld } from "#tests/support/world.ts";
import { takeEvents } from "./event-door.server.ts";
import { events, ingest } from "./ingest.server.ts";
import { insertDelivery } from "./rows.server.ts";

const world = await aWorld();
const at = world.now().toISOString();
const view = (id: string, more: object = {}) => ({ id, kind: "productViewed", at, customer: { id: "7" }, ...more });
const tell = (key: string, body: unknown) => takeEvents(world, key, JSON.stringify(body));
async function settle(shop: ShopId) {
  while ((await events.step(world, shop)) > 0);
}

const Row = z.object({ customer_id: z.string().nullable(), kind: z.string(), name: z.string().nullable(), value: Count.nullable(), waits: z.boolean() });
const rows = (shop: ShopId) => world.db.rows(Row, sql`select customer_id, kind, name, value_minor as value, who is not null as waits from event where shop_id = ${shop} order by kind, at, event_id`);
const covers = (shop: ShopId) => world.db.rows(z.object({ key: z.string(), since: z.date() }), sql`select concat_ws('/', kind, nullif(name, '')) as key, since from event_cover where shop_id = ${shop} order by 1`);

async function anOpenDoor() {
  const shop = await aShop(world);
  await world.db.run(sql`insert into customer (shop_id, customer_id, email, phone, updated_at) values (${shop}, 7, 'Ann@example.com', '+12125550123', ${world.now()})`);
  await world.db.run(sql`insert into segment (shop_id, segment_id, name, full_due, created_at, updated_at) values (${shop}, 1, 'S', false, ${world.now()}, ${world.now()})`);
  await world.db.run(sql`insert into segment_version (shop_id, segment_id, version, definition, sentence, created_at) values (${shop}, 1, 1, ${JSON.stringify({ node: { kind: "agg", event: "productViewed" } })}::jsonb, 'S', ${world.now()})`);
  return { shop, key: await makeKey(world, shop) };
}

test("Events are taken, become facts, mark whose they are, and begin their kind's coverage; twice is once.", async () => {
  const { shop, key } = await anOpenDoor();
  const events = [view("1"), view("2", { kind: "cartAdded", value: 49.99, currency: "USD" }), view("3", { kind: "custom", name: "quiz", customer: { email: "ANN@Example.com" }, properties: { score: 4.5 } })];
  for (const _ of [1, 2]) expect(await tell(key, { events })).toEqual({ status: 202, accepted: 3, problems: [] });
  expect(await tell(key, { events: events.slice(1) })).toMatchObject({ status: 202 });
  await settle(shop);
  expect(await rows(shop)).toEqual([
    { customer_id: "7", kind: "cartAdded", name: null, value: 4999, waits: false }, { customer_id: "7", kind: "custom", name: "quiz", value: null, waits: false },
    { customer_id: "7", kind: "productViewed", name: null, value: null, waits: false },
  ]);
  expect(await covers(shop)).toEqual(["cartAdded", "custom/quiz", "productViewed"].map((covered) => ({ key: covered, since: world.now() })));
  const marked = await world.db.rows(z.object({ changed: z.boolean(), due: z.boolean() }), sql`
    select changed_at is not null as changed, (select full_due from segment where shop_id = ${shop}) as due from customer where shop_id = ${shop}`);
  expect(marked).toEqual([{ changed: true, due: true }]);
});

test("A kind that is told of for the first time asks only the segments anew that ask about it.", async () => {
  const { shop, key } = await anOpenDoor();
  const asking = [{ kind: "seq", event: "order", thenEvent: "productViewed" }, { kind: "rate", event: "smsClicked", per: "productViewed" }, { kind: "attr", field: "person.city", test: { op: "is", value: "Paris" } }, { kind: "attr", field: "engagement.sms", test: { op: "is", value: "high" } }];
  for (const [at, node] of asking.entries()) {
    await world.db.run(sql`insert into segment (shop_id, segment_id, name, full_due, created_at, updated_at) values (${shop}, ${at + 2}, 'S', false, ${world.now()}, ${world.now()})`);
    await world.db.run(sql`insert into segment_version (shop_id, segment_id, version, definition, sentence, created_at) values (${shop}, ${at + 2}, 1, ${JSON.stringify({ node })}::jsonb, 'S', ${world.now()})`);
  }
  await tell(key, { events: [view("1"), view("2", { kind: "smsDelivered" })] });
  await settle(shop);
  expect(await world.db.rows(z.object({ segment_id: Count }), sql`select segment_id from segment where shop_id = ${shop} and full_due order by segment_id`)).toEqual([{ segment_id: 1 }, { segment_id: 2 }, { segment_id: 3 }, { segment_id: 5 }]);
});

test("The teller may vouch for an earlier beginning, and a kind that is known already asks nobody anew.", async () => {
  const { shop, key } = await anOpenDoor();
  const since = later(world.now(), -days(90));
  await tell(key, { events: [view("1")], coveredSince: [{ kind: "productViewed", since: since.toISOString() }] });
  await settle(shop);
  expect(await covers(shop)).toEqual([{ key: "productViewed", since }]);
  await world.db.run(sql`update segment set full_due = false where shop_id = ${shop}`);
  await tell(key, { events: [view("2")] });
  await settle(shop);
  expect(await covers(shop)).toEqual([{ key: "productViewed", since }]);
  expect(await world.db.rows(z.object({ full_due: z.boolean() }), sql`select full_due from segment where shop_id = ${shop}`)).toEqual([{ full_due: false }]);
});

test("Somebody we do not know yet is waited for, and becomes no customer by it.", async () => {
  const { shop, key } = await anOpenDoor();
  await tell(key, { events: [view("1", { customer: { email: "new@example.com" } }), view("2", { customer: { id: "99" } })] });
  await settle(shop);
  expect((await rows(shop)).map(({ customer_id, waits }) => `${String(customer_id)} ${String(waits)}`).sort()).toEqual(["99 false", "null true"]);
  expect(await world.db.rows(z.object({ count: Count }), sql`select count(*) from customer where shop_id = ${shop}`)).toEqual([{ count: 1 }]);
});

test.each([
  ["an unknown kind", view("1", { kind: "flewAway" }), ["kind"]],
  ["the future", view("1", { at: later(world.now(), minutes(11)).toISOString() }), ["at"]],
  ["more than ten years ago", view("1", { at: "2016-06-10T00:00:00Z" }), ["at"]],
  ["no instant", view("1", { at: "yesterday" }), ["at"]],
  ["a custom event without a name", view("1", { kind: "custom" }), ["name"]],
  ["a name where none belongs", view("1", { name: "x" }), ["name"]],
  ["another currency", view("1", { value: 1, currency: "EUR" }), ["currency"]],
  ["a fraction of a cent", view("1", { value: 0.001 }), ["value"]],
  ["nobody", view("1", { customer: {} }), ["customer"]],
  ["a word we do not know", view("1", { colour: "red" }), []],
  ["a property that is a list", view("1", { properties: { sizes: ["S"] } }), ["properties", "sizes"]],
])("An event of %s is refused with its place; its neighbours go through.", async (_, wrong, path) => {
  const { key } = await anOpenDoor();
  const taken = await tell(key, { events: [view("0"), wrong] });
  expect(taken).toMatchObject({ status: 202, accepted: 1 });
  expect(taken.problems[0]).toMatchObject({ index: 1, path });
  expect(await tell(key, { events: [wrong] })).toMatchObject({ status: 422, accepted: 0 });
});

test("However many batches of events wait, an order that Shopify tells later is taken in first; and they wait while a thousand people are to be looked at.", async () => {
  const { shop, key } = await anOpenDoor();
  for (let batch = 0; batch < 12; batch++) await tell(key, { events: [1, 2, 3].map((n) => view(`${batch}/${n}`)) });
  const waiting = async () => (await world.db.rows(z.object({ topic: z.string(), count: Count }), sql`select topic, count(*) from inbox where shop_id = ${shop} and state = 'due' group by topic order by topic`)).map(({ topic, count }) => `${topic} ${count}`);
  const [order] = toldBy([{ op: "join", who: 0, what: 1 }, { op: "order", who: 0, what: 2 }], world.now()).filter((each) => "topic" in each && each.topic.startsWith("orders/"));
  if (!order || !("topic" in order)) throw new Error("No order was told.");
  const [{ domain } = { domain: "" }] = await world.db.rows(z.object({ domain: z.string() }), sql`select domain from shop where shop_id = ${shop}`);
  await insertDelivery(world, { domain, topic: order.topic, key: "late", triggeredAt: world.now() }, JSON.stringify(order.payload), world.now());
  expect(await ingest.step(world, shop)).toBe(1);
  expect(await waiting()).toEqual(["events/batch 12"]);
  expect([await ingest.isDue?.(world, shop), await events.isDue?.(world, shop)]).toEqual([false, true]);
  expect(await events.step(world, shop)).toBe(4 + 12);
  await world.db.run(sql`insert into customer (shop_id, customer_id, updated_at, changed_at) select ${shop}, n, ${world.now()}::timestamptz, ${world.now()}::timestamptz from generate_series(1001, 2000) n on conflict do nothing`);
  expect(await events.step(world, shop)).toBe(0);
  expect(await waiting()).toEqual(["events/batch 8"]);
  await world.db.run(sql`update customer set changed_at = null where shop_id = ${shop}`);
  await settle(shop);
  expect(await waiting()).toEqual([]);
});

test("A shop has 200 names of custom events, no more.", async () => {
  const { shop, key } = await anOpenDoor();
  const named = (from: number, count: number) => ({ events: Array.from({ length: count }, (_, n) => view(`${from + n}`, { kind: "custom", name: `name ${from + n}` })) });
  expect(await tell(key, named(1, 199))).toMatchObject({ accepted: 199, problems: [] });
  await settle(shop);
  expect(await tell(key, named(199, 3))).toMatchObject({ accepted: 2, problems: [{ index: 2, path: ["name"] }] });
});

test("The key opens until it is replaced, taken away, or its shop has gone.", async () => {
  const { shop, key } = await anOpenDoor();
  const isOpen = async (with_: string) => (await tell(with_, { events: [view("1")] })).status === 202;
  const second = await makeKey(world, shop);
  expect([await isOpen(key), await isOpen(second), await isOpen("segue_999999_")]).toEqual([false, true, false]);
  await revokeKey(world, shop);
  expect(await isOpen(second)).toBe(false);
  const third = await makeKey(world, shop);
  await deactivate(world, shop, "gone.myshopify.com", world.now());
  expect(await isOpen(third)).toBe(false);
  expect(JSON.stringify(await world.db.rows(z.object({ row: z.unknown() }), sql`select to_jsonb(s) as row from shop s`))).not.toContain(third);
});

test("What was told before an uninstall and is read after the return vouches for nothing of the time between.", async () => {
  const { shop, key } = await anOpenDoor();
  const domain = `back-${shop}.myshopify.com`;
  await world.db.run(sql`update shop set domain = ${domain} where shop_id = ${shop}`);
  const since = later(world.now(), -days(90)).toISOString();
  await tell(key, { events: [view("1"), view("2", { kind: "searched", text: "mug" })], coveredSince: [{ kind: "productViewed", since }] });
  world.clock.advance(minutes(1));
  await uninstall(world, shop, world.now());
  world.clock.advance(days(30));
  await openShop(world, { domain, scopes: [] });
  await settle(shop);
  // Nor does Segue know of codes that were used meanwhile.
  expect(await covers(shop)).toEqual(["couponUsed", "productViewed", "searched"].map((told) => ({ key: told, since: world.now() })));
  // Whoever vouches now knows of the gap.
  await tell(await makeKey(world, shop), { events: [view("3", { at: world.now().toISOString() })], coveredSince: [{ kind: "productViewed", since }] });
  await settle(shop);
  expect(await covers(shop)).toMatchObject([{ key: "couponUsed", since: world.now() }, { key: "productViewed", since: new Date(since) }, { key: "searched", since: world.now() }]);
});
