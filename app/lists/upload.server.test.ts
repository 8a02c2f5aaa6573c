// A file's whole way: its parts are stored, its columns guessed and answered, its rows read by the pump.
import { expect, test } from "vitest";
import { z } from "zod";
import { writeFacts } from "#app/customers/apply.server.ts";
import { addFacts, noFacts } from "#app/customers/fact.ts";
import { lockFacts } from "#app/customers/rows.server.ts";
import { CustomerId, type ListId, type SegmentId, type ShopId } from "#app/lib/ids.ts";
import { Count, Id, sql } from "#app/lib/sql.ts";
import { days } from "#app/lib/time.ts";
import { transact } from "#app/lib/world.ts";
import { evaluate } from "#app/segments/evaluate.server.ts";
import { createSegment } from "#app/segments/save.server.ts";
import { searchCustomers } from "#app/segments/search-rows.server.ts";
import { erasePerson } from "#app/shops/forget-rows.server.ts";
import { pruneRows } from "#app/shops/prune-rows.server.ts";
import { aShop } from "#tests/support/shop.ts";
import { aWorld } from "#tests/support/world.ts";
import { ROWS_MAX } from "./file-limits.ts";
import { list as pump } from "./read.server.ts";
import { REASON_SENTENCES, reportCsv } from "./reasons.ts";
import { answerMapping, beginUpload, readLook, receivePart } from "./receive.server.ts";
import { listLists, readList, usersOf } from "./rows.server.ts";
import { fillSnapshot } from "./fill.server.ts";
import { deleteList, rename, snapshot, takeOff } from "./save.server.ts";
import { listRejects, readUpload } from "./upload-rows.server.ts";

const world = await aWorld();

async function aFullShop(): Promise<ShopId> {
  const shop = await aShop(world);
  await world.db.run(sql`
    insert into customer (shop_id, customer_id, updated_at, email, phone) values
      (${shop}, 1001, '2026-01-01', 'ada@example.com', '+12125550101'), (${shop}, 1002, '2026-01-01', 'Bo@Example.com', null), (${shop}, 1003, '2026-01-01', null, '+447911123456'), (${shop}, 1004, '2026-01-01', 'zoë@example.com', null)`);
  await world.db.run(sql`insert into customer_gone (shop_id, customer_id, merged_into, gone_at) values (${shop}, 900, 1003, ${world.now()})`);
  return shop;
}

type Options = { name?: string; list?: ListId; part?: number; country?: string };

/** Everything up to the question which column is what. */
async function sent(shop: ShopId, file: string | Buffer, { name = "People", list, part = 1_000_000 }: Options = {}) {
  const bytes = Buffer.from(file);
  const begun = await beginUpload(world, shop, { fileName: "people.csv", bytes: bytes.length, ...(list === undefined ? { name } : { list }) });
  if ("problems" in begun) throw new Error(JSON.stringify(begun.problems));
  for (let at = 0; at < bytes.length; at += part) await receivePart(world, shop, begun.upload, at, bytes.subarray(at, at + part));
  return begun;
}

async function uploaded(shop: ShopId, file: string | Buffer, options: Options = {}) {
  const begun = await sent(shop, file, options);
  const look = (await readLook(world, shop, begun.upload))?.look;
  if (!look) throw new Error("The file cannot be read.");
  expect(await answerMapping(world, shop, begun.upload, { ...look.guess, heading: look.layout.heading, country: options.country ?? null })).toEqual([]);
  await settle(shop);
  const upload = await readUpload(world, shop, begun.upload);
  if (!upload) throw new Error("The upload is gone.");
  return { ...begun, look, report: upload, rejects: await listRejects(world, shop, begun.upload, 1_000) };
}

async function settle(shop: ShopId) {
  while ((await pump.step(world, shop)) > 0) continue;
  while ((await evaluate.step(world, shop)) > 0) continue;
}

