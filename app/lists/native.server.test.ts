// A list that follows a segment of Shopify's, against the sandbox: three pages of members a reading.
import { beforeEach, expect, test } from "vitest";
import { z } from "zod";
import { ingest } from "#app/inbox/ingest.server.ts";
import type { ListId, SegmentId, ShopId } from "#app/lib/ids.ts";
import { Id, sql } from "#app/lib/sql.ts";
import { hours, minutes, seconds } from "#app/lib/time.ts";
import type { World } from "#app/lib/world.ts";
import { evaluate } from "#app/segments/evaluate.server.ts";
import { createSegment } from "#app/segments/save.server.ts";
import { wakeDue } from "#app/wake-due.server.ts";
import type { Customer } from "#sandbox/shopify/records.ts";
import { createSegment as createNative, deleteSegment, updateSegment } from "#sandbox/shopify/segments.ts";
import { aSandboxWorld } from "#tests/support/sandbox-world.ts";
import { aShop } from "#tests/support/shop.ts";
import { findNative, follow, refresh } from "./follow.server.ts";
import { readFollowing } from "./native-rows.server.ts";
import { native } from "./native.server.ts";
import { knownLists, readList } from "./rows.server.ts";
import { deleteList } from "./save.server.ts";

const { world, store, sent, opened } = await aSandboxWorld({ customers: 600, orders: 0 });
const people = [...store.tables.Customer.values()].sort((one, other) => one.id - other.id);
const tagged = (tag: string, who: Customer[]) => people.forEach((each) => (each.tags = [...each.tags.filter((other) => other !== tag), ...(who.includes(each) ? [tag] : [])]));
const idsOf = (who: Customer[]) => who.map(({ id }) => String(id));

let shop: ShopId;
beforeEach(async () => {
  for (const table of [sql`customer`, sql`customer_gone`, sql`list`, sql`list_native`, sql`list_member`, sql`segment`, sql`segment_version`, sql`membership`, sql`shop`]) await world.db.run(sql`delete from ${table}`);
  store.tables.Segment.clear();
  shop = await opened();
  await world.db.run(sql`insert into customer (shop_id, customer_id, updated_at) select ${shop}::int, id, ${world.now()}::timestamptz from unnest(${idsOf(people)}::bigint[]) as id`);
  sent.length = 0;
});

const aNative = (query = "customer_tags CONTAINS 'keep'") => String(createNative(store, "Keepers", query).id);

async function settle(mortal: World = world): Promise<void> {
  for (let step = 0; (await native.step(mortal, shop)) > 0; step++) expect(step).toBeLessThan(50);
  while ((await evaluate.step(world, shop)) > 0);
}

async function followed(nativeId: string): Promise<ListId> {
  const made = await follow(world, shop, { nativeId });
  if ("problems" in made) throw new Error(JSON.stringify(made.problems));
  return made.list;
}

async function aSegment(node: unknown): Promise<SegmentId> {
  const saved = await createSegment(world, shop, { name: "Asks", definition: { version: 1, node } });
  if ("problems" in saved) throw new Error(JSON.stringify(saved.problems));
  while ((await evaluate.step(world, shop)) > 0);
  return saved.segment;
}

const ids = async (query: ReturnType<typeof sql>) => (await world.db.rows(z.object({ id: Id }), query)).map(({ id }) => id);
const onList = (list: ListId) => ids(sql`select customer_id as id from list_member where shop_id = ${shop} and list_id = ${list} order by customer_id`);
const inSegment = (segment: SegmentId) => ids(sql`select customer_id as id from membership where shop_id = ${shop} and segment_id = ${segment} and left_at is null order by customer_id`);

test("The members are read page by page, and an hour later whoever came or went moves the segments that ask about the list.", async () => {
  tagged("keep", people.slice(0, 560));
  const list = await followed(aNative());
  const segment = await aSegment({ kind: "list", list });
  await settle();
  expect(await onList(list)).toEqual(idsOf(people.slice(0, 560)));
  expect(await inSegment(segment)).toEqual(idsOf(people.slice(0, 560)));
  expect(await readList(world, shop, list)).toMatchObject({ source: "shopify", state: "ready", memberCount: 560, from: "Keepers", readAt: world.now(), problem: null });
  expect(sent.filter((body) => body.includes("customerSegmentMembers")).length).toBe(3);

  const readAt = world.now();
  tagged("keep", people.slice(10, 570));
  world.clock.advance(hours(1) - 1);
  await settle();
  expect((await readFollowing(world, shop, list))?.readAt).toEqual(readAt);
  world.clock.advance(1);
  expect(await wakeDue(world, 60)).toBeGreaterThan(0);
  await settle();
  expect(await onList(list)).toEqual(idsOf(people.slice(10, 570)));
  expect(await inSegment(segment)).toEqual(idsOf(people.slice(10, 570)));
  expect(await readList(world, shop, list)).toMatchObject({ memberCount: 560, readAt: world.now() });
  const causes = await world.db.rows(z.object({ cause: z.string() }), sql`select distinct entered_cause as cause from membership where shop_id = ${shop} and segment_id = ${segment} and left_at is null order by 1`);
  expect(causes.map(({ cause }) => cause)).toContain("fact");
});

test.each(["native:after-claim", "native:after-page", "native:before-commit"])("Whoever is killed at %s goes on at the page it stood at, and nobody is lost.", async (point) => {
  tagged("keep", people);
  const list = await followed(aNative());
  let times = 0;
  const mortal: World = { ...world, point: async (name) => { if (name === point && ++times === 2) throw new Error("killed"); } };
  await expect(settle(mortal)).rejects.toThrow("killed");
  expect(await readList(world, shop, list)).toMatchObject({ state: "filling" });
  await settle();
  expect((await onList(list)).length).toBeLessThan(600);
  world.clock.advance(minutes(1));
  await settle();
  expect(await onList(list)).toEqual(idsOf(people));
});

