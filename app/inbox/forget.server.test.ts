import { z } from "zod";
import { expect, test } from "vitest";
import { evidenceOf } from "#app/consent/evidence.server.ts";
import { numberStates } from "#app/consent/ledger-rows.server.ts";
import { writeFacts } from "#app/customers/apply.server.ts";
import { noFacts } from "#app/customers/fact.ts";
import { numberHasher } from "#app/consent/number.server.ts";
import { NO_PREFERENCE } from "#app/consent/preference.ts";
import type { ShopId } from "#app/lib/ids.ts";
import { Count, raw, sql } from "#app/lib/sql.ts";
import { days, later } from "#app/lib/time.ts";
import { transact } from "#app/lib/world.ts";
import { LAST_TABLES, PERSON_TABLES, SHOP_TABLES } from "#app/shops/forget.ts";
import { openShop } from "#app/shops/install.server.ts";
import { pauseShop } from "#app/shops/pause-rows.server.ts";
import { listDataRequests, readShop } from "#app/shops/rows.server.ts";
import { aPersonEverywhere } from "#tests/support/person-everywhere.ts";
import { aShop } from "#tests/support/shop.ts";
import { aWorld } from "#tests/support/world.ts";
import { exportCustomer } from "./export.server.ts";
import { forget } from "./forget.server.ts";
import { ingest } from "./ingest.server.ts";

const world = await aWorld();

let event = 0;
async function told(shop: ShopId, topic: string, payload: unknown, at = world.now()) {
  await world.db.run(sql`
    insert into inbox (shop_id, source, topic, key, triggered_at, received_at, body, due_at)
    values (${shop}, 'shopify', ${topic}, ${`k${++event}`}, ${at}, ${at}, ${JSON.stringify(payload)}, ${at})`);
}
async function settle(shop: ShopId) {
  while ((await ingest.step(world, shop)) > 0);
  while ((await forget.step(world, shop)) > 0);
}

const tablesWith = async (column: string) => (await world.db.rows(z.object({ name: z.string() }), sql`
  select c.table_name as name from information_schema.columns c where c.table_schema = 'public' and c.column_name = ${column} order by 1`)).map(({ name }) => name);

test("The lists of what to erase are those of the catalogue.", async () => {
  expect([...SHOP_TABLES, ...LAST_TABLES].sort()).toEqual(await tablesWith("shop_id"));
  const named = [...(await tablesWith("customer_id")), ...(await tablesWith("merged_into"))];
  expect([...new Set(named)].sort()).toEqual(Object.keys(PERSON_TABLES).sort());
});

test("A data request is listed, and its export holds what we hold, once made it counts as fetched.", async () => {
  const shop = await aShop(world, { domain: "export.myshopify.com" });
  await aPersonEverywhere(world, shop);
  await told(shop, "customers/data_request", { shop_id: 1, shop_domain: "x", customer: { id: 777002, email: "a", phone: null }, orders_requested: [1], data_request: { id: 31 } });
  await settle(shop);
  expect(await listDataRequests(world, shop)).toMatchObject([{ requestId: "31", customerId: "777002", fetchedAt: null }]);
  const made = await exportCustomer(world, shop, "777002");
  expect(made?.data.customer).toMatchObject([{ email: "sarah@example.com" }]);
  expect(Object.entries(made?.data ?? {}).filter(([, rows]) => rows.length === 0)).toEqual([]);
  expect((await listDataRequests(world, shop))[0]?.fetchedAt).toEqual(world.now());
  expect(await exportCustomer(world, shop, "424242")).toBeNull();
  expect(await exportCustomer(world, await aShop(world), "777002")).toBeNull();
});

