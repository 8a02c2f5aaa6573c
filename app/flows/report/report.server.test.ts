import { expect, test } from "vitest";
import { z } from "zod";
import type { ShopId } from "#app/lib/ids.ts";
import { sql } from "#app/lib/sql.ts";
import { days, hours, later, minutes } from "#app/lib/time.ts";
import { countsOfLines, keptCounts } from "#tests/support/flow-counts.ts";
import { aFlow, flowOf, orders } from "#tests/support/flows.ts";
import { addCustomers } from "#tests/support/platforms.ts";
import { aShop } from "#tests/support/shop.ts";
import { aWorld } from "#tests/support/world.ts";
import { FlowId } from "../flow/flow.ts";
import { insertFlow } from "../flow/flow-rows.server.ts";
import { flowView } from "../flow/flow-view.server.ts";
import { flow as pump } from "../run/flow.server.ts";
import { hearRuns } from "../run/run-rows.server.ts";
import { readReport } from "./report.server.ts";
import { EVERYTHING } from "./scope.ts";

const world = await aWorld();

async function rest(shop: ShopId): Promise<void> {
  for (let step = 0; (await pump.step(world, shop)) > 0; step++) if (step > 100) throw new Error("never at rest");
}

const FLOW = 'trigger event(event order) entry (reentry never(), control 50) first m1 step m1 send(message own(text Hi)) then w step w wait.span(span 3 d) then s step s split(salt x, arms {(name Short, weight 1), (name Long, weight 1, next m2)}) step m2 send(message own(text Again)) exit (label Refunded, on (event refund)) goal (label Again, on (event order), within 10 d)';

const Text = z.object({ run: z.string(), step: z.string(), asked: z.int(), key: z.string() });

/** Every text that was asked for goes, and arrives. */
async function allGo(shop: ShopId): Promise<void> {
  const now = world.now();
  const texts = await world.db.rows(Text, sql`
    update person_text set state = 'delivered', sent_at = ${now}, delivered_at = ${now}, parts = 2, micros = 15000 where shop_id = ${shop} and state = 'due'
    returning run_id::text as run, step, asked, key`);
  await hearRuns(world, shop, texts.map(({ run, asked, key }) => ({ run, heard: { kind: "answer", key: key.split("/").slice(2).join("/"), fence: asked, verdict: "sent", reason: "allowed", at: now.getTime(), until: null } })), now);
  await rest(shop);
}

const aDraft = (shop: ShopId) => insertFlow(world, shop, { name: "Draft", definition: flowOf(FLOW), seed: null }, world.now());

/** Twenty people enter by an order on one day; ten days later all has gone its way. */
async function lived(): Promise<{ shop: ShopId; flow: number; texted: string[]; control: string[] }> {
  const shop = await aShop(world);
  const people = Array.from({ length: 20 }, (_, index) => String(index + 1));
  await addCustomers(world, shop, people);
  const flow = await aFlow(world, shop, FLOW);
  for (const person of people) await orders(world, shop, person, `1${person.padStart(3, "0")}`);
  await rest(shop);
  const runs = await world.db.rows(z.object({ customer: z.string(), control: z.boolean() }), sql`select customer_id::text as customer, control from flow_run where shop_id = ${shop} order by run_id`);
  const of = (isControl: boolean) => runs.filter(({ control }) => control === isControl).map(({ customer }) => customer);
  return { shop, flow, texted: of(false), control: of(true) };
}

test("a report tells of each step who came, who waits, what was sent and what became of it, and of control people the same", async () => {
  const { shop, flow, texted, control } = await lived();
  await allGo(shop);
  const [first = "", second = ""] = texted;
  await world.db.run(sql`insert into link (shop_id, code, text_id, customer_id, url, at, expires_at) select ${shop}, 'code' || text_id, text_id, customer_id, 'https://a.example', ${world.now()}, ${world.now()} from person_text where shop_id = ${shop} and customer_id = any(${[first, second]}::bigint[])`);
  const click = (person: string, isHuman: boolean) => world.db.run(sql`insert into click (shop_id, code, at, method, headers, is_human, score, rule, version) select ${shop}, 'code' || text_id, ${world.now()}, 'GET', '{}', ${isHuman}, 0, 'none', '1' from person_text where shop_id = ${shop} and customer_id = ${person}`);
  for (const [person, isHuman] of [[first, true], [first, true], [first, false], [second, false]] as const) await click(person, isHuman);
  await world.db.run(sql`insert into consent_entry (shop_id, number, seq, entry, hash, at, heard_at) select ${shop}, number, 1, '{"kind":"stopped"}', number, ${later(world.now(), hours(2))}, ${world.now()} from person_text where shop_id = ${shop} and customer_id = ${second}`);
  const found = await readReport(world, shop, flow, EVERYTHING);
  const [m1, w, s] = found?.report.steps ?? [];
  expect(found?.report.entered).toEqual({ texts: texted.length, control: control.length });
  expect(m1).toMatchObject({ id: "m1", arrived: { texts: texted.length, control: control.length }, asked: texted.length, sent: { count: texted.length, ms: 0 }, skipped: [{ key: "control", count: control.length }] });
  expect(m1?.text).toMatchObject({ delivered: texted.length, open: 0, errors: [], parts: 2 * texted.length, micros: 15_000 * texted.length, clickers: 1, clicks: 2, machines: 2, optedOut: 1 });
  expect(w).toMatchObject({ arrived: { texts: texted.length, control: control.length }, waiting: { people: 20, hour: 0, day: 0, week: 20 }, text: null });
  expect(s).toMatchObject({ id: "s", arrived: { texts: 0, control: 0 } });
});

