// The columns that a list keeps of its files: what they say of its people, who asks about them, and where it goes.
import { expect, test } from "vitest";
import { z } from "zod";
import { writeFacts } from "#app/customers/apply.server.ts";
import { exportedRows } from "#app/customers/export-rows.server.ts";
import { addFacts, noFacts } from "#app/customers/fact.ts";
import type { ListId, SegmentId, ShopId } from "#app/lib/ids.ts";
import { Count, Id, sql } from "#app/lib/sql.ts";
import { evaluate } from "#app/segments/evaluate.server.ts";
import { createSegment } from "#app/segments/save.server.ts";
import { erasePerson } from "#app/shops/forget-rows.server.ts";
import { aFlow } from "#tests/support/flows.ts";
import { aShop } from "#tests/support/shop.ts";
import { aWorld } from "#tests/support/world.ts";
import { Kept } from "./column.ts";
import { columnsOf } from "./column-rows.server.ts";
import { list as pump } from "./read.server.ts";
import { reportCsv } from "./reasons.ts";
import { answerMapping, beginUpload, readLook, receivePart } from "./receive.server.ts";
import { deleteList, dropColumn } from "./save.server.ts";
import { listRejects, readUpload } from "./upload-rows.server.ts";

const world = await aWorld();

async function aFullShop(): Promise<ShopId> {
  const shop = await aShop(world);
  await world.db.run(sql`insert into customer (shop_id, customer_id, updated_at, email) select ${shop}, 1000 + n, '2026-01-01', 'p' || n || '@example.com' from generate_series(1, 4) n`);
  return shop;
}

type Draft = { column: number; name: string; type: "text" | "number" | "day" | "bool" };
type Options = { list?: ListId; kept?: Draft[]; manner?: object };

async function sent(shop: ShopId, file: string, { list, kept = [], manner }: Options) {
  const bytes = Buffer.from(file);
  const begun = await beginUpload(world, shop, { fileName: "people.csv", bytes: bytes.length, ...(list === undefined ? { name: "Fair" } : { list }) });
  if ("problems" in begun) throw new Error(JSON.stringify(begun.problems));
  for (let at = 0; at < bytes.length; at += 1_000_000) await receivePart(world, shop, begun.upload, at, bytes.subarray(at, at + 1_000_000));
  const look = (await readLook(world, shop, begun.upload))?.look;
  if (!look) throw new Error("The file cannot be read.");
  const problems = await answerMapping(world, shop, begun.upload, { ...look.guess, heading: look.layout.heading, country: null, kept, manner: manner ?? look.manner });
  return { ...begun, look, problems };
}

async function uploaded(shop: ShopId, file: string, options: Options) {
  const { problems, ...begun } = await sent(shop, file, options);
  expect(problems).toEqual([]);
  await settle(shop);
  return { ...begun, report: await readUpload(world, shop, begun.upload), rejects: await listRejects(world, shop, begun.upload, 100) };
}

async function settle(shop: ShopId) {
  while ((await pump.step(world, shop)) > 0) continue;
  while ((await evaluate.step(world, shop)) > 0) continue;
}

const kept = async (shop: ShopId, list: ListId) => Object.fromEntries((await world.db.rows(z.object({ id: Id, kept: Kept.nullable() }), sql`
  select customer_id as id, kept from list_member where shop_id = ${shop} and list_id = ${list} order by customer_id`)).map(({ id, kept: said }) => [id, said]));
const inSegment = async (shop: ShopId, segment: SegmentId) => (await world.db.rows(z.object({ id: Id }), sql`
  select customer_id as id from membership where shop_id = ${shop} and segment_id = ${segment} and left_at is null order by customer_id`)).map(({ id }) => id);

const POINTS: Draft = { column: 1, name: "Points", type: "number" };
const SKIN: Draft = { column: 2, name: "Skin type", type: "text" };
const rich = (list: ListId) => ({ version: 1, node: { kind: "attr", field: `list.${list}.number.points`, test: { op: "ge", value: 100 } } });

async function aSegment(shop: ShopId, definition: unknown, name = "Rich"): Promise<SegmentId> {
  const saved = await createSegment(world, shop, { name, definition });
  if ("problems" in saved) throw new Error(JSON.stringify(saved.problems));
  await settle(shop);
  return saved.segment;
}

test("types are guessed from the first lines, and nothing is kept that nobody chose", async () => {
  const shop = await aFullShop();
  const { list, look } = await uploaded(shop, "id;Punkte;Haut;Seit;Club\n1001;1.250,50;trocken;31.01.2026;ja\n1002;7,5;fettig;1.2.2026;nein", {});
  expect(look).toMatchObject({ types: ["number", "number", "text", "day", "bool"], manner: { decimal: "," } });
  expect([await kept(shop, list), await columnsOf(world, shop, list)]).toEqual([{ 1001: null, 1002: null }, []]);
});