test("A data request is answered under a number that the person had before a merge, and about somebody of whom nothing is held.", async () => {
  const shop = await aShop(world, { domain: "merged.myshopify.com" });
  await aPersonEverywhere(world, shop);
  await told(shop, "customers/data_request", { customer: { id: 777001 }, data_request: { id: 41 } });
  await told(shop, "customers/data_request", { customer: { id: 424242 }, data_request: { id: 42 } });
  await settle(shop);
  const { data } = (await exportCustomer(world, shop, "777001")) ?? {};
  expect(data).toEqual((await exportCustomer(world, shop, "777002"))?.data);
  expect(data?.orders?.length).toBeGreaterThan(0);
  const empty = await exportCustomer(world, shop, "424242");
  expect(Object.values(empty?.data ?? { none: [1] }).flat()).toEqual([]);
  expect((await listDataRequests(world, shop)).map(({ fetchedAt }) => fetchedAt)).toEqual([world.now(), world.now()]);
});

test("A person who must be forgotten is nowhere left, under no number they had, and nobody else is touched.", async () => {
  const shop = await aShop(world, { domain: "redact.myshopify.com" });
  await aPersonEverywhere(world, shop);
  await told(shop, "customers/data_request", { customer: { id: 777002 }, data_request: { id: 31 } });
  await told(shop, "customers/redact", { shop_id: 1, shop_domain: "x", customer: { id: 777001, email: "sarah@example.com", phone: "+12125550777" }, orders_to_redact: [5002] });
  await settle(shop);
  for (const table of [...SHOP_TABLES, "inbox", "shop"]) {
    const rows = await world.db.rows(z.object({ text: z.string() }), sql`select to_jsonb(t)::text as text from ${raw(table)} t where shop_id = ${shop}`);
    expect({ table, rows: rows.filter(({ text }) => /\b(777001|777002|5001|5002|SM777|192\.0\.2\.1)\b|sarah|212\D*555\D*0777/i.test(text)) }).toEqual({ table, rows: [] });
  }
  const number = (await numberHasher(world, shop))("+12125550777");
  for (const table of SHOP_TABLES.filter((each) => each !== "consent_entry" && each !== "number_state")) {
    expect({ table, rows: await world.db.rows(z.object({ text: z.string() }), sql`select to_jsonb(t)::text as text from ${raw(table)} t where shop_id = ${shop} and position(${number}::text in to_jsonb(t)::text) > 0`) }).toEqual({ table, rows: [] });
  }
  for (const table of ["decision", "person_text", "reply", "receipt", "opt_in", "link", "click", "coupon_code", "consent_trace"]) {
    expect({ table, rows: await world.db.rows(z.object({ count: Count }), sql`select count(*) from ${raw(table)} where shop_id = ${shop}`) }).toEqual({ table, rows: [{ count: 0 }] });
  }
  // The minimal proof, and what holds for whoever is imported again.
  const evidence = await evidenceOf(world, shop, { number, from: null, to: world.now() });
  expect(evidence.entries.map(({ entry: { kind }, evidence: kept }) => [kind, kept])).toEqual([["optedIn", "erased"], ["optedOut", null]]);
  expect(evidence).toMatchObject({ chain: "whole", state: { consent: { marketing: { state: "unsubscribed" } } } });
  expect((await numberStates(world, shop, [number])).get(number)).toMatchObject({ state: evidence.state, preference: NO_PREFERENCE, wroteAt: null });
  expect(await world.db.rows(z.object({ count: Count }), sql`select count(*) from event where shop_id = ${shop}`)).toEqual([{ count: 0 }]);
  const left = await world.db.rows(z.object({ customers: Count, orders: Count, members: Count, parked: Count }), sql`
    select (select count(*) from customer where shop_id = ${shop}) as customers, (select count(*) from orders where shop_id = ${shop}) as orders,
      (select member_count from segment where shop_id = ${shop}) as members, (select count(*) from inbox where shop_id = ${shop} and state = 'parked') as parked`);
  expect(left).toEqual([{ customers: 1, orders: 1, members: 1, parked: 1 }]);
});

