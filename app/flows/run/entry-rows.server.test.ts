import { expect, test } from "vitest";
import { z } from "zod";
import { Id, sql } from "#app/lib/sql.ts";
import { hours, later } from "#app/lib/time.ts";
import { aShop } from "#tests/support/shop.ts";
import { aWorld } from "#tests/support/world.ts";
import { queueBefore, waitingBefore } from "./entry-rows.server.ts";

const world = await aWorld();
const MANY = 20_000;

test("whoever comes to their turn in a full flow is counted by those before them, and nobody behind them is read", async () => {
  const shop = await aShop(world);
  const entries = await world.db.rows(z.object({ id: Id }), sql`
    insert into flow_entry (shop_id, flow_id, customer_id, trigger, fact, at, state, reason, due_at, told_at)
    select ${shop}::int, 1 + n % 2, n, 0, n::text, ${world.now()}, 'waiting', 'fullHour', ${later(world.now(), hours(1))}::timestamptz + n * interval '1 second', ${world.now()} from generate_series(1, ${MANY}::int) as n
    returning entry_id as id`);
  await world.db.run(sql`analyze flow_entry`);
  const tenth = entries[20]?.id ?? "";
  expect(await waitingBefore(world, shop, 1, tenth, world.now())).toBe(10);
  expect(await waitingBefore(world, shop, 1, tenth, later(world.now(), hours(1) + 4_500))).toBe(8);
  const plan = await world.db.rows(z.object({ "QUERY PLAN": z.string() }), sql`explain (analyze, timing off, costs off, summary off, buffers off) ${queueBefore(shop, 1, tenth, world.now())}`);
  expect(plan.map((line) => line["QUERY PLAN"].trim())).toContainEqual(expect.stringMatching(/using flow_entry_queue on flow_entry e \(actual rows=10\b/));
});
