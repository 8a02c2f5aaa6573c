import { expect, test } from "vitest";
import { z } from "zod";
import { deleteGone, insertGone } from "#app/customers/gone-rows.server.ts";
import type { ShopId } from "#app/lib/ids.ts";
import { sql } from "#app/lib/sql.ts";
import { days, hours, later } from "#app/lib/time.ts";
import { transact } from "#app/lib/world.ts";
import { aFlow, flowOf, linesOf, orders, runsOf } from "#tests/support/flows.ts";
import { addCustomers } from "#tests/support/platforms.ts";
import { aShop } from "#tests/support/shop.ts";
import { aWorld } from "#tests/support/world.ts";
import { redecide } from "../advance.ts";
import { flow as pump } from "../run/flow.server.ts";
import { nextFlowsAt } from "../run/next-rows.server.ts";
import { chooseArm } from "./choose.server.ts";
import { lookAtExperiments } from "./look.server.ts";
import { experimentViews } from "./view.server.ts";

const world = await aWorld();

async function rest(shop: ShopId): Promise<void> {
  for (let step = 0; (await pump.step(world, shop)) > 0; step++) if (step > 100) throw new Error("never at rest");
}

const flowText = (more: string, control = 0) => `trigger event(event order) entry (reentry always(), key order, control ${control}) first x step x experiment(salt s, metric ordered, within 3 d${more}, arms {(name A, weight 1, next a), (name B, weight 1, next b)}) step a end(label A) step b end(label B)`;

const Draw = z.object({ customer: z.string(), arm: z.int(), did: z.boolean().nullable(), minor: z.coerce.number().nullable() });
const drawsIn = (shop: ShopId) => world.db.rows(Draw, sql`select customer_id::text as customer, arm, did, minor from flow_draw where shop_id = ${shop} order by customer_id`);
const Row = z.object({ step: z.string(), key: z.string(), state: z.string(), winner: z.int().nullable(), figures: z.array(z.object({ people: z.int(), did: z.int(), sum: z.number(), squares: z.number() })), dueAt: z.date().nullable(), looks: z.int() });
const experimentsIn = (shop: ShopId) => world.db.rows(Row, sql`select step, key, state, winner, figures, due_at as "dueAt", looks from flow_experiment where shop_id = ${shop} order by flow_id, step, key`);
const looksIn = (shop: ShopId) => world.db.rows(z.object({ seq: z.int(), what: z.string(), winner: z.int().nullable(), by: z.string().nullable() }), sql`select seq, what, winner, by from flow_experiment_look where shop_id = ${shop} order by flow_id, step, key, seq`);
const labelsOf = async (shop: ShopId, customer: string) => (await runsOf(world, shop)).filter(({ customerId }) => customerId === customer).map(({ label }) => label);

/** So many people as `people` order, one order each. */
async function enter(shop: ShopId, people: readonly string[], from: number): Promise<void> {
  for (const [index, person] of people.entries()) await orders(world, shop, person, String(from + index));
  await rest(shop);
}

async function shopOf(people: number): Promise<{ shop: ShopId; people: string[] }> {
  const shop = await aShop(world);
  const all = Array.from({ length: people }, (_, index) => String(index + 1));
  await addCustomers(world, shop, all);
  return { shop, people: all };
}

/** As though so many had been counted before. */
const countedBefore = (shop: ShopId, did: readonly number[]) => world.db.run(sql`update flow_experiment set figures = ${JSON.stringify(did.map((each) => ({ people: 1_000, did: each, sum: 0, squares: 0 })))}::jsonb where shop_id = ${shop}`);