test.each([["a whole import", false], ["what is told from now on", true]])("Whoever was erased does not come back by what names them later, by %s: they are nobody, and so is who made their orders.", async (_, live) => {
  const shop = await aShop(world, { domain: `again-${live}.myshopify.com` });
  await aPersonEverywhere(world, shop);
  await told(shop, "customers/redact", { customer: { id: 777001 }, orders_to_redact: [] });
  await settle(shop);
  const at = world.now().toISOString();
  const [gone, other] = ["777002", "9"];
  await transact(world, (inside) => writeFacts(inside, shop, {
    ...noFacts(), customers: [{ customerId: gone, updatedAt: at, email: null }], tagChanges: [{ customerId: gone, at, present: true, tags: ["vip"] }], gone: [{ customerId: "777001", mergedInto: gone, at }],
    orders: [{ orderId: "6001", customerId: gone, updatedAt: at, processedAt: at, grossMinor: 100 }, { orderId: "6002", customerId: other, updatedAt: at, processedAt: at, grossMinor: 100 }],
    events: [{ source: "api", sourceId: "e1", kind: "productViewed", at, customerId: "777001" }, { source: "api", sourceId: "e2", kind: "productViewed", at, customerId: other }],
  }, { now: world.now(), live }));
  for (const [table, columns] of Object.entries(PERSON_TABLES)) for (const column of columns) {
    expect({ table, rows: await world.db.rows(z.object({ count: Count }), sql`select count(*) from ${raw(table)} where shop_id = ${shop} and ${raw(column)} in (777001, 777002)`) }).toEqual({ table, rows: [{ count: 0 }] });
  }
  const kept = await world.db.rows(z.object({ order: z.string(), customer: z.string().nullable() }), sql`select order_id::text as "order", customer_id::text as customer from orders where shop_id = ${shop} and order_id > 6000 order by order_id`);
  expect(kept).toEqual([{ order: "6001", customer: null }, { order: "6002", customer: other }]);
  expect(await world.db.rows(z.object({ count: Count }), sql`select count(*) from event where shop_id = ${shop} and kind = 'productViewed'`)).toEqual([{ count: 1 }]);
});

test("A person is forgotten only after what came in before is understood and no import is under way.", async () => {
  const shop = await aShop(world, { domain: "wait.myshopify.com" });
  await world.db.run(sql`insert into import_run (shop_id, kind, reason, state, due_at, created_at) values (${shop}, 'customers', 'install', 'reading', ${world.now()}, ${world.now()})`);
  await told(shop, "customers/update", { id: 777002, updated_at: world.now().toISOString() });
  await told(shop, "customers/redact", { customer: { id: 777002 }, orders_to_redact: [] });
  expect(await forget.step(world, shop)).toBe(0);
  await settle(shop);
  const count = () => world.db.rows(z.object({ count: Count }), sql`select count(*) from customer where shop_id = ${shop}`);
  expect(await count()).toEqual([{ count: 1 }]);
  await world.db.run(sql`update import_run set state = 'done' where shop_id = ${shop}`);
  world.clock.advance(days(1));
  await settle(shop);
  expect(await count()).toEqual([{ count: 0 }]);
});

test("A shop that must be forgotten has no row in any table, killed between any two or not; its neighbour keeps all of its own.", async () => {
  const [shop, neighbour] = [await aShop(world, { domain: "erase.myshopify.com" }), await aShop(world, { domain: "stay.myshopify.com" })];
  for (const each of [shop, neighbour]) await aPersonEverywhere(world, each);
  await world.db.run(sql`insert into session (id, shop, state, "accessToken") values ('offline_erase.myshopify.com', 'erase.myshopify.com', '', 'x')`);
  await told(shop, "app/uninstalled", {}, later(world.now(), 1));
  world.clock.advance(days(2));
  await settle(shop);
  await told(shop, "shop/redact", { shop_id: 1, shop_domain: "erase.myshopify.com" });
  let deaths = 0;
  const mortal = { ...world, point: async () => { if (deaths++ === 7) throw new Error("killed"); } };
  await expect(forget.step(mortal, shop)).rejects.toThrow("killed");
  await settle(shop);
  const counts = async (of: ShopId) => Object.fromEntries(await Promise.all((await tablesWith("shop_id")).map(async (table) => {
    const [found] = await world.db.rows(z.object({ count: Count }), sql`select count(*) from ${raw(table)} where shop_id = ${of}`);
    return [table, found?.count];
  })));
  expect(Object.entries(await counts(shop)).filter(([, count]) => count !== 0)).toEqual([]);
  expect(Object.entries(await counts(neighbour)).filter(([, count]) => count === 0).map(([table]) => table)).toEqual(["data_request", "import_run"]);
  expect(await world.db.rows(z.object({ id: z.string() }), sql`select id from session where shop = 'erase.myshopify.com'`)).toEqual([]);
});

