// A worker may die at any moment (kill -9) and nothing is lost and nothing happens twice. Real
// processes are killed at named points while they import, ingest, evaluate and sync tags, and others
// go on; in between, shoppers buy. At rest the facts are what Shopify has, membership is what a fresh
// look gives, and Shopify's tags are the members, with the merchant's own tags untouched.
//
// KILL_SEED replays one shop; KILLS says how many deaths are wanted in all.
import { afterAll, expect, test } from "vitest";
import { z } from "zod";
import { Count, Id, sql } from "#app/lib/sql.ts";
import { createSegment } from "#app/segments/save.server.ts";
import { startSync } from "#app/sync/sync.server.ts";
import { runWorker } from "./kill/run-worker.ts";
import { shopOn, aShopUnderFire, type UnderFire } from "./kill/shop-under-fire.ts";

const KILLS = Number(process.env.KILLS ?? 200);
const SHOPS = process.env.KILL_SEED ? [Number(process.env.KILL_SEED)] : Array.from({ length: 7 }, (_, n) => n + 1);
const KILLS_EACH = Math.ceil(KILLS / SHOPS.length);
/** Few enough that a worker seldom comes to rest before it dies, many enough to reach every pump. */
const POINT_MAX = 14;
const TAG = "segue:buyers";

const deaths = new Map<string, number>();
afterAll(() => {
  const points = [...deaths].sort(([a], [b]) => a.localeCompare(b)).map(([point, count]) => `${point} ${count}`);
  console.info(`Killed at: ${points.join(", ")}`);
});

test.each(SHOPS)("shop %i survives its workers' deaths", async (seed) => {
  const fire = await aShopUnderFire(seed);
  const merchantsTags = new Map([...fire.store.tables.Customer.values()].map(({ id, tags }) => [id, tags.toSorted()]));
  await ask(fire);
  const order = { databaseUrl: fire.world.databaseUrl, shop: fire.shop };
  let worker = 0;
  for (let killed = 0; killed < KILLS_EACH; ) {
    shopOn(fire);
    const point = await runWorker({ ...order, dieAtPoint: fire.chance.whole(1, POINT_MAX) }, ++worker, fire.sandbox.url);
    if (point === null) continue;
    killed += 1;
    deaths.set(point, (deaths.get(point) ?? 0) + 1);
  }
  expect(await runWorker({ ...order, dieAtPoint: 0 }, ++worker, fire.sandbox.url)).toBe(null);
  await expectFacts(fire);
  await expectTags(fire, merchantsTags);
  await expectNothingStuck(fire);
}, 600_000);

// One shop alone need not die everywhere.
test.skipIf(process.env.KILL_SEED)("workers died in every pump that is on the way from Shopify and back", () => {
  const died = new Set([...deaths.keys()].map((point) => point.split(":")[0]));
  for (const pump of ["import", "ingest", "evaluate", "deliver"]) expect(died).toContain(pump);
});

/** Two segments, one that asks about the other, the first kept as a tag. */
async function ask({ world, shop }: UnderFire): Promise<void> {
  const buyers = await createSegment(world, shop, { name: "Buyers", definition: atLeast(2) });
  if ("problems" in buyers) throw new Error(JSON.stringify(buyers.problems));
  await createSegment(world, shop, { name: "In both", definition: { version: 1, node: { kind: "in", segment: buyers.segment, how: { kind: "is" } } } });
  expect(await startSync(world, shop, buyers.segment, { tag: TAG, rule: "restore" })).toEqual([]);
}

const atLeast = (value: number) => ({ version: 1, node: { kind: "agg", measure: "count", event: "order", test: { op: "ge", value } } });

async function expectFacts({ world, shop, store }: UnderFire): Promise<void> {
  const counts = await world.db.rows(z.object({ orders: Count, lines: Count, customers: Count, spent: Count }), sql`
    select (select count(*) from orders where shop_id = ${shop}) as orders, (select count(*) from order_line where shop_id = ${shop}) as lines,
      (select count(*) from customer where shop_id = ${shop}) as customers, (select sum(gross_minor) from orders where shop_id = ${shop}) as spent`);
  const orders = [...store.tables.Order.values()];
  expect(counts[0]).toEqual({
    orders: orders.length,
    lines: orders.reduce((sum, order) => sum + order.lines.length, 0),
    customers: store.tables.Customer.size,
    spent: orders.reduce((sum, order) => sum + order.originalTotal, 0),
  });
}

async function expectTags({ world, shop, store }: UnderFire, merchantsTags: Map<number, string[]>): Promise<void> {
  const wanted = [...store.tables.Customer.keys()].filter((id) => (store.ordersOf.get(id)?.size ?? 0) >= 2).map(String).sort();
  const members = await world.db.rows(z.object({ customer_id: Id }), sql`
    select customer_id from membership where shop_id = ${shop} and segment_id = 1 and left_at is null order by customer_id`);
  const tagged = [...store.tables.Customer.values()].filter(({ tags }) => tags.includes(TAG)).map(({ id }) => String(id)).sort();
  expect(members.map((member) => member.customer_id).sort()).toEqual(wanted);
  expect(tagged).toEqual(wanted);
  for (const { id, tags } of store.tables.Customer.values()) expect(tags.filter((tag) => tag !== TAG).sort()).toEqual(merchantsTags.get(id));
  const both = await world.db.rows(z.object({ members: Count }), sql`
    select count(*) as members from membership where shop_id = ${shop} and segment_id = 2 and left_at is null`);
  expect(both[0]?.members).toBe(wanted.length);
}

async function expectNothingStuck({ world, shop }: UnderFire): Promise<void> {
  const stuck = await world.db.rows(z.object({ where: z.string(), state: z.string(), problem: z.string().nullable() }), sql`
    select 'inbox' as where, state, problem from inbox where shop_id = ${shop} and state <> 'done'
    union all select 'outbox', state, problem from outbox where shop_id = ${shop} and state <> 'done'
    union all select 'import', state, problem from import_run where shop_id = ${shop} and state <> 'done' and reason <> 'reconcile'
    union all select 'segment', state, problem from segment where shop_id = ${shop} and state <> 'live'
    union all select 'mirror', state, problem from mirror_member where shop_id = ${shop} and state <> 'held'`);
  expect(stuck).toEqual([]);
}
