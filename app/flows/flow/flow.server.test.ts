import { expect, test } from "vitest";
import { z } from "zod";
import type { ShopId } from "#app/lib/ids.ts";
import { sql } from "#app/lib/sql.ts";
import { days, hours } from "#app/lib/time.ts";
import { saveTextSettings } from "#app/messages/settings/text-settings.server.ts";
import { TextSettings } from "#app/messages/settings/text-settings.ts";
import { insertList } from "#app/lists/rows.server.ts";
import { flowsUsing, neededByFlows } from "#app/shops/flow-use-rows.server.ts";
import { flow as pump } from "#app/flows/run/flow.server.ts";
import { entriesOf, flowOf, linesOf, orders, runsOf } from "#tests/support/flows.ts";
import { addCustomers } from "#tests/support/platforms.ts";
import { aShop } from "#tests/support/shop.ts";
import { aWorld } from "#tests/support/world.ts";
import type { FlowDefinition } from "../definition.ts";
import { activateFlow, letRestIn } from "./activate.server.ts";
import { archiveFlow, endFlow, pauseFlow, renameFlow, resumeFlow } from "./change-flow.server.ts";
import { digestOf } from "./digest.ts";
import type { FlowId } from "./flow.ts";
import { flowById } from "./flow-rows.server.ts";
import { publishFlow } from "./publish.server.ts";
import { createEmpty, createFlow, createFromSeed, duplicateFlow, LATER, saveDraft } from "./save-flow.server.ts";
import { noteReplaySeen } from "./seen-rows.server.ts";
import { flowMessages, listVersions } from "./version-rows.server.ts";

const world = await aWorld();

const WAITING = 'trigger event(event order) entry (reentry never()) first w step w wait.span(span 3 d) then e step e end(label Done)';
const LONGER = WAITING.replace("3 d", "9 d");

async function aDraft(shop: ShopId, text: string | FlowDefinition, name = `Flow ${world.ids.uuid()}`): Promise<FlowId> {
  const made = await createFlow(world, shop, { name, definition: typeof text === "string" ? flowOf(text) : text });
  if (!("flow" in made)) throw new Error(JSON.stringify(made));
  return made.flow;
}

/** As the replay's pump leaves it, and as its page marks it. */
async function seen(shop: ShopId, flow: FlowId, definition?: FlowDefinition): Promise<void> {
  const of = definition ?? (await flowById(world, shop, flow))?.draft;
  const digest = of ? digestOf(of) : "";
  await world.db.run(sql`
    insert into flow_replay (shop_id, flow_id, digest, definition, days, until, state, started_at, done_at) values (${shop}, ${flow}, ${digest}, ${JSON.stringify(of)}::jsonb, 90, ${world.now()}, 'done', ${world.now()}, ${world.now()})`);
  await noteReplaySeen(world, shop, flow, digest, world.now());
}

const revOf = async (shop: ShopId, flow: FlowId) => (await flowById(world, shop, flow))?.draftRev ?? 0;
const stateOf = async (shop: ShopId, flow: FlowId) => (await flowById(world, shop, flow))?.state;

async function publish(shop: ShopId, flow: FlowId, more: object = {}) {
  return publishFlow(world, shop, flow, { draftRev: await revOf(shop, flow), to: "live", ...more }, null);
}

async function live(shop: ShopId, text: string, more: object = {}): Promise<FlowId> {
  const flow = await aDraft(shop, text);
  await seen(shop, flow);
  expect(await publish(shop, flow, more)).toEqual({ version: 1 });
  return flow;
}

async function change(shop: ShopId, flow: FlowId, text: string): Promise<void> {
  expect(await saveDraft(world, shop, flow, await revOf(shop, flow), { name: (await flowById(world, shop, flow))?.name, definition: flowOf(text) })).toHaveProperty("draftRev");
  await seen(shop, flow);
}