test("each person is drawn once, and counted when their time and a day are over by what they did in it; the control group is not", async () => {
  const { shop, people } = await shopOf(30);
  await aFlow(world, shop, flowText("", 50));
  await enter(shop, people, 100);
  const controls = (await runsOf(world, shop)).filter(({ control }) => control).map(({ customerId }) => customerId);
  const drawn = await drawsIn(shop);
  expect(controls.length).toBeGreaterThan(0);
  expect(drawn.map(({ customer }) => customer).sort()).toEqual(people.filter((each) => !controls.includes(each)).sort());
  const [first = { customer: "" }, second = { customer: "" }, third = { customer: "" }] = drawn;
  world.clock.advance(days(2));
  await enter(shop, [first.customer, second.customer, first.customer], 500);
  await world.db.run(sql`update orders set void_at = ${world.now()} where shop_id = ${shop} and order_id = 501`);
  world.clock.advance(days(1) + hours(1));
  await enter(shop, [third.customer], 600);
  expect((await experimentsIn(shop))[0]?.figures.map(({ people: each }) => each)).toEqual([0, 0]);
  world.clock.advance(hours(23));
  await rest(shop);
  const after = await drawsIn(shop);
  expect(after.filter(({ did }) => did).map(({ customer }) => customer)).toEqual([first.customer]);
  expect(after.every(({ did }) => did !== null)).toBe(true);
  const [found] = await experimentsIn(shop);
  expect(found?.figures.map(({ people: each }) => each)).toEqual([0, 1].map((arm) => after.filter((each) => each.arm === arm).length));
  expect(found?.figures.reduce((sum, { did }) => sum + did, 0)).toBe(1);
  expect(found).toMatchObject({ state: "running", dueAt: null, looks: 1 });
});

test("revenue is what each of them spent in their time, less what was paid back", async () => {
  const { shop, people } = await shopOf(2);
  await aFlow(world, shop, flowText("").replace("metric ordered", "metric revenue"));
  await enter(shop, people, 100);
  world.clock.advance(hours(1));
  await enter(shop, ["1", "1"], 200);
  await world.db.run(sql`update orders set refunded_minor = 1000 where shop_id = ${shop} and order_id = 201`);
  world.clock.advance(days(5));
  await rest(shop);
  expect(await drawsIn(shop)).toMatchObject([{ did: true, minor: 9_000 }, { did: false, minor: null }]);
  expect((await experimentsIn(shop))[0]?.figures.reduce((sum, { squares }) => sum + squares, 0)).toBe(81_000_000);
});

const TEXTED = `trigger event(event order) entry (reentry never()) first x step x experiment(salt s, metric METRIC, within 3 d, arms {(name A, weight 1, next m), (name B, weight 1, next m)}) step m send(message own(text Hi)) then w step w wait.span(span 9 d)`;

/** What each of four people did about their text: the first as it counts, the others as it does not. */
const DID: Record<"clicked" | "replied" | "optedOut", (shop: ShopId) => Promise<unknown>> = {
  async clicked(shop) {
    await world.db.run(sql`insert into link (shop_id, code, text_id, customer_id, url, at, expires_at) select ${shop}, 'code' || text_id, text_id, customer_id, 'https://a.example', ${world.now()}, ${world.now()} from person_text where shop_id = ${shop}`);
    const click = (person: number, isHuman: boolean, at: Date) => world.db.run(sql`insert into click (shop_id, code, at, method, headers, is_human, score, rule, version) select ${shop}, 'code' || text_id, ${at}, 'GET', '{}', ${isHuman}, 0, 'none', '1' from person_text where shop_id = ${shop} and customer_id = ${person}`);
    for (const [person, isHuman, after] of [[1, true, hours(1)], [1, true, hours(2)], [2, false, hours(1)], [3, true, days(4)]] as const) await click(person, isHuman, later(world.now(), after));
  },
  async replied(shop) {
    const reply = (person: number, meaning: string, at: Date) => world.db.run(sql`insert into reply (shop_id, connection_id, key, number, customer_id, body, meaning, at, heard_at) select ${shop}, 1, ${`r${person}`}, number, customer_id, 'Hm', ${meaning}, ${at}, ${at} from person_text where shop_id = ${shop} and customer_id = ${person}`);
    for (const [person, meaning, after] of [[1, "none", hours(1)], [2, "optOut", hours(1)], [3, "none", days(4)]] as const) await reply(person, meaning, later(world.now(), after));
  },
  async optedOut(shop) {
    const said = (person: number, kind: string, at: Date) => world.db.run(sql`insert into consent_entry (shop_id, number, seq, entry, hash, at, heard_at) select ${shop}, number, 1, ${JSON.stringify({ kind })}::jsonb, number, ${at}, ${at} from person_text where shop_id = ${shop} and customer_id = ${person}`);
    for (const [person, kind, after] of [[1, "stopped", hours(1)], [2, "suspected", hours(1)], [3, "optedOut", days(4)]] as const) await said(person, kind, later(world.now(), after));
  },
};

