// What flows cost: runs taken further on PostgreSQL, the time from what happened to the first decision, and how little those
// cost that wait. One process, commits that wait for the disk.
import { setTimeout as pause } from "node:timers/promises";
import { z } from "zod";
import { orderFact } from "#app/customers/fact-id.ts";
import { noteHappened } from "#app/customers/happened-rows.server.ts";
import type { FlowId } from "#app/flows/flow/flow.ts";
import { advanceDue } from "#app/flows/run/advance-due.server.ts";
import { enterDue } from "#app/flows/run/enter-due.server.ts";
import { flow as pump } from "#app/flows/run/flow.server.ts";
import { insertEntries } from "#app/flows/told/entry-rows.server.ts";
import type { ShopId } from "#app/lib/ids.ts";
import { Count, row, sql } from "#app/lib/sql.ts";
import { days, hours, later } from "#app/lib/time.ts";
import { transact, type World } from "#app/lib/world.ts";
import { aFlow } from "#tests/support/flows.ts";
import { type Cpu, cpuNow, cpuSince } from "./cpu.ts";
import { askedBench } from "./flow-asked.ts";
import { aShopWithPeople, NOON, took } from "./flow-shop.ts";
import { measured, type Measured, times } from "./measure.ts";
import type { Size } from "./shop/generate.ts";
import type { BenchWorld } from "./world.ts";

const PEOPLE: Readonly<Record<Size, number>> = { S: 5_000, M: 50_000, L: 50_000 };
const WAITING: Readonly<Record<Size, number>> = { S: 100_000, M: 1_000_000, L: 1_000_000 };
const FACTS: Readonly<Record<Size, number>> = { S: 500, M: 3_000, L: 3_000 };
const A_SECOND = 100;
const HOURS = 4;

const wait = (id: string, next: string) => `step ${id} wait.span(span 1 h) then ${next}`;
const FLOW = `trigger event(event order) entry (reentry always(), again beside, key order) first a ${wait("a", "b")} ${wait("b", "c")} ${wait("c", "d")} step d branch.yesNo(when count(order) >= 3, yes e, otherwise e) ${wait("e", "f")} step f end(label Done) exit (label Refunded, on (event refund))`;

export async function flowsBench(bench: BenchWorld, size: Size): Promise<Measured[]> {
  bench.clock.set(NOON);
  const shop = await aShopWithPeople(bench, "bench-flows", PEOPLE[size]);
  const flow = await aFlow(bench, shop, FLOW);
  return [...(await steps(bench, shop, flow, size)), await facts(bench, shop, flow, size), ...(await askedBench(bench, shop, flow, size, (people, round) => letIn(bench, shop, flow, people, round))), ...(await waiting(bench, shop, flow, size))];
}

const all = async (part: () => Promise<number>): Promise<void> => {
  while ((await part()) > 0);
};

const note = ({ node, postgres }: Cpu, lines: number) => `processor seconds: Node ${node}, PostgreSQL ${postgres}, for ${lines.toLocaleString("en")} lines (${Math.round(lines / (node + postgres)).toLocaleString("en")} a processor second)`;

/** Whoever is let in has a first line; each hour that is over has one more. */
async function steps(bench: BenchWorld, shop: ShopId, flow: FlowId, size: Size): Promise<Measured[]> {
  const people = PEOPLE[size];
  await letIn(bench, shop, flow, people, 0);
  const entered = await took(bench, () => all(() => enterDue(bench, shop)));
  const advanced = await took(bench, async () => {
    for (let hour = 1; hour <= HOURS; hour++) {
      bench.clock.set(new Date(NOON.getTime() + hours(hour)));
      await all(() => advanceDue(bench, shop));
    }
  });
  const left = await row(bench.db, z.object({ count: Count }), sql`select count(*) from flow_run where shop_id = ${shop} and state <> 'ended'`);
  if (left?.count !== 0) throw new Error(`${left?.count} runs did not end`);
  return [
    measured("flows", size, `${people.toLocaleString("en")} people let in, each with a first line`, [entered.ms], { rows: people, note: note(entered.cpu, people) }),
    measured("flows", size, `steps of ${people.toLocaleString("en")} runs (target 3,000 a second)`, [advanced.ms], { rows: people * HOURS, note: note(advanced.cpu, people * HOURS) }),
  ];
}

/** An order of each; each round has its own. */
async function letIn(bench: BenchWorld, shop: ShopId, flow: FlowId, people: number, round: number): Promise<void> {
  for (let from = 1; from <= people; from += 5_000) {
    const page = Array.from({ length: Math.min(5_000, people - from + 1) }, (_, index) => {
      const order = String(round * 100_000_000 + 2 * (from + index));
      return { flow, customer: String(from + index), trigger: 0, fact: orderFact(order), at: NOON, about: { order } };
    });
    await insertEntries(bench, shop, page, NOON);
  }
}

