import { expect, test } from "vitest";
import { z } from "zod";
import { deleteGone, insertGone } from "#app/customers/gone-rows.server.ts";
import type { ShopId } from "#app/lib/ids.ts";
import { raw, sql } from "#app/lib/sql.ts";
import { days, hours, minutes } from "#app/lib/time.ts";
import { dismiss, listProblems, tryAgain } from "#app/sync/problems.server.ts";
import { transact } from "#app/lib/world.ts";
import { aFlow, aVersion, entriesOf, linesOf, orders, runsOf } from "#tests/support/flows.ts";
import { addCustomers } from "#tests/support/platforms.ts";
import { aShop } from "#tests/support/shop.ts";
import { aWorld } from "#tests/support/world.ts";
import { listTasks } from "../report/task-rows.server.ts";
import { advanceDue } from "./advance-due.server.ts";
import { armWatches } from "../told/watch-rows.server.ts";
import { flow as pump } from "./flow.server.ts";
import { flowsDue, flowWorkDue } from "./next-rows.server.ts";
import { hearRuns } from "./run-rows.server.ts";

const world = await aWorld();

async function rest(shop: ShopId): Promise<void> {
  for (let step = 0; (await pump.step(world, shop)) > 0; step++) if (step > 100) throw new Error("never at rest");
}

const WAITING = 'trigger event(event order) entry (reentry never()) first w step w wait.span(span 3 d) then e step e end(label Done)';

test("whoever orders is let in, waits, and comes to the end when the time is over", async () => {
  const shop = await aShop(world);
  await addCustomers(world, shop, [1, 2]);
  await aFlow(world, shop, WAITING);
  await orders(world, shop, "1", "11");
  await orders(world, shop, "1", "12");
  await rest(shop);
  expect(await runsOf(world, shop)).toMatchObject([{ customerId: "1", state: "running", step: "w", waits: "wait", lines: 1 }]);
  expect((await entriesOf(world, shop)).map(({ fact, state, reason }) => [fact, state, reason])).toEqual([["order/11", "entered", null], ["order/12", "refused", "running"]]);
  world.clock.advance(days(3));
  await rest(shop);
  const [run] = await runsOf(world, shop);
  expect(run).toMatchObject({ state: "ended", reason: "finished", label: "Done", step: null, dueAt: null });
  expect((await linesOf(world, shop, run?.runId ?? "")).map(({ decided }) => decided.map(({ kind }) => kind))).toEqual([["entered", "at", "waits"], ["goesOn", "at", "ended"]]);
});

test("an exit acts in the middle of a wait, and an answer by time alone is looked for when time may change it", async () => {
  const shop = await aShop(world);
  await addCustomers(world, shop, [1, 2]);
  await aFlow(world, shop, `${WAITING} exit (label Quiet, when not count(order) in last 2 d rolling >= 1) exit (label Again, on (event order))`);
  for (const customer of ["1", "2"]) await orders(world, shop, customer, `2${customer}`);
  await rest(shop);
  world.clock.advance(hours(1));
  await orders(world, shop, "2", "32");
  await rest(shop);
  const [first, second] = await runsOf(world, shop);
  expect(second).toMatchObject({ state: "ended", reason: "exit", label: "Again" });
  expect(first?.lookAt?.getTime()).toBe(world.now().getTime() - hours(1) + days(2));
  world.clock.advance(days(2));
  await rest(shop);
  expect((await runsOf(world, shop))[0]).toMatchObject({ state: "ended", reason: "exit", label: "Quiet" });
});

test("a flow lets in so many an hour, first told first in, and nobody is late for their turn", async () => {
  const shop = await aShop(world);
  await addCustomers(world, shop, [1, 2, 3, 4, 5]);
  await aFlow(world, shop, WAITING.replace("reentry never()", "reentry never(), perHour 2"));
  for (const customer of [1, 2, 3, 4, 5]) await orders(world, shop, String(customer), `4${customer}`);
  const entered = async () => (await runsOf(world, shop)).map(({ customerId }) => customerId);
  await rest(shop);
  expect(await entered()).toEqual(["1", "2"]);
  expect((await entriesOf(world, shop)).map(({ state, reason, dueAt }) => [state, reason, (dueAt.getTime() - world.now().getTime()) / minutes(1)]).slice(2)).toEqual([["waiting", "fullHour", 60], ["waiting", "fullHour", 60], ["waiting", "fullHour", 120]]);
  world.clock.advance(minutes(59));
  await rest(shop);
  expect(await entered()).toHaveLength(2);
  world.clock.advance(minutes(1));
  await rest(shop);
  expect(await entered()).toEqual(["1", "2", "3", "4"]);
  world.clock.advance(hours(20));
  await rest(shop);
  expect(await entered()).toEqual(["1", "2", "3", "4", "5"]);
});