test("Uninstalled, the shop has no tokens and no work; opened again it is imported again and keeps its facts.", async () => {
  const domain = "again.myshopify.com";
  const shop = await openShop(world, { domain, scopes: ["read_orders"] });
  await aPersonEverywhere(world, shop);
  expect((await readShop(world, shop))?.ordersSince).toEqual(later(world.now(), -days(60)));
  await world.db.run(sql`insert into session (id, shop, state, "accessToken") values (${`offline_${domain}`}, ${domain}, '', 'x')`);
  world.clock.advance(days(1));
  await told(shop, "app/uninstalled", { id: 1 });
  await settle(shop);
  expect(await readShop(world, shop)).toMatchObject({ state: "uninstalled", uninstalledAt: world.now() });
  expect(await world.db.rows(z.object({ id: z.string() }), sql`select id from session where shop = ${domain}`)).toEqual([]);
  const runs = () => world.db.rows(z.object({ state: z.string(), count: Count }), sql`select state, count(*) from import_run where shop_id = ${shop} group by state order by state`);
  expect(await runs()).toEqual([{ state: "parked", count: 3 }]);
  world.clock.advance(days(1));
  expect(await openShop(world, { domain, scopes: ["read_orders"] })).toBe(shop);
  expect(await runs()).toEqual([{ state: "asked", count: 3 }, { state: "parked", count: 3 }]);
  // What happened while the app was away is missing.
  expect(await world.db.rows(z.object({ since: z.date() }), sql`select since from event_cover where shop_id = ${shop} and kind = 'productViewed'`)).toEqual([{ since: world.now() }]);
  // A late second word of the same uninstall, and the erasure that would have followed, are about the time before.
  await told(shop, "app/uninstalled", { id: 1 }, later(world.now(), -days(1)));
  world.clock.advance(days(1));
  await told(shop, "shop/redact", {}, world.now());
  await settle(shop);
  expect((await readShop(world, shop))?.state).toBe("active");
  expect((await exportCustomer(world, shop, "777002"))?.customerId).toBe("777002");
});

test("Scopes that open older orders are noticed, and those orders fetched.", async () => {
  const shop = await openShop(world, { domain: "scopes.myshopify.com", scopes: ["read_orders"] });
  await world.db.run(sql`update import_run set state = 'done' where shop_id = ${shop}`);
  await told(shop, "app/scopes_update", { id: 1, shop_id: "gid://shopify/Shop/1", previous: ["read_orders"], current: ["read_orders", "read_all_orders"] });
  await settle(shop);
  expect(await readShop(world, shop)).toMatchObject({ scopes: ["read_orders", "read_all_orders"], ordersSince: null });
  const open = await world.db.rows(z.object({ kind: z.string(), reason: z.string() }), sql`select kind, reason from import_run where shop_id = ${shop} and state = 'asked'`);
  expect(open).toEqual([{ kind: "orders", reason: "asked" }]);
});

test.each(["told", "opened"])("Older orders that opened while the shop was paused are fetched all the same (%s).", async (how) => {
  const domain = `paused-${how}.myshopify.com`;
  const shop = await openShop(world, { domain, scopes: ["read_orders"] });
  await world.db.run(sql`update import_run set state = 'done' where shop_id = ${shop}`);
  await pauseShop(world, shop, "The shop is frozen.", true);
  if (how === "told") {
    await told(shop, "app/scopes_update", { id: 1, shop_id: "gid://shopify/Shop/1", previous: ["read_orders"], current: ["read_orders", "read_all_orders"] });
    await settle(shop);
  }
  await openShop(world, { domain, scopes: ["read_orders", "read_all_orders"] });
  expect(await readShop(world, shop)).toMatchObject({ state: "active", ordersSince: null });
  expect(await world.db.rows(z.object({ kind: z.string() }), sql`select kind from import_run where shop_id = ${shop} and state = 'asked'`)).toEqual([{ kind: "orders" }]);
});

