import { expect, test } from "vitest";
import type { SegmentId } from "#app/lib/ids.ts";
import { type ShopId } from "#app/lib/ids.ts";
import { sql } from "#app/lib/sql.ts";
import { changeSettings } from "#app/shops/change-settings.server.ts";
import { aShop } from "#tests/support/shop.ts";
import { aWorld } from "#tests/support/world.ts";
import { galleryOf, useTemplate } from "./gallery.server.ts";
import { evaluate } from "./evaluate.server.ts";
import { fill, TEMPLATES } from "./templates.ts";
import { VALUES } from "#tests/golden/templates/little-shop.ts";
import { createSegment, createStarters, deleteSegment, duplicateSegment, retrySegment, saveSegment } from "./save.server.ts";
import { listSegments, readSegment } from "./screen-rows.server.ts";

const world = await aWorld();
const bought = (n: number) => ({ version: 1, node: { kind: "agg", measure: "count", event: "order", test: { op: "ge", value: n } } });
const few = { version: 1, node: { kind: "agg", measure: "count", event: "order", test: { op: "le", value: 5 } } };
const isIn = (segment: number) => ({ version: 1, node: { kind: "in", segment, how: { kind: "is" } } });
const messages = (saved: object) => ("problems" in saved ? (saved.problems as { message: string }[]).map(({ message }) => message) : []);

async function made(shop: ShopId, name: string, definition: unknown): Promise<SegmentId> {
  const saved = await createSegment(world, shop, { name, definition, by: "Mia" });
  if (!("segment" in saved)) throw new Error(JSON.stringify(saved.problems));
  return saved.segment;
}

test("a new question is a new version with its sentence; a new name alone is none", async () => {
  const shop = await aShop(world);
  const segment = await made(shop, "Buyers", bought(1));
  await evaluate.step(world, shop);
  expect(await readSegment(world, shop, segment)).toMatchObject({ name: "Buyers", version: 1, state: "live", fullDue: false });
  expect(await saveSegment(world, shop, segment, { name: "Loyal buyers", definition: bought(1) })).toEqual({ segment, version: 1 });
  expect(await saveSegment(world, shop, segment, { definition: bought(2), by: "Ada" })).toEqual({ segment, version: 2 });
  const detail = await readSegment(world, shop, segment);
  expect(detail).toMatchObject({ name: "Loyal buyers", version: 2, state: "calculating", fullDue: true });
  expect(detail?.versions.map(({ version, createdBy }) => [version, createdBy])).toEqual([[2, "Ada"], [1, "Mia"]]);
  expect(detail?.sentence).toContain("2");
  expect(detail?.versions[1]?.sentence).not.toBe(detail?.sentence);
});

test("other notes are kept in the version that is, and nobody is asked anew", async () => {
  const shop = await aShop(world);
  const noted = (note: string, n = 1) => ({ version: 1, node: { kind: "all", note: `Whole: ${note}`, nodes: [{ ...bought(n).node, note }] } });
  const segment = await made(shop, "Buyers", { version: 1, node: { kind: "all", nodes: [bought(1).node] } });
  await evaluate.step(world, shop);
  expect(await saveSegment(world, shop, segment, { definition: noted("Asked for by Ana") })).toEqual({ segment, version: 1 });
  expect(await readSegment(world, shop, segment)).toMatchObject({ version: 1, state: "live", fullDue: false, definition: noted("Asked for by Ana") });
  expect(await saveSegment(world, shop, segment, { definition: noted("Asked for by Ana", 2) })).toEqual({ segment, version: 2 });
  expect(await readSegment(world, shop, segment)).toMatchObject({ version: 2, state: "calculating", fullDue: true });
});

const skin = (type: string, test: object = { op: "is", value: "dry" }) => ({ version: 1, node: { kind: "all", nodes: [few.node, { kind: "attr", field: `metafield.${type}.facts.skin`, test }] } });

test("a metafield that is not mapped is refused beside its field, with where to map it; once mapped it can be saved", async () => {
  const shop = await aShop(world);
  const missing = await createSegment(world, shop, { name: "Dry skin", definition: skin("text") });
  expect(missing).toEqual({ problems: [{
    path: ["node", "nodes", 1, "field"], message: "Segue does not read the metafield “facts.skin” yet. Add it in Settings, under “What Segue reads of your customers”, then save again.",
  }] });
  await changeSettings(world, shop, { metafields: ["facts.skin"] });
  const segment = await made(shop, "Dry skin", skin("text"));
  expect(await saveSegment(world, shop, segment, { definition: skin("number", { op: "ge", value: 3 }) })).toEqual({ segment, version: 2 });
  // The birth date's metafield is read without being listed.
  await made(shop, "Born", { version: 1, node: { kind: "attr", field: "metafield.text.facts.birth_date", test: { op: "known" } } });
});

