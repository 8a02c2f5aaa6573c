import { expect, test } from "vitest";
import { z } from "zod";
import { sql } from "#app/lib/sql.ts";
import { days, later } from "#app/lib/time.ts";
import { aShop } from "#tests/support/shop.ts";
import { aWorld } from "#tests/support/world.ts";
import { flowsDue, flowWorkDue } from "./next-rows.server.ts";

const world = await aWorld();

test("whoever waits for another day is not read to find that nobody is due", async () => {
  const shop = await aShop(world);
  await world.db.run(sql`
    insert into flow_run (shop_id, flow_id, version, customer_id, key, control, run, due_at, entered_at)
    select ${shop}::int, 1, 1, n, n::text, false, '{}', ${later(world.now(), days(1))}::timestamptz + n * interval '1 millisecond', ${world.now()} from generate_series(1, 20000) as n`);
  await world.db.run(sql`
    insert into flow_entry (shop_id, flow_id, customer_id, trigger, fact, at, due_at, told_at)
    select ${shop}::int, 1, n, 0, n::text, ${world.now()}, ${later(world.now(), days(1))}, ${world.now()} from generate_series(1, 20000) as n`);
  for (const table of [sql`flow_run`, sql`flow_entry`]) await world.db.run(sql`analyze ${table}`);
  const plan = await world.db.rows(z.object({ "QUERY PLAN": z.string() }), sql`explain select ${flowsDue(sql`${shop}::int`, world.now())} as due`);
  const read = plan.map((line) => line["QUERY PLAN"].trim()).filter((line) => / on flow_(run|entry) /.test(line) && !/_parked|_pkey/.test(line));
  expect(read).toEqual([expect.stringContaining("using flow_entry_due"), expect.stringContaining("using flow_run_due")]);
  expect([...(await flowWorkDue(world, shop))]).toEqual([]);
  world.clock.advance(days(1) + 1);
  expect([...(await flowWorkDue(world, shop))]).toEqual(["enter", "advance"]);
});