test("a flow’s page tells of each step who is there, who came and how many texts went, as its report does, and of its draft before it was published nothing", async () => {
  const { shop, flow } = await lived();
  await allGo(shop);
  const page = await flowView(world, shop, FlowId.parse(flow));
  const { report } = (await readReport(world, shop, flow, EVERYTHING)) ?? expect.fail("It was published.");
  expect(page?.view.entered).toBe(report.entered.texts + report.entered.control);
  expect(page?.view.steps.map(({ id, people, came, sent }) => ({ id, people, came, sent }))).toEqual(report.steps.map(({ id, waiting, arrived, sent }) => ({ id, people: waiting.people, came: arrived.texts + arrived.control, sent: sent.count })));
  expect(page?.view.steps.map(({ came, sent }) => came > 0 || sent > 0)).toEqual([true, true, false, false]);
  const draft = await aDraft(shop);
  expect(await flowView(world, shop, draft)).toMatchObject({ view: { version: null, entered: 0, steps: [{ came: 0, sent: 0 }, {}, {}, {}] } });
});

test("orders count within the goal’s time, by the text before them, net of refunds, and for whoever got none alike", async () => {
  const { shop, flow, texted, control } = await lived();
  const [first = "", second = ""] = texted;
  const [without = ""] = control;
  world.clock.advance(hours(1));
  await orders(world, shop, first, "9001");
  await rest(shop);
  await allGo(shop);
  world.clock.advance(hours(1));
  for (const [person, order] of [[second, "9002"], [without, "9003"]] as const) await orders(world, shop, person, order);
  await world.db.run(sql`update orders set refunded_minor = 1000, discount_minor = 500 where shop_id = ${shop} and order_id = 9002`);
  world.clock.advance(days(3));
  await rest(shop);
  await allGo(shop);
  world.clock.advance(days(8));
  await orders(world, shop, second, "9004");
  await rest(shop);
  const report = (await readReport(world, shop, flow, EVERYTHING))?.report;
  expect(report?.ordered).toMatchObject({ days: 10, texts: { people: texted.length, did: 2, orders: 2, sum: 9000, refunded: 1000, discount: 500 }, control: { people: control.length, did: 1, orders: 1, sum: 5000 }, untouched: 1, difference: null });
  expect(report?.goals).toMatchObject([{ label: "Again", texts: { did: 2 }, control: { did: 1 } }]);
  expect(report?.steps[0]?.text?.ordered).toEqual({ people: 1, orders: 1, minor: 4000, refunded: 1000, discount: 500 });
  const [split] = report?.arms ?? [];
  expect(split?.arms.reduce((sum, { drew }) => sum + drew, 0)).toBe(texted.length);
  expect(report?.steps[3]?.sent.count).toBe(split?.arms[1]?.drew);
});

test("a report of another version, or of other days, tells of those alone", async () => {
  const { shop, flow } = await lived();
  const day = world.now().toISOString().slice(0, 10);
  const entered = async (asked: Partial<typeof EVERYTHING>) => (await readReport(world, shop, flow, { ...EVERYTHING, ...asked }))?.report.entered;
  expect(await entered({ version: 1, from: day, to: day })).toEqual(await entered({}));
  expect(await entered({ to: new Date(Date.parse(day) - days(1)).toISOString().slice(0, 10) })).toEqual({ texts: 0, control: 0 });
  expect(await readReport(world, shop, flow, { ...EVERYTHING, version: 2 })).toBe(null);
});

test("of a flow with many runs what people did is counted once in a while, and told with when that was", async () => {
  const { shop, flow } = await lived();
  const more = (from: number) => world.db.run(sql`
    insert into flow_run (shop_id, run_id, flow_id, version, customer_id, key, state, control, run, entered_at) select ${shop}, i, ${flow}, 1, i, i::text, 'ended', false, '{"goals": {}}', ${world.now()} from generate_series(${from}::int, ${from}::int + 1990) i`);
  await more(100_001);
  const first = await readReport(world, shop, flow, EVERYTHING);
  await more(200_001);
  const again = await readReport(world, shop, flow, EVERYTHING);
  world.clock.advance(minutes(1));
  const last = await readReport(world, shop, flow, EVERYTHING);
  const people = [first, again, last].map((found) => (found?.report.ordered.texts.people ?? 0) + (found?.report.ordered.control.people ?? 0));
  expect(people).toEqual([2_011, 2_011, 4_002]);
  expect([again?.at, last?.at]).toEqual([first?.at, world.now()]);
});

test("what is kept as counts is what counting the lines gives", async () => {
  const { shop } = await lived();
  await allGo(shop);
  world.clock.advance(days(3));
  await rest(shop);
  await allGo(shop);
  const kept = await keptCounts(world, shop);
  expect(kept.length).toBeGreaterThan(20);
  expect(kept).toEqual(await countsOfLines(world, shop, "UTC"));
});
