import { beforeEach, expect, test } from "vitest";
import { z } from "zod";
import type { SegmentId, ShopId } from "../lib/ids.ts";
import { sql } from "../lib/sql.ts";
import { seconds } from "../lib/time.ts";
import { deliver } from "../outbox/deliver.server.ts";
import { mirror } from "./mirror.server.ts";
import { removeAllTags, startSync, stopSync, syncState } from "./sync.server.ts";
import { TagShopify } from "#tests/laws/sync-shopify.ts";
import { aSegment, customerIds, move, nextDue, untilRest, withToken } from "#tests/laws/sync-world.ts";
import { aShop } from "#tests/support/shop.ts";
import { aWorld } from "#tests/support/world.ts";

const world = await aWorld();
let shop: ShopId;
let shopify: TagShopify;
let vip: SegmentId;

beforeEach(async () => {
  shop = await aShop(world);
  shopify = new TagShopify(world);
  world.network.on((request) => shopify.answer(request));
  await withToken(world, shop);
  vip = await aSegment(world, shop, "VIP");
  for (let id = 1; id <= 300; id++) shopify.addCustomer(String(id), ["wholesale"]);
});

const people = (from: number, to: number) => customerIds(...Array.from({ length: to - from + 1 }, (_, i) => from + i));
const names = (from: number, to: number) => people(from, to).map(String);
const outbox = (state: string) => world.db.rows(z.object({ kind: z.string(), problem: z.string().nullable() }), sql`
  select kind, problem from outbox where shop_id = ${shop} and state = ${state} order by command_id`);

async function settleBulk() {
  await untilRest(world, shop);
  for (let at = await nextDue(world, shop); at; at = await nextDue(world, shop)) {
    world.clock.set(at);
    await untilRest(world, shop);
  }
}

test("Members get the segment's tag, whoever leaves loses it, and nobody else's tags change.", async () => {
  await move(world, shop, vip, people(1, 3), true);
  expect(await startSync(world, shop, vip, {})).toEqual([]);
  // Before anybody looked, nothing is known to be left to do: that is not "up to date".
  expect(await syncState(world, shop, vip)).toMatchObject({ state: "on", adding: 0, isBehind: true });
  await untilRest(world, shop);
  expect(shopify.carriers("segue:vip")).toEqual(["1", "2", "3"]);
  await move(world, shop, vip, people(2, 2), false);
  await move(world, shop, vip, people(9, 9), true);
  await untilRest(world, shop);
  expect(shopify.carriers("segue:vip")).toEqual(["1", "3", "9"]);
  expect(shopify.carriers("wholesale")).toHaveLength(300);
  expect(await syncState(world, shop, vip)).toMatchObject({ state: "on", tag: "segue:vip", held: 3, adding: 0, removing: 0, refused: 0, isBehind: false });
});

test("Changes of a segment that is not synced are passed over, and nothing is sent.", async () => {
  await move(world, shop, vip, people(1, 3), true);
  await untilRest(world, shop);
  expect(await mirror.step(world, shop)).toBe(0);
  expect(shopify.documents).toEqual([]);
});

test("Up to 25 changes travel in one request.", async () => {
  await move(world, shop, vip, people(1, 60), true);
  await startSync(world, shop, vip, {});
  await untilRest(world, shop);
  expect(shopify.carriers("segue:vip")).toEqual(names(1, 60));
  expect(shopify.documents).toHaveLength(3);
});

test("More than 100 people go by bulk mutation, each with an outcome of their own.", async () => {
  for (const name of ["7", "8"]) shopify.tags.delete(name);
  await move(world, shop, vip, people(1, 250), true, true);
  await startSync(world, shop, vip, {});
  await settleBulk();
  expect(shopify.carriers("segue:vip")).toEqual(names(1, 250).filter((name) => name !== "7" && name !== "8"));
  expect(shopify.operations).toHaveLength(1);
  expect(await syncState(world, shop, vip)).toMatchObject({ held: 248, adding: 0, refused: 2 });
  const left = await world.db.rows(z.object({ count: z.string() }), sql`select count(*) from outbox_person where shop_id = ${shop}`);
  expect(left).toEqual([{ count: "0" }]);
});

test("A bulk mutation whose answer was lost is found again, not started twice.", async () => {
  await move(world, shop, vip, people(1, 150), true, true);
  await startSync(world, shop, vip, {});
  await mirror.step(world, shop);
  await deliver.step(world, shop);
  world.clock.advance(seconds(1));
  shopify.faults = ["none", "lost-after"];
  await deliver.step(world, shop);
  expect(shopify.operations).toHaveLength(1);
  world.clock.advance(seconds(10));
  await settleBulk();
  expect(shopify.operations).toHaveLength(1);
  expect(await syncState(world, shop, vip)).toMatchObject({ held: 150 });
});

test("A bulk mutation that fails half-way goes on with those of whom nothing is known.", async () => {
  shopify.failBulk = 1;
  await move(world, shop, vip, people(1, 150), true, true);
  await startSync(world, shop, vip, {});
  await settleBulk();
  expect(shopify.operations.map(({ result }) => result.split("\n").length)).toEqual([75, 75]);
  expect(shopify.carriers("segue:vip")).toEqual(names(1, 150));
  expect(await syncState(world, shop, vip)).toMatchObject({ held: 150, adding: 0 });
});

