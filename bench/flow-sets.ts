// What flows cost that concern many people at once: the report of a large flow, a schedule for a whole segment, and five
// hundred facts told to a flow. One process, commits that wait for the disk.
import { orderFact } from "#app/customers/fact-id.ts";
import { noteHappened } from "#app/customers/happened-rows.server.ts";
import { readReport } from "#app/flows/report/report.server.ts";
import { EVERYTHING } from "#app/flows/report/scope.ts";
import { scheduleTriggers } from "#app/flows/told/schedule.server.ts";
import { tellFacts } from "#app/flows/told/tell.server.ts";
import type { ShopId } from "#app/lib/ids.ts";
import { sql } from "#app/lib/sql.ts";
import { days, hours, later } from "#app/lib/time.ts";
import { aFlow } from "#tests/support/flows.ts";
import { aShopWithPeople, NOON, took } from "./flow-shop.ts";
import { measured, type Measured } from "./measure.ts";
import type { Size } from "./shop/generate.ts";
import type { BenchWorld } from "./world.ts";

const PEOPLE: Readonly<Record<Size, number>> = { S: 10_000, M: 100_000, L: 100_000 };
const FACTS = 500;
const SEGMENT = 7;

const REPORTED = 'trigger event(event order) entry (reentry always(), again beside, key order, control 10) first m1 step m1 send(message own(text Hi)) then w step w wait.span(span 3 d) then m2 step m2 send(message own(text Again)) goal (label Again, on (event order), within 30 d)';
const TOLD = 'trigger crosses(of order, value 40) entry (reentry always(), again beside, key order) first a step a wait.span(span 1 h) exit (label Refunded, on (event refund)) goal (label Again, on (event order), within 10 d)';
const SCHEDULED = `trigger schedule(cron "0 9 * * *", segment ${SEGMENT}) entry (reentry always()) first a step a wait.span(span 1 h)`;

export async function flowSetsBench(bench: BenchWorld, size: Size): Promise<Measured[]> {
  bench.clock.set(NOON);
  const shop = await aShopWithPeople(bench, "bench-sets", PEOPLE[size]);
  return [await report(bench, shop, size), await telling(bench, shop, size), await schedule(bench, shop, size)];
}

const note = ({ node, postgres }: { node: number; postgres: number }) => `processor seconds: Node ${node}, PostgreSQL ${postgres}`;

/** Everybody entered once in sixty days and got two texts; there are four orders for each three of them since. */
async function report(bench: BenchWorld, shop: ShopId, size: Size): Promise<Measured> {
  const people = PEOPLE[size];
  const flow = await aFlow(bench, shop, REPORTED);
  const entered = sql`${new Date(NOON.getTime() - days(60))}::timestamptz + n * interval '60 days' / ${people}::int`;
  await bench.db.run(sql`
    insert into flow_run (shop_id, run_id, flow_id, version, customer_id, key, state, control, run, lines, entered_at, ended_at)
    select ${shop}, n, ${flow}, 1, n, n::text, 'ended', n % 10 = 0, case when n % 3 = 0 then '{"goals": {"0": 1}}' else '{"goals": {}}' end::jsonb, 4, ${entered}, ${NOON} from generate_series(1, ${people}::int) as n`);
  await bench.db.run(sql`
    insert into person_text (shop_id, key, source, customer_id, number, class, rank, state, due_at, created_at, sent_at, parts, micros, flow_id, run_id, step)
    select ${shop}, 'bench/' || n || s.step, 'flow', n, decode(md5(n::text), 'hex'), 'marketing', 5, 'delivered', ${NOON}, ${NOON}, ${entered} + s.after * interval '1 day', 1, 7500, ${flow}, n, s.step
    from generate_series(1, ${people}::int) as n, (values ('m1', 0), ('m2', 3)) as s (step, after) where n % 10 <> 0`);
  await bench.db.run(sql`
    insert into orders (shop_id, order_id, customer_id, processed_at, gross_minor)
    select ${shop}, 5000000 + n, 1 + (n * 7919::bigint) % ${people}, ${NOON}::timestamptz - interval '30 days' + n * interval '30 days' / (${people}::int * 4 / 3), 5000 from generate_series(1, ${people}::int * 4 / 3) as n`);
  for (const table of [sql`flow_run`, sql`person_text`, sql`orders`]) await bench.db.run(sql`vacuum analyze ${table}`);
  const { ms, cpu } = await took(bench, async () => void (await readReport(bench, shop, flow, EVERYTHING)));
  return measured("flowSets", size, `a report of ${people.toLocaleString("en")} runs with ${Math.round((people * 4) / 3).toLocaleString("en")} orders (target 1 s)`, [ms], { note: note(cpu) });
}

async function telling(bench: BenchWorld, shop: ShopId, size: Size): Promise<Measured> {
  await aFlow(bench, shop, TOLD);
  const all = Array.from({ length: FACTS }, (_, index) => ({ customer: String(1 + index * 3), order: String(9_000_000 + index) }));
  for (const { customer, order } of all) await bench.db.run(sql`insert into orders (shop_id, order_id, customer_id, processed_at, gross_minor) values (${shop}, ${order}, ${customer}, ${NOON}, 5000)`);
  await noteHappened(bench, shop, all.map(({ customer, order }) => ({ what: "order", customerId: customer, fact: orderFact(order), at: NOON, about: { order } })), NOON);
  const { ms, cpu } = await took(bench, async () => void (await tellFacts(bench, shop)));
  return measured("flowSets", size, `${FACTS} orders told to two flows and those who are in one (target 500 ms)`, [ms], { note: note(cpu) });
}

async function schedule(bench: BenchWorld, shop: ShopId, size: Size): Promise<Measured> {
  const people = PEOPLE[size] / 2;
  await bench.db.run(sql`insert into membership (shop_id, segment_id, customer_id, stay, entered_at, entered_cause, entered_version) select ${shop}, ${SEGMENT}, n, 1, ${NOON}, 'fact', 1 from generate_series(1, ${people}::int) as n`);
  await aFlow(bench, shop, SCHEDULED);
  await scheduleTriggers(bench, shop);
  bench.clock.set(later(NOON, hours(24)));
  const { ms, cpu } = await took(bench, async () => void (await scheduleTriggers(bench, shop)));
  return measured("flowSets", size, `a schedule for ${people.toLocaleString("en")} people (target 3 s)`, [ms], { note: note(cpu) });
}
