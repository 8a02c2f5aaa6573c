import { GCProfiler, type GCProfilerResult } from "node:v8";
import { expect, test } from "vitest";
import { z } from "zod";
import { Count, raw, sql } from "#app/lib/sql.ts";
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

test("a connection that is lost inside a transaction fails that transaction, and no more", async () => {
  const before = await countShops();
  await expect(transact(world, async (inside) => {
    await aShop(inside);
    const [own] = await inside.db.rows(z.object({ pid: Count }), sql`select pg_backend_pid() as pid`);
    await world.db.run(sql`select pg_terminate_backend(${own?.pid}::int)`);
    // Until the connection has noticed.
    await expect.poll(() => inside.db.run(sql`select 1`).then(() => "there", () => "lost")).toBe("lost");
    await aShop(inside);
  })).rejects.toThrow();
  expect(await countShops()).toBe(before);
});

test("what nobody waits for any more is stopped in the database, and its connection serves the next", async () => {
  const asleep = async () => (await world.db.rows(z.object({ count: Count }), sql`select count(*) from pg_stat_activity where query like 'select pg_sleep%' and state = 'active' and datname = current_database()`))[0]?.count;
  const gone = new AbortController();
  let isAsked = false;
  const slow = transact(world, async (inside) => {
    await inside.db.run(sql`select pg_sleep(120)`).catch((stopped: unknown) => {
      isAsked = true;
      throw stopped;
    });
  }, gone.signal);
  const refused = expect(slow).rejects.toMatchObject({ code: "57014" });
  await expect.poll(asleep).toBe(1);
  gone.abort();
  await refused;
  expect({ isAsked, asleep: await asleep() }).toEqual({ isAsked: true, asleep: 0 });
  await expect(transact(world, async (inside) => {
    await inside.db.run(sql`select 1`);
  }, gone.signal)).rejects.toThrow();
  expect(await world.db.run(sql`select 1`)).toBe(1);
});

test("COPY takes lines from memory at the database's own pace", async () => {
  const shop = await aShop(world);
  const lines = Array.from({ length: 1000 }, (_, index) => `${shop}\t${index + 1}\tCollection ${index}\n`);
  expect(await world.db.copyIn(sql`copy collection (shop_id, collection_id, title) from stdin`, lines)).toBe(1000);
});

test("what runs often is planned once a connection, and what varies is not kept", async () => {
  const Plan = z.object({ statement: z.string() });
  const kept = await world.db.often().transact(async (db) => {
    const ask = (shop: number) => db.rows(Counted, sql`select count(*) as shops from shop where shop_id < ${shop} and 1 = 1`);
    await ask(1);
    await ask(2);
    await db.rarely().rows(Counted, sql`select count(*) as shops from shop where shop_id < ${3} and 2 = 2`);
    return db.rarely().rows(Plan, sql`select statement from pg_prepared_statements where statement like '%= 1' or statement like '%= 2'`);
  });
  expect(kept).toEqual([{ statement: "select count(*) as shops from shop where shop_id < $1 and 1 = 1" }]);
});

test("of a statement nothing is left among the objects that stay", async () => {
  const ask = (times: number) => transact(world, async (inside) => {
    for (let nth = 0; nth < times; nth++) await inside.db.rows(z.object({ one: Count }), sql`${raw(`${"-".repeat(20_000)} ${nth}\n`)} select ${1}::int as one`);
  });
  await ask(200);
  const profiler = new GCProfiler();
  profiler.start();
  await ask(2_000);
  const collections = profiler.stop().statistics.filter(({ gcType }) => gcType === "Scavenge");
  const oldBytes = ({ heapSpaceStatistics: spaces }: GCProfilerResult["statistics"][number]["afterGC"]) => spaces.reduce((sum, { spaceName, spaceUsedSize }) => sum + (spaceName === "old_space" ? spaceUsedSize : 0), 0);
  const moved = collections.reduce((sum, { beforeGC, afterGC }) => sum + oldBytes(afterGC) - oldBytes(beforeGC), 0);
  expect(collections.length).toBeGreaterThan(0);
  expect(moved).toBeLessThan(10_000_000);
});