async function rest(shop: ShopId): Promise<void> {
  for (let step = 0; (await pump.step(world, shop)) > 0; step++) if (step > 100) throw new Error("never at rest");
}

async function aBrandedShop(): Promise<ShopId> {
  const shop = await aShop(world);
  await saveTextSettings(world, shop, TextSettings.parse({ brand: "Acme" }), world.now());
  return shop;
}

const says = (answer: object) => ("problems" in answer ? (answer.problems as { message: string }[]).map(({ message }) => message) : []);

test("a flow begins from a template, from nothing or as a copy, each under a name of its own", async () => {
  const shop = await aShop(world);
  const first = await createFromSeed(world, shop, "vip");
  const names = [first, await createFromSeed(world, shop, "vip"), await createEmpty(world, shop), "flow" in first ? await duplicateFlow(world, shop, first.flow) : first];
  const rows = await world.db.rows(z.object({ name: z.string(), seed: z.string().nullable() }), sql`select name, seed from flow where shop_id = ${shop} order by flow_id`);
  expect(names).toEqual([{ flow: 1 }, { flow: 2 }, { flow: 3 }, { flow: 4 }]);
  expect(rows.map(({ name }) => name)).toEqual([rows[0]?.name, `${rows[0]?.name} 2`, "New flow", `Copy of ${rows[0]?.name}`]);
  expect(says(await createFlow(world, shop, { name: "new FLOW", definition: flowOf(WAITING) }))).toEqual(["Another flow has this name."]);
});

test("of two who edit a draft at once the later one is told, and of two who publish as well", async () => {
  const shop = await aShop(world);
  const flow = await aDraft(shop, WAITING, "Welcome");
  expect(await saveDraft(world, shop, flow, 1, { name: "Welcome", definition: flowOf(LONGER) })).toEqual({ draftRev: 2 });
  expect(says(await saveDraft(world, shop, flow, 1, { name: "Welcome", definition: flowOf(WAITING) }))).toEqual([LATER]);
  await seen(shop, flow);
  expect(says(await publishFlow(world, shop, flow, { draftRev: 1, to: "live" }, null))).toEqual([LATER]);
});

test("nothing goes live that was not replayed and looked at exactly as it is", async () => {
  const shop = await aShop(world);
  const flow = await aDraft(shop, WAITING);
  expect(says(await publish(shop, flow))[0]).toMatch(/not replayed as it is now/);
  await seen(shop, flow, flowOf(LONGER));
  expect(says(await publish(shop, flow))[0]).toMatch(/not replayed as it is now/);
  await seen(shop, flow);
  world.clock.advance(days(8));
  expect(says(await publish(shop, flow))[0]).toMatch(/older than a week/);
  await seen(shop, flow);
  expect(await publish(shop, flow)).toEqual({ version: 1 });
  expect(await publish(shop, flow)).toEqual({ version: 1 });
});

test("what makes no sense, and what is left to choose, is said beside its step and stops publishing", async () => {
  const shop = await aShop(world);
  const flow = await aDraft(shop, 'trigger event(event order) entry (reentry never()) first a step a call(call webhook(event joined)) then b step b update(changes {listAdd(list 7)})');
  expect(await publish(shop, flow)).toEqual({ problems: [{ path: ["steps", 1, "changes", 0, "list"], message: expect.stringMatching(/^This list was deleted/) as string }] });
  await change(shop, flow, 'trigger event(event order) entry (reentry never()) first a step a call(call webhook(event joined))');
  expect(await publish(shop, flow)).toEqual({ problems: [{ path: ["steps", 0], message: "Fill in the address that is to be told." }] });
});

