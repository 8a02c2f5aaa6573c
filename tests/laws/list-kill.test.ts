// Law: a worker that dies (kill -9) while it reads a file loses no row and takes none twice. Real processes
// are killed at the first to the fifth named point they pass; at rest the list and the report are what the file says.
// So does a worker that fills a snapshot of a segment.
import { expect, test } from "vitest";
import { z } from "zod";
import { Count, sql } from "#app/lib/sql.ts";
import { answerMapping, beginUpload, PART_BYTES_MAX, receivePart } from "#app/lists/receive.server.ts";
import { listRejects, readUpload } from "#app/lists/upload-rows.server.ts";
import { evaluate } from "#app/segments/evaluate.server.ts";
import { createSegment } from "#app/segments/save.server.ts";
import { mirror } from "#app/sync/mirror.server.ts";
import { snapshot } from "#app/lists/save.server.ts";
import { aShop } from "#tests/support/shop.ts";
import { aWorld } from "#tests/support/world.ts";
import { runWorker } from "./kill/run-worker.ts";

const CUSTOMERS = 12_000;
const KILLS = 14;
const MEMBERS = 41_000;

// Workers live by the real clock.
const world = await aWorld(new Date());

test(`a file survives the death of ${KILLS} workers`, { timeout: 300_000 }, async () => {
  const shop = await aShop(world);
  await world.db.run(sql`
    insert into customer (shop_id, customer_id, updated_at, email) select ${shop}, 1000000 + n, ${world.now()}, 'person' || n || '@example.com' from generate_series(1, ${CUSTOMERS}::int) n`);
  // Every third row is repeated at the end, with another note, which counts; then come strangers and broken rows.
  const rows = Array.from({ length: CUSTOMERS }, (_, i) => `person${i + 1}@example.com,"note, ""${i}"""`);
  const file = ["Email,Note", ...rows, ...rows.flatMap((_, i) => (i % 3 === 0 ? [`person${i + 1}@example.com,again ${i}`] : [])), ...Array.from({ length: 2_000 }, (_, i) => `stranger${i}@example.com,x`), "no address,x", 'one" mark,x', ""].join("\n");
  const bytes = Buffer.from(`\ufeff${file}`, "utf16le");
  const begun = await beginUpload(world, shop, { name: "People", fileName: "people.csv", bytes: bytes.length });
  if ("problems" in begun) throw new Error(JSON.stringify(begun.problems));
  for (let at = 0; at < bytes.length; at += PART_BYTES_MAX / 10) await receivePart(world, shop, begun.upload, at, bytes.subarray(at, at + PART_BYTES_MAX / 10));
  const asks = await createSegment(world, shop, { name: "On it", definition: { version: 1, node: { kind: "list", list: begun.list } } });
  expect(asks).toHaveProperty("segment");
  expect(await answerMapping(world, shop, begun.upload, { id: null, email: 0, phone: null, country: null, heading: true, kept: [{ column: 1, name: "Note", type: "text" }] })).toEqual([]);

  const order = { databaseUrl: world.databaseUrl, shop };
  const died = [];
  for (let worker = 1; worker <= KILLS; worker += 1) died.push(await runWorker({ ...order, dieAtPoint: 1 + (worker % 5) }, worker));
  expect(await runWorker({ ...order, dieAtPoint: 0 }, KILLS + 1)).toBeNull();

  expect(died.filter((point) => point?.startsWith("list:")).length).toBeGreaterThan(KILLS / 2);
  expect(await readUpload(world, shop, begun.upload)).toMatchObject({
    state: "done", rowsRead: CUSTOMERS + CUSTOMERS / 3 + 2_002, rowsAdded: CUSTOMERS, rowsRepeated: CUSTOMERS / 3, rejects: { unknown: 2_000, email: 1, quotes: 1 },
  });
  const rejects = await listRejects(world, shop, begun.upload, 2_000);
  expect(rejects.slice(-2)).toEqual([{ line: 18_002, reason: "email", ofColumn: "" }, { line: 18_003, reason: "quotes", ofColumn: "" }]);
  expect(rejects).toHaveLength(1_002);
  const counts = await world.db.rows(z.object({ listed: Count, counted: Count, members: Count, chunks: Count, said: Count }), sql`
    select (select count(*) from list_member where shop_id = ${shop}) as listed, (select member_count from list where shop_id = ${shop}) as counted,
      (select count(*) from membership where shop_id = ${shop} and left_at is null) as members, (select count(*) from list_chunk where shop_id = ${shop}) as chunks,
      (select count(*) from list_member where shop_id = ${shop} and kept ->> 'text.note' = case when (customer_id - 1000001) % 3 = 0 then 'again ' || customer_id - 1000001 else 'note, "' || customer_id - 1000001 || '"' end) as said`);
  expect(counts).toEqual([{ listed: CUSTOMERS, counted: CUSTOMERS, members: CUSTOMERS, chunks: 0, said: CUSTOMERS }]);
});

test("a snapshot survives the death of workers while it is filled", { timeout: 120_000 }, async () => {
  const shop = await aShop(world);
  const saved = await createSegment(world, shop, { name: "Many", definition: { version: 1, node: { kind: "attr", field: "person.hasEmail", test: { op: "isTrue" } } } });
  if ("problems" in saved) throw new Error(JSON.stringify(saved.problems));
  // Three batches, the last of them small; nothing but the list is due.
  await world.db.run(sql`insert into customer (shop_id, customer_id, updated_at, email) select ${shop}, n, ${world.now()}, 'a@example.com' from generate_series(1, ${MEMBERS}::int) n`);
  const rest = async () => {
    for (const pump of [evaluate, mirror]) while ((await pump.step(world, shop)) > 0) continue;
  };
  await rest();
  await world.db.run(sql`analyze`);
  const made = await snapshot(world, shop, saved.segment, "Kept");
  if ("problems" in made) throw new Error(JSON.stringify(made.problems));
  expect(await createSegment(world, shop, { name: "On it", definition: { version: 1, node: { kind: "list", list: made.list } } })).toHaveProperty("segment");
  await rest();

  const order = { databaseUrl: world.databaseUrl, shop };
  const listed = () => world.db.rows(z.object({ state: z.string(), counted: Count, listed: Count }), sql`
    select state, member_count as counted, (select count(*) from list_member m where m.shop_id = ${shop} and m.list_id = list.list_id) as listed from list where shop_id = ${shop}`);
  const died = [];
  const seen = [];
  while (seen.at(-1)?.state !== "ready" && died.length < 10) {
    died.push(await runWorker({ ...order, dieAtPoint: 2 - (died.length % 2) }, 101 + died.length));
    seen.push(...(await listed()));
  }
  expect(await runWorker({ ...order, dieAtPoint: 0 }, 200)).toBeNull();
  expect(died.filter((point) => point === "list:before-commit").length).toBeGreaterThan(1);
  expect(seen.every(({ counted, listed: there }) => counted === there)).toBe(true);
  expect(seen.map(({ state }) => state)).toContain("filling");
  expect(await listed()).toEqual([{ state: "ready", counted: MEMBERS, listed: MEMBERS }]);
  expect(await world.db.run(sql`select 1 from membership where shop_id = ${shop} and left_at is null`)).toBe(2 * MEMBERS);
});