test("a higher flow of the group pauses a lower one, which goes on when it has ended", async () => {
  const shop = await aShop(world);
  await addCustomers(world, shop, [1]);
  const low = await aFlow(world, shop, WAITING.replace("reentry never()", "reentry never(), group vip, priority 10").replace("3 d", "9 d"));
  await orders(world, shop, "1", "51");
  await rest(shop);
  const high = await aFlow(world, shop, WAITING.replace("reentry never()", "reentry never(), group vip, priority 20, over pause"));
  await orders(world, shop, "1", "52");
  await rest(shop);
  const states = async () => (await runsOf(world, shop)).map(({ flowId, state }) => [flowId, state]);
  expect(await states()).toEqual([[low, "paused"], [high, "running"]]);
  world.clock.advance(days(3));
  await rest(shop);
  expect(await states()).toEqual([[low, "running"], [high, "ended"]]);
});

test("a run that cannot be decided is set aside alone", async () => {
  const shop = await aShop(world);
  await addCustomers(world, shop, [1, 2]);
  await aFlow(world, shop, WAITING);
  for (const customer of ["1", "2"]) await orders(world, shop, customer, `6${customer}`);
  await rest(shop);
  await world.db.run(sql`update flow_run set run = jsonb_set(run, '{place,step}', '"nowhere"') where shop_id = ${shop} and customer_id = 1`);
  world.clock.advance(days(3));
  await rest(shop);
  expect((await runsOf(world, shop)).map(({ state, problem }) => [state, problem])).toEqual([["parked", expect.stringContaining("nowhere")], ["ended", null]]);
  const [problem] = (await listProblems(world, shop)).problems;
  expect(problem).toMatchObject({ kind: "run", customer_id: "1", again: "retry" });
  await world.db.run(sql`update flow_run set run = jsonb_set(run, '{place,step}', '"w"') where shop_id = ${shop} and customer_id = 1`);
  expect(await tryAgain(world, shop, { kind: "run", id: problem?.id ?? "" })).toEqual([]);
  await rest(shop);
  expect((await runsOf(world, shop)).map(({ state }) => state)).toEqual(["ended", "ended"]);
});

test("what a run that is set aside has yet to hear wakes nobody, nor does a look of a flow that stands still", async () => {
  const shop = await aShop(world);
  await addCustomers(world, shop, [1]);
  const id = await aFlow(world, shop, `trigger abandoned(what cart, idle 1 h) ${WAITING}`);
  const isDue = async () => (await world.db.run(sql`select 1 from shop where shop_id = ${shop} and ${flowsDue(raw("shop.shop_id"), world.now())}`)) > 0;
  await orders(world, shop, "1", "71");
  await rest(shop);
  expect(await isDue()).toBe(false);
  const [run] = await runsOf(world, shop);
  await hearRuns(world, shop, [{ run: run?.runId ?? "", heard: { kind: "changed" } }], world.now());
  expect(await isDue()).toBe(true);
  await world.db.run(sql`update flow_run set state = 'parked' where shop_id = ${shop}`);
  expect(await isDue()).toBe(false);
  await armWatches(world, shop, [{ flow: id, version: 1, trigger: 0, customer: "1", key: "cart", at: world.now(), dueAt: world.now(), about: {}, detail: {} }]);
  expect(await isDue()).toBe(true);
  await world.db.run(sql`update flow set state = 'paused' where shop_id = ${shop}`);
  expect(await isDue()).toBe(false);
});

test("only the parts that have something to do, and what comes after them, are gone through", async () => {
  const shop = await aShop(world);
  await addCustomers(world, shop, [1]);
  await aFlow(world, shop, WAITING);
  const due = async () => [...(await flowWorkDue(world, shop))];
  expect(await due()).toEqual([]);
  await orders(world, shop, "1", "81");
  expect(await due()).toEqual(["tell"]);
  // Told, let in and decided in one step.
  await pump.step(world, shop);
  expect(await due()).toEqual([]);
  expect(await runsOf(world, shop)).toHaveLength(1);
  world.clock.advance(days(3));
  expect(await due()).toEqual(["advance"]);
});

test("the pump does not wake itself for what it goes on with, but for when the wait is over", async () => {
  const shop = await aShop(world);
  await addCustomers(world, shop, [1]);
  await aFlow(world, shop, WAITING);
  const jobs = async () => (await world.db.rows(z.object({ key: z.string() }), sql`select key from graphile_worker.jobs where key like ${`flow:${shop}%`} order by key`)).map(({ key }) => key);
  await orders(world, shop, "1", "82");
  expect(await jobs()).toEqual([`flow:${shop}`]);
  await world.db.run(sql`select graphile_worker.remove_job(${`flow:${shop}`})`);
  await rest(shop);
  expect(await runsOf(world, shop)).toHaveLength(1);
  expect(await jobs()).toEqual([`flow:${shop}:later`]);
});