test("Whoever leaves while their tag is under way loses it once it has arrived.", async () => {
  await move(world, shop, vip, people(1, 1), true);
  await startSync(world, shop, vip, {});
  await mirror.step(world, shop);
  await move(world, shop, vip, people(1, 1), false);
  expect(await mirror.step(world, shop)).toBe(1);
  await untilRest(world, shop);
  expect(shopify.carriers("segue:vip")).toEqual([]);
  expect((await outbox("done")).map(({ kind }) => kind)).toEqual(["tagsAdd", "tagsRemove"]);
});

test("Switched off, the tag stays or goes, as the merchant chooses; switched on again, the difference is found.", async () => {
  await move(world, shop, vip, people(1, 3), true);
  await startSync(world, shop, vip, {});
  await untilRest(world, shop);
  await stopSync(world, shop, vip, { removeTags: false });
  await move(world, shop, vip, people(1, 1), false);
  await untilRest(world, shop);
  expect(shopify.carriers("segue:vip")).toEqual(["1", "2", "3"]);
  await startSync(world, shop, vip, {});
  await untilRest(world, shop);
  expect(shopify.carriers("segue:vip")).toEqual(["2", "3"]);
  await stopSync(world, shop, vip, { removeTags: true });
  await untilRest(world, shop);
  expect(shopify.carriers("segue:vip")).toEqual([]);
  expect(await syncState(world, shop, vip)).toMatchObject({ state: "off", tag: null, held: 0 });
});

test("Commands that nobody took yet are withdrawn when sync is switched off.", async () => {
  await move(world, shop, vip, people(1, 3), true);
  await startSync(world, shop, vip, {});
  await mirror.step(world, shop);
  await stopSync(world, shop, vip, { removeTags: false });
  await untilRest(world, shop);
  expect(shopify.documents).toEqual([]);
  expect(await syncState(world, shop, vip)).toMatchObject({ state: "off", held: 0, adding: 0 });
});

test("A deleted segment still takes its tags away, and so does every segment before the app goes.", async () => {
  const lapsed = await aSegment(world, shop, "Lapsed");
  await move(world, shop, vip, people(1, 2), true);
  await move(world, shop, lapsed, people(2, 4), true);
  await startSync(world, shop, vip, {});
  await startSync(world, shop, lapsed, {});
  await untilRest(world, shop);
  await stopSync(world, shop, lapsed, { removeTags: true });
  await world.db.run(sql`update segment set deleted_at = ${world.now()} where shop_id = ${shop} and segment_id = ${lapsed}`);
  await untilRest(world, shop);
  expect(shopify.carriers("segue:lapsed")).toEqual([]);
  expect(await removeAllTags(world, shop)).toBe(1);
  await untilRest(world, shop);
  expect(shopify.carriers("segue:vip")).toEqual([]);
  expect(shopify.carriers("wholesale")).toHaveLength(300);
});

test("A new tag takes the place of the old one.", async () => {
  await move(world, shop, vip, people(1, 2), true);
  await startSync(world, shop, vip, {});
  await untilRest(world, shop);
  await startSync(world, shop, vip, { tag: "segue:best" });
  await untilRest(world, shop);
  expect(shopify.carriers("segue:vip")).toEqual([]);
  expect(shopify.carriers("segue:best")).toEqual(["1", "2"]);
});

test("Two segments never share a tag, and a tag outside our prefix is refused.", async () => {
  const other = await aSegment(world, shop, "Other");
  await startSync(world, shop, vip, { tag: "segue:same" });
  expect(await startSync(world, shop, other, { tag: "SEGUE:same" })).toMatchObject([{ path: ["tag"] }]);
  expect(await startSync(world, shop, other, { tag: "wholesale" })).toMatchObject([{ path: ["tag"] }]);
  expect(await syncState(world, shop, other)).toMatchObject({ state: "off", tag: null });
});

test("A segment keeps its tag when the shop's prefix changes; new tags take the new one.", async () => {
  await startSync(world, shop, vip, {});
  await world.db.run(sql`update shop set settings = '{"tagPrefix": "club:"}' where shop_id = ${shop}`);
  expect(await startSync(world, shop, vip, { rule: "pause" })).toEqual([]);
  expect(await syncState(world, shop, vip)).toMatchObject({ tag: "segue:vip", rule: "pause" });
  expect(await startSync(world, shop, vip, { tag: "segue:other" })).toHaveLength(1);
  expect(await startSync(world, shop, await aSegment(world, shop, "Late"), {})).toEqual([]);
});

test("Whom Shopify refuses is kept with the reason, and let go when they leave.", async () => {
  shopify.tags.set("1", new Set(Array.from({ length: 250 }, (_, i) => `tag ${i}`)));
  await move(world, shop, vip, people(1, 2), true);
  await startSync(world, shop, vip, {});
  await untilRest(world, shop);
  expect(await syncState(world, shop, vip)).toMatchObject({ held: 1, refused: 1, adding: 0 });
  await move(world, shop, vip, people(1, 1), false);
  await untilRest(world, shop);
  expect(await syncState(world, shop, vip)).toMatchObject({ held: 1, refused: 0 });
});

test("Nothing of one shop is seen, sent or settled by another's pumps.", async () => {
  const other = await aShop(world);
  await withToken(world, other);
  await move(world, shop, vip, people(1, 3), true);
  await startSync(world, shop, vip, {});
  expect(await untilRest(world, other)).toBe(0);
  await mirror.step(world, shop);
  expect(await untilRest(world, other)).toBe(0);
  expect(shopify.documents).toEqual([]);
});
