import { expect, test } from "vitest";
import type { ShopId } from "#app/lib/ids.ts";
import { sql } from "#app/lib/sql.ts";
import { days, hours } from "#app/lib/time.ts";
import { aFlow, orders, runsOf } from "#tests/support/flows.ts";
import { addCustomers } from "#tests/support/platforms.ts";
import { aShop } from "#tests/support/shop.ts";
import { aWorld } from "#tests/support/world.ts";
import { flow as pump } from "../run/flow.server.ts";
import { changeRun } from "./change-run.server.ts";
import { customerRuns, readRuns } from "./run-list.server.ts";
import { readStory } from "./story.server.ts";
import { listTasks } from "./task-rows.server.ts";

const world = await aWorld();

async function rest(shop: ShopId): Promise<void> {
  for (let step = 0; (await pump.step(world, shop)) > 0; step++) if (step > 100) throw new Error("never at rest");
}

const FLOW = 'trigger event(event order) entry (reentry never()) first b step b branch.yesNo(when count(order) >= 2, yes q, otherwise w) step w wait.span(span 3 d) then e step q approval(says "Really?", within 2 d) then e step e end(label Done)';

async function entered(people: number) {
  const shop = await aShop(world);
  const customers = await addCustomers(world, shop, Array.from({ length: people }, (_, index) => index + 1));
  const flow = await aFlow(world, shop, FLOW);
  for (const [index, customer] of customers.entries()) await orders(world, shop, customer, `3${index}`);
  await rest(shop);
  const runs = await runsOf(world, shop);
  return { shop, flow, customers, runs: runs.map(({ runId }) => runId) };
}

test("a run’s story tells what was heard, seen and decided in words, and its ledger decides the same again", async () => {
  const { shop, flow, runs: [run = ""] } = await entered(1);
  world.clock.advance(days(3));
  await rest(shop);
  const story = await readStory(world, shop, flow, run, true);
  expect(story?.again).toEqual({ isSame: true, differs: null });
  expect(story?.moments.map(({ heard, said }) => [heard, said.map(({ words }) => words)])).toEqual([
    [["A trigger told of them"], ["Entered the flow", "Came to Branch: yes or no", "Takes the way “No”", "Came to Wait: 3 days", "Waits"]],
    [["Its time had come"], ["Goes on", "Came to End: Done", "Left the flow as “Done”"]],
  ]);
  expect(story?.moments[0]?.seen).toEqual([{ question: "Are they among customers who placed at least 2 orders?", answer: "No" }]);
  await world.db.run(sql`update flow_line set line = jsonb_set(line, '{decided,2,path}', '0') where shop_id = ${shop} and seq = 1`);
  expect((await readStory(world, shop, flow, run, true))?.again).toEqual({ isSame: false, differs: 1 });
});

test("one run can be paused, resumed and ended by itself, and says why not where it cannot", async () => {
  const { shop, flow, customers: [customer], runs: [run = "", other = ""] } = await entered(2);
  const act = async (what: "pause" | "resume" | "end") => {
    const problems = await changeRun(world, shop, flow, run, what);
    await rest(shop);
    return [problems?.length, (await runsOf(world, shop)).map(({ state }) => state)];
  };
  expect(await act("resume")).toEqual([1, ["running", "running"]]);
  expect(await act("pause")).toEqual([0, ["paused", "running"]]);
  expect(await act("pause")).toEqual([1, ["paused", "running"]]);
  expect(await act("resume")).toEqual([0, ["running", "running"]]);
  expect(await act("end")).toEqual([0, ["ended", "running"]]);
  expect(await act("end")).toEqual([1, ["ended", "running"]]);
  expect(await changeRun(world, shop, flow + 1, other, "end")).toBe(null);
  expect(await customerRuns(world, shop, customer ?? (() => { throw new Error("nobody"); })())).toMatchObject([{ runId: run, state: "ended", reason: "byMerchant", title: null }]);
});

test("runs are listed newest first and by pages, and narrowed by where they stand", async () => {
  const { shop, flow, runs } = await entered(3);
  const list = async (filter: Partial<Parameters<typeof readRuns>[3]>) => (await readRuns(world, shop, flow, { step: null, shown: null, reason: null, before: null, ...filter })).runs.map(({ runId }) => runId);
  await changeRun(world, shop, flow, runs[1] ?? "", "end");
  await rest(shop);
  const [one, two, three] = runs;
  expect(await list({})).toEqual([three, two, one]);
  expect(await list({ before: three ?? null })).toEqual([two, one]);
  expect(await list({ step: "w" })).toEqual([three, one]);
  expect(await list({ shown: "ended" })).toEqual([two]);
  expect(await list({ reason: "byMerchant" })).toEqual([two]);
  expect(await list({ shown: "paused" })).toEqual([]);
});

test("a question stands among the tasks as long as it can be answered", async () => {
  const shop = await aShop(world);
  await addCustomers(world, shop, [1]);
  await orders(world, shop, "1", "41");
  const flow = await aFlow(world, shop, FLOW);
  await orders(world, shop, "1", "42");
  await rest(shop);
  expect(await listTasks(world, shop, null, world.now())).toMatchObject([{ flowId: flow, customerId: "1", what: "approval", says: "Really?" }]);
  expect(await listTasks(world, shop, null, new Date(world.now().getTime() + days(2) + hours(1)))).toEqual([]);
});