test("whoever cannot be decided about stands among the problems, and is asked about again once it is mended", async () => {
  const shop = await aShop(world);
  await addCustomers(world, shop, [1, 2]);
  await aFlow(world, shop, WAITING);
  const first = (step: string) => world.db.run(sql`update flow_version set definition = jsonb_set(definition, '{first}', ${JSON.stringify(step)}::jsonb) where shop_id = ${shop}`);
  await first("nowhere");
  for (const customer of ["1", "2"]) await orders(world, shop, customer, `5${customer}`);
  await rest(shop);
  expect((await entriesOf(world, shop)).map(({ state }) => state)).toEqual(["parked", "parked"]);
  const { problems } = await listProblems(world, shop);
  expect(problems.map(({ kind, reason, again, mayDismiss }) => [kind, reason, again, mayDismiss])).toEqual(Array(2).fill(["entry", expect.stringContaining("nowhere"), "retry", true]));
  await first("w");
  expect(await tryAgain(world, shop, { kind: "entry", id: problems.find(({ customer_id: who }) => who === "1")?.id ?? "" })).toEqual([]);
  expect(await dismiss(world, shop, { kind: "entry", id: problems.find(({ customer_id: who }) => who === "2")?.id ?? "" })).toEqual([]);
  await rest(shop);
  expect((await entriesOf(world, shop)).map(({ state, reason }) => [state, reason])).toEqual([["entered", null], ["refused", "byMerchant"]]);
  expect((await listProblems(world, shop)).problems).toEqual([]);
});

test("whoever is moved hears first what came before by their old version, and then goes on by the new one", async () => {
  const shop = await aShop(world);
  await addCustomers(world, shop, [1]);
  const flow = await aFlow(world, shop, WAITING);
  await orders(world, shop, "1", "71");
  await rest(shop);
  await aVersion(world, shop, flow, 2, WAITING.replace("span 3 d", "span 5 d").replaceAll(" w ", " longer ").replace("step w", "step longer"));
  const [run] = await runsOf(world, shop);
  await hearRuns(world, shop, [{ run: run?.runId ?? "", heard: { kind: "changed" } }, { run: run?.runId ?? "", heard: { kind: "move", step: "longer" }, version: 2 }], world.now());
  await rest(shop);
  expect(await runsOf(world, shop)).toMatchObject([{ version: 2, step: "longer", state: "running" }]);
  world.clock.advance(days(5));
  await rest(shop);
  expect(await runsOf(world, shop)).toMatchObject([{ version: 2, state: "ended", reason: "finished" }]);
});

test("whoever is deleted is taken out, and lets nobody in again", async () => {
  const shop = await aShop(world);
  await addCustomers(world, shop, [1]);
  await aFlow(world, shop, WAITING.replace("never()", "always()"));
  await orders(world, shop, "1", "81");
  await rest(shop);
  await world.db.run(sql`delete from customer where shop_id = ${shop} and customer_id = 1`);
  world.clock.advance(days(3));
  await orders(world, shop, "1", "82");
  await rest(shop);
  expect(await runsOf(world, shop)).toMatchObject([{ state: "ended", reason: "personGone" }]);
  expect((await entriesOf(world, shop)).map(({ state, reason }) => [state, reason])).toEqual([["entered", null], ["refused", "personGone"]]);
});

test("a merged customer's place is the survivor's, and where both have one the survivor's own goes on", async () => {
  const shop = await aShop(world);
  await addCustomers(world, shop, [1, 2, 3]);
  await aFlow(world, shop, WAITING);
  for (const customer of ["1", "2"]) await orders(world, shop, customer, `9${customer}`);
  await rest(shop);
  const merge = (from: string, into: string) => transact(world, async (inside) => {
    await insertGone(inside, shop, [{ customerId: from, mergedInto: into, at: world.now().toISOString() }]);
    await deleteGone(inside, shop, [from], world.now());
  });
  await merge("1", "3");
  await rest(shop);
  expect((await runsOf(world, shop)).map(({ customerId, state }) => [customerId, state])).toEqual([["3", "running"], ["2", "running"]]);
  await merge("2", "3");
  await rest(shop);
  expect((await runsOf(world, shop)).map(({ customerId, state, reason }) => [customerId, state, reason])).toEqual([["3", "running", null], ["3", "ended", "personGone"]]);
  await orders(world, shop, "3", "93");
  await rest(shop);
  expect((await entriesOf(world, shop)).at(-1)).toMatchObject({ customer: "3", state: "refused", reason: "running" });
});

test("who waits for another day costs a look no transaction, and a question that outlived its run is closed by the next", async () => {
  const shop = await aShop(world);
  await addCustomers(world, shop, [1]);
  await aFlow(world, shop, 'trigger event(event order) entry (reentry never()) first q step q approval(says "Really?", within 2 d) then e step e end(label Done)');
  await orders(world, shop, "1", "91");
  await rest(shop);
  const isAsked = async () => (await listTasks(world, shop, null, world.now())).length > 0;
  expect(await isAsked()).toBe(true);
  const quiet = { ...world, db: { ...world.db, transact: () => Promise.reject(new Error("a look opened a transaction")) } };
  expect(await pump.step(quiet, shop)).toBe(0);
  const [run] = await runsOf(world, shop);
  await hearRuns(world, shop, [{ run: run?.runId ?? "", heard: { kind: "stop", reason: "byMerchant" } }], world.now());
  await advanceDue(world, shop);
  expect((await runsOf(world, shop))[0]?.state).toBe("ended");
  expect(await isAsked()).toBe(true);
  expect(await pump.step(world, shop)).toBeGreaterThan(0);
  expect(await isAsked()).toBe(false);
});
