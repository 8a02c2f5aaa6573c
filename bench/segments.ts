// Full evaluation with diff of the sixteen definitions, against the SQL a person would write by hand,
// with the plainest diff, on the same database and settings. Before each run 0.5 % of the members are
// put out and as many strangers in (not timed), so that both write the same.
import { z } from "zod";
import type { SegmentId, ShopId } from "#app/lib/ids.ts";
import { Count, row, type Sql, sql } from "#app/lib/sql.ts";
import { compile } from "#app/segments/compile.ts";
import { fullRoad } from "#app/segments/evaluate-full.server.ts";
import { countSegment, insertSegment, insertVersion } from "#app/segments/save-rows.server.ts";
import { measured, type Measured, median, times } from "./measure.ts";
import { type Question, QUESTIONS } from "./segments-questions.ts";
import { END, type Size } from "./shop/generate.ts";
import type { BenchWorld } from "./world.ts";

const RUNS: Record<Size, number> = { S: 9, M: 5, L: 3 };
/** One member in 200 is put out, and as many strangers are let in. */
const STIR = 200;

export async function segmentsBench(world: BenchWorld, shop: ShopId, size: Size): Promise<Measured[]> {
  world.clock.set(new Date(END));
  await world.db.run(sql`drop table if exists bench_membership`);
  await world.db.run(sql`
    create table bench_membership (shop_id int not null, segment_id int not null, customer_id bigint not null, entered_at timestamptz not null, primary key (shop_id, segment_id, customer_id))`);
  await world.db.run(sql`create table if not exists bench_change (seq bigint generated always as identity, shop_id int, segment_id int, customer_id bigint, kind smallint)`);
  const all: Measured[] = [];
  const sums = { ours: 0, hand: 0, asked: 0, handAsked: 0 };
  for (const question of QUESTIONS) {
    const segment = await plant(world, shop, question);
    await fullRoad(world, shop);
    await handDiff(world, shop, segment, question);
    await world.db.run(sql`vacuum analyze membership`);
    await world.db.run(sql`vacuum analyze bench_membership`);
    const hand = await times(RUNS[size], () => handDiff(world, shop, segment, question), () => stirHand(world, shop, segment));
    const ours = await times(RUNS[size], () => fullRoad(world, shop), () => stirOurs(world, shop, segment));
    const asks = await askOnly(world, shop, question, RUNS[size]);
    const members = await sameMembers(world, shop, segment);
    sums.ours += median(ours);
    sums.hand += median(hand);
    sums.asked += median(asks.ours);
    sums.handAsked += median(asks.hand);
    const note = [question.note, members === null ? "MEMBERS DIFFER" : undefined].filter(Boolean).join("; ");
    all.push(
      measured("full evaluation with diff", size, `${question.id} ${question.title}`, ours, { rows: members ?? 0, reference: { what: "hand-written SQL and diff", medianMs: median(hand) }, ...(note && { note }) }),
      measured("question alone", size, `${question.id} ${question.title}`, asks.ours, { reference: { what: "hand-written SQL", medianMs: median(asks.hand) } }),
    );
  }
  all.push(measured("full evaluation with diff", size, "sum of D1 to D16", [sums.ours], { reference: { what: "hand-written SQL and diff", medianMs: sums.hand } }));
  all.push(measured("question alone", size, "sum of D1 to D16", [sums.asked], { reference: { what: "hand-written SQL", medianMs: sums.handAsked } }));
  return all;
}

export async function plant(world: BenchWorld, shop: ShopId, { id, node }: Question): Promise<SegmentId> {
  const segment = await countSegment(world, shop);
  await insertSegment(world, shop, segment, `${id} ${segment}`, world.now());
  const uses = id === "D14" ? [1, 4] : [];
  await insertVersion(world, shop, segment, { version: 1, definition: { version: 1, node }, sentence: id, uses, createdBy: null }, world.now());
  return segment;
}

