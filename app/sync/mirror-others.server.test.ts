// What others do to our tags: people by hand, Shopify by merging.
import { beforeEach, expect, test } from "vitest";
import type { SegmentId, ShopId } from "../lib/ids.ts";
import { sql } from "../lib/sql.ts";
import { hours, later, minutes, seconds } from "../lib/time.ts";
import { deliver } from "../outbox/deliver.server.ts";
import { mirror } from "./mirror.server.ts";
import { startSync, syncState } from "./sync.server.ts";
import { TagShopify } from "#tests/laws/sync-shopify.ts";
import { aSegment, customerIds, hear, move, nextDue, untilRest, withToken } from "#tests/laws/sync-world.ts";
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

test("A tag removed by hand comes back.", async () => {
  await move(world, shop, vip, people(1, 2), true);
  await startSync(world, shop, vip, { rule: "restore" });
  await untilRest(world, shop);
  world.clock.advance(hours(1));
  shopify.change("1", "Segue:VIP", false);
  await hear(world, shop, ...shopify.events);
  await untilRest(world, shop);
  expect(shopify.carriers("segue:vip")).toEqual(["1", "2"]);
});

test("A tag of letters beyond ASCII that is removed by hand comes back, too, and is no stray.", async () => {
  await move(world, shop, vip, people(1, 2), true);
  await startSync(world, shop, vip, { rule: "restore", tag: "segue:Ärzte" });
  await untilRest(world, shop);
  world.clock.advance(hours(1));
  shopify.change("1", "segue:Ärzte", false);
  shopify.change("5", "segue:Ärzte", true);
  await hear(world, shop, ...shopify.events);
  await untilRest(world, shop);
  expect(shopify.carriers("segue:Ärzte")).toEqual(["1", "2", "5"]);
  expect(await syncState(world, shop, vip)).toMatchObject({ held: 2, strays: 1 });
});

test("Or sync pauses, says why, and goes on when the merchant switches it on again.", async () => {
  await move(world, shop, vip, people(1, 2), true);
  await startSync(world, shop, vip, { rule: "pause" });
  await untilRest(world, shop);
  world.clock.advance(hours(1));
  shopify.change("1", "segue:vip", false);
  await hear(world, shop, ...shopify.events);
  await move(world, shop, vip, people(3, 3), true);
  await untilRest(world, shop);
  expect(shopify.carriers("segue:vip")).toEqual(["2"]);
  expect(await syncState(world, shop, vip)).toMatchObject({ state: "paused", problem: expect.stringContaining("from a customer by somebody else") });
  await startSync(world, shop, vip, { rule: "pause" });
  await untilRest(world, shop);
  expect(shopify.carriers("segue:vip")).toEqual(["1", "2", "3"]);
  expect(await syncState(world, shop, vip)).toMatchObject({ state: "on", problem: null });
});

test("The echo of our own removal is not a hand's, however late it comes.", async () => {
  await move(world, shop, vip, people(1, 1), true);
  await startSync(world, shop, vip, { rule: "pause" });
  await untilRest(world, shop);
  world.clock.advance(hours(1));
  await move(world, shop, vip, people(1, 1), false);
  await untilRest(world, shop);
  world.clock.advance(minutes(5));
  await move(world, shop, vip, people(1, 1), true);
  await untilRest(world, shop);
  await hear(world, shop, ...shopify.events.filter(({ present }) => !present));
  await untilRest(world, shop);
  expect(await syncState(world, shop, vip)).toMatchObject({ state: "on", held: 1 });
  expect(shopify.events.map(({ present }) => present)).toEqual([true, false, true]);
});

test("Our tag on somebody who is no member, put there by hand, is left alone and counted.", async () => {
  await move(world, shop, vip, people(1, 1), true);
  await startSync(world, shop, vip, {});
  shopify.change("5", "segue:vip", true);
  await hear(world, shop, ...shopify.events);
  await untilRest(world, shop);
  expect(shopify.carriers("segue:vip")).toEqual(["1", "5"]);
  expect(await syncState(world, shop, vip)).toMatchObject({ held: 1, strays: 1 });
});

