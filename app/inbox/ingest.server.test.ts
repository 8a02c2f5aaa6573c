import { inspect } from "node:util";
import { z } from "zod";
import { expect, test } from "vitest";
import { Count, sql } from "#app/lib/sql.ts";
import type { ShopId } from "#app/lib/ids.ts";
import { later, minutes } from "#app/lib/time.ts";
import { aShop } from "#tests/support/shop.ts";
import { type Op, tell } from "#tests/support/history.ts";
import { aWorld, START } from "#tests/support/world.ts";
import { ingest } from "./ingest.server.ts";
import { receive } from "./receive.server.ts";
import { signatureOf } from "./verify.ts";

const world = await aWorld();

let event = 0;
async function deliver(domain: string, topic: string, payload: unknown, at = world.now()) {
  const body = typeof payload === "string" ? payload : JSON.stringify(payload);
  const headers = new Headers({
    "x-shopify-topic": topic, "x-shopify-shop-domain": domain, "x-shopify-event-id": `e${++event}`, "x-shopify-triggered-at": at.toISOString(),
    "x-shopify-hmac-sha256": signatureOf(body, world.secrets.shopifyApiSecret),
  });
  expect(await receive(world, headers, new TextEncoder().encode(body))).toEqual({ status: 200 });
}

async function settle(shop: ShopId) {
  while ((await ingest.step(world, shop)) > 0);
}

const Row = z.object({ state: z.string(), topic: z.string(), body: z.string().nullable(), problem: z.string().nullable() });
const inbox = (shop: ShopId) => world.db.rows(Row, sql`select state, topic, body, problem from inbox where shop_id = ${shop} order by inbox_id`);
const Customer = z.object({ customer_id: z.string(), order_count: Count, net_minor: Count, changed: z.boolean() });
const customers = (shop: ShopId) => world.db.rows(Customer, sql`
  select customer_id, order_count, net_minor, changed_at is not null as changed from customer where shop_id = ${shop} order by customer_id`);

test("An order that came by webhook is a fact, a roll-up and a customer to look at again, and its body is gone.", async () => {
  const shop = await aShop(world, { domain: "live.myshopify.com" });
  const ops: Op[] = [{ op: "join", who: 0, what: 1 }, { op: "order", who: 0, what: 2 }, { op: "refund", who: 0, what: 3 }];
  world.clock.advance(600_000);
  for (const told of tell(ops, START)) if ("topic" in told) await deliver("live.myshopify.com", told.topic, told.payload, told.at);
  await settle(shop);
  expect(await customers(shop)).toEqual([{ customer_id: "1000", order_count: 1, net_minor: 1560 - 103, changed: true }]);
  expect((await inbox(shop)).every((row) => row.state === "done" && row.body === null)).toBe(true);
  const woken = await world.db.rows(z.object({ key: z.string() }), sql`select key from graphile_worker.jobs where key = ${`evaluate:${shop}`}`);
  expect(woken).toHaveLength(1);
});

test("What cannot be read is parked with its reason, and what came with it goes through.", async () => {
  const shop = await aShop(world, { domain: "odd.myshopify.com" });
  await deliver("odd.myshopify.com", "orders/create", "this is no JSON");
  await deliver("odd.myshopify.com", "orders/create", { id: 5, updated_at: "yesterday", line_items: [] });
  await deliver("odd.myshopify.com", "things/happen", { id: 5 });
  await deliver("odd.myshopify.com", "customers/create", { id: "90071992547409931", updated_at: "2026-06-15T10:00:00Z" });
  await settle(shop);
  const rows = await inbox(shop);
  expect(rows.map((row) => row.state)).toEqual(["parked", "parked", "parked", "done"]);
  expect(rows.map((row) => row.problem)).toEqual([
    "It arrived damaged: what came is not JSON.",
    expect.stringContaining("updated_at is not an instant"),
    expect.stringContaining("things/happen"),
    null,
  ]);
  expect(rows[0]?.body).toBe("this is no JSON");
  expect(await customers(shop)).toMatchObject([{ customer_id: "90071992547409931" }]);
});