test("a flow's own texts are kept as messages that no list shows, and stay the same while their words do", async () => {
  const shop = await aBrandedShop();
  const text = (second: string) => `trigger event(event order) entry (reentry never()) first a step a send(message own(class transactional, text "Thank you, it is on its way.")) then w step w wait.span(span 3 d) then b step b send(message own(class transactional, text "${second}"))`;
  const flow = await live(shop, text("How is it going?"));
  await change(shop, flow, text("How is it going with it?"));
  expect(await publish(shop, flow)).toEqual({ version: 2 });
  const kept = await flowMessages(world, shop, [{ flow, version: 1 }, { flow, version: 2 }]);
  expect(kept.map(({ version, step, messageId, messageVersion }) => [version, step, messageId, messageVersion])).toEqual([[1, "a", 1, 1], [1, "b", 2, 1], [2, "a", 1, 1], [2, "b", 2, 2]]);
  expect(await world.db.rows(z.object({ state: z.string(), version: z.int() }), sql`select state, version from message where shop_id = ${shop} order by message_id`)).toEqual([{ state: "flow", version: 1 }, { state: "flow", version: 2 }]);
});

test("those who are in it finish by their version, move to the new one with their wait counted from its beginning, or leave", async () => {
  for (const [flight, version, reason, due] of [[{ how: "finish" }, 1, null, days(3)], [{ how: "move", map: { w: "w" } }, 2, null, days(9)], [{ how: "exit" }, 2, "movedOut", null]] as const) {
    const shop = await aShop(world);
    await addCustomers(world, shop, [1]);
    const flow = await live(shop, WAITING);
    const began = world.now().getTime();
    await orders(world, shop, "1", "11");
    await rest(shop);
    world.clock.advance(days(1));
    await change(shop, flow, LONGER);
    expect(await publish(shop, flow, { flight })).toEqual({ version: 2 });
    await rest(shop);
    expect(await runsOf(world, shop)).toMatchObject([{ version, reason, dueAt: due === null ? null : new Date(began + due) }]);
  }
});

test("a flow that is paused stands still and goes on in stages; whoever leaves meanwhile is out", async () => {
  const shop = await aShop(world);
  await addCustomers(world, shop, [1, 2, 3]);
  const flow = await live(shop, `${WAITING} exit (label Refunded, on (event refund))`);
  for (const customer of ["1", "2", "3"]) await orders(world, shop, customer, `2${customer}`);
  await rest(shop);
  expect(says(await resumeFlow(world, shop, flow, { overdue: "go", perHour: 1 }))).toEqual(["This flow is not paused."]);
  expect(await pauseFlow(world, shop, flow)).toEqual({ problems: [] });
  await rest(shop);
  world.clock.advance(days(4));
  await rest(shop);
  expect((await runsOf(world, shop)).map(({ state }) => state)).toEqual(["paused", "paused", "paused"]);
  expect(await resumeFlow(world, shop, flow, { overdue: "go", perHour: 1 })).toEqual({ problems: [] });
  await rest(shop);
  expect((await runsOf(world, shop)).map(({ state }) => state)).toEqual(["ended", "running", "running"]);
  world.clock.advance(hours(1));
  await rest(shop);
  expect((await runsOf(world, shop)).map(({ state }) => state)).toEqual(["ended", "ended", "running"]);
});

test("whoever would have entered while a flow was paused stays out, or comes in after all where they would stand, once", async () => {
  const shop = await aBrandedShop();
  await addCustomers(world, shop, [1, 2, 3, 4]);
  const flow = await live(shop, 'trigger event(event order) entry (reentry always()) first w step w wait.span(span 3 d) then m step m send(message own(class transactional, text "Two")) then v step v wait.span(span 30 d, from entry) then e step e end()');
  const pausedFor = async (ms: number, missed: "out" | "in", order: string, customer: string) => {
    await pauseFlow(world, shop, flow);
    await rest(shop);
    await orders(world, shop, customer, order);
    await rest(shop);
    world.clock.advance(ms);
    expect(await resumeFlow(world, shop, flow, { overdue: "go", missed, perHour: null })).toEqual({ problems: [] });
    await rest(shop);
  };
  await orders(world, shop, "1", "81");
  await rest(shop);
  await pausedFor(days(1), "out", "82", "2");
  expect((await runsOf(world, shop)).map(({ customerId, step }) => [customerId, step])).toEqual([["1", "w"]]);
  await pausedFor(hours(30), "in", "83", "3");
  const runs = await runsOf(world, shop);
  expect(runs.map(({ customerId, step }) => [customerId, step])).toEqual([["1", "w"], ["3", "w"]]);
  expect(runs[1]?.dueAt).toEqual(new Date(world.now().getTime() + days(3) - hours(30)));
  expect((await flowById(world, shop, flow))?.progress.activation).toMatchObject({ isDone: true, let: 1, from: world.now().getTime() - hours(30) });
  expect(says(await resumeFlow(world, shop, flow, { overdue: "go", missed: "in", perHour: null }))).toEqual(["This flow is not paused."]);
  await pausedFor(hours(1), "in", "84", "4");
  expect((await runsOf(world, shop)).map(({ customerId }) => customerId)).toEqual(["1", "3", "4"]);
});