test("Ten pages that open a new shop at once make one shop and three imports.", async () => {
  const opened = await Promise.all(Array.from({ length: 10 }, () => openShop(world, { domain: "ten.myshopify.com", scopes: ["read_orders"] })));
  expect(new Set(opened).size).toBe(1);
  const runs = await transact(world, (within) => within.db.rows(z.object({ kind: z.string() }), sql`select kind from import_run where shop_id = ${opened[0]} order by import_id`));
  expect(runs.map(({ kind }) => kind)).toEqual(["products", "customers", "orders"]);
});


test("A shop that comes back from a pause takes up all its work: wake-ups that came meanwhile were passed over.", async () => {
  const domain = "resumed.myshopify.com";
  const shop = await openShop(world, { domain, scopes: ["read_orders"] });
  await world.db.run(sql`update shop set state = 'paused', state_reason = 'The shop is frozen.' where shop_id = ${shop}`);
  await world.db.run(sql`delete from graphile_worker._private_jobs where key like ${`%:${shop}`}`);
  expect(await openShop(world, { domain, scopes: ["read_orders"] })).toBe(shop);
  expect(await readShop(world, shop)).toMatchObject({ state: "active", stateReason: null });
  const woken = await world.db.rows(z.object({ key: z.string() }), sql`select key from graphile_worker.jobs where key like ${`%:${shop}`} order by key`);
  expect(woken.map(({ key }) => key)).toEqual(["clock", "deliver", "evaluate", "import", "mirror"].map((pump) => `${pump}:${shop}`));
});

test("A person is forgotten in a shop that is paused, too: the export that was under way starts anew when it comes back.", async () => {
  const shop = await aShop(world, { domain: "frozen.myshopify.com" });
  await aPersonEverywhere(world, shop);
  await world.db.run(sql`insert into import_run (shop_id, kind, reason, state, bulk_id, url, bytes_read, due_at, created_at) values (${shop}, 'customers', 'install', 'reading', 'gid://shopify/BulkOperation/1', 'https://storage.googleapis.com/1', 5, ${world.now()}, ${world.now()})`);
  await world.db.run(sql`update shop set state = 'paused' where shop_id = ${shop}`);
  await told(shop, "customers/redact", { customer: { id: 777002 }, orders_to_redact: [] });
  await settle(shop);
  expect(await world.db.rows(z.object({ customer_id: z.string() }), sql`select customer_id from customer where shop_id = ${shop}`)).toEqual([{ customer_id: "9" }]);
  expect(await world.db.rows(z.object({ state: z.string(), url: z.string().nullable(), bytes_read: Count }), sql`select state, url, bytes_read from import_run where shop_id = ${shop}`)).toEqual([{ state: "asked", url: null, bytes_read: 0 }]);
});

test("What a pump writes while its shop is being erased is erased with it.", async () => {
  const shop = await aShop(world, { domain: "busy.myshopify.com" });
  await told(shop, "app/uninstalled", {});
  world.clock.advance(days(2));
  await settle(shop);
  await told(shop, "shop/redact", { shop_id: 1, shop_domain: "busy.myshopify.com" });
  let tables = 0;
  const late = { ...world, point: async () => {
    if (++tables === SHOP_TABLES.length) await world.db.run(sql`insert into customer (shop_id, customer_id, email) values (${shop}, 1, 'late@example.com')`);
  } };
  expect(await forget.step(late, shop)).toBe(1);
  expect(tables).toBe(SHOP_TABLES.length);
  expect(await world.db.rows(z.object({ customer_id: z.string() }), sql`select customer_id from customer where shop_id = ${shop}`)).toEqual([]);
});

