// Full evaluation with diff of the sixteen definitions, against the SQL a person would write by hand, on
// the same database and settings. The reference's diff is the plain one of the engine study, by NOT
// EXISTS, on tables with the same columns and indexes as ours: it too opens and closes stays and writes
// a line for each change. Before each run 0.5 % of the members are put out and as many strangers in (not
// timed), so that both write the same. The two take turns.
import { z } from "zod";
import type { SegmentId, ShopId } from "#app/lib/ids.ts";
import { Count, raw, row, type Sql, sql } from "#app/lib/sql.ts";
import { compile } from "#app/segments/compile.ts";
import { fullRoad } from "#app/segments/evaluate-full.server.ts";
import { countSegment, insertSegment, insertVersion } from "#app/segments/save-rows.server.ts";
import { inTurn, measured, type Measured, median } from "./measure.ts";
import { type Question, QUESTIONS } from "./segments-questions.ts";
import { END, type Size } from "./shop/generate.ts";
import type { BenchWorld } from "./world.ts";

const RUNS: Record<Size, number> = { S: 9, M: 5, L: 3 };
/** One member in 200 is put out, and as many strangers are let in. */
const STIR = 200;
const REFERENCE = "hand-written SQL, and one statement that opens and closes stays and writes changes";

export async function segmentsBench(world: BenchWorld, shop: ShopId, size: Size): Promise<Measured[]> {
  world.clock.set(new Date(END));
  await world.db.run(sql`drop table if exists bench_membership, bench_change`);
  await world.db.run(sql`create table bench_membership (like membership including all)`);
  await world.db.run(sql`create table bench_change (like membership_change including all)`);
  const all: Measured[] = [];
  const sums = { ours: 0, hand: 0, asked: 0, handAsked: 0 };
  for (const question of QUESTIONS) {
    const segment = await plant(world, shop, question);
    await fullRoad(world, shop);
    // Not by its own statement: with no statistics yet it looks for last stays in an index that takes the square of the members.
    await world.db.run(sql`insert into bench_membership select * from membership where shop_id = ${shop} and segment_id = ${segment}`);
    await world.db.run(sql`vacuum analyze membership`);
    await world.db.run(sql`vacuum analyze bench_membership`);
    const [hand = [], ours = []] = await inTurn(RUNS[size], [
      { run: () => handDiff(world, shop, segment, question), before: () => stir(world, shop, segment, raw("bench_membership")) },
      { run: () => fullRoad(world, shop), before: async () => { await stir(world, shop, segment, raw("membership")); await due(world, shop, segment); } },
    ]);
    const asks = await askOnly(world, shop, question, RUNS[size]);
    const members = await sameMembers(world, shop, segment);
    sums.ours += median(ours);
    sums.hand += median(hand);
    sums.asked += median(asks.ours);
    sums.handAsked += median(asks.hand);
    const note = [question.note, members === null ? "MEMBERS DIFFER" : undefined].filter(Boolean).join("; ");
    all.push(
      measured("full evaluation with diff", size, `${question.id} ${question.title}`, ours, { rows: members ?? 0, reference: { what: REFERENCE, medianMs: median(hand) }, ...(note && { note }) }),
      measured("question alone", size, `${question.id} ${question.title}`, asks.ours, { reference: { what: "hand-written SQL", medianMs: median(asks.hand) } }),
    );
  }
  await world.db.run(sql`drop table bench_membership, bench_change`);
  all.push(measured("full evaluation with diff", size, "sum of D1 to D16", [sums.ours], { reference: { what: REFERENCE, medianMs: sums.hand } }));
  all.push(measured("question alone", size, "sum of D1 to D16", [sums.asked], { reference: { what: "hand-written SQL", medianMs: sums.handAsked } }));
  return all;
}

export async function plant(world: BenchWorld, shop: ShopId, { id, node }: Question): Promise<SegmentId> {
  const segment = await countSegment(world, shop);
  await insertSegment(world, shop, segment, `${id} ${segment}`, world.now());
  const uses = id === "D14" ? [1, 4] : [];
  await insertVersion(world, shop, segment, { version: 1, definition: { version: 1, node }, sentence: id, uses, asked: { flows: [], byStep: [] }, createdBy: null }, world.now());
  return segment;
}

