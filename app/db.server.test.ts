import { expect, test } from "vitest";
import { z } from "zod";
import { Count, sql } from "#app/lib/sql.ts";
import { transact } from "#app/lib/world.ts";
import { aShop } from "#tests/support/shop.ts";
import { aWorld } from "#tests/support/world.ts";

const world = await aWorld();
const Counted = z.object({ shops: Count });
const countShops = async () => (await world.db.rows(Counted, sql`select count(*) as shops from shop`))[0]?.shops;

test("a transaction that throws leaves nothing behind", async () => {
  const before = await countShops();
  await expect(transact(world, async (inside) => {
    await aShop(inside);
    throw new Error("stop");
  })).rejects.toThrow("stop");
  expect(await countShops()).toBe(before);
});

test("a transaction inside a transaction commits with the outer one", async () => {
  const before = Number(await countShops());
  await transact(world, async (outer) => {
    await transact(outer, async (inner) => void (await aShop(inner)));
    expect(await countShops()).toBe(before);
  });
  expect(await countShops()).toBe(before + 1);
});

test("COPY takes lines from memory at the database's own pace", async () => {
  const shop = await aShop(world);
  const lines = Array.from({ length: 1000 }, (_, index) => `${shop}\t${index + 1}\tCollection ${index}\n`);
  expect(await world.db.copyIn(sql`copy collection (shop_id, collection_id, title) from stdin`, lines)).toBe(1000);
});