/** Facts at an even pace, as ingest writes them, while one worker goes on: from the commit of a fact to that of the first line. */
async function facts(bench: BenchWorld, shop: ShopId, flow: FlowId, size: Size): Promise<Measured> {
  const count = FACTS[size];
  const world: World = { ...bench, now: () => new Date() };
  const committed = new Map<string, { customer: string; at: number }>();
  const decided: number[] = [];
  const cpu = await cpuNow(bench.db);
  const from = performance.now();
  const writer = (async () => {
    for (let index = 0; index < count; index++) {
      const [order, customer] = [String(10_000_000 + index), String(1 + (index % PEOPLE[size]))];
      await pause(Math.max(0, from + (index * 1000) / A_SECOND - performance.now()));
      await transact(world, async (inside) => {
        await inside.db.run(sql`insert into orders (shop_id, order_id, customer_id, processed_at, gross_minor) values (${shop}, ${order}, ${customer}, ${world.now()}, 5000)`);
        await noteHappened(inside, shop, [{ what: "order", customerId: customer, fact: orderFact(order), at: world.now(), about: { order } }], world.now());
      });
      committed.set(orderFact(order), { customer, at: performance.now() });
    }
  })();
  while (decided.length < count) {
    const moved = await pump.step(world, shop);
    const at = performance.now();
    if (moved === 0) await pause(2);
    for (const fact of await entered(world, shop, flow, committed)) {
      decided.push(at - (committed.get(fact)?.at ?? at));
      committed.delete(fact);
    }
  }
  await writer;
  return measured("flows", size, `from a fact to the first decision, ${A_SECOND} facts a second (target p99 250 ms)`, decided.sort((one, other) => one - other), { note: `${count} facts; ${note(cpuSince(cpu, await cpuNow(bench.db)), count)}` });
}

/** By the key of each, and by nothing else: what the bench itself asks is not to cost anything, and an index of all that entered would be read through for each. */
async function entered(world: World, shop: ShopId, flow: FlowId, facts: ReadonlyMap<string, { customer: string }>): Promise<string[]> {
  const found = await world.db.rows(z.object({ fact: z.string() }), sql`
    select e.fact from unnest(${[...facts.values()].map(({ customer }) => customer)}::bigint[], ${[...facts.keys()]}::text[]) as told (customer_id, fact)
    cross join lateral (select e.fact, e.state from flow_entry e where e.shop_id = ${shop} and e.flow_id = ${flow} and e.customer_id = told.customer_id and e.fact = told.fact offset 0) e
    where e.state = 'entered'`);
  return found.map(({ fact }) => fact);
}

const Sizes = z.object({ mb: Count, index: Count });

/** Runs that wait for another day cost nothing until then. */
async function waiting(bench: BenchWorld, shop: ShopId, flow: FlowId, size: Size): Promise<Measured[]> {
  const count = WAITING[size];
  bench.clock.set(new Date(NOON.getTime() + days(1)));
  await bench.db.run(sql`
    insert into flow_run (shop_id, flow_id, version, customer_id, key, control, step, waits, run, lines, fence, due_at, entered_at)
    select ${shop}, ${flow}, 1, 1 + n % ${PEOPLE[size]}::int, 'w/' || n, false, 'a', 'wait',
      jsonb_build_object('person', (1 + n % ${PEOPLE[size]}::int)::text, 'trigger', 0, 'since', ${NOON.getTime()}::bigint, 'enteredAt', ${NOON.getTime()}::bigint, 'about', jsonb_build_object('order', n::text), 'control', false, 'isControl', false, 'arms', '{}'::jsonb,
        'place', '{"step":"a","pass":1}'::jsonb, 'base', ${NOON.getTime()}::bigint, 'lag', 0, 'blocked', jsonb_build_object('kind', 'wait', 'until', ${NOON.getTime() + days(30)}::bigint + n, 'fence', 1), 'fence', 1, 'passes', '{"a":1}'::jsonb, 'backs', '{}'::jsonb,
        'texts', '{}'::jsonb, 'sent', '{}'::jsonb, 'done', '[]'::jsonb, 'heard', '[]'::jsonb, 'late', '[]'::jsonb, 'goals', '{}'::jsonb, 'exits', '[]'::jsonb, 'isPaused', false, 'expire', false, 'ended', null),
      0, 1, ${later(NOON, days(30))}::timestamptz + n * interval '1 millisecond', ${NOON} from generate_series(1, ${count}::int) as n`);
  await bench.db.run(sql`vacuum analyze flow_run`);
  await all(() => pump.step(bench, shop));
  const before = await cpuNow(bench.db);
  const idle = await times(20, () => pump.step(bench, shop));
  const cpu = cpuSince(before, await cpuNow(bench.db));
  const sizes = await row(bench.db, Sizes, sql`select pg_relation_size('flow_run') / 1048576 as mb, pg_indexes_size('flow_run') / 1048576 as index`);
  bench.clock.set(new Date(NOON.getTime() + days(30) + 500));
  const some = await took(bench, () => all(() => advanceDue(bench, shop)));
  return [
    measured("flows", size, `a look while ${count.toLocaleString("en")} runs wait`, idle, { note: `table ${sizes?.mb} MB, indexes ${sizes?.index} MB; processor seconds of 20 looks: Node ${cpu.node}, PostgreSQL ${cpu.postgres}; memory of the process ${Math.round(process.memoryUsage().rss / 2 ** 20)} MB` }),
    measured("flows", size, `500 of ${count.toLocaleString("en")} waiting runs come due`, [some.ms], { rows: 500, note: note(some.cpu, 500) }),
  ];
}