test("A removal by hand is not forgotten while an addition is under way.", async () => {
  await move(world, shop, vip, people(1, 1), true);
  await startSync(world, shop, vip, {});
  await mirror.step(world, shop);
  await deliver.step(world, shop);
  await world.db.run(sql`update outbox set state = 'leased', due_at = ${later(world.now(), minutes(5))} where shop_id = ${shop}`);
  world.clock.advance(seconds(1));
  shopify.change("1", "segue:vip", false);
  await hear(world, shop, ...shopify.events);
  expect(await mirror.step(world, shop)).toBe(0);
  await world.db.run(sql`update outbox set state = 'done' where shop_id = ${shop}`);
  await untilRest(world, shop);
  expect(shopify.carriers("segue:vip")).toEqual(["1"]);
});

test("A tag removed by hand between two parts of a bulk mutation comes back.", async () => {
  shopify.failBulk = 1;
  shopify.polls = 0;
  await move(world, shop, vip, people(1, 150), true, true);
  await startSync(world, shop, vip, {});
  await mirror.step(world, shop);
  while (shopify.operations.length === 0) {
    await deliver.step(world, shop);
    world.clock.set((await nextDue(world, shop)) ?? world.now());
  }
  world.clock.advance(seconds(1));
  shopify.change("1", "segue:vip", false);
  await hear(world, shop, ...shopify.events);
  for (let at: Date | null = world.now(); at; at = await nextDue(world, shop)) {
    world.clock.set(at);
    await untilRest(world, shop);
  }
  expect(shopify.operations).toHaveLength(2);
  expect(shopify.carriers("segue:vip")).toEqual(people(1, 150).map(String));
});

test("Nothing is asked of Shopify for a customer who is gone, even before their stays are closed.", async () => {
  await move(world, shop, vip, people(1, 2), true);
  await world.db.run(sql`insert into customer_gone (shop_id, customer_id, merged_into, gone_at) values (${shop}, 1, null, ${world.now()})`);
  await startSync(world, shop, vip, {});
  await untilRest(world, shop);
  expect(shopify.carriers("segue:vip")).toEqual(["2"]);
});

test("When Shopify merges two customers, the survivor carries what we gave either, and loses it unless a member.", async () => {
  await move(world, shop, vip, people(1, 2), true);
  await startSync(world, shop, vip, {});
  await untilRest(world, shop);
  shopify.tags.delete("1");
  shopify.tags.get("9")?.add("segue:vip");
  await world.db.run(sql`insert into customer_gone (shop_id, customer_id, merged_into, gone_at) values (${shop}, 1, 9, ${world.now()})`);
  await move(world, shop, vip, people(1, 1), false);
  await untilRest(world, shop);
  expect(shopify.carriers("segue:vip")).toEqual(["2"]);
  expect(await syncState(world, shop, vip)).toMatchObject({ held: 1, refused: 0, removing: 0 });
});

test("Merged while we were taking the tag away, the survivor does not keep it.", async () => {
  await move(world, shop, vip, people(1, 2), true);
  await startSync(world, shop, vip, {});
  await untilRest(world, shop);
  await move(world, shop, vip, people(1, 1), false);
  await mirror.step(world, shop);
  shopify.tags.delete("1");
  shopify.tags.get("9")?.add("segue:vip");
  await world.db.run(sql`insert into customer_gone (shop_id, customer_id, merged_into, gone_at) values (${shop}, 1, 9, ${world.now()})`);
  await untilRest(world, shop);
  expect(shopify.carriers("segue:vip")).toEqual(["2"]);
});

test("A survivor who is a member has the tag, whatever Shopify handed on.", async () => {
  await move(world, shop, vip, people(1, 2), true);
  await startSync(world, shop, vip, {});
  await untilRest(world, shop);
  shopify.tags.delete("1");
  await world.db.run(sql`insert into customer_gone (shop_id, customer_id, merged_into, gone_at) values (${shop}, 1, 9, ${world.now()})`);
  await move(world, shop, vip, people(1, 1), false);
  await move(world, shop, vip, people(9, 9), true);
  await untilRest(world, shop);
  expect(shopify.carriers("segue:vip")).toEqual(["2", "9"]);
});