test("a flow that is ended lets everybody out, and is put away only when nobody is in it and no other flow starts it", async () => {
  const shop = await aShop(world);
  await addCustomers(world, shop, [1]);
  const flow = await live(shop, WAITING);
  await renameFlow(world, shop, flow, "First");
  const other = await aDraft(shop, `trigger event(event order) entry (reentry never()) first a step a call(call startFlow(flow ${flow}, name First))`, "Second");
  await orders(world, shop, "1", "31");
  await rest(shop);
  expect(says(await archiveFlow(world, shop, flow))).toEqual(["End this flow first."]);
  await endFlow(world, shop, flow);
  expect(says(await archiveFlow(world, shop, flow))[0]).toMatch(/still leaving/);
  await rest(shop);
  const [run] = await runsOf(world, shop);
  expect(run).toMatchObject({ state: "ended", reason: "flowEnded" });
  expect((await linesOf(world, shop, run?.runId ?? "")).at(-1)?.heard).toEqual([{ kind: "stop", reason: "flowEnded" }]);
  expect(says(await archiveFlow(world, shop, flow))[0]).toMatch(/“Second” starts or stops it/);
  expect(await archiveFlow(world, shop, other)).toEqual({ problems: [] });
  expect(await archiveFlow(world, shop, flow)).toEqual({ problems: [] });
  expect(await stateOf(shop, flow)).toBe("archived");
  expect(says(await publish(shop, flow))).toHaveLength(1);
});

async function inSegment(shop: ShopId, customers: readonly string[]): Promise<void> {
  await world.db.run(sql`update shop set segment_count = 1 where shop_id = ${shop}`);
  await world.db.run(sql`insert into segment (shop_id, segment_id, name, version, created_at, updated_at) values (${shop}, 1, 'Best', 1, ${world.now()}, ${world.now()})`);
  await world.db.run(sql`insert into membership (shop_id, segment_id, customer_id, stay, entered_at, entered_cause, entered_version) select ${shop}::int, 1, c, 1, ${world.now()}, 'first', 1 from unnest(${[...customers]}::bigint[]) as c`);
}

const OF_SEGMENT = WAITING.replace("event(event order)", "segment(segment 1, how entered)");

test("everybody who matches now is let in, so many an hour", async () => {
  const shop = await aShop(world);
  await addCustomers(world, shop, [1, 2, 3, 4]);
  await inSegment(shop, ["1", "2", "3"]);
  await live(shop, OF_SEGMENT, { enters: { how: "now", perHour: 2 } });
  await rest(shop);
  expect((await runsOf(world, shop)).map(({ customerId }) => customerId)).toEqual(["1"]);
  world.clock.advance(hours(1));
  await rest(shop);
  expect((await runsOf(world, shop)).map(({ customerId }) => customerId)).toEqual(["1", "2", "3"]);
});