function handDiff(world: BenchWorld, shop: ShopId, segment: SegmentId, question: Question): Promise<unknown> {
  const now = world.now();
  return world.db.transact(async (db) => {
    await db.run(sql`set local enable_hashagg = off`);
    await db.run(sql`
      with new as materialized (${question.hand(shop, now)}),
      ins as (
        insert into bench_membership (shop_id, segment_id, customer_id, stay, entered_at, entered_cause, entered_version)
        select ${shop}::int, ${segment}::int, n.customer_id, coalesce((select max(m.stay) from bench_membership m
          where m.shop_id = ${shop} and m.segment_id = ${segment} and m.customer_id = n.customer_id), 0) + 1, ${now}, 'import', 1
        from new n
        where not exists (select 1 from bench_membership m where m.shop_id = ${shop} and m.segment_id = ${segment} and m.customer_id = n.customer_id and m.left_at is null)
        returning customer_id),
      gone as (
        update bench_membership m set left_at = ${now}, left_cause = 'import', left_version = 1
        where m.shop_id = ${shop} and m.segment_id = ${segment} and m.left_at is null
          and not exists (select 1 from new n where n.customer_id = m.customer_id) returning customer_id),
      changes as (
        insert into bench_change (shop_id, segment_id, customer_id, kind, cause, version, at)
        select ${shop}::int, ${segment}::int, customer_id, 'entered', 'import', 1, ${now}::timestamptz from ins
        union all select ${shop}::int, ${segment}::int, customer_id, 'left', 'import', 1, ${now} from gone)
      select (select count(*) from ins) as entered, (select count(*) from gone) as exited, (select count(*) from new) as n`);
  });
}

/** Strangers are the highest ids that are not members; both sides take the same. Stays that ended are forgotten. */
async function stir(world: BenchWorld, shop: ShopId, segment: SegmentId, table: Sql): Promise<void> {
  const own = sql`m.shop_id = ${shop} and m.segment_id = ${segment}`;
  await world.db.run(sql`delete from ${table} m where ${own} and m.left_at is not null`);
  await world.db.run(sql`
    with strangers as materialized (
      select c.customer_id from customer c
      where c.shop_id = ${shop} and not exists (select 1 from ${table} m where ${own} and m.customer_id = c.customer_id)
      order by c.customer_id desc limit (select count(*) / ${STIR} from ${table} m where ${own})),
    gone as (delete from ${table} m where ${own} and m.customer_id % ${STIR} = 0)
    insert into ${table} (shop_id, segment_id, customer_id, stay, entered_at, entered_cause, entered_version)
    select ${shop}::int, ${segment}::int, customer_id, 100, ${world.now()}, 'fact', 1 from strangers`);
}

async function due(world: BenchWorld, shop: ShopId, segment: SegmentId): Promise<void> {
  await world.db.run(sql`update segment set full_due = false where shop_id = ${shop}`);
  await world.db.run(sql`update segment set full_due = true, quiet = false where shop_id = ${shop} and segment_id = ${segment}`);
}

async function askOnly(world: BenchWorld, shop: ShopId, question: Question, runs: number): Promise<{ ours: number[]; hand: number[] }> {
  const count = (query: Sql) => world.db.transact(async (db) => {
    await db.run(sql`set local enable_hashagg = off`);
    await db.run(sql`select count(*) from (${query}) members`);
  });
  const ask = { shop, now: world.now(), zone: "UTC", currency: "USD", ordersSince: null };
  const members = compile({ version: 1, node: question.node }, ask).members();
  const [hand = [], ours = []] = await inTurn(runs, [{ run: () => count(question.hand(shop, world.now())) }, { run: () => count(members) }]);
  return { hand, ours };
}

/** How many; null where the two sides hold different people. */
async function sameMembers(world: BenchWorld, shop: ShopId, segment: SegmentId): Promise<number | null> {
  const found = await row(world.db, z.object({ members: Count, odd: Count }), sql`
    select (select count(*) from bench_membership where shop_id = ${shop} and segment_id = ${segment} and left_at is null) as members, (
      select count(*) from (select customer_id from bench_membership where shop_id = ${shop} and segment_id = ${segment} and left_at is null) a
      full join (select customer_id from membership where shop_id = ${shop} and segment_id = ${segment} and left_at is null) b using (customer_id)
      where a.customer_id is null or b.customer_id is null) as odd`);
  return found && found.odd === 0 ? found.members : null;
}