test("Throttled, it asks for the same page later; out of reach, it says so and the list stays as it was.", async () => {
  tagged("keep", people.slice(0, 300));
  const list = await followed(aNative());
  await settle();
  await refresh(world, shop, list);
  store.faults.api.throttle = 1;
  await native.step(world, shop);
  expect(await readFollowing(world, shop, list)).toMatchObject({ problem: null, attempts: 0 });
  store.faults.api.throttle = 0;
  store.faults.api.fail = 1;
  world.clock.advance(minutes(1));
  await native.step(world, shop);
  expect(await readList(world, shop, list)).toMatchObject({ problem: "Shopify answered 500.", memberCount: 300 });
  store.faults.api.fail = 0;
  world.clock.advance(minutes(1));
  await settle();
  expect(await readList(world, shop, list)).toMatchObject({ problem: null, readAt: world.now() });
});

test("A segment that is changed in Shopify is read anew at once; one that is deleted says so, keeps its last members and is asked no more.", async () => {
  tagged("keep", people.slice(0, 3));
  tagged("other", people.slice(2, 4));
  const nativeId = aNative();
  const list = await followed(nativeId);
  await settle();
  const hear = async (topic: string) => {
    await world.db.run(sql`insert into inbox (shop_id, source, topic, key, triggered_at, received_at, body, due_at)
      values (${shop}, 'shopify', ${topic}, ${`${topic} ${world.ids.uuid()}`}, ${world.now()}, ${world.now()}, ${JSON.stringify({ admin_graphql_api_id: `gid://shopify/Segment/${nativeId}` })}, ${world.now()})`);
    while ((await ingest.step(world, shop)) > 0);
    await settle();
  };
  const segment = store.tables.Segment.get(Number(nativeId));
  if (!segment) throw new Error("It is gone.");
  updateSegment(store, segment, { name: "Others", query: "customer_tags CONTAINS 'other'" });
  await hear("segments/update");
  expect(await onList(list)).toEqual(idsOf(people.slice(2, 4)));
  expect(await readList(world, shop, list)).toMatchObject({ from: "Others", memberCount: 2 });
  deleteSegment(store, `gid://shopify/Segment/${nativeId}`);
  await hear("segments/delete");
  expect(await readList(world, shop, list)).toMatchObject({ problem: "It was deleted in Shopify.", memberCount: 2 });
  expect(await refresh(world, shop, list)).toEqual([{ path: [], message: "Shopify has no such segment any more." }]);
  sent.length = 0;
  world.clock.advance(hours(3));
  await settle();
  expect(sent).toEqual([]);
});

test("One that is deleted between two pages is found out, not taken for empty.", async () => {
  tagged("keep", people);
  const nativeId = aNative();
  const list = await followed(nativeId);
  await native.step(world, shop);
  await native.step(world, shop);
  deleteSegment(store, `gid://shopify/Segment/${nativeId}`);
  await native.step(world, shop);
  expect(await readFollowing(world, shop, list)).toMatchObject({ problem: "Segment does not exist", goneAt: null });
  world.clock.advance(minutes(1) + seconds(1));
  await settle();
  expect(await readFollowing(world, shop, list)).toMatchObject({ problem: "It was deleted in Shopify.", goneAt: world.now() });
});

test("Members whom we do not know are counted; whoever was merged stands for the one they became.", async () => {
  tagged("keep", people.slice(0, 4));
  const [first, second, third] = idsOf(people);
  await world.db.run(sql`delete from customer where shop_id = ${shop} and customer_id = any(${[first, second]}::bigint[])`);
  await world.db.run(sql`insert into customer_gone (shop_id, customer_id, merged_into, gone_at) values (${shop}, ${first}::bigint, ${third}::bigint, ${world.now()})`);
  const list = await followed(aNative());
  await settle();
  expect(await onList(list)).toEqual(idsOf(people.slice(2, 4)));
  expect(await readFollowing(world, shop, list)).toMatchObject({ unknownBefore: 1 });
});

test("Segments of Shopify's are found by their words; following one twice is one list, its name is free, and another shop sees none of it.", async () => {
  const nativeId = aNative();
  expect(await findNative(world, shop, "keep")).toMatchObject({ segments: [{ id: nativeId, name: "Keepers", query: "customer_tags CONTAINS 'keep'" }] });
  expect(await findNative(world, shop, "\"zzz:*(")).toEqual({ segments: [] });
  const list = await followed(nativeId);
  expect(await follow(world, shop, { nativeId })).toEqual({ list, name: "Keepers" });
  const twin = createNative(store, "Keepers", "number_of_orders = 0");
  Object.assign(twin, { name: "keepers" });
  expect(await follow(world, shop, { nativeId: String(twin.id) })).toMatchObject({ name: "keepers (2)" });
  expect(await follow(world, shop, { nativeId: "1" })).toEqual({ problems: [{ path: ["nativeId"], message: "Shopify has no such segment any more." }] });
  const other = await aShop(world);
  expect(await knownLists(world, other)).toEqual([]);
  expect(await refresh(world, other, list)).not.toEqual([]);
  expect(await readFollowing(world, other, list)).toBeNull();
  expect(await deleteList(world, shop, list)).toEqual([]);
  expect(await readFollowing(world, shop, list)).toBeNull();
});