const members = async (shop: ShopId, list: ListId) => (await world.db.rows(z.object({ id: Id }), sql`
  select customer_id as id from list_member where shop_id = ${shop} and list_id = ${list} order by customer_id`)).map(({ id }) => id);
const inSegment = async (shop: ShopId, segment: SegmentId) => (await world.db.rows(z.object({ id: Id }), sql`
  select customer_id as id from membership where shop_id = ${shop} and segment_id = ${segment} and left_at is null order by customer_id`)).map(({ id }) => id);
const countOf = async (shop: ShopId, list: ListId) => (await readList(world, shop, list))?.memberCount;

async function aSegment(shop: ShopId, node: unknown, name = "Asks"): Promise<SegmentId> {
  const saved = await createSegment(world, shop, { name, definition: { version: 1, node } });
  if ("problems" in saved) throw new Error(JSON.stringify(saved.problems));
  await settle(shop);
  return saved.segment;
}

test("people are found by ID, by the ID they had before a merge, by email in any case, and by phone as it is written in a country", async () => {
  const shop = await aFullShop();
  const file = "Customer ID,Email,Phone\n1001,,\n900,,\n,BO@example.COM,\n,,07911 123456\n'1004,nobody@example.com,\n,ghost@example.com,\n";
  const { list, report, rejects } = await uploaded(shop, file, { country: "GB" });
  expect(await members(shop, list)).toEqual(["1001", "1002", "1003", "1004"]);
  expect(report).toMatchObject({ state: "done", rowsRead: 6, rowsAdded: 4, rowsRepeated: 1, rejects: { unknown: 1 }, problem: null });
  expect(rejects).toEqual([{ line: 7, reason: "unknown", ofColumn: "" }]);
  expect(await readList(world, shop, list)).toMatchObject({ name: "People", state: "ready", memberCount: 4 });
  expect(await world.db.run(sql`select 1 from list_chunk where shop_id = ${shop}`)).toBe(0);
});

test("an address with letters beyond ASCII is found as the shop has it", async () => {
  const shop = await aFullShop();
  await world.db.run(sql`update customer set email = 'Élodie@EXAMPLE.com', first_name = 'Élodie' where shop_id = ${shop} and customer_id = 1002`);
  const { list } = await uploaded(shop, "Email\nÉlodie@Example.com\n");
  expect(await members(shop, list)).toEqual(["1002"]);
  for (const search of ["Élo", "élodie", "ELODIE", "Élodie@example"]) expect((await searchCustomers(world, shop, { search })).lines.map(({ customerId }) => customerId)).toEqual(["1002"]);
});

test("bad rows are told by their line, with a sentence, and cost no good row", async () => {
  const shop = await aFullShop();
  const file = [
    "id,email", "1001,ada@example.com", '"1002,b@example.com', "1003", "", ",", "abc,", ",not an address", "1\0,x", `${"9".repeat(10_000_000)},`, "1003,", 'x"y,z', "1004,a,b", "1002,",
  ].join("\r\n");
  const { list, report, rejects } = await uploaded(shop, file, { part: 3_000_000 });
  expect(await members(shop, list)).toEqual(["1001", "1002", "1003"]);
  expect(rejects.map(({ line, reason }) => `${line} ${reason}`)).toEqual(["3 quotes", "4 columns", "7 id", "8 email", "9 unreadable", "10 long", "12 quotes", "13 columns"]);
  expect(report).toMatchObject({ rowsRead: 11, rowsAdded: 3, rejects: { quotes: 2, columns: 2, id: 1, email: 1, unreadable: 1, long: 1 } });
  expect(reportCsv(rejects).split("\r\n")[2]).toBe(`4,"${REASON_SENTENCES.columns}"`);
});

