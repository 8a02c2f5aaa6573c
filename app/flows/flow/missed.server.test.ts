// Whoever a flow missed while it stood still: exactly those for whom something happened from the instant at which it was paused until it
// went on, whatever starts the flow.
import { expect, test } from "vitest";
import { writeFacts } from "#app/customers/apply.server.ts";
import { type Facts, noFacts } from "#app/customers/fact.ts";
import { flow as pump } from "#app/flows/run/flow.server.ts";
import type { ShopId } from "#app/lib/ids.ts";
import { days, hours, later, minutes } from "#app/lib/time.ts";
import { transact } from "#app/lib/world.ts";
import { aFlow, runsOf } from "#tests/support/flows.ts";
import { addCustomers } from "#tests/support/platforms.ts";
import { aShop } from "#tests/support/shop.ts";
import { aWorld, START } from "#tests/support/world.ts";
import { beginActivation, beginMissed, spanOf } from "./activation.ts";
import { pauseFlow, resumeFlow } from "./change-flow.server.ts";

const world = await aWorld();

async function rest(shop: ShopId): Promise<void> {
  for (let step = 0; (await pump.step(world, shop)) > 0; step++) if (step > 100) throw new Error("never at rest");
}

const write = (shop: ShopId, facts: Partial<Facts>) => transact(world, (within) => writeFacts(within, shop, { ...noFacts(), ...facts }, { now: world.now(), live: true }));
const at = () => world.now().toISOString();
const ordered = (customerId: string): Partial<Facts> => ({ orders: [{ orderId: customerId, customerId, updatedAt: at(), processedAt: at(), grossMinor: 15_000, currency: "USD", financialStatus: "PAID", fulfillmentStatus: "UNFULFILLED" }] });
const did = (customerId: string, kind: "cartAdded" | "checkoutStarted"): Partial<Facts> => ({ events: [{ source: "pixel", sourceId: `${kind}${customerId}`, kind, at: at(), customerId, valueMinor: 2_500, props: { checkout: `c${customerId}` } }] });
const tagged = (customerId: string): Partial<Facts> => ({ tagChanges: [{ customerId, at: at(), present: true, tags: ["VIP"] }] });

/** `lead`: so long before it starts anybody the fact is there. */
const KINDS: readonly [trigger: string, (customer: string) => Partial<Facts>, lead: number][] = [
  ["event(event order)", ordered, 0],
  ["event(event cartAdded)", (customer) => did(customer, "cartAdded"), 0],
  ["crosses(of order, value 100)", ordered, 0],
  ["customer(what tagged, value vip)", tagged, 0],
  ["abandoned(what checkout, idle 30 min)", (customer) => did(customer, "checkoutStarted"), minutes(30)],
  ["silence(of {(event order)}, since 90 min)", ordered, minutes(90)],
];

/** The first in a pause whose people stay out, the second while it is live, the third in a pause whose people come in. */
const WHEN = [hours(2), hours(4), hours(6)] as const;

async function lived(trigger: string, fact: (customer: string) => Partial<Facts>, lead: number): Promise<string[]> {
  world.clock.set(START);
  const shop = await aShop(world);
  await addCustomers(world, shop, [1, 2, 3]);
  const flow = await aFlow(world, shop, `trigger ${trigger} entry (reentry always()) first w step w wait.span(span 30 d) then m step m send(message own(class transactional, text "Hi"))`);
  const resume = (missed: "out" | "in") => async () => expect(await resumeFlow(world, shop, flow, { overdue: "go", missed, perHour: null })).toEqual({ problems: [] });
  const acts: [number, () => Promise<unknown>][] = [
    [hours(1), () => pauseFlow(world, shop, flow)], [hours(3), resume("out")], [hours(5), () => pauseFlow(world, shop, flow)], [hours(7), resume("in")], [hours(9), async () => undefined],
    ...WHEN.map((when, index): [number, () => Promise<unknown>] => [when - lead, () => write(shop, fact(String(index + 1)))]), ...WHEN.map((when): [number, () => Promise<unknown>] => [when, async () => undefined]),
  ];
  for (const [ms, act] of acts.toSorted(([one], [other]) => one - other)) {
    world.clock.set(later(START, ms));
    await act();
    await rest(shop);
  }
  return (await runsOf(world, shop)).map(({ customerId }) => customerId).sort();
}

test.each(KINDS)("of %s only those are let in who were missed from the last pause on", async (trigger, fact, lead) => {
  expect(await lived(trigger, fact, lead)).toEqual(["2", "3"]);
});

test("what was left alone just before the flow went on is looked at when its time is over, once", async () => {
  world.clock.set(START);
  const shop = await aShop(world);
  await addCustomers(world, shop, [1, 2, 3]);
  const flow = await aFlow(world, shop, 'trigger abandoned(what checkout, idle 30 min) entry (reentry always()) first w step w wait.span(span 30 d) then m step m send(message own(class transactional, text "Hi"))');
  await write(shop, did("1", "checkoutStarted"));
  await rest(shop);
  world.clock.advance(minutes(5));
  await pauseFlow(world, shop, flow);
  await write(shop, did("2", "checkoutStarted"));
  await write(shop, did("3", "checkoutStarted"));
  await rest(shop);
  world.clock.advance(minutes(20));
  await resumeFlow(world, shop, flow, { overdue: "go", missed: "in", perHour: null });
  await rest(shop);
  await write(shop, ordered("3"));
  await rest(shop);
  expect(await runsOf(world, shop)).toEqual([]);
  world.clock.advance(minutes(20));
  await rest(shop);
  expect((await runsOf(world, shop)).map(({ customerId }) => customerId)).toEqual(["1", "2"]);
});

test("what was left alone before a pause and came due in it starts nobody where those whom it missed stay out", async () => {
  const left = async (missed: "out" | "in") => {
    world.clock.set(START);
    const shop = await aShop(world);
    await addCustomers(world, shop, [1, 2]);
    const flow = await aFlow(world, shop, 'trigger abandoned(what checkout, idle 30 min) entry (reentry always()) first w step w wait.span(span 30 d) then m step m send(message own(class transactional, text "Hi"))');
    for (const [customer, wait] of [["1", minutes(20)], ["2", minutes(5)]] as const) {
      await write(shop, did(customer, "checkoutStarted"));
      await rest(shop);
      world.clock.advance(wait);
    }
    await pauseFlow(world, shop, flow);
    world.clock.advance(minutes(15));
    await resumeFlow(world, shop, flow, { overdue: "go", missed, perHour: null });
    await rest(shop);
    world.clock.advance(minutes(20));
    await rest(shop);
    return (await runsOf(world, shop)).map(({ customerId }) => customerId);
  };
  expect([await left("out"), await left("in")]).toEqual([["2"], ["1", "2"]]);
});

test("a pause is looked at to the instant, and no further back than anything else", () => {
  const spans = (since: Date) => {
    const begun = beginMissed(since, { id: 1, version: 1, perHour: null, now: later(START, days(200)) });
    return begun && spanOf(begun);
  };
  const until = later(START, days(200)).getTime();
  expect(spans(later(START, days(199) + 1))).toEqual({ from: until - days(1) + 1, until });
  expect(spans(START)).toEqual({ from: until - days(90), until });
  const plain = beginActivation({ how: "now", perHour: null }, { id: 1, version: 1, since: until });
  expect(plain && spanOf(plain)).toEqual({ from: until - days(90), until });
});
