// What happens to one person costs flows as much in a shop of thousands as in one of three: also where the planner's
// statistics have not met the shop, and by plans that connections have kept since there was next to nothing in the tables.
import { expect, test } from "vitest";
import { z } from "zod";
import { orderFact } from "#app/customers/fact-id.ts";
import { noteHappened } from "#app/customers/happened-rows.server.ts";
import { flow as pump } from "#app/flows/run/flow.server.ts";
import type { ShopId } from "#app/lib/ids.ts";
import { Count, type Db, join, raw, row, sql } from "#app/lib/sql.ts";
import { days, hours, later, minutes } from "#app/lib/time.ts";
import type { World } from "#app/lib/world.ts";
import { aFlow, orders, runsOf } from "#tests/support/flows.ts";
import { addCustomers } from "#tests/support/platforms.ts";
import { aShop } from "#tests/support/shop.ts";
import { aWorld, START } from "#tests/support/world.ts";

const MANY = 3_000;
const TABLES = ["customer", "orders", "happened", "flow_entry", "flow_run", "flow_heard", "flow_line", "flow_watch", "flow_doing", "flow_count"];
const FLOW = 'trigger event(event order) entry (reentry always(), again beside, key order, group vip) first w step w wait.span(span 1 d) then e step e end(label Done) exit (label Refunded, on (event refund))';
const LEFT = "trigger abandoned(what cart, idle 1 h) entry (reentry always()) first e step e end(label Done)";

const world = await aWorld();
// PostgreSQL's own look, once a minute, would help now and then, or come just before a table has grown: only ours count here.
for (const table of TABLES) await world.db.run(sql`alter table ${raw(table)} set (autovacuum_enabled = off)`);

type FlowShop = { shop: ShopId; flow: number; left: number };

async function aFlowShop(): Promise<FlowShop> {
  const shop = await aShop(world);
  await addCustomers(world, shop, [1, 2, 3]);
  return { shop, flow: await aFlow(world, shop, FLOW), left: await aFlow(world, shop, LEFT) };
}

/** As many people who were here before: some are in the flow still, some wait for their turn, and much lies ahead. */
async function fill({ shop, flow, left }: FlowShop): Promise<void> {
  const [one, ago, ahead] = [sql`generate_series(1001, ${1_000 + MANY}::int) as one (id)`, later(START, -days(3)), later(START, days(9))];
  const [run] = await world.db.rows(z.object({ run: z.unknown() }), sql`select run from flow_run where shop_id = ${shop} and customer_id = 1 order by run_id limit 1`);
  await world.db.run(sql`insert into customer (shop_id, customer_id, phone) select ${shop}, id, '+1303' || (5000000 + id) from ${one}`);
  await world.db.run(sql`insert into orders (shop_id, order_id, customer_id, processed_at, gross_minor) select ${shop}, id, id, ${ago}, 5000 from ${one}`);
  await world.db.run(sql`
    insert into flow_run (shop_id, flow_id, version, customer_id, key, group_name, priority, state, control, step, waits, run, lines, fence, due_at, entered_at, ended_at)
    select ${shop}, ${flow}, 1, id, 'many/' || id, 'vip', 50, case when id = 2000 then 'parked' when id % 3 = 0 then 'ended' else 'running' end, false, 'w', 'wait', ${JSON.stringify(run?.run ?? {})}::jsonb, 1, 1, case when id % 3 > 0 then ${ahead}::timestamptz end, ${ago}, case when id % 3 = 0 then ${ago}::timestamptz end from ${one}`);
  await world.db.run(sql`insert into flow_heard (shop_id, run_id, heard, at) select shop_id, run_id, '{"kind": "changed"}', ${ago} from flow_run where shop_id = ${shop} and state = 'parked'`);
  await world.db.run(sql`insert into flow_line (shop_id, run_id, seq, at, line) select shop_id, run_id, 1, ${ago}, '{}' from flow_run where shop_id = ${shop} and key like 'many/%'`);
  await world.db.run(sql`
    insert into flow_entry (shop_id, flow_id, customer_id, trigger, fact, at, about, mode, state, reason, due_at, told_at, decided_at)
    select ${shop}, ${flow}, id, 0, 'order/' || id, ${ago}, '{}', 'live', case id % 2 when 0 then 'refused' else 'waiting' end, 'group', ${ahead}, ${ago}, case id % 2 when 0 then ${ago}::timestamptz end from ${one}`);
  await world.db.run(sql`insert into flow_watch (shop_id, flow_id, trigger, customer_id, key, version, at, due_at, about, detail) select ${shop}, ${left}, 0, id, 'cart', 1, ${ago}, ${ahead}, '{}', '{}' from ${one}`);
  await world.db.run(sql`
    insert into flow_doing (shop_id, run_id, flow_id, version, customer_id, step, key, what, state, due_at, at, done_at) select shop_id, run_id, flow_id, 1, customer_id, 'w', 'w/1', 'tag', 'done', ${ago}, ${ago}, ${ago} from flow_run where shop_id = ${shop} and key like 'many/%'`);
}

