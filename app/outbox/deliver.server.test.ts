import { beforeEach, expect, test } from "vitest";
import { z } from "zod";
import { type SegmentId, SegmentId as Segment, type ShopId } from "../lib/ids.ts";
import { sql } from "../lib/sql.ts";
import { minutes } from "../lib/time.ts";
import type { World } from "../lib/world.ts";
import { deliver } from "./deliver.server.ts";
import { enqueue } from "./enqueue.server.ts";
import { TagShopify } from "#tests/laws/sync-shopify.ts";
import { customerIds, nextDue, withToken } from "#tests/laws/sync-world.ts";
import { aShop } from "#tests/support/shop.ts";
import { aWorld } from "#tests/support/world.ts";

const world = await aWorld();
const segmentId: SegmentId = Segment.parse(1);
let shop: ShopId;
let shopify: TagShopify;

beforeEach(async () => {
  shop = await aShop(world);
  shopify = new TagShopify(world);
  world.network.on((request) => shopify.answer(request));
  await withToken(world, shop);
  for (const id of ["1", "2", "3"]) shopify.addCustomer(id);
});

const add = (...ids: number[]) =>
  enqueue(world, shop, customerIds(...ids).map((customerId) => ({ key: `add/${customerId}`, command: { kind: "tagsAdd", customerId, segmentId, tag: "segue:vip" } })));

const Row = z.object({ state: z.string(), attempts: z.number(), problem: z.string().nullable() });
const rows = () => world.db.rows(Row, sql`select state, attempts, problem from outbox where shop_id = ${shop} order by command_id`);

/** A world that dies at the named point, as a process would. */
const dying = (at: string): World => ({
  ...world,
  point: async (name) => {
    if (name === at) throw new Error(`killed at ${name}`);
  },
});

test("Enqueued twice is enqueued once, and sent once.", async () => {
  expect((await add(1, 2)).size).toBe(2);
  expect((await add(1, 2)).size).toBe(0);
  expect(await deliver.step(world, shop)).toBe(2);
  expect(await deliver.step(world, shop)).toBe(0);
  expect(shopify.documents).toHaveLength(1);
  expect(await rows()).toEqual([{ state: "done", attempts: 0, problem: null }, { state: "done", attempts: 0, problem: null }]);
});

test("What is rolled back with its transaction is never sent.", async () => {
  await expect(world.db.transact(async (db) => {
    await enqueue({ ...world, db }, shop, [{ key: "a", command: { kind: "tagsAdd", customerId: customerIds(1)[0]!, segmentId, tag: "t" } }]);
    throw new Error("no");
  })).rejects.toThrow("no");
  expect(await deliver.step(world, shop)).toBe(0);
});

test.each(["deliver:after-claim", "deliver:after-send", "deliver:before-record"])("A worker that dies at %s leaves a command that another sends when the lease ends.", async (point) => {
  await add(1);
  await expect(deliver.step(dying(point), shop)).rejects.toThrow("killed");
  expect(await deliver.step(world, shop)).toBe(0);
  world.clock.set((await nextDue(world, shop)) ?? world.now());
  expect(await deliver.step(world, shop)).toBe(1);
  expect(shopify.carriers("segue:vip")).toEqual(["1"]);
  expect(await rows()).toMatchObject([{ state: "done" }]);
});

test("A worker that lost its lease writes nothing.", async () => {
  await add(1);
  shopify.faults = ["status-500"];
  const slow = deliver.step({
    ...world,
    point: async (name) => {
      if (name !== "deliver:before-record") return;
      world.clock.advance(minutes(6));
      await deliver.step(world, shop);
    },
  }, shop);
  expect(await slow).toBe(0);
  expect(await rows()).toEqual([{ state: "done", attempts: 0, problem: null }]);
});

test("A worker that stalled until its lease was nearly over does not send.", async () => {
  await add(1);
  const stalled = deliver.step({
    ...world,
    point: async (name) => {
      if (name === "deliver:after-claim") world.clock.advance(minutes(4.5));
    },
  }, shop);
  expect(await stalled).toBe(0);
  expect(shopify.documents).toEqual([]);
});

test("Throttled costs no attempt; a server's failure does; both are sent again when they are due.", async () => {
  await add(1);
  shopify.faults = ["throttled", "status-500", "lost-after"];
  for (const attempts of [0, 1, 2]) {
    await deliver.step(world, shop);
    expect(await rows()).toMatchObject([{ state: "due", attempts }]);
    expect(await deliver.step(world, shop)).toBe(0);
    world.clock.set((await nextDue(world, shop)) ?? world.now());
  }
  await deliver.step(world, shop);
  expect(await rows()).toMatchObject([{ state: "done", problem: null }]);
});

test("After the last attempt a command is parked with its reason, where a person sees it.", async () => {
  await add(1);
  shopify.faults = Array(15).fill("status-500");
  for (let i = 0; i < 15; i++) {
    await deliver.step(world, shop);
    world.clock.set((await nextDue(world, shop)) ?? world.now());
  }
  expect(await rows()).toEqual([{ state: "parked", attempts: 14, problem: expect.stringContaining("Given up after 15 attempts. Shopify answered 500.") }]);
  world.clock.advance(minutes(60));
  expect(await deliver.step(world, shop)).toBe(0);
});

test("What failed together is sent again together.", async () => {
  await add(1, 2, 3);
  shopify.faults = ["status-500"];
  await deliver.step(world, shop);
  world.clock.set((await nextDue(world, shop)) ?? world.now());
  expect(await deliver.step(world, shop)).toBe(3);
});

test("One customer's refusal is theirs alone.", async () => {
  shopify.tags.delete("2");
  await add(1, 2, 3);
  await deliver.step(world, shop);
  expect((await rows()).map(({ problem }) => problem)).toEqual([null, expect.stringContaining("no longer in Shopify"), null]);
  expect(shopify.carriers("segue:vip")).toEqual(["1", "3"]);
});

test("A command of an unknown kind is parked and holds nobody up.", async () => {
  await world.db.run(sql`insert into outbox (shop_id, kind, key, payload, due_at, created_at) values (${shop}, 'sing', 'x', '{}', ${world.now()}, ${world.now()})`);
  await add(1);
  await deliver.step(world, shop);
  expect((await rows()).map(({ state }) => state)).toEqual(["parked", "done"]);
});