test("A merchant who has come back keeps the shop, also while Shopify holds it frozen.", async () => {
  const shop = await openShop(world, { domain: "back.myshopify.com", scopes: ["read_orders"] });
  await aPersonEverywhere(world, shop);
  await world.db.run(sql`update shop set state = 'paused' where shop_id = ${shop}`);
  await told(shop, "shop/redact", { shop_id: 1, shop_domain: "back.myshopify.com" });
  await settle(shop);
  expect(await readShop(world, shop)).toMatchObject({ state: "paused" });
});

test("Once a day, rows that have done their work long ago go; what still waits, for a person or for the mirror, stays.", async () => {
  const [shop, neighbour] = [await aShop(world, { domain: "old.myshopify.com" }), await aShop(world, { domain: "older.myshopify.com" })];
  const now = world.now();
  const [young, old, ancient] = [later(now, -days(29)), later(now, -days(31)), later(now, -days(91))];
  for (const each of [shop, neighbour]) {
    await world.db.run(sql`insert into inbox (shop_id, source, topic, key, triggered_at, received_at, due_at, state, done_at)
      select ${each}::int, 'shopify', 'orders/create', key, ${old}::timestamptz, ${old}::timestamptz, ${old}::timestamptz, state, done_at
      from unnest(${["old", "young", "parked"]}::text[], ${["done", "done", "parked"]}::text[], ${[old, young, old]}::timestamptz[]) as r(key, state, done_at)`);
    await world.db.run(sql`insert into outbox (shop_id, kind, key, payload, state, due_at, created_at, done_at, command_id)
      select ${each}::int, 'bulkTags', key, '{}', 'done', ${old}::timestamptz, ${old}::timestamptz, done_at, id
      from unnest(${["old", "young", "unsettled"]}::text[], ${[old, young, old]}::timestamptz[], ${[1, 2, 3]}::bigint[]) as r(key, done_at, id)`);
    await world.db.run(sql`insert into outbox_person (shop_id, command_id, customer_id) values (${each}, 1, 7), (${each}, 3, 7)`);
    await world.db.run(sql`insert into mirror_member (shop_id, segment_id, customer_id, tag, state, changed_at, command_id) values (${each}, 1, 7, 't', 'adding', ${old}, 3)`);
    await world.db.run(sql`insert into membership_change (shop_id, segment_id, customer_id, kind, cause, version, at, mirrored_at)
      values (${each}, 1, 7, 'entered', 'fact', 1, ${ancient}, ${ancient}), (${each}, 1, 8, 'entered', 'fact', 1, ${ancient}, ${old}), (${each}, 1, 9, 'entered', 'fact', 1, ${ancient}, null)`);
    await world.db.run(sql`insert into import_run (shop_id, kind, reason, state, due_at, created_at, finished_at)
      select ${each}::int, 'orders', reason, 'done', ${old}::timestamptz, ${old}::timestamptz, ${old}::timestamptz from unnest(${["install", "reconcile"]}::text[]) as r(reason)`);
  }
  const left = async (of: ShopId) => (await world.db.rows(z.object({ line: z.string() }), sql`
    select 'inbox ' || key as line from inbox where shop_id = ${of} union all select 'outbox ' || key from outbox where shop_id = ${of}
    union all select 'person ' || command_id from outbox_person where shop_id = ${of} union all select 'change ' || customer_id from membership_change where shop_id = ${of}
    union all select 'import ' || reason from import_run where shop_id = ${of} order by 1`)).map(({ line }) => line);
  const before = await left(shop);
  expect(await forget.step(world, shop)).toBe(0);
  expect(await left(shop)).toEqual(before);
  await world.db.run(sql`update shop set pruned_at = ${later(now, -days(1))} where shop_id = ${shop}`);
  await settle(shop);
  expect(await left(shop)).toEqual(["change 8", "change 9", "import install", "inbox parked", "inbox young", "outbox unsettled", "outbox young", "person 3"]);
  expect(await left(neighbour)).toEqual(before);
  expect(await world.db.rows(z.object({ at: z.date() }), sql`select pruned_at as at from shop where shop_id = ${shop}`)).toEqual([{ at: now }]);
});
