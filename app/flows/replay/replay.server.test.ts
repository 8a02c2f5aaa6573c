// A replay of a small shop from its tables, taken further a person at a time.
import { beforeAll, expect, test } from "vitest";
import { writeFacts } from "#app/customers/apply.server.ts";
import { noFacts } from "#app/customers/fact.ts";
import { CustomerId, type ShopId } from "#app/lib/ids.ts";
import { sql } from "#app/lib/sql.ts";
import { days, earlier, hours, later } from "#app/lib/time.ts";
import { flowOf } from "#tests/support/flows.ts";
import { aTextingShop } from "#tests/support/texting.ts";
import { aWorld } from "#tests/support/world.ts";
import { digestOf } from "../flow/digest.ts";
import { doneReplay } from "../flow/seen-rows.server.ts";
import { FlowId } from "../flow/flow.ts";
import { tryFlow } from "../person/try.server.ts";
import { replayedPath } from "./path.server.ts";
import { cancelReplay, readReplay, replay, replaySet, startReplay } from "./replay.server.ts";

const NOON = new Date("2026-06-15T16:00:00Z");
const world = await aWorld(NOON);
const flow = FlowId.parse(1);
const definition = flowOf(`trigger event(event order) entry (reentry never()) first a
  step a send(message own(text "Acme: Thanks {{ customer.first_name | default: 'dear friend of ours' }}!")) then w step w wait.span(span 2 d) then b step b send(message own(text "Acme: How is it?")) then e step e end()
  goal (label Buys, on (event order), within 9 d)`);
let shop: ShopId;
let numbers: readonly string[];

beforeAll(async () => {
  const scene = await aTextingShop(world, { people: 5 });
  ({ shop, numbers } = scene);
  // They agreed long before what is replayed.
  await world.db.run(sql`update consent_entry set entry = jsonb_set(entry, '{at}', ${String(earlier(NOON, days(300)).getTime())}::jsonb) where shop_id = ${shop}`);
  const facts = noFacts();
  const order = (orderId: string, customerId: string, ago: number) => facts.orders.push({ orderId, customerId, name: `#${orderId}`, processedAt: earlier(NOON, days(ago)).toISOString(), updatedAt: earlier(NOON, days(ago)).toISOString(), currency: "USD", grossMinor: 5_000 });
  order("1", "1", 20);
  order("2", "1", 15);
  order("3", "2", 60);
  order("4", "3", 200);
  order("5", "4", 1);
  await writeFacts(world, shop, facts, { now: NOON, live: false });
});

async function toEnd(limit: number): Promise<number> {
  let steps = 0;
  while ((await replaySet(world, shop, limit)) > 0) steps += 1;
  return steps;
}

test("a replay is taken further a set at a time, tells how far it is, and adds up what would have been", async () => {
  const started = await startReplay(world, shop, { flow, definition, days: 90 });
  expect(started).toMatchObject({ replayId: expect.any(String) });
  await replaySet(world, shop, 1);
  expect(await readReplay(world, shop, flow, digestOf(definition))).toMatchObject({ state: "running", people: 1, total: 3, doneAt: null, result: { entries: 1 } });
  expect(await doneReplay(world, shop, flow, digestOf(definition))).toBeNull();
  await toEnd(1);
  const found = await readReplay(world, shop, flow, digestOf(definition));
  expect(found).toMatchObject({
    state: "done", people: 3, total: 3, doneAt: NOON,
    result: { people: 3, entries: 3, refused: { reentry: 1 }, sent: 5, skipped: {}, running: 1, ended: { finished: 2 }, goals: [{ reached: 1, orders: 1, minor: 5_000 }], earliest: 720, latest: 720, broken: 0, lengths: { a: { parts: 1, texts: 1 } } },
  });
  expect(found?.result.micros).toBeGreaterThan(0);
  expect(found?.result.standIns).toHaveLength(1);
  expect((await doneReplay(world, shop, flow, digestOf(definition)))?.seenAt).toBeNull();
  const whole = found?.result;
  await startReplay(world, shop, { flow, definition, days: 90 });
  expect(await toEnd(100)).toBe(1);
  expect((await readReplay(world, shop, flow, digestOf(definition)))?.result).toEqual({ ...whole, lengths: { a: { parts: 1, texts: 3, picture: false }, b: { parts: 1, texts: 3, picture: false } } });
});

