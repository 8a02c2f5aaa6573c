// A segment of ours made in Shopify: created once whatever dies, and compared person by person.
import { beforeEach, expect, test } from "vitest";
import type { SegmentId, ShopId } from "#app/lib/ids.ts";
import { sql } from "#app/lib/sql.ts";
import { minutes } from "#app/lib/time.ts";
import type { World } from "#app/lib/world.ts";
import { native } from "#app/lists/native.server.ts";
import { knownLists } from "#app/lists/rows.server.ts";
import { addTags } from "#sandbox/shopify/tags.ts";
import { aSandboxWorld } from "#tests/support/sandbox-world.ts";
import { aShop } from "#tests/support/shop.ts";
import type { Definition } from "../definition.ts";
import { evaluate } from "../evaluate.server.ts";
import { createSegment, deleteSegment } from "../save.server.ts";
import { compareAgain, createCopy, lookAtCopy, sayNative } from "./copy.server.ts";

const { world, store, opened } = await aSandboxWorld({ customers: 6, orders: 0 });
const people = [...store.tables.Customer.values()].sort((one, other) => one.id - other.id);
people.slice(0, 3).forEach((customer) => addTags(store, customer, ["vip"]));
const definition: Definition = { version: 1, node: { kind: "attr", field: "person.tags", test: { op: "hasAny", values: ["vip"] } } };

let shop: ShopId;
let segment: { segmentId: SegmentId; name: string; version: number };
beforeEach(async () => {
  for (const table of [sql`customer`, sql`list`, sql`list_native`, sql`list_member`, sql`segment`, sql`segment_version`, sql`membership`, sql`shop`]) await world.db.run(sql`delete from ${table}`);
  store.tables.Segment.clear();
  shop = await opened();
  for (const { id, tags } of people) {
    await world.db.run(sql`insert into customer (shop_id, customer_id, updated_at, tags_at, tags) values (${shop}, ${String(id)}::bigint, ${world.now()}, ${world.now()}, ${tags.map((tag) => tag.toLowerCase())}::text[])`);
  }
  const saved = await createSegment(world, shop, { name: "VIP", definition });
  if ("problems" in saved) throw new Error(JSON.stringify(saved.problems));
  segment = { segmentId: saved.segment, name: "VIP", version: 1 };
  while ((await evaluate.step(world, shop)) > 0);
});

async function settle(mortal: World = world) {
  for (let step = 0; (await native.step(mortal, shop)) > 0; step++) expect(step).toBeLessThan(20);
}
const ids = (which: typeof people) => which.map(({ id }) => String(id));

test("It is created under its name, its members are read, and equal is said of people, not of words.", async () => {
  expect(await createCopy(world, shop, segment, definition, "GBP")).toEqual([]);
  expect(await lookAtCopy(world, shop, segment.segmentId)).toMatchObject({ state: "creating", compared: null });
  await settle();
  expect(await lookAtCopy(world, shop, segment.segmentId)).toMatchObject({
    state: "read", name: "VIP", query: "customer_tags CONTAINS 'vip'", version: 1, readAt: world.now(), compared: { ours: 0, both: 3, theirs: 0, unknown: 0, people: [] },
  });
  expect([...store.tables.Segment.values()].map(({ name, query }) => [name, query])).toEqual([["VIP", "customer_tags CONTAINS 'vip'"]]);
  expect(await knownLists(world, shop)).toEqual([]);
});

test("Whoever differs is named, on both sides, and a member we do not know is counted.", async () => {
  await createCopy(world, shop, segment, definition, "GBP");
  const [first, second, , fourth] = people;
  if (!first || !second || !fourth) throw new Error("The shop is too small.");
  second.tags = [];
  addTags(store, fourth, ["vip"]);
  await world.db.run(sql`delete from customer where shop_id = ${shop} and customer_id = ${String(first.id)}::bigint`);
  await settle();
  const copy = await lookAtCopy(world, shop, segment.segmentId);
  second.tags = ["vip"];
  fourth.tags = [];
  expect(copy?.compared).toMatchObject({ ours: 2, both: 1, theirs: 1, unknown: 1 });
  expect(copy?.compared?.people.map(({ side, customerId }) => [side, customerId])).toEqual([["ours", ids([first])[0]], ["ours", ids([second])[0]], ["theirs", ids([fourth])[0]]]);
  expect(await compareAgain(world, shop, segment.segmentId)).toEqual([]);
  await settle();
  expect((await lookAtCopy(world, shop, segment.segmentId))?.compared).toMatchObject({ theirs: 0 });
});

test("Deleting the segment takes away what was read of its copy, and leaves the copy in Shopify.", async () => {
  await createCopy(world, shop, segment, definition, "GBP");
  await settle();
  expect(await world.db.run(sql`select 1 from list_member where shop_id = ${shop}`)).toBe(3);
  expect(await deleteSegment(world, shop, segment.segmentId)).toEqual([]);
  for (const table of [sql`list`, sql`list_native`, sql`list_member`]) expect(await world.db.run(sql`select 1 from ${table} where shop_id = ${shop}`)).toBe(0);
  await settle();
  expect(store.tables.Segment.size).toBe(1);
});

test("Killed between the answer and its record, or the answer lost, there is one segment in Shopify all the same.", async () => {
  await createCopy(world, shop, segment, definition, "GBP");
  const mortal: World = { ...world, point: async (name) => { if (name === "native:after-create") throw new Error("killed"); } };
  await expect(settle(mortal)).rejects.toThrow("killed");
  world.clock.advance(minutes(2));
  await settle();
  expect(await lookAtCopy(world, shop, segment.segmentId)).toMatchObject({ state: "read", compared: { both: 3 } });
  expect(store.tables.Segment.size).toBe(1);
});

test("What Shopify's language or this shop's filters lack is said, and nothing is created; another shop has no copy.", async () => {
  const unsayable: Definition = { version: 1, node: { kind: "all", nodes: [definition.node, { kind: "attr", field: "person.city", test: { op: "is", value: "Leeds" } }] } };
  expect(await sayNative(world, shop, unsayable, "GBP")).toEqual({ refusals: [{ sentence: expect.stringContaining("Leeds"), why: "Shopify names a city with its country and region, in a spelling of its own." }] });
  expect(await createCopy(world, shop, segment, unsayable, "GBP")).toMatchObject([{ message: "Shopify names a city with its country and region, in a spelling of its own." }]);
  const unoffered: Definition = { version: 1, node: { kind: "attr", field: "shopify.rfm", test: { op: "is", value: "LOYAL" } } };
  expect(await sayNative(world, shop, unoffered, "GBP")).toEqual({ refusals: [{ sentence: null, why: "This shop has no filter “rfm_group” in Shopify." }] });
  expect(await lookAtCopy(world, shop, segment.segmentId)).toBeNull();
  const other = await aShop(world);
  await createCopy(world, shop, segment, definition, "GBP");
  expect(await lookAtCopy(world, other, segment.segmentId)).toBeNull();
  expect(await compareAgain(world, other, segment.segmentId)).toEqual([{ path: [], message: "It was not created in Shopify yet." }]);
});