/** All at once, through the pump itself, and so late that nobody of them is due below; whoever brings customers and orders has looked over them. */
async function come(shop: ShopId): Promise<void> {
  const ids = Array.from({ length: MANY }, (_, index) => String(1_001 + index));
  await world.db.run(sql`insert into customer (shop_id, customer_id, phone) select ${shop}, id, '+1303' || (5000000 + id) from unnest(${ids}::bigint[]) as one (id)`);
  await world.db.run(sql`insert into orders (shop_id, order_id, customer_id, processed_at, gross_minor) select ${shop}, id, id, ${START}, 5000 from unnest(${ids}::bigint[]) as one (id)`);
  await analyzed("customer", "orders");
  world.clock.advance(hours(20));
  await noteHappened(world, shop, ids.map((id) => ({ what: "order", customerId: id, fact: orderFact(id), at: world.now(), about: { order: id } })), world.now());
  await rest(world, shop);
  world.clock.set(START);
}

const analyzed = async (...tables: string[]): Promise<void> => {
  for (const table of tables.length > 0 ? tables : TABLES) await world.db.run(sql`analyze ${raw(table)}`);
};

const rowsRead = async (db: Db): Promise<number> => (await row(db, z.object({ read: Count }), sql`select sum(seq_tup_read + coalesce(idx_tup_fetch, 0)) as read from pg_stat_xact_user_tables`))?.read ?? 0;

/** The rows of tables that were read for one person who orders, is refunded, and orders again until the end of the wait. */
async function readFor({ shop }: FlowShop, customer: string): Promise<number> {
  const read = await world.db.often().transact(async (db) => {
    const within: World = { ...world, db };
    const before = await rowsRead(db);
    await orders(within, shop, customer, `${customer}1`);
    await rest(within, shop);
    world.clock.advance(minutes(1));
    await noteHappened(within, shop, [{ what: "refund", customerId: customer, fact: `refund/${customer}1`, at: world.now(), about: { order: `${customer}1` } }], world.now());
    await rest(within, shop);
    await orders(within, shop, customer, `${customer}2`);
    await rest(within, shop);
    world.clock.advance(hours(25));
    await rest(within, shop);
    world.clock.set(START);
    return (await rowsRead(db)) - before;
  });
  const theirs = (await runsOf(world, shop)).filter(({ customerId }) => customerId === customer);
  expect(theirs.map(({ state, label }) => [state, label])).toEqual([["ended", "Refunded"], ["ended", "Done"]]);
  return read;
}

async function rest(within: World, shop: ShopId): Promise<void> {
  for (let step = 0; (await pump.step(within, shop)) > 0; step++) if (step > 20) throw new Error("never at rest");
}

test("flows read as much for one person of thousands as for one of three, in a shop that statistics have not met and in one that is nearly all they have met", async () => {
  const other = await aFlowShop();
  await orders(world, other.shop, "1", "9");
  await rest(world, other.shop);
  await fill(other);
  await analyzed();
  const shop = await aFlowShop();
  const few = await readFor(shop, "2");
  expect(few).toBeGreaterThan(0);
  await orders(world, shop.shop, "1", "9");
  await rest(world, shop.shop);
  await fill(shop);
  expect(await readFor(shop, "3")).toBeLessThan(few + MANY / 10);
  expect(await readFor(other, "3")).toBeLessThan(few + MANY / 10);
});

test("plans that were kept since there was next to nothing are made anew where many come at once", async () => {
  await world.db.run(sql`truncate ${join(TABLES.map((table) => raw(table)))} cascade`);
  const shop = await aFlowShop();
  const few = await readFor(shop, "2");
  await analyzed();
  expect(await readFor(shop, "1")).toBeLessThan(few + MANY / 10);
  await come(shop.shop);
  expect(await readFor(shop, "3")).toBeLessThan(few + MANY / 10);
});