test("what is wrong comes back beside its field, and nothing is saved", async () => {
  const shop = await aShop(world);
  await made(shop, "Buyers", bought(1));
  expect(messages(await createSegment(world, shop, { name: "buyers", definition: bought(1) }))).toEqual(["Another segment has this name."]);
  expect(messages(await createSegment(world, shop, { name: " ", definition: bought(1) }))).toEqual(["Give the segment a name."]);
  expect(messages(await createSegment(world, shop, { name: "A\0B", definition: bought(1) }))).toEqual(["Use whole characters."]);
  const unknown = await createSegment(world, shop, { name: "Other", definition: { version: 1, node: { kind: "attr", field: "person.shoe", test: { op: "known" } } } });
  expect("problems" in unknown && unknown.problems[0]?.path.slice(0, 1)).toEqual(["node"]);
  expect("problems" in (await createSegment(world, shop, { name: "Other", definition: { nonsense: true } }))).toBe(true);
  expect("problems" in (await createSegment(world, shop, { name: "Other", definition: isIn(77) }))).toBe(true);
  expect(await listSegments(world, shop)).toHaveLength(1);
});

test("a shop has at most a thousand segments, and is told so", async () => {
  const shop = await aShop(world);
  await world.db.run(sql`insert into segment (shop_id, segment_id, name, created_at, updated_at) select ${shop}::int, n, 'Number ' || n, ${world.now()}, ${world.now()} from generate_series(1, 999) n`);
  await world.db.run(sql`update shop set segment_count = 999 where shop_id = ${shop}`);
  const last = await made(shop, "The thousandth", bought(1));
  expect(last).toBe(1_000);
  expect(messages(await createSegment(world, shop, { name: "One more", definition: bought(2) }))).toEqual(["A shop can have at most 1,000 segments. Delete one that is not used any more."]);
  await deleteSegment(world, shop, last);
  await made(shop, "One more", bought(2));
});

test("a circle of segments is refused", async () => {
  const shop = await aShop(world);
  const one = await made(shop, "One", bought(1));
  const two = await made(shop, "Two", isIn(one));
  expect(messages(await saveSegment(world, shop, one, { definition: isIn(two) }))).toHaveLength(1);
});

test("a segment that another one asks about, that a campaign is still to use, or whose tag is kept, cannot be deleted; else it goes with its stays ended", async () => {
  const shop = await aShop(world);
  const one = await made(shop, "One", few);
  const two = await made(shop, "Two", isIn(one));
  expect((await deleteSegment(world, shop, one))[0]?.message).toContain("“Two” asks");
  await world.db.run(sql`update segment set sync_state = 'on' where shop_id = ${shop} and segment_id = ${two}`);
  expect((await deleteSegment(world, shop, two))[0]?.message).toContain("Stop the sync first");
  await world.db.run(sql`update segment set sync_state = 'off' where shop_id = ${shop} and segment_id = ${two}`);
  await world.db.run(sql`insert into campaign (shop_id, campaign_id, name, version, state, created_at, changed_at) select ${shop}, n, name, 1, state, ${world.now()}, ${world.now()} from (values (1, 'Over', 'done'), (2, 'Sale', 'scheduled'), (3, 'Other', 'draft')) c (n, name, state)`);
  await world.db.run(sql`insert into campaign_version (shop_id, campaign_id, version, definition, at) select ${shop}, n, 1, jsonb_build_object('include', jsonb_build_object('segments', array[id], 'lists', array[${two}]), 'exclude', jsonb_build_object('segments', array[99], 'lists', '{}'::int[])), ${world.now()} from (values (1, ${two}::int), (2, ${two}::int), (3, 98)) v (n, id)`);
  expect(await deleteSegment(world, shop, two)).toEqual([{ path: [], message: "It cannot be deleted while the campaign “Sale” is still to use it." }]);
  await world.db.run(sql`update campaign set state = 'cancelled' where shop_id = ${shop} and campaign_id = 2`);
  await world.db.run(sql`insert into customer (shop_id, customer_id) values (${shop}, 1)`);
  while ((await evaluate.step(world, shop)) > 0) continue;
  expect((await listSegments(world, shop)).map(({ memberCount }) => memberCount)).toEqual([1, 1]);
  expect(await deleteSegment(world, shop, two)).toEqual([]);
  expect(await deleteSegment(world, shop, one)).toEqual([]);
  expect(await readSegment(world, shop, one)).toBeNull();
  expect(await world.db.run(sql`select 1 from membership where shop_id = ${shop} and left_at is null`)).toBe(0);
});

test("a copy has its own number and name", async () => {
  const shop = await aShop(world);
  const one = await made(shop, "One", bought(1));
  expect(await duplicateSegment(world, shop, one)).toEqual({ segment: 2, version: 1 });
  expect((await listSegments(world, shop)).map(({ name }) => name)).toEqual(["Copy of One", "One"]);
  // What is too long is cut between two characters, not through one.
  const long = await made(shop, `${"x".repeat(91)}🎈`, bought(2));
  expect(await duplicateSegment(world, shop, long)).toMatchObject({ version: 1 });
});

