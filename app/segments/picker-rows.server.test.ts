import { expect, test } from "vitest";
import { raw, sql } from "#app/lib/sql.ts";
import { aShop } from "#tests/support/shop.ts";
import { aWorld } from "#tests/support/world.ts";
import { everyRegion, pickedLabels, pickValues } from "./picker-rows.server.ts";

const world = await aWorld();
const shop = await aShop(world);
/** 20,000 of today, and 500 that came before them. */
const ALL = 20_500;
await world.db.run(sql`
  insert into customer (shop_id, customer_id, country_code, province_code, tags)
  select ${shop}::int, n, case when n > 500 then 'US' else 'CA' end, case when n > 500 then 'NY' else 'QC' end, case when n > 500 then array['vip'] else array['Old friend'] end
  from generate_series(1, ${ALL}::int) n`);
await world.db.run(sql`
  insert into customer_tag (shop_id, customer_id, tag_key, tag, present, changed_at) select shop_id, customer_id, lower(tags[1]), tags[1], true, ${world.now()} from customer where shop_id = ${shop}`);
await world.db.run(sql`insert into orders (shop_id, order_id, discount_codes, tags, location_id) select ${shop}::int, n, array[case when n > 500 then 'NEW' else 'OLD' end], '{gift}', 7 from generate_series(1, ${ALL}::int) n`);
for (const table of ["customer", "customer_tag", "orders"]) await world.db.run(sql`analyze ${raw(table)}`);

const values = async (...asked: [Parameters<typeof pickValues>[2], string?]) => (await pickValues(world, shop, ...asked)).map(({ value, count }) => [value, count]);

test("Of a large shop the newest rows alone are looked at, and no count is told that would not be one.", async () => {
  expect(await values("country")).toEqual([["US", null]]);
  expect(await values("region")).toEqual([["US-NY", null]]);
  expect(await everyRegion(world, shop)).toEqual([{ value: "US-NY", label: "US-NY", count: null }]);
  expect(await values("customerTag")).toEqual([["vip", null]]);
  expect(await values("discountCode")).toEqual([["NEW", null]]);
  expect(await values("orderTag")).toEqual([["gift", null]]);
  expect(await values("location")).toEqual([["7", null]]);
  expect(await pickedLabels(world, shop, "country", ["US", "CA"])).toEqual([{ value: "US", label: "US", count: null }]);
});

test("A tag that only customers of long ago carry is found once it is typed, by the beginning of any word.", async () => {
  expect(await values("customerTag", "OLD")).toEqual([["Old friend", null]]);
  expect(await values("customerTag", "fri")).toEqual([["Old friend", null]]);
  expect(await values("customerTag", "vi")).toEqual([["vip", null]]);
  expect(await values("customerTag", "riend")).toEqual([]);
});

test("Of a small shop everything is counted.", async () => {
  const small = await aShop(world);
  await world.db.run(sql`insert into customer (shop_id, customer_id, country_code, tags) values (${small}, 1, 'US', '{vip}'), (${small}, 2, 'US', '{}'), (${small}, 3, 'CA', '{}')`);
  expect(await pickValues(world, small, "country")).toEqual([{ value: "US", label: "US", count: 2 }, { value: "CA", label: "CA", count: 1 }]);
  expect(await pickValues(world, small, "customerTag", "v")).toEqual([{ value: "vip", label: "vip", count: 1 }]);
});