test("whoever orders outside the span is nobody's business, and a day too many is the merchant's mistake", async () => {
  await startReplay(world, shop, { flow, definition, days: 10 });
  await toEnd(100);
  expect((await readReplay(world, shop, flow, digestOf(definition)))?.result).toMatchObject({ people: 1, entries: 1, sent: 1 });
  expect(await startReplay(world, shop, { flow, definition, days: 366 })).toEqual({ problems: [{ path: ["days"], message: "Choose between 1 and 365 days." }] });
});

test("a replay that was called off, or asked for anew, goes no further", async () => {
  await startReplay(world, shop, { flow, definition, days: 90 });
  await replaySet(world, shop, 1);
  expect(await cancelReplay(world, shop, flow)).toBe(1);
  expect(await replay.isDue?.(world, shop)).toBe(false);
  expect(await replaySet(world, shop, 1)).toBe(0);
  await startReplay(world, shop, { flow, definition, days: 90 });
  await startReplay(world, shop, { flow, definition, days: 10 });
  await toEnd(100);
  expect(await readReplay(world, shop, flow, digestOf(definition))).toMatchObject({ days: 10, state: "done" });
});

test("one person's way is computed anew whenever somebody looks at it", async () => {
  const started = await startReplay(world, shop, { flow, definition, days: 90 });
  await toEnd(100);
  const path = await replayedPath(world, shop, { flow, replay: "replayId" in started ? started.replayId : "" }, CustomerId.parse("1"));
  expect(path?.runs.map(({ fact }) => fact)).toEqual(["order/1"]);
  expect(path?.refusals.map(({ fact, reason }) => [fact, reason])).toEqual([["order/2", "reentry"]]);
  expect(path?.gate.map(({ key, decision }) => [key, decision.verdict])).toEqual([["a/1", "send"], ["b/1", "send"]]);
  expect(await replayedPath(world, shop, { flow, replay: "999" }, CustomerId.parse("1"))).toBeNull();
});

test("real texts of other senders count in a replay, those of the flow itself do not", async () => {
  const at = later(earlier(NOON, days(20)), -hours(5));
  const [number = ""] = numbers;
  const text = (id: number, flowId: number | null) => world.db.run(sql`
    insert into person_text (shop_id, text_id, key, source, customer_id, number, class, rank, due_at, created_at, sent_at, state, flow_id)
    values (${shop}, ${id}, ${`k${id}`}, 'campaign', 1, decode(${number}, 'hex'), 'marketing', 2, ${at}, ${at}, ${at}, 'sent', ${flowId})`);
  const first = async () => {
    const started = await startReplay(world, shop, { flow, definition, days: 90 });
    const path = await replayedPath(world, shop, { flow, replay: "replayId" in started ? started.replayId : "" }, CustomerId.parse("1"));
    return path?.gate[0]?.decision;
  };
  await text(901, flow);
  expect(await first()).toMatchObject({ verdict: "send" });
  await text(902, 7);
  expect(await first()).toMatchObject({ verdict: "defer", reason: "brandLimit" });
});

test("a flow tried on somebody goes through time as if nothing more happened, with the texts as they would get them", async () => {
  const tried = await tryFlow(world, shop, definition, CustomerId.parse("5"));
  expect(tried?.refused).toBeNull();
  expect(tried?.isCut).toBe(false);
  expect(tried?.steps.filter(({ kind }) => kind === "sent").map(({ at, step, text }) => [at.toISOString(), step, text?.slice(0, 16)])).toEqual([["2026-06-15T16:00:00.000Z", "a", "Acme: Thanks dea"], ["2026-06-17T16:00:00.000Z", "b", "Acme: How is it?"]]);
  expect(tried?.steps.at(-1)).toMatchObject({ kind: "ended", reason: "finished", says: "They came to the end." });
  expect(await tryFlow(world, shop, definition, CustomerId.parse("99"))).toBeNull();
  const picky = { ...definition, entry: { ...definition.entry, when: { kind: "list" as const, list: 1 } } };
  expect((await tryFlow(world, shop, picky, CustomerId.parse("5")))?.refused).toMatchObject({ reason: "filteredOut" });
});