test.each(["utf16le", "latin1", "utf8"] as const)("a file in %s is read", async (encoding) => {
  const shop = await aFullShop();
  const { list, look } = await uploaded(shop, Buffer.from(`${encoding === "utf16le" ? "\ufeff" : ""}Größe;E-Mail\r\n5;zoë@example.com\r\n6;ada@example.com`, encoding), { part: 7 });
  expect(look.layout).toMatchObject({ delimiter: ";", columns: ["Größe", "E-Mail"] });
  expect(await members(shop, list)).toEqual(["1001", "1004"]);
});

test("parts that come twice, out of turn or too late change nothing, and the answer says where to go on", async () => {
  const shop = await aFullShop();
  const file = Buffer.from("email\nada@example.com\n");
  const begun = await beginUpload(world, shop, { name: "Parts", fileName: "p.csv", bytes: file.length });
  if ("problems" in begun) throw new Error("The upload is not wanted.");
  const send = (at: number, to: number) => receivePart(world, shop, begun.upload, at, file.subarray(at, to));
  expect(await send(5, 9)).toEqual({ at: 0, bytes: file.length });
  expect(await send(0, 9)).toEqual({ at: 9, bytes: file.length });
  expect(await send(0, 9)).toEqual({ at: 9, bytes: file.length });
  expect(await send(9, file.length)).toEqual({ at: file.length, bytes: file.length });
  expect((await readUpload(world, shop, begun.upload))?.state).toBe("asking");
  expect(await receivePart(world, await aShop(world), begun.upload, 0, file)).toBeNull();
});

test("what is wrong with a file or its name is told beside its field", async () => {
  const shop = await aFullShop();
  await sent(shop, "email\nada@example.com", { name: "Taken" });
  const wrong = async (draft: object) => {
    const begun = await beginUpload(world, shop, { fileName: "p.csv", bytes: 10, ...draft });
    return "problems" in begun ? begun.problems.map(({ path }) => path.join(".")) : [];
  };
  expect(await wrong({ name: " " })).toEqual(["name"]);
  expect(await wrong({ name: "taken" })).toEqual(["name"]);
  expect(await wrong({ name: "New", bytes: 0 })).toEqual(["file"]);
  expect(await wrong({ name: "New", bytes: 200_000_001 })).toEqual(["file"]);
  const empty = await sent(shop, " \n \n", { name: "Empty" });
  expect(await readUpload(world, shop, empty.upload)).toMatchObject({ state: "parked", problem: "There is nothing in this file." });
});

test("a second file adds to a list; who is taken off leaves the segments that ask about it, and a list that is asked about cannot be deleted", async () => {
  const shop = await aFullShop();
  const { list } = await uploaded(shop, "email\nada@example.com");
  const on = await aSegment(shop, { kind: "list", list }, "On it");
  const off = await aSegment(shop, { kind: "not", node: { kind: "list", list } }, "Off it");
  expect([await inSegment(shop, on), await inSegment(shop, off)]).toEqual([["1001"], ["1002", "1003", "1004"]]);
  await uploaded(shop, "email\nada@example.com\nbo@example.com", { list });
  expect([await inSegment(shop, on), await inSegment(shop, off)]).toEqual([["1001", "1002"], ["1003", "1004"]]);
  await takeOff(world, shop, list, CustomerId.parse("1001"));
  await settle(shop);
  expect([await inSegment(shop, on), await countOf(shop, list)]).toEqual([["1002"], 1]);
  expect((await usersOf(world, shop, list)).map(({ name }) => name)).toEqual(["Off it", "On it"]);
  expect((await deleteList(world, shop, list))[0]?.message).toBe("It cannot be deleted while “Off it”, “On it” ask about it.");
  await world.db.run(sql`update segment set deleted_at = ${world.now()} where shop_id = ${shop}`);
  await world.db.run(sql`insert into campaign (shop_id, campaign_id, name, version, state, created_at, changed_at) values (${shop}, 1, 'Sale', 1, 'paused', ${world.now()}, ${world.now()}), (${shop}, 2, 'Gifts', 1, 'draft', ${world.now()}, ${world.now()})`);
  for (const [id, side] of [[1, "include"], [2, "exclude"]] as const) await world.db.run(sql`insert into campaign_version (shop_id, campaign_id, version, definition, at) values (${shop}, ${id}, 1, jsonb_build_object(${side}::text, jsonb_build_object('lists', array[${list}::int])), ${world.now()})`);
  expect((await deleteList(world, shop, list))[0]?.message).toBe("It cannot be deleted while the campaigns “Gifts”, “Sale” are still to use it.");
  await world.db.run(sql`update campaign set state = 'done' where shop_id = ${shop}`);
  expect(await deleteList(world, shop, list)).toEqual([]);
  expect(await listLists(world, shop)).toEqual([]);
  expect(await world.db.run(sql`select 1 from list_member where shop_id = ${shop}`)).toBe(0);
});

