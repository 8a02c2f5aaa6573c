// What an answer costs: the sixteen definitions and one of each kind of leaf, asked alone, cold and warm, beside the
// SQL a person would write by hand, on the same database, and beside DuckDB with the same rows. Cold: PostgreSQL's
// buffers are emptied before the question, and the machine's file cache too, where we may.
import { writeFile } from "node:fs/promises";
import { cpus } from "node:os";
import { z } from "zod";
import type { ShopId } from "#app/lib/ids.ts";
import { Count, row, type Sql, sql } from "#app/lib/sql.ts";
import { minutes } from "#app/lib/time.ts";
import { askOf } from "#app/segments/ask-rows.server.ts";
import { compile } from "#app/segments/compile.ts";
import { limitPreview } from "#app/segments/preview-rows.server.ts";
import { fullRoad } from "#app/segments/evaluate-full.server.ts";
import { type Duck, openDuck } from "./duck.ts";
import { inTurn, measured, type Measured, median, times } from "./measure.ts";
import { plant } from "./segments.ts";
import { LEAVES } from "./segments-leaves.ts";
import { type Question, QUESTIONS } from "./segments-questions.ts";
import { END, type Size, SIZES } from "./shop/generate.ts";
import { loadEvents } from "./shop/events.ts";
import type { BenchWorld } from "./world.ts";

const RUNS: Record<Size, number> = { S: 7, M: 5, L: 3 };
const COUNT_MAX_MS = minutes(10);
const HAND = "hand-written SQL on the same database";

/** `among`: those questions alone, and only what is quickly said of them. */
export async function answersBench(world: BenchWorld, shop: ShopId, size: Size, among: string[] | null = null): Promise<Measured[]> {
  world.clock.set(new Date(END));
  if (!(await isPrepared(world, shop))) await prepare(world, shop, size);
  const duck = among === null ? await openDuck(world.db, shop, world.dir, cpus().length) : null;
  const all: Measured[] = [];
  for (const question of [...QUESTIONS, ...LEAVES].filter(({ id }) => among?.includes(id) ?? true)) all.push(...(await answer(world, shop, size, question, duck)));
  duck?.close();
  return all;
}

const isPrepared = async (world: BenchWorld, shop: ShopId) => (await row(world.db, z.object({ name: z.string() }), sql`select name from list where shop_id = ${shop} and list_id = 1`)) !== null;

async function prepare(world: BenchWorld, shop: ShopId, size: Size): Promise<void> {
  await loadEvents(world.db, shop, SIZES[size].products);
  for (const question of QUESTIONS.slice(0, 4)) await plant(world, shop, question);
  while ((await fullRoad(world, shop)) > 0) continue;
  await world.db.run(sql`insert into list (shop_id, list_id, name, source, state, created_at, updated_at) values (${shop}, 1, 'Bench', 'upload', 'ready', ${world.now()}, ${world.now()})`);
  await world.db.run(sql`insert into list_member (shop_id, list_id, customer_id, added_at) select shop_id, 1, customer_id, created_at from customer where shop_id = ${shop} and customer_id % 10 = 0`);
  await world.db.run(sql`create view bench_membership as select * from membership`);
  await world.db.run(sql`create extension pg_buffercache`);
  await world.db.run(sql`analyze`);
}

async function answer(world: BenchWorld, shop: ShopId, size: Size, { id, title, node, hand }: Question, duck: Duck | null): Promise<Measured[]> {
  const ours = compile({ version: 1, node }, await askOf(world, shop)).members();
  const theirs = hand(shop, world.now());
  const cold = duck && (await times(1, () => count(world, ours), () => chill(world)));
  const coldHand = duck && (await times(1, () => count(world, theirs), () => chill(world)));
  const counts: Record<string, number> = {};
  const [warm = [], byHand = [], inDuck = []] = await inTurn(RUNS[size], [
    { run: async () => (counts.ours = await count(world, ours)) },
    { run: async () => (counts.hand = await count(world, theirs)) },
    ...(duck ? [{ run: async () => (counts.duck = await duck.count(theirs)) }] : []),
  ]);
  const differ = new Set(Object.values(counts)).size > 1 ? `COUNTS DIFFER ${JSON.stringify(counts)}` : "";
  const reference = (what: string, medianMs: number) => ({ rows: counts.ours ?? 0, reference: { what, medianMs } });
  return [
    measured("answer, warm", size, `${id} ${title}`, warm, { ...reference(HAND, median(byHand)), ...(differ && { note: differ }) }),
    ...(cold && coldHand ? [measured("answer, cold", size, `${id} ${title}`, cold, reference(HAND, median(coldHand)))] : []),
    ...(duck ? [measured("answer against DuckDB", size, `${id} ${title}`, warm, reference("the same hand-written SQL in DuckDB, warm, on all cores", median(inDuck)))] : []),
  ];
}

/** As previews and evaluations ask. */
const count = (world: BenchWorld, query: Sql): Promise<number> => world.db.transact(async (db) => {
  await limitPreview({ ...world, db }, COUNT_MAX_MS);
  return (await row(db, z.object({ n: Count }), sql`select count(*) as n from (${query}) members`))?.n ?? 0;
});

async function chill(world: BenchWorld): Promise<void> {
  await world.db.run(sql`select pg_buffercache_evict_all()`);
  // Only root may; elsewhere the file cache stays warm.
  await writeFile("/proc/sys/vm/drop_caches", "1").catch(() => {});
}
