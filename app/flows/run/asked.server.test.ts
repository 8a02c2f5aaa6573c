// Segments that ask about flows follow what happens in them: by the marks of the runs, by time, and from the first count on.
import { expect, test } from "vitest";
import { z } from "zod";
import type { ShopId } from "#app/lib/ids.ts";
import { Id, sql } from "#app/lib/sql.ts";
import { days } from "#app/lib/time.ts";
import { transact } from "#app/lib/world.ts";
import { clockRoad } from "#app/segments/clock.server.ts";
import type { Node } from "#app/segments/definition.ts";
import { evaluate } from "#app/segments/evaluate.server.ts";
import { factsRoad } from "#app/segments/evaluate-facts.server.ts";
import { createSegment, deleteSegment } from "#app/segments/save.server.ts";
import { aFlow, flowOf, orders } from "#tests/support/flows.ts";
import { addCustomers } from "#tests/support/platforms.ts";
import { aShop } from "#tests/support/shop.ts";
import { aWorld } from "#tests/support/world.ts";
import { insertFlow } from "../flow/flow-rows.server.ts";
import { holdAsked } from "./asked.server.ts";
import { flow as pump } from "./flow.server.ts";

const world = await aWorld();
const WAITING = "trigger event(event order) entry (reentry never()) first w step w wait.span(span 3 d) then e step e end(label Done)";

async function toRest(shop: ShopId): Promise<void> {
  for (let step = 0; (await pump.step(world, shop)) > 0; step++) if (step > 100) throw new Error("never at rest");
}

/** The facts road alone, so that nothing but a mark makes it look. */
const look = async (shop: ShopId, fewMax?: number): Promise<void> => {
  while ((await factsRoad(world, shop, fewMax)) > 0) continue;
};

async function asking(shop: ShopId, nodes: Node[]): Promise<void> {
  for (const [index, node] of nodes.entries()) {
    const saved = await createSegment(world, shop, { name: `Segment ${index}`, definition: { version: 1, node } });
    if ("problems" in saved) throw new Error(JSON.stringify(saved.problems));
  }
  while ((await evaluate.step(world, shop)) > 0) continue;
}

const members = async (shop: ShopId): Promise<string[][]> => {
  const rows = await world.db.rows(z.object({ segment: z.int(), all: z.array(Id) }), sql`
    select s.segment_id as segment, coalesce(array_agg(m.customer_id order by m.customer_id) filter (where m.customer_id is not null), '{}') as all
    from segment s left join membership m on m.shop_id = ${shop} and m.segment_id = s.segment_id and m.left_at is null where s.shop_id = ${shop} group by 1 order by 1`);
  return rows.map(({ all }) => all);
};

const questions = (flow: number): Node[] => [
  { kind: "flow", flow, how: { kind: "is" } },
  { kind: "flow", flow, how: { kind: "was" } },
  { kind: "flow", flow, how: { kind: "ended", because: ["finished"], window: { kind: "last", n: 5, unit: "day", clock: "rolling" } } },
  { kind: "flow", flow, how: { kind: "ended", because: ["goal"], window: { kind: "all" } } },
];

test.each([["one by one", undefined], ["as sets", 0]])("whoever comes into a flow or out of it is looked at at once, %s, and time alone takes them on", async (_, fewMax) => {
  const shop = await aShop(world);
  await addCustomers(world, shop, [1, 2]);
  const flow = await aFlow(world, shop, WAITING);
  await asking(shop, questions(flow));
  await look(shop);
  await orders(world, shop, "1", "11");
  await toRest(shop);
  await look(shop, fewMax);
  expect(await members(shop)).toEqual([["1"], ["1"], [], []]);
  world.clock.advance(days(3));
  await toRest(shop);
  await look(shop, fewMax);
  expect(await members(shop)).toEqual([[], ["1"], ["1"], []]);
  await clockRoad(world, shop);
  world.clock.advance(days(6));
  await clockRoad(world, shop);
  expect(await members(shop)).toEqual([[], ["1"], [], []]);
});

const DRAWING = "trigger event(event order) entry (reentry never(), control 30) first w step w wait.span(span 1 d) then x step x experiment(salt s, metric ordered, within 3 d, arms {(name A, weight 1, next v), (name B, weight 1, next v)}) step v wait.span(span 3 d)";