test("a segment cannot ask about a list that is not there, or another shop's", async () => {
  const shop = await aFullShop();
  const { list } = await uploaded(shop, "email\nada@example.com");
  const other = await aShop(world);
  const saved = await createSegment(world, other, { name: "Asks", definition: { version: 1, node: { kind: "list", list } } });
  expect("problems" in saved && saved.problems).toEqual([{ path: ["node", "list"], message: `There is no list ${list}.` }]);
});

test("a snapshot has a segment's members of now, and keeps them", async () => {
  const shop = await aFullShop();
  const segment = await aSegment(shop, { kind: "attr", field: "person.hasPhone", test: { op: "isTrue" } });
  const made = await snapshot(world, shop, segment, "With a phone");
  if ("problems" in made) throw new Error("It cannot be made.");
  expect([await fillSnapshot(world, shop, 1), (await readList(world, shop, made.list))?.state, await members(shop, made.list)]).toEqual([1, "filling", ["1001"]]);
  world.clock.advance(1_000);
  await world.db.run(sql`update customer set phone = null, changed_at = ${world.now()} where shop_id = ${shop} and customer_id in (1001, 1003)`);
  await evaluate.step(world, shop);
  await settle(shop);
  expect([await inSegment(shop, segment), await members(shop, made.list), await countOf(shop, made.list)]).toEqual([[], ["1001", "1003"], 2]);
  expect(await readList(world, shop, made.list)).toMatchObject({ source: "snapshot", state: "ready", from: "Asks" });
  expect(await fillSnapshot(world, shop)).toBe(0);
  expect(await snapshot(world, shop, segment, "with A phone")).toEqual({ problems: [{ path: ["name"], message: "Another list has this name." }] });
  expect(await rename(world, shop, made.list, "Phones")).toEqual([]);
});

test("a merged customer's lists are the survivor's, a deleted one's are nobody's, and the counts follow", async () => {
  const shop = await aFullShop();
  const { list } = await uploaded(shop, "id\n1001\n1002\n1003\n1004");
  const facts = noFacts();
  const at = world.now().toISOString();
  addFacts(facts, { gone: [{ customerId: "1001", mergedInto: "1002", at }, { customerId: "1003", mergedInto: "1005", at }, { customerId: "1004", mergedInto: null, at }] });
  await world.db.transact((db) => writeFacts({ ...world, db }, shop, facts, { now: world.now(), live: true }));
  expect([await members(shop, list), await countOf(shop, list)]).toEqual([["1002", "1005"], 2]);
});

test("a large file's people are asked about as a whole, once it is read", async () => {
  const shop = await aFullShop();
  const { list } = await uploaded(shop, "id\n1001");
  const segment = await aSegment(shop, { kind: "list", list });
  const rows = Array.from({ length: 60_000 }, (_, i) => `${i + 5_000_000},x`);
  const { report } = await uploaded(shop, `id,note\n${rows.join("\n")}\n1002,y\n1001,z`, { list });
  expect(report).toMatchObject({ rowsRead: 60_002, rowsAdded: 1, rowsRepeated: 1, rejects: { unknown: 60_000 } });
  expect(await inSegment(shop, segment)).toEqual(["1001", "1002"]);
  expect(await world.db.rows(z.object({ kept: Count }), sql`select count(*) as kept from list_reject where shop_id = ${shop}`)).toEqual([{ kept: 1_000 }]);
});

