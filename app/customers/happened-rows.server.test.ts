import { expect, test } from "vitest";
import { z } from "zod";
import { sql } from "#app/lib/sql.ts";
import { addCustomers } from "#tests/support/platforms.ts";
import { aShop } from "#tests/support/shop.ts";
import { aWorld } from "#tests/support/world.ts";
import { markChanged } from "./rows.server.ts";

const world = await aWorld();

test("that something changed about somebody is told of those who are on their way, or about to be, and only where a flow listens", async () => {
  const shop = await aShop(world);
  await addCustomers(world, shop, [1, 2, 3]);
  const now = world.now();
  await world.db.run(sql`insert into flow_run (shop_id, flow_id, version, customer_id, key, control, run, entered_at) values (${shop}, 1, 1, 1, '1', false, '{}', ${now})`);
  await world.db.run(sql`insert into flow_entry (shop_id, flow_id, customer_id, trigger, fact, at, due_at, told_at) values (${shop}, 1, 2, 0, 'order/1', ${now}, ${now}, ${now})`);
  const told = async () => (await world.db.rows(z.object({ customer: z.string() }), sql`delete from happened where shop_id = ${shop} and what = 'changed' returning customer_id as customer`)).map(({ customer }) => customer).sort();
  await markChanged(world, shop, ["1", "2", "3"], now);
  expect(await told()).toEqual([]);
  await world.db.run(sql`insert into listened (shop_id, flow_id, what) values (${shop}, 1, 'changed')`);
  await markChanged(world, shop, ["1", "2", "3", "1"], now);
  expect(await told()).toEqual(["1", "2"]);
  expect(await world.db.run(sql`select 1 from customer where shop_id = ${shop} and changed_at = ${now}`)).toBe(3);
});