test("a shop begins with three segments, once", async () => {
  const shop = await aShop(world);
  await createStarters(world, shop);
  await createStarters(world, shop);
  expect((await listSegments(world, shop)).map(({ name }) => name)).toEqual(["New customers", "VIP customers", "Win-back"]);
});

test("a template is used as it stands under a free name, and one that the shop has no values for is not there", async () => {
  const shop = await aShop(world);
  expect(await useTemplate(world, shop, "first-time")).toMatchObject({ version: 1 });
  expect(await useTemplate(world, shop, "first-time")).toMatchObject({ version: 1 });
  expect((await listSegments(world, shop)).map(({ name }) => name)).toEqual(["First-time buyers", "First-time buyers 2"]);
  expect(await useTemplate(world, shop, "cross-sell")).toBeNull();
});

test("the gallery says of each template what this shop lacks", async () => {
  const shop = await aShop(world);
  await world.db.run(sql`insert into event_cover (shop_id, kind, name, since) values (${shop}, 'smsClicked', '', ${world.now()})`);
  await world.db.run(sql`insert into product (shop_id, product_id, title, product_type, updated_at) values (${shop}, 1, 'Cream', 'Skincare', ${world.now()})`);
  const lines = new Map((await galleryOf(world, shop)).map((line) => [line.key, line]));
  expect(lines.get("vip")).toMatchObject({ lacks: [], isWritten: true });
  expect(lines.get("category-preference")).toMatchObject({ name: "Spends mostly on Skincare", lacks: [] });
  expect(lines.get("cross-sell")).toMatchObject({ name: "Bought a product type, never another product type", lacks: ["Your products have fewer types than this asks for."], isWritten: false });
  expect(lines.get("generation-genZ")?.lacks).toEqual(["No birth dates are known: choose the metafield that holds them in Settings."]);
  expect(lines.get("high-value-engaged")?.lacks).toEqual([]);
  expect(lines.get("engager-high")?.lacks).toEqual(["No delivered texts have come yet. Settings has the key with which your other systems send them."]);
  expect(lines.get("video")?.lacks).toEqual(["No “video_watched” events have come yet. Settings has the key with which your other systems send them."]);
  expect(lines.get("value-high")?.lacks).toEqual(["No predictions are computed yet."]);
  expect(lines.get("time-on-site")).toMatchObject({ isWritten: true, lacks: ["No views of pages, products or collections have come yet. Settings has the key with which your other systems send them."] });
  expect(lines.get("owns-restocked")?.lacks).toEqual(["No stock and no prices are known yet: Shopify tells of them whenever a product changes."]);
  await world.db.run(sql`insert into variant (shop_id, variant_id, product_id, updated_at) values (${shop}, 1, 1, ${world.now()})`);
  expect((await galleryOf(world, shop)).find(({ key }) => key === "owns-restocked")?.lacks).toEqual([]);
});

test("every template can be saved and evaluated", async () => {
  const shop = await aShop(world);
  for (const { name, definition } of TEMPLATES.map((template) => fill(template, VALUES))) if (definition) await made(shop, name, definition);
  await world.db.run(sql`insert into customer (shop_id, customer_id) values (${shop}, 1)`);
  while ((await evaluate.step(world, shop)) > 0) continue;
  expect((await listSegments(world, shop)).filter(({ state }) => state !== "live")).toEqual([]);
});

test("a segment that cannot be evaluated is set aside with its reason while the others go on, and can be tried again", async () => {
  const shop = await aShop(world);
  const [bad, good] = [await made(shop, "Bad", few), await made(shop, "Good", few)];
  await world.db.run(sql`insert into customer (shop_id, customer_id, changed_at) values (${shop}, 1, ${world.now()})`);
  while ((await evaluate.step(world, shop)) > 0) continue;
  await world.db.run(sql`update segment_version set definition = '{"version": 9}' where shop_id = ${shop} and segment_id = ${bad}`);
  await world.db.run(sql`insert into customer (shop_id, customer_id, changed_at) values (${shop}, 2, ${world.now()})`);
  while ((await evaluate.step(world, shop)) > 0) continue;
  expect(await readSegment(world, shop, bad)).toMatchObject({ state: "parked", memberCount: 1 });
  expect((await readSegment(world, shop, bad))?.problem).toContain("could not be evaluated");
  expect(await readSegment(world, shop, good)).toMatchObject({ state: "live", memberCount: 2 });
  await world.db.run(sql`update segment_version set definition = ${JSON.stringify(few)}::jsonb where shop_id = ${shop} and segment_id = ${bad}`);
  await retrySegment(world, shop, bad);
  while ((await evaluate.step(world, shop)) > 0) continue;
  expect(await readSegment(world, shop, bad)).toMatchObject({ state: "live", memberCount: 2, problem: null });
});