test("a part of very many very short rows is read like any other", async () => {
  const shop = await aFullShop();
  const { report } = await uploaded(shop, `id\n${"7\n".repeat(150_000)}1001\n`);
  expect(report).toMatchObject({ state: "done", rowsRead: 150_001, rowsAdded: 1, rejects: { unknown: 150_000 } });
});

test("a file with one row too many is told so, even where its last batch is a short one", async () => {
  const shop = await aFullShop();
  const begun = await sent(shop, "id\n1001\n1002\n");
  await world.db.run(sql`update list_upload set rows_read = ${ROWS_MAX - 1} where shop_id = ${shop}`);
  expect(await answerMapping(world, shop, begun.upload, { id: 0, email: null, phone: null, heading: true, country: null })).toEqual([]);
  await settle(shop);
  expect((await readUpload(world, shop, begun.upload))?.problem).toContain("more than 1,000,000 rows");
});

test("whoever is erased while a file that names them is read does not come back by it", async () => {
  const shop = await aFullShop();
  const begun = await sent(shop, "id\n1001\n1002\n");
  expect(await answerMapping(world, shop, begun.upload, { id: 0, email: null, phone: null, heading: true, country: null })).toEqual([]);
  const { step } = await transact(world, async (inside) => {
    await lockFacts(inside, shop);
    await erasePerson(inside, shop, ["1001"], []);
    const reading = pump.step(world, shop);
    await expect.poll(() => world.db.run(sql`select 1 from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`)).toBeGreaterThan(0);
    return { step: reading };
  });
  await step;
  expect([await members(shop, begun.list), await countOf(shop, begun.list)]).toEqual([["1002"], 1]);
});

test("an upload's number is never given to another file, and a file is not thrown away while it is answered for", async () => {
  const shop = await aFullShop();
  const first = await sent(shop, "email\nada@example.com");
  expect(await deleteList(world, shop, first.list)).toEqual([]);
  const second = await sent(shop, "email\nbo@example.com");
  expect(second.upload).toBeGreaterThan(first.upload);
  world.clock.advance(days(2));
  await transact(world, async (inside) => {
    expect(await answerMapping(inside, shop, second.upload, { id: null, email: 0, phone: null, heading: true, country: null })).toEqual([]);
    await pruneRows(world, shop, world.now());
  });
  await settle(shop);
  expect(await members(shop, second.list)).toEqual(["1002"]);
});

test("after thousands of people were put on a list, the planner knows how large it is, and who is in the segment that asks about it", async () => {
  const shop = await aShop(world);
  const people = 4_000;
  await world.db.run(sql`insert into customer (shop_id, customer_id, updated_at) select ${shop}, 1000 + n, '2026-01-01' from generate_series(1, ${people}::int) n`);
  const begun = await sent(shop, "Customer ID\n");
  await aSegment(shop, { kind: "list", list: begun.list });
  const looked = async () => Object.fromEntries((await world.db.rows(z.object({ name: z.string(), rows: Count }), sql`
    select relname as name, greatest(reltuples, 0)::int as rows from pg_class where oid = any('{list_member,membership}'::regclass[])`)).map(({ name, rows }) => [name, rows]));
  expect(await looked()).toEqual({ list_member: 0, membership: 0 });
  await uploaded(shop, `Customer ID\n${Array.from({ length: people }, (_, at) => 1001 + at).join("\n")}\n`, { list: begun.list });
  expect((await looked())["list_member"]).toBeGreaterThanOrEqual(people);
  expect((await looked())["membership"]).toBeGreaterThan(people / 4);
});
