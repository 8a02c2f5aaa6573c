// Going back in time, on a small shop whose answers can be counted by hand.
import { beforeAll, expect, test } from "vitest";
import { writeFacts } from "#app/customers/apply.server.ts";
import { noFacts } from "#app/customers/fact.ts";
import { CustomerId, SegmentId, type ShopId } from "#app/lib/ids.ts";
import { days, earlier } from "#app/lib/time.ts";
import { aShop } from "#tests/support/shop.ts";
import { aWorld, START } from "#tests/support/world.ts";
import { dayOf, dayText } from "./calendar.ts";
import type { Definition } from "./definition.ts";
import { evaluate } from "./evaluate.server.ts";
import { createSegment } from "./save.server.ts";
import { segmentThen, sizesOn, whyThen } from "./then.server.ts";
import { readBack } from "./then.ts";

const world = await aWorld();
const zone = "America/New_York";
let shop: ShopId;
const segment = SegmentId.parse(1);
const person = (id: number) => CustomerId.parse(String(id));
const daysAgo = (count: number) => earlier(START, days(count)).toISOString();
const back = (count: number, today = false) => ({ day: dayText(dayOf(START.getTime(), zone) - count), today });

/** Who spent more than 50 by then, after refunds by then. */
const spenders: Definition = { version: 1, node: { kind: "agg", measure: "sum", event: "order", field: "order.net", test: { op: "ge", value: 50 } } };
const inBerlin: Definition = { version: 1, node: { kind: "all", nodes: [spenders.node, { kind: "attr", field: "person.city", test: { op: "is", value: "Berlin" } }] } };

beforeAll(async () => {
  shop = await aShop(world, { timeZone: zone });
  const facts = noFacts();
  const customer = (id: number, created: number) => facts.customers.push({ customerId: String(id), createdAt: daysAgo(created), updatedAt: daysAgo(1), detailedAt: daysAgo(1), firstName: `P${id}`, city: "Berlin", metafields: {} });
  const order = (orderId: number, customerId: number, at: number, grossMinor: number, cancelled?: number) =>
    facts.orders.push({ orderId: String(orderId), customerId: String(customerId), name: `#${orderId}`, processedAt: daysAgo(at), updatedAt: daysAgo(1), currency: "USD", grossMinor, ...(cancelled ? { cancelledAt: daysAgo(cancelled), voidAt: daysAgo(cancelled) } : {}) });
  customer(1, 400); // Spent early, and still counts.
  order(1, 1, 300, 6_000);
  Object.assign(facts.orders.at(-1) ?? {}, { shippedAt: daysAgo(250), deliveredAt: daysAgo(240) });
  customer(2, 400); // Was refunded 100 days ago.
  order(2, 2, 300, 6_000);
  facts.refunds.push({ orderId: "2", refundId: "20", processedAt: daysAgo(100), amountMinor: 3_000 });
  customer(3, 400); // Called the order off 50 days ago.
  order(3, 3, 300, 6_000, 50);
  customer(4, 60); // Came late.
  order(4, 4, 40, 6_000);
  await writeFacts(world, shop, facts, { now: START, live: true });
  await createSegment(world, shop, { name: "Spenders", definition: spenders });
  await createSegment(world, shop, { name: "In Berlin", definition: inBerlin });
  while ((await evaluate.step(world, shop)) > 0) continue;
});

const ask = (count: number, definition = spenders, today = false) => segmentThen(world, shop, { segment, definition, back: back(count, today) }, "then", {});

test("size and members of a past day follow orders, refunds and cancellations by their dates", async () => {
  expect(await ask(310)).toMatchObject({ sizes: { customers: 3, total: 0 }, people: { lines: [] } });
  expect(await ask(200)).toMatchObject({ sizes: { customers: 3, total: 3, stayed: 1, left: 2, joined: 1 }, people: { lines: [{ customerId: "3" }, { customerId: "2" }, { customerId: "1" }] } });
  expect(await ask(70)).toMatchObject({ sizes: { customers: 3, total: 2 }, people: { lines: [{ customerId: "3" }, { customerId: "1" }] } });
  expect(await ask(45)).toMatchObject({ sizes: { customers: 4, total: 1 } });
  expect(await ask(0)).toMatchObject({ at: START, sizes: { customers: 4, total: 2, stayed: 2, left: 0, joined: 0 } });
});