/** The membership diff of the study, word for word. */
function handDiff(world: BenchWorld, shop: ShopId, segment: SegmentId, question: Question): Promise<unknown> {
  return world.db.transact(async (db) => {
    await db.run(sql`set local enable_hashagg = off`);
    await db.run(sql`
      with new as materialized (${question.hand(shop, world.now())}),
      ins as (
        insert into bench_membership (shop_id, segment_id, customer_id, entered_at) select ${shop}::int, ${segment}::int, n.customer_id, ${world.now()} from new n
        where not exists (select 1 from bench_membership m where m.shop_id = ${shop} and m.segment_id = ${segment} and m.customer_id = n.customer_id) returning customer_id),
      del as (
        delete from bench_membership m where m.shop_id = ${shop} and m.segment_id = ${segment}
          and not exists (select 1 from new n where n.customer_id = m.customer_id) returning customer_id),
      changes as (
        insert into bench_change (shop_id, segment_id, customer_id, kind)
        select ${shop}::int, ${segment}::int, customer_id, 1 from ins union all select ${shop}::int, ${segment}::int, customer_id, -1 from del)
      select (select count(*) from ins) as entered, (select count(*) from del) as exited, (select count(*) from new) as n`);
  });
}

/** Strangers are the highest ids that are not members; both sides take the same. */
const stirred = (shop: ShopId, segment: SegmentId, members: Sql) => sql`
  select c.customer_id from customer c
  where c.shop_id = ${shop} and not exists (${members} and m.customer_id = c.customer_id)
  order by c.customer_id desc limit (select count(*) / ${STIR} from bench_membership m where m.shop_id = ${shop} and m.segment_id = ${segment})`;

async function stirHand(world: BenchWorld, shop: ShopId, segment: SegmentId): Promise<void> {
  const members = sql`select 1 from bench_membership m where m.shop_id = ${shop} and m.segment_id = ${segment}`;
  await world.db.run(sql`
    with strangers as materialized (${stirred(shop, segment, members)}),
    gone as (delete from bench_membership m where m.shop_id = ${shop} and m.segment_id = ${segment} and m.customer_id % ${STIR} = 0)
    insert into bench_membership select ${shop}::int, ${segment}::int, customer_id, ${world.now()} from strangers`);
}

async function stirOurs(world: BenchWorld, shop: ShopId, segment: SegmentId): Promise<void> {
  const members = sql`select 1 from membership m where m.shop_id = ${shop} and m.segment_id = ${segment} and m.left_at is null`;
  await world.db.run(sql`delete from membership m where m.shop_id = ${shop} and m.segment_id = ${segment} and m.left_at is not null`);
  await world.db.run(sql`
    with strangers as materialized (${stirred(shop, segment, members)}),
    gone as (delete from membership m where m.shop_id = ${shop} and m.segment_id = ${segment} and m.customer_id % ${STIR} = 0)
    insert into membership (shop_id, segment_id, customer_id, stay, entered_at, entered_cause, entered_version)
    select ${shop}::int, ${segment}::int, customer_id, 100, ${world.now()}, 'fact', 1 from strangers`);
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
  return { hand: await times(runs, () => count(question.hand(shop, world.now()))), ours: await times(runs, () => count(members)) };
}

/** How many; null where the two sides hold different people. */
async function sameMembers(world: BenchWorld, shop: ShopId, segment: SegmentId): Promise<number | null> {
  const found = await row(world.db, z.object({ members: Count, odd: Count }), sql`
    select (select count(*) from bench_membership where shop_id = ${shop} and segment_id = ${segment}) as members, (
      select count(*) from (select customer_id from bench_membership where shop_id = ${shop} and segment_id = ${segment}) a
      full join (select customer_id from membership where shop_id = ${shop} and segment_id = ${segment} and left_at is null) b using (customer_id)
      where a.customer_id is null or b.customer_id is null) as odd`);
  return found && found.odd === 0 ? found.members : null;
}