test.each(["clicked", "replied", "optedOut"] as const)("of their texts people are counted who %s, in their time, and no machine", async (metric) => {
  const { shop, people } = await shopOf(4);
  await aFlow(world, shop, TEXTED.replace("METRIC", metric));
  await enter(shop, people, 100);
  world.clock.advance(hours(1));
  await world.db.run(sql`update person_text set state = 'delivered', sent_at = ${world.now()}, delivered_at = ${world.now()} where shop_id = ${shop}`);
  await DID[metric](shop);
  world.clock.advance(days(4));
  await lookAtExperiments(world, shop);
  expect((await drawsIn(shop)).map(({ customer, did }) => [customer, did])).toEqual([["1", true], ["2", false], ["3", false], ["4", false]]);
});

test("whoever drew stays in their arm, new people take the winner once it is decided, and each line is decided again to the same bytes", async () => {
  const { shop, people } = await shopOf(8);
  const text = flowText(", winner stays");
  await aFlow(world, shop, text);
  await enter(shop, people.slice(0, 4), 100);
  const loser = (await drawsIn(shop)).find(({ arm }) => arm === 0)?.customer ?? "";
  await world.db.run(sql`update flow_experiment set weights = '[0, 10000]'::jsonb where shop_id = ${shop}`);
  await enter(shop, [loser, ...people.slice(4, 6)], 200);
  expect(await labelsOf(shop, loser)).toEqual(["A", "A"]);
  expect([...await labelsOf(shop, "5"), ...await labelsOf(shop, "6")]).toEqual(["B", "B"]);
  await countedBefore(shop, [30, 150]);
  world.clock.advance(days(4));
  await rest(shop);
  expect(await experimentsIn(shop)).toMatchObject([{ state: "decided", winner: 1 }]);
  expect(await looksIn(shop)).toEqual([{ seq: 1, what: "decided", winner: 1, by: null }]);
  await enter(shop, [loser, "7", "8"], 300);
  expect(await labelsOf(shop, loser)).toEqual(["A", "A", "B"]);
  expect([...await labelsOf(shop, "7"), ...await labelsOf(shop, "8")]).toEqual(["B", "B"]);
  expect((await drawsIn(shop)).map(({ customer }) => customer)).toEqual(["1", "2", "3", "4", "5", "6"]);
  for (const { runId } of await runsOf(world, shop)) {
    const lines = await linesOf(world, shop, runId);
    expect(redecide(() => flowOf(text), lines)).toEqual(lines);
  }
});