test("what the chosen columns say is kept of whoever is on the list; a value that is none of its type is told by its line, and unknown", async () => {
  const shop = await aFullShop();
  const joined: Draft = { column: 3, name: "Joined", type: "day" };
  const club: Draft = { column: 4, name: "Club", type: "bool" };
  const rows = ["id,Points,Skin,Joined,Club", "1001,120.5,dry,2026-01-31,yes", "1002,many,,31/31/2026,", "1003,,,,", "999,none,x,never,x", `1004,7,${"x".repeat(256)},2026-02-01,perhaps`];
  const { list, report, rejects } = await uploaded(shop, rows.join("\n"), { kept: [POINTS, SKIN, joined, club] });
  expect(await kept(shop, list)).toEqual({ 1001: { "number.points": 120.5, "text.skin_type": "dry", "day.joined": "2026-01-31", "bool.club": true }, 1002: null, 1003: null, 1004: { "number.points": 7, "day.joined": "2026-02-01" } });
  expect(report).toMatchObject({ state: "done", rowsRead: 5, rowsAdded: 4, rejects: { unknown: 1, number: 1, day: 1, text: 1, bool: 1 } });
  expect(rejects).toEqual([
    { line: 3, reason: "day", ofColumn: "Joined" }, { line: 3, reason: "number", ofColumn: "Points" }, { line: 5, reason: "unknown", ofColumn: "" },
    { line: 6, reason: "bool", ofColumn: "Club" }, { line: 6, reason: "text", ofColumn: "Skin type" },
  ]);
  expect(reportCsv(rejects).split("\r\n")[1]).toBe("3,\"“Joined”: The value is not a day.\"");
  expect(await columnsOf(world, shop, list)).toEqual([{ key: "points", type: "number", name: "Points" }, { key: "skin_type", type: "text", name: "Skin type" }, { key: "joined", type: "day", name: "Joined" }, { key: "club", type: "bool", name: "Club" }]);
});

test("a later file says anew what its columns say: of several lines about one the last counts, what it leaves out is unknown, other columns and other people stay", async () => {
  const shop = await aFullShop();
  const { list } = await uploaded(shop, "id,Points,Skin\n1001,120,dry\n1002,80,oily\n1003,5,dry", { kept: [POINTS, SKIN] });
  const again = await uploaded(shop, "id,points,Note\n1001,1,x\n1001,2,x\n1002,,x\n1004,9,x", { list, kept: [{ ...POINTS, name: "points" }] });
  expect(again.report).toMatchObject({ rowsAdded: 1, rowsRepeated: 3 });
  expect(await kept(shop, list)).toEqual({ 1001: { "number.points": 2, "text.skin_type": "dry" }, 1002: { "text.skin_type": "oily" }, 1003: { "number.points": 5, "text.skin_type": "dry" }, 1004: { "number.points": 9 } });
  await uploaded(shop, "id,Points\n1003,6", { list });
  expect((await kept(shop, list))["1003"]).toEqual({ "number.points": 5, "text.skin_type": "dry" });
});

test("a file that says something else moves the segments that ask about its columns, whether it is small or large", async () => {
  const shop = await aFullShop();
  const { list } = await uploaded(shop, "id,Points\n1001,120\n1002,80", { kept: [POINTS] });
  const segment = await aSegment(shop, rich(list));
  const not = await aSegment(shop, { version: 1, node: { kind: "not", node: rich(list).node } }, "Not rich");
  // Whoever is not on the list is in neither.
  expect([await inSegment(shop, segment), await inSegment(shop, not)]).toEqual([["1001"], ["1002"]]);
  await uploaded(shop, "id,Points\n1001,90\n1002,100\n1003,500", { list, kept: [POINTS] });
  expect([await inSegment(shop, segment), await inSegment(shop, not)]).toEqual([["1002", "1003"], ["1001"]]);
  const large = Array.from({ length: 30_000 }, (_, at) => `${5_000_000 + at},1,some words`).join("\n");
  await uploaded(shop, `id,Points,Note\n${large}\n1001,100,x\n1002,,x`, { list, kept: [POINTS] });
  expect([await inSegment(shop, segment), await inSegment(shop, not)]).toEqual([["1001", "1003"], []]);
});