test("who drew which arm is known at once, and whoever is held back is told apart", async () => {
  const shop = await aShop(world);
  const all = Array.from({ length: 16 }, (_, index) => String(index + 1));
  await addCustomers(world, shop, all.map(Number));
  const flow = await aFlow(world, shop, DRAWING);
  const drew = (arm: string): Node => ({ kind: "flow", flow, how: { kind: "drew", step: "x", arm, window: { kind: "last", n: 5, unit: "day", clock: "rolling" } } });
  await asking(shop, [drew("A"), drew("B"), { kind: "flow", flow, group: "control", how: { kind: "was" } }, { kind: "flow", flow, group: "treated", how: { kind: "is" } }]);
  await look(shop);
  for (const id of all) await orders(world, shop, id, `1${id}`);
  await toRest(shop);
  await look(shop);
  const [, , control = [], treated = []] = await members(shop);
  expect([control.length, treated.length].every((count) => count > 0)).toBe(true);
  expect([...control, ...treated].toSorted()).toEqual(all.toSorted());
  world.clock.advance(days(1));
  await toRest(shop);
  await look(shop);
  const [a = [], b = []] = await members(shop);
  expect([a.length, b.length].every((count) => count > 0)).toBe(true);
  expect([...a, ...b].toSorted()).toEqual(treated.toSorted());
  await clockRoad(world, shop);
  world.clock.advance(days(6));
  await clockRoad(world, shop);
  expect((await members(shop)).slice(0, 2)).toEqual([[], []]);
});

test("who goes on from one step to the next is looked at where a segment asks at which step they stand", async () => {
  const shop = await aShop(world);
  await addCustomers(world, shop, [1, 2]);
  const flow = await aFlow(world, shop, "trigger event(event order) entry (reentry never()) first w step w wait.span(span 1 d) then v step v wait.span(span 3 d)");
  await asking(shop, ["w", "v"].map((step): Node => ({ kind: "flow", flow, how: { kind: "at", step } })));
  await look(shop);
  await orders(world, shop, "1", "11");
  await toRest(shop);
  await look(shop);
  expect(await members(shop)).toEqual([["1"], []]);
  world.clock.advance(days(1));
  await toRest(shop);
  await look(shop);
  expect(await members(shop)).toEqual([[], ["1"]]);
  world.clock.advance(days(3));
  await toRest(shop);
  await look(shop);
  expect(await members(shop)).toEqual([[], []]);
});

test("where no segment asks nobody is marked, and where one begins to ask it counts who is in already", async () => {
  const shop = await aShop(world);
  await addCustomers(world, shop, [1]);
  const flow = await aFlow(world, shop, WAITING);
  await asking(shop, [{ kind: "agg", measure: "count", event: "order", test: { op: "ge", value: 9 } }]);
  await look(shop);
  await orders(world, shop, "1", "11");
  await toRest(shop);
  expect(await factsRoad(world, shop)).toBe(0);
  const saved = await createSegment(world, shop, { name: "In it", definition: { version: 1, node: { kind: "flow", flow, how: { kind: "is" } } } });
  while ((await evaluate.step(world, shop)) > 0) continue;
  expect(await members(shop)).toEqual([[], ["1"]]);
  if (!("segment" in saved)) throw new Error("refused");
  await deleteSegment(world, shop, saved.segment);
  expect(await transact(world, (inside) => holdAsked(inside, shop))).toEqual(new Map());
});

test("a segment does not begin to ask while runs move", async () => {
  const shop = await aShop(world);
  const flow = await aFlow(world, shop, WAITING);
  const order: string[] = [];
  let saving: Promise<unknown> = Promise.resolve();
  await transact(world, async (inside) => {
    expect(await holdAsked(inside, shop)).toEqual(new Map());
    saving = createSegment(world, shop, { name: "In it", definition: { version: 1, node: { kind: "flow", flow, how: { kind: "is" } } } }).then(() => order.push("saved"));
    await expect.poll(() => world.db.run(sql`select 1 from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`)).toBeGreaterThan(0);
    order.push("moved");
  });
  await saving;
  expect(order).toEqual(["moved", "saved"]);
  expect(await transact(world, (inside) => holdAsked(inside, shop))).toEqual(new Map([[flow, { byStep: false }]]));
});

test("a flow that was never published, and one that there is not, cannot be asked about", async () => {
  const shop = await aShop(world);
  const draft = await insertFlow(world, shop, { name: "Draft", definition: flowOf(WAITING), seed: null }, world.now());
  for (const flow of [draft, 99]) {
    const saved = await createSegment(world, shop, { name: "In it", definition: { version: 1, node: { kind: "flow", flow, how: { kind: "was" } } } });
    expect(saved).toEqual({ problems: [{ path: ["node", "flow"], message: `There is no flow ${flow} that was ever published.` }] });
  }
});