test("where shares shift each draw keeps the weights it was drawn by, and is held against them", async () => {
  const { shop, people } = await shopOf(80);
  const flow = await aFlow(world, shop, flowText(", bandit yes, winner stays"));
  const drawnBy = async () => (await world.db.rows(z.object({ weights: z.array(z.number()).nullable(), people: z.coerce.number() }), sql`
    select weights, count(*) as people from flow_draw where shop_id = ${shop} group by weights order by weights`));
  await enter(shop, people.slice(0, 40), 100);
  await world.db.run(sql`update flow_experiment set weights = '[9000, 1000]'::jsonb where shop_id = ${shop}`);
  await enter(shop, people.slice(30), 200);
  expect(await drawnBy()).toEqual([{ weights: [1, 1], people: 40 }, { weights: [9_000, 1_000], people: 40 }]);
  const shares = async () => (await experimentViews(world, shop, flow)).map((each) => each.shares);
  expect(await shares()).toEqual([{ off: null, unknown: 0 }]);
  await world.db.run(sql`update flow_draw set arm = 1 where shop_id = ${shop}`);
  expect(await shares()).toEqual([{ off: { arm: 0, got: 0, due: 56, people: 80 }, unknown: 0 }]);
  await countedBefore(shop, [30, 150]);
  world.clock.advance(days(4));
  await rest(shop);
  expect(await experimentsIn(shop)).toMatchObject([{ state: "asked", winner: null }]);
  await world.db.run(sql`update flow_draw set weights = null where shop_id = ${shop}`);
  expect(await shares()).toEqual([{ off: null, unknown: 80 }]);
});

test("a merchant is asked where the rule says so, and what they choose is written down with its figures; nothing more is asked of one that goes on", async () => {
  const { shop, people } = await shopOf(4);
  const flow = await aFlow(world, shop, flowText(""));
  await enter(shop, people.slice(0, 2), 100);
  await countedBefore(shop, [30, 150]);
  world.clock.advance(days(4));
  await rest(shop);
  const [{ step, key } = { step: "", key: "" }] = await experimentsIn(shop);
  expect(await experimentsIn(shop)).toMatchObject([{ state: "asked", winner: null }]);
  const choose = (arm: number | null) => chooseArm(world, shop, flow, { step, key, arm }, "Ann");
  expect(await choose(null)).toEqual([]);
  expect(await choose(null)).toEqual([{ path: [], message: "It goes on already." }]);
  await enter(shop, ["3"], 300);
  world.clock.advance(days(4));
  await rest(shop);
  expect(await experimentsIn(shop)).toMatchObject([{ state: "byHand" }]);
  expect(await choose(2)).toEqual([{ path: [], message: "There is no such arm." }]);
  expect(await choose(0)).toEqual([]);
  expect((await looksIn(shop)).map(({ what, winner, by }) => [what, winner, by])).toEqual([["asked", null, null], ["wentOn", null, "Ann"], ["counted", null, null], ["chosen", 0, "Ann"]]);
  await enter(shop, ["4"], 400);
  expect(await labelsOf(shop, "4")).toEqual(["A"]);
});

test("two customers who become one are one person of the experiment, in the survivor’s arm", async () => {
  const { shop, people } = await shopOf(4);
  await aFlow(world, shop, flowText(""));
  await enter(shop, people.slice(0, 3), 100);
  const before = await drawsIn(shop);
  const merge = (from: string, into: string) => transact(world, async (inside) => {
    await insertGone(inside, shop, [{ customerId: from, mergedInto: into, at: world.now().toISOString() }]);
    await deleteGone(inside, shop, [from], world.now());
  });
  await merge("1", "2");
  await merge("3", "4");
  expect(await drawsIn(shop)).toEqual([before.find(({ customer }) => customer === "2"), { ...before.find(({ customer }) => customer === "3"), customer: "4" }]);
});

test("people are counted in sets, however many wait, and the flow’s pump wakes when the next of them can be", async () => {
  const { shop, people } = await shopOf(5);
  await aFlow(world, shop, flowText(""));
  const began = world.now();
  await enter(shop, people, 100);
  expect(await nextFlowsAt(world, shop)).toEqual(later(began, days(4)));
  world.clock.advance(days(4));
  expect(await lookAtExperiments(world, shop, 2)).toBe(3);
  expect(await lookAtExperiments(world, shop, 2)).toBe(3);
  expect(await lookAtExperiments(world, shop, 2)).toBe(2);
  expect(await lookAtExperiments(world, shop, 2)).toBe(0);
  expect((await experimentsIn(shop))[0]?.figures.reduce((sum, { people: each }) => sum + each, 0)).toBe(5);
});