test("a segment can ask about a column that the list keeps, and about no other", async () => {
  const shop = await aFullShop();
  const { list } = await uploaded(shop, "id,Points\n1001,120", { kept: [POINTS] });
  const asked = async (field: string, of = shop) => {
    const saved = await createSegment(world, of, { name: field, definition: { version: 1, node: { kind: "attr", field, test: { op: "known" } } } });
    return "problems" in saved ? saved.problems.map(({ path, message }) => `${path.join(".")}: ${message}`) : [];
  };
  expect(await asked(`list.${list}.number.points`)).toEqual([]);
  expect(await asked(`list.${list}.text.points`)).toEqual(["node.field: The list keeps “Points” as a number, not as a text."]);
  expect(await asked(`list.${list}.number.skin`)).toEqual(["node.field: The list keeps no column “skin”."]);
  expect(await asked(`list.${list}.number.points`, await aShop(world))).toEqual([`node.field: There is no list ${list}.`]);
});

test("a column that is asked about or filled cannot be dropped, nor its list deleted; dropped, it says nothing any more", async () => {
  const shop = await aFullShop();
  const { list } = await uploaded(shop, "id,Points,Skin\n1001,120,dry\n1002,,oily", { kept: [POINTS, SKIN] });
  await aSegment(shop, rich(list));
  expect(await dropColumn(world, shop, list, "number.points")).toEqual([{ path: [], message: "It cannot be dropped while “Rich” asks about it." }]);
  expect(await deleteList(world, shop, list)).toEqual([{ path: [], message: "It cannot be deleted while “Rich” asks about it." }]);
  await world.db.run(sql`update segment set deleted_at = ${world.now()} where shop_id = ${shop}`);
  const flow = await aFlow(world, shop, `trigger date(field list.${list}.number.points, days 0) entry (reentry never()) first e step e end(label Done)`);
  await world.db.run(sql`update flow set state = 'live' where shop_id = ${shop}`);
  expect(flow).toBeDefined();
  expect((await dropColumn(world, shop, list, "number.points"))[0]?.message).toMatch(/^It cannot be dropped while the flow “.*” uses it\./);
  expect((await deleteList(world, shop, list))[0]?.message).toMatch(/^It cannot be deleted while the flow/);
  await world.db.run(sql`update flow set state = 'ended' where shop_id = ${shop}`);
  const { problems } = await sent(shop, "id,Points\n1001,5", { list, kept: [POINTS] });
  expect([problems, await dropColumn(world, shop, list, "number.points")]).toEqual([[], [{ path: [], message: "A file that fills it is being read. Drop it afterwards." }]]);
  await settle(shop);
  expect([await dropColumn(world, shop, list, "number.points"), await dropColumn(world, shop, list, "number.points")]).toEqual([[], []]);
  expect([await kept(shop, list), (await columnsOf(world, shop, list))?.map(({ name }) => name)]).toEqual([{ 1001: { "text.skin_type": "dry" }, 1002: { "text.skin_type": "oily" } }, ["Skin type"]]);
  expect([await dropColumn(world, shop, list, "text.skin_type"), await kept(shop, list)]).toEqual([[], { 1001: null, 1002: null }]);
});

test("of merged people what the list says of the survivor stands, and what it said of the other fills the rest", async () => {
  const shop = await aFullShop();
  const { list } = await uploaded(shop, "id,Points,Skin\n1001,120,dry\n1002,80,\n1003,5,oily", { kept: [POINTS, SKIN] });
  const facts = noFacts();
  const at = world.now().toISOString();
  addFacts(facts, { gone: [{ customerId: "1001", mergedInto: "1002", at }, { customerId: "1003", mergedInto: "1004", at }] });
  await world.db.transact((db) => writeFacts({ ...world, db }, shop, facts, { now: world.now(), live: true }));
  expect(await kept(shop, list)).toEqual({ 1002: { "number.points": 80, "text.skin_type": "dry" }, 1004: { "number.points": 5, "text.skin_type": "oily" } });
  expect(await world.db.rows(z.object({ count: Count }), sql`select member_count as count from list where shop_id = ${shop}`)).toEqual([{ count: 2 }]);
});

test("what is kept of somebody is in their data, by the columns' names, and goes when they are erased", async () => {
  const shop = await aFullShop();
  const { list } = await uploaded(shop, "id,Points,Skin\n1001,120,dry", { kept: [POINTS, SKIN] });
  expect((await exportedRows(world, shop, "1001")).lists).toEqual([{ list: "Fair", added_at: expect.any(String), columns: { Points: 120, "Skin type": "dry" } }]);
  await erasePerson(world, shop, ["1001"], []);
  expect(await kept(shop, list)).toEqual({});
});
