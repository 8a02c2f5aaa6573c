import { expect, test } from "vitest";
import { z } from "zod";
import { forget } from "#app/inbox/forget.server.ts";
import type { ShopId } from "#app/lib/ids.ts";
import { sql } from "#app/lib/sql.ts";
import { days, later } from "#app/lib/time.ts";
import { aShop } from "#tests/support/shop.ts";
import { aWorld } from "#tests/support/world.ts";

const world = await aWorld();

const Parked = z.object({ key: z.string(), state: z.string(), body: z.string().nullable(), problem: z.string().nullable() });
const inbox = (shop: ShopId) => world.db.rows(Parked, sql`select key, state, body, problem from inbox where shop_id = ${shop} order by key`);

test("What came in and was parked loses its body after 30 days; the problem stays with its reason, and what is younger, or still due, stays whole.", async () => {
  const [shop, neighbour] = [await aShop(world), await aShop(world)];
  const now = world.now();
  const [young, old] = [later(now, -days(29)), later(now, -days(31))];
  for (const each of [shop, neighbour]) {
    await world.db.run(sql`
      insert into inbox (shop_id, source, topic, key, triggered_at, received_at, due_at, state, body, problem)
      select ${each}::int, 'shopify', 'orders/create', key, at, at, ${later(now, days(1))}::timestamptz, state, '{"email":"ann@example.com"}', problem
      from unnest(${["due", "old", "young"]}::text[], ${[old, old, young]}::timestamptz[], ${["due", "parked", "parked"]}::text[], ${[null, "It is odd.", "It is odd."]}::text[]) as r(key, at, state, problem)`);
  }
  await world.db.run(sql`update shop set pruned_at = ${later(now, -days(1))} where shop_id = ${shop}`);
  while ((await forget.step(world, shop)) > 0);
  const body = '{"email":"ann@example.com"}';
  expect(await inbox(shop)).toEqual([
    { key: "due", state: "due", body, problem: null }, { key: "old", state: "parked", body: null, problem: "It is odd." }, { key: "young", state: "parked", body, problem: "It is odd." },
  ]);
  expect((await inbox(neighbour)).map((row) => row.body)).toEqual([body, body, body]);
});
