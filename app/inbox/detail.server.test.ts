import { beforeEach, expect, test } from "vitest";
import { z } from "zod";
import type { ShopId } from "#app/lib/ids.ts";
import { Count, sql } from "#app/lib/sql.ts";
import { minutes } from "#app/lib/time.ts";
import { changeSettings } from "#app/shops/change-settings.server.ts";
import { wakeDue } from "#app/wake-due.server.ts";
import { placeOrder } from "#sandbox/shopify/orders.ts";
import { visitOf } from "#sandbox/shopify/journey.ts";
import { orderPayload } from "#sandbox/shopify/payload-order.ts";
import { customerPayload } from "#sandbox/shopify/payloads.ts";
import type { Customer } from "#sandbox/shopify/records.ts";
import { aSandboxWorld } from "#tests/support/sandbox-world.ts";
import { detail } from "./detail.server.ts";
import { ingest } from "./ingest.server.ts";

const { world, sandbox, store, sent, opened } = await aSandboxWorld({ customers: 60, orders: 0 });
const people = [...store.tables.Customer.values()];

let shop: ShopId;
beforeEach(async () => {
  for (const table of [sql`customer`, sql`orders`, sql`outbox`, sql`import_run`, sql`shop`]) await world.db.run(sql`delete from ${table}`);
  shop = await opened();
  sent.length = 0;
});

let event = 0;
async function hear(topic: string, payload: unknown): Promise<void> {
  await world.db.run(sql`insert into inbox (shop_id, source, topic, key, triggered_at, received_at, body, due_at)
    values (${shop}, 'shopify', ${topic}, ${`e${++event}`}, ${world.now()}, ${world.now()}, ${JSON.stringify(payload)}, ${world.now()})`);
}

const hearOf = async (...customers: Customer[]) => {
  for (const customer of customers) await hear("customers/update", customerPayload(store, customer));
  while ((await ingest.step(world, shop)) > 0);
  world.clock.advance(minutes(1));
};

async function rest(mortal = world): Promise<number> {
  let moved = 0;
  for (let step = 0; step < 100; step++) {
    const now = await detail.step(mortal, shop);
    if (now === 0) return moved;
    moved += now;
  }
  throw new Error("never at rest");
}

const Known = z.object({ id: z.string(), locale: z.string().nullable(), detailed: z.boolean(), changed: z.boolean() });
const known = () => world.db.rows(Known, sql`
  select customer_id as id, locale, coalesce(detailed_at >= updated_at, false) as detailed, changed_at is not null as changed from customer where shop_id = ${shop} order by customer_id`);
const first = () => {
  const [customer] = people;
  if (!customer) throw new Error("nobody is there");
  return customer;
};

test("Somebody known by webhook alone is read whole once, and their segments are looked at again.", async () => {
  await hearOf(first());
  expect(sent).toEqual([]);
  expect(await known()).toMatchObject([{ locale: null, detailed: false }]);
  await world.db.run(sql`update customer set changed_at = null where shop_id = ${shop}`);
  expect(await rest()).toBe(1);
  expect(await known()).toEqual([{ id: String(first().id), locale: first().locale, detailed: true, changed: true }]);
  expect(sent).toHaveLength(1);
  expect(await rest()).toBe(0);
  expect(sent).toHaveLength(1);
});

test("Many are read a page at a time, whatever number of webhooks told of them.", async () => {
  await hearOf(...people, ...people, ...people);
  expect(await rest()).toBe(people.length);
  expect((await known()).every(({ detailed }) => detailed)).toBe(true);
  expect(sent.length).toBe(Math.ceil(people.length / 13));
});

test("An order's first and last visit come some minutes after the order, when Shopify knows them.", async () => {
  const orders = Array.from({ length: 8 }, () => placeOrder(store, { customerId: first().id, lines: [{ title: "Mug", price: 500, quantity: 1 }] }));
  const visited = orders.find((order) => visitOf(order));
  if (!visited) throw new Error("nobody came by a campaign");
  world.clock.set(new Date(visited.updatedAt));
  for (const order of orders) await hear("orders/create", orderPayload(store, order));
  while ((await ingest.step(world, shop)) > 0);
  world.clock.advance(minutes(9));
  await rest();
  const utm = () => world.db.rows(z.object({ utm: z.string().nullable() }), sql`select utm_source as utm from orders where shop_id = ${shop} and order_id = ${String(visited.id)}`);
  expect(await utm()).toEqual([{ utm: null }]);
  world.clock.advance(minutes(1));
  expect(await rest()).toBe(orders.length);
  expect(await utm()).toEqual([{ utm: visitOf(visited)?.source }]);
  const whole = await world.db.rows(z.object({ whole: Count }), sql`select count(*) as whole from orders where shop_id = ${shop} and detailed_at >= updated_at and processed_at is not null`);
  expect(whole).toEqual([{ whole: orders.length }]);
});

test("Whoever Shopify knows no more is asked for once.", async () => {
  await hearOf({ ...first(), id: 987_654_321 });
  await world.db.run(sql`insert into customer (shop_id, customer_id) values (${shop}, 987654322)`);
  expect(await rest()).toBe(2);
  expect(await rest()).toBe(0);
  expect((await known()).map(({ detailed }) => detailed)).toEqual([false, false]);
  expect(sent).toHaveLength(1);
});