test("of a sample so many are drawn, and the rest come in when the merchant says so", async () => {
  const shop = await aShop(world);
  await addCustomers(world, shop, [1, 2, 3, 4, 5]);
  await inSegment(shop, ["1", "2", "3", "4", "5"]);
  const flow = await live(shop, OF_SEGMENT, { enters: { how: "sample", perHour: null, people: 2, percent: null } });
  await rest(shop);
  expect(await runsOf(world, shop)).toHaveLength(2);
  expect((await flowById(world, shop, flow))?.progress.activation).toMatchObject({ isDone: true, let: 2, held: 3 });
  await letRestIn(world, shop, flow, null);
  await rest(shop);
  expect(await runsOf(world, shop)).toHaveLength(5);
  expect(await activateFlow(world, shop, flow, { how: "now", perHour: null })).toEqual({ problems: [] });
  await rest(shop);
  expect(await runsOf(world, shop)).toHaveLength(5);
});

test("on the timeline everybody begins where they would stand, without the texts of the past; for whom all is over does not enter", async () => {
  const shop = await aBrandedShop();
  await addCustomers(world, shop, [1, 2]);
  const past = (customer: string, ago: number) => world.db.run(sql`insert into orders (shop_id, order_id, customer_id, processed_at, gross_minor) values (${shop}, ${`9${customer}`}, ${customer}, ${new Date(world.now().getTime() - ago)}, 5000)`);
  await past("1", days(5));
  await past("2", days(40));
  await world.db.run(sql`update customer set order_count = 1 where shop_id = ${shop}`);
  const send = (text: string) => `send(message own(class transactional, text "${text}"))`;
  const flow = await live(shop, `trigger event(event order) entry (reentry never(), when count(order) in last 1 d >= 1) first a step a ${send("One")} then w step w wait.span(span 7 d) then b step b ${send("Two")} then v step v wait.span(span 30 d, from entry) then e step e end()`, { enters: { how: "timeline", perHour: null } });
  await rest(shop);
  expect(await runsOf(world, shop)).toMatchObject([{ customerId: "1", step: "w", dueAt: new Date(world.now().getTime() + days(2)) }]);
  expect((await entriesOf(world, shop)).map(({ customer, fact, state }) => [customer, fact, state])).toEqual([["1", "order/91", "entered"]]);
  expect((await flowById(world, shop, flow))?.progress.activation).toMatchObject({ isDone: true, let: 1, late: 1 });
  expect(await world.db.rows(z.object({ step: z.string() }), sql`select step from person_text where shop_id = ${shop}`)).toEqual([]);
});

test("what a live flow uses cannot be deleted, and can when it has ended", async () => {
  const shop = await aShop(world);
  await inSegment(shop, []);
  await insertList(world, shop, { name: "Guests", source: "upload", segment: null, state: "ready" }, world.now());
  const flow = await live(shop, OF_SEGMENT.replace("reentry never()", "reentry never(), when in list 1"));
  const uses = async (what: "segment" | "list" | "message" | "coupon", id: number) => (await flowsUsing(world, shop, what, id)).map(({ flowId }) => flowId);
  expect([await uses("segment", 1), await uses("segment", 2), await uses("list", 1), await uses("list", 2), await uses("coupon", 1), await uses("message", 1)]).toEqual([[flow], [], [flow], [], [], []]);
  expect(says({ problems: await neededByFlows(world, shop, "segment", 1) })[0]).toMatch(/while the flow “.*” uses it/);
  await endFlow(world, shop, flow);
  expect(await uses("segment", 1)).toEqual([]);
});

test("an older version is published again as the newest, with what it had seen", async () => {
  const shop = await aShop(world);
  const flow = await live(shop, WAITING);
  await change(shop, flow, LONGER);
  expect(await publish(shop, flow)).toEqual({ version: 2 });
  world.clock.advance(days(30));
  expect(await publish(shop, flow, { version: 1 })).toEqual({ version: 3 });
  const [newest, , oldest] = await listVersions(world, shop, flow);
  expect(newest?.definition).toEqual(oldest?.definition);
});