test("A row that PostgreSQL refuses is parked alone; its neighbours are facts.", async () => {
  const shop = await aShop(world, { domain: "poison.myshopify.com" });
  await deliver("poison.myshopify.com", "customers/create", { id: 1, updated_at: "2026-06-15T10:00:00Z" });
  // Nine quintillion and more: an id of 19 digits that is larger than bigint.
  await deliver("poison.myshopify.com", "customers/create", { id: "9999999999999999999", updated_at: "2026-06-15T10:00:00Z" });
  await deliver("poison.myshopify.com", "customers/create", { id: 3, updated_at: "2026-06-15T10:00:00Z", first_name: "A\0\ud800B" });
  await settle(shop);
  expect((await inbox(shop)).map((row) => row.state)).toEqual(["done", "parked", "done"]);
  expect((await customers(shop)).map((row) => row.customer_id)).toEqual(["1", "3"]);
});

test("What PostgreSQL quotes of a row stands neither in the problem nor in the log.", async () => {
  const shop = await aShop(world, { domain: "quoted.myshopify.com" });
  await world.db.run(sql`create unique index one_person_an_address on customer (shop_id, email)`);
  const person = { updated_at: "2026-06-15T10:00:00Z", email: "ann@example.com", phone: "+12125550123", first_name: "Annabel" };
  await deliver("quoted.myshopify.com", "customers/create", { id: 1, ...person });
  await deliver("quoted.myshopify.com", "customers/create", { id: 2, ...person });
  const before = world.lines.length;
  await settle(shop);
  await world.db.run(sql`drop index one_person_an_address`);
  const [, refused] = await inbox(shop);
  expect(refused).toMatchObject({
    state: "parked", problem: "We could not take it in: Something that may be there once is there already. (23505, table customer, constraint one_person_an_address)",
  });
  const said = inspect(world.lines.slice(before), { depth: 9 });
  expect(said).toContain("one_person_an_address");
  for (const quoted of ["ann@example.com", "Annabel", "5550123"]) expect(said).not.toContain(quoted);
});

test("Before a shop is opened its webhooks leave nothing behind.", async () => {
  await deliver("shut.myshopify.com", "customers/create", { id: 1, updated_at: "2026-06-15T10:00:00Z", email: "a@example.com" });
  const [found] = await world.db.rows(z.object({ shop_id: z.number().brand<"ShopId">() }), sql`select shop_id from shop where domain = 'shut.myshopify.com'`);
  if (!found) throw new Error("no shop");
  await settle(found.shop_id);
  expect(await customers(found.shop_id)).toEqual([]);
  expect(await inbox(found.shop_id)).toMatchObject([{ state: "done", body: null }]);
});

test("Ids beyond 2^53 that came as JSON numbers stay exact.", async () => {
  const shop = await aShop(world, { domain: "big.myshopify.com" });
  await deliver("big.myshopify.com", "customers/create", `{"id":706405506930370084,"updated_at":"2021-12-31T19:00:00-05:00"}`);
  await settle(shop);
  expect((await customers(shop)).map((row) => row.customer_id)).toEqual(["706405506930370084"]);
});

test("The news that a bulk operation has ended makes whoever waits for it look at once, and nobody else.", async () => {
  const shop = await aShop(world, { domain: "bulk.myshopify.com" });
  const [now, soon] = [world.now(), later(world.now(), minutes(1))];
  const waiting = (key: string, bulkId: string) => world.db.run(sql`
    insert into outbox (shop_id, kind, key, payload, state, due_at, created_at, progress)
    values (${shop}, 'bulkTags', ${key}, '{}', 'due', ${soon}, ${now}, ${JSON.stringify({ stage: "running", bulkId, at: now })}::jsonb)`);
  await waiting("ours", "gid://shopify/BulkOperation/7");
  await waiting("another", "gid://shopify/BulkOperation/8");
  await deliver("bulk.myshopify.com", "bulk_operations/finish", { admin_graphql_api_id: "gid://shopify/BulkOperation/7", status: "completed" });
  await settle(shop);
  expect(await world.db.rows(z.object({ key: z.string(), due_at: z.date() }), sql`select key, due_at from outbox where shop_id = ${shop} order by command_id`))
    .toEqual([{ key: "ours", due_at: now }, { key: "another", due_at: soon }]);
  const woken = await world.db.rows(z.object({ key: z.string() }), sql`select key from graphile_worker.jobs where key in (${`deliver:${shop}`}, ${`import:${shop}`})`);
  expect(woken).toEqual([{ key: `deliver:${shop}` }]);
});