test("the groups name who stayed, who left and who joined since, and are searched", async () => {
  const group = async (name: "stayed" | "left" | "joined", search?: string) => {
    const then = await segmentThen(world, shop, { segment, definition: spenders, back: back(200) }, name, search === undefined ? {} : { search });
    return "people" in then ? then.people.lines.map(({ customerId }) => customerId) : then;
  };
  expect(await group("stayed")).toEqual(["1"]);
  expect(await group("left")).toEqual(["3", "2"]);
  expect(await group("joined")).toEqual(["4"]);
  expect(await group("left", "P2")).toEqual(["2"]);
});

test("what has no history is unknown then, unless today's value may stand in", async () => {
  expect(await ask(200, inBerlin)).toMatchObject({ sizes: { total: 0, unknown: 3 } });
  expect(await ask(200, inBerlin, true)).toMatchObject({ sizes: { total: 3, unknown: 0 } });
});

test("what became of an order later was not known of it then", async () => {
  const of = (field: string): Definition => ({ version: 1, node: { kind: "agg", measure: "count", event: "order", where: [{ field, test: { op: "known" } }], test: { op: "ge", value: 1 } } });
  expect(await ask(260, of("order.shipped"))).toMatchObject({ sizes: { total: 0 } });
  expect(await ask(245, of("order.shipped"))).toMatchObject({ sizes: { total: 1 } });
  expect(await ask(245, of("order.daysToDeliver"))).toMatchObject({ sizes: { total: 0 } });
  expect(await ask(230, of("order.daysToDeliver"))).toMatchObject({ sizes: { total: 1 } });
});

test("a size is computed for days before the segment was made, and recorded only from then on", async () => {
  const asked = [300, 200, 70, 45, 0].map((count) => back(count).day);
  const sizes = await sizesOn(world, shop, { segment, definition: spenders, today: false }, asked);
  expect("points" in sizes && sizes.points.map(({ size, recorded }) => [size, recorded])).toEqual([[3, null], [3, null], [2, null], [1, null], [2, 2]]);
});

test("one person is explained as of then, with the facts of then", async () => {
  const then = await whyThen(world, shop, person(2), back(200));
  expect(then?.why.map(({ name, answer, wasMember }) => [name, answer.verdict, answer.nextFlipAt, wasMember])).toEqual([["In Berlin", null, null, null], ["Spenders", true, null, null]]);
  expect(then?.why[1]?.answer.leaves[0]?.value).toBe(60);
  expect((await whyThen(world, shop, person(2), back(70)))?.why[1]?.answer.leaves[0]).toMatchObject({ verdict: false, value: 30 });
  expect(await whyThen(world, shop, person(4), back(200))).toMatchObject({ existed: false, why: [] });
  expect((await whyThen(world, shop, person(1), back(0)))?.why[1]?.wasMember).toBe(true);
  expect(await whyThen(world, shop, person(99), back(0))).toBe(null);
});

test("a ranking is of the people and the orders of then, and a person is held against its cut-off of then", async () => {
  const best: Definition = { version: 1, node: { kind: "rank", of: { kind: "agg", measure: "sum", event: "order", field: "order.net" }, place: { kind: "top", n: 1, unit: "people" } } };
  const bestOn = async (count: number) => {
    const then = await ask(count, best);
    return "people" in then ? then.people.lines.map(({ customerId }) => customerId) : then;
  };
  expect(await bestOn(310)).toEqual([]);
  expect(await bestOn(200)).toEqual(["3", "2", "1"]);
  expect(await bestOn(70)).toEqual(["3", "1"]);
  expect(await bestOn(45)).toEqual(["1"]);
  const sizes = await sizesOn(world, shop, { segment: null, definition: best, today: false }, [back(200).day, back(45).day]);
  expect("points" in sizes && sizes.points.map(({ size, unknown }) => [size, unknown])).toEqual([[3, 0], [1, 0]]);
  await createSegment(world, shop, { name: "The best", definition: best });
  const found = (await whyThen(world, shop, person(2), back(70)))?.why.find(({ name }) => name === "The best")?.answer.leaves[0];
  expect(found).toMatchObject({ verdict: false, value: 30, cutoff: { people: 3, limits: [{ cmp: "ge", value: 60 }] } });
});

test("a day that has not begun, or is none, is the merchant's mistake", () => {
  const when = { now: START, zone };
  expect(readBack(undefined, when)).toEqual({ day: "2025-06-15" });
  expect(readBack(back(0).day, when)).toEqual({ day: back(0).day });
  expect(readBack(back(-1).day, when)).toEqual({ problems: [{ path: ["day"], message: "Choose a day that has begun." }] });
  expect(readBack("yesterday", when)).toMatchObject({ problems: [{ message: "Choose a day." }] });
  expect(readBack("1999-12-31", when)).toMatchObject({ problems: [{ message: "Choose a day after the year 1999." }] });
});