test("While tags wait to be sent, or a history is being imported, nobody is read.", async () => {
  await hearOf(first());
  await world.db.run(sql`insert into outbox (shop_id, kind, key, payload, due_at, created_at) values (${shop}, 'tagsAdd', 'k', '{}', ${world.now()}, ${world.now()})`);
  expect(await rest()).toBe(0);
  await world.db.run(sql`update outbox set state = 'done'`);
  await world.db.run(sql`insert into import_run (shop_id, kind, reason, state, due_at, created_at) values (${shop}, 'orders', 'install', 'running', ${world.now()}, ${world.now()})`);
  expect(await rest()).toBe(0);
  expect(sent).toEqual([]);
  await world.db.run(sql`update import_run set state = 'done'`);
  expect(await rest()).toBe(1);
});

test("What waits for a platform's limits or for a merchant's own server, for hours maybe, keeps nobody from being read.", async () => {
  await hearOf(first());
  await world.db.run(sql`insert into outbox (shop_id, connection_id, kind, key, payload, due_at, created_at)
    values (${shop}, 1, 'platformChange', 'k', '{}', ${world.now()}, ${world.now()}), (${shop}, null, 'hookCall', 'l', '{}', ${world.now()}, ${world.now()})`);
  expect(await rest()).toBe(1);
});

test("More than half of the cost bucket is left to the tags: the rest is read later.", async () => {
  await hearOf(...people);
  store.faults.api.restorePerSecond = 0.001;
  // Somebody else has drawn from it meanwhile.
  expect(sandbox.buckets.get(store.settings.domain)?.take(800)).toBe(true);
  const read = await rest();
  store.faults.api.restorePerSecond = 1_000_000;
  // One page: 1,100 points are left then, and a second one would have to leave 1,200.
  expect(read).toBe(13);
  const woken = await world.db.rows(z.object({ key: z.string() }), sql`select key from graphile_worker.jobs where key = ${`detail:${shop}:later`}`);
  expect(woken).toHaveLength(1);
  const asked = sent.length;
  expect(await rest()).toBe(0);
  expect(sent).toHaveLength(asked);
});

test("Killed on the way, the page is read again, and nobody is lost.", async () => {
  await hearOf(...people);
  for (const point of ["detail:after-read", "detail:before-commit"]) {
    let deaths = 0;
    const mortal = { ...world, point: async (name: string) => { if (name === point && deaths++ === 0) throw new Error("killed"); } };
    await expect(detail.step(mortal, shop)).rejects.toThrow("killed");
  }
  expect((await known()).every(({ detailed }) => !detailed)).toBe(true);
  await rest();
  expect((await known()).every(({ detailed }) => detailed)).toBe(true);
});

test("Whoever is erased while Shopify answers does not come back with the answer.", async () => {
  await hearOf(...people.slice(0, 3));
  const erased = String(first().id);
  const meanwhile = { ...world, point: async (name: string) => { if (name === "detail:after-read") await world.db.run(sql`delete from customer where shop_id = ${shop} and customer_id = ${erased}`); } };
  await detail.step(meanwhile, shop);
  expect((await known()).map(({ id, detailed }) => [id, detailed])).toEqual(people.slice(1, 3).map(({ id }) => [String(id), true]));
});

test("What was said later than what is read keeps its word, and is read again.", async () => {
  const older = first();
  await hearOf({ ...older, firstName: "Newer", updatedAt: older.updatedAt + minutes(60 * 24 * 400) });
  world.clock.advance(minutes(60 * 24 * 400));
  expect(await rest()).toBe(1);
  const [row] = await world.db.rows(z.object({ first_name: z.string(), locale: z.string() }), sql`select first_name, locale from customer where shop_id = ${shop}`);
  expect(row).toEqual({ first_name: "Newer", locale: older.locale });
});

test("The tick wakes the reader where somebody is to be read, and nowhere else.", async () => {
  const woken = async () => (await world.db.rows(z.object({ key: z.string() }), sql`select key from graphile_worker.jobs where key = ${`detail:${shop}`}`)).length;
  await wakeDue(world, 60);
  expect(await woken()).toBe(0);
  await hearOf(first());
  expect(await woken()).toBe(0);
  await wakeDue(world, 60);
  expect(await woken()).toBe(1);
});

test("Mapped metafields are read with the customer.", async () => {
  await changeSettings(world, shop, { metafields: ["facts.skin_type"] });
  await world.db.run(sql`delete from import_run`);
  const customer = people.find(({ metafields }) => metafields.some(({ namespace, key }) => namespace === "facts" && key === "birth_date")) ?? first();
  await hearOf(customer);
  await rest();
  const born = customer.metafields.find(({ key }) => key === "birth_date")?.value ?? null;
  expect(await world.db.rows(z.object({ born: z.string().nullable() }), sql`select birth_date::text as born from customer where shop_id = ${shop}`)).toEqual([{ born }]);
});
