// What the screens read, on a small shop whose answers can be counted by hand.
import { beforeAll, expect, test } from "vitest";
import { z } from "zod";
import { writeFacts } from "#app/customers/apply.server.ts";
import { noFacts } from "#app/customers/fact.ts";
import { keepMiddle } from "#app/customers/middle-rows.server.ts";
import { CustomerId, SegmentId, type ShopId } from "#app/lib/ids.ts";
import { row, sql } from "#app/lib/sql.ts";
import { days, earlier, later } from "#app/lib/time.ts";
import { transact } from "#app/lib/world.ts";
import { aShop } from "#tests/support/shop.ts";
import { aWorld, START } from "#tests/support/world.ts";
import { checkDefinition } from "./check.ts";
import { clockRoad } from "./clock.server.ts";
import { type Definition, LEAVES_MAX, type Node, readDefinition, VALUES_MAX } from "./definition.ts";
import { evaluate } from "./evaluate.server.ts";
import { foldSql } from "./fold.ts";
import { Picked, pickedLabels, pickValues, tagsInUse } from "./picker-rows.server.ts";
import { pin } from "./pin.server.ts";
import { previewSegment } from "./preview.server.ts";
import { createSegment, saveSegment } from "./save.server.ts";
import { joinedAndLeft, listSegments, readSegment } from "./screen-rows.server.ts";
import { listMembers, PAGE_MAX, searchCustomers } from "./search-rows.server.ts";
import { propertiesSeen, textsSeen } from "./property-rows.server.ts";
import { customerTimeline, kindsOfCustomer, readCustomer } from "./timeline-rows.server.ts";
import { why } from "./why.server.ts";

const world = await aWorld();
const PEOPLE = 60;
const recent: Definition = { version: 1, node: { kind: "all", nodes: [
  { kind: "agg", measure: "count", event: "order", window: { kind: "last", n: 30, unit: "day", clock: "rolling" }, test: { op: "ge", value: 1 } },
  { kind: "attr", field: "person.country", test: { op: "is", value: "US" } },
] } };
let shop: ShopId;
const segment = SegmentId.parse(1);
const person = (id: number) => CustomerId.parse(String(id));

async function rest() {
  await clockRoad(world, shop);
  while ((await evaluate.step(world, shop)) > 0) continue;
}

beforeAll(async () => {
  shop = await aShop(world, { timeZone: "America/New_York" });
  const facts = noFacts();
  const at = earlier(START, days(40)).toISOString();
  for (let id = 1; id <= PEOPLE; id++) {
    facts.customers.push({
      customerId: String(id), createdAt: at, updatedAt: at, detailedAt: at, tagsAt: at, tags: id % 2 ? ["vip"] : [], firstName: id === 7 ? "Zoë" : "Sam", lastName: `Person${id}`,
      email: `person${id}@example.com`, phone: `+15550000${String(id).padStart(3, "0")}`, countryCode: id % 3 ? "US" : null, metafields: {},
    });
    facts.orders.push({
      orderId: String(id), customerId: String(id), name: `#${id}`, processedAt: earlier(START, days(id % 40)).toISOString(), updatedAt: at, currency: "USD", grossMinor: 1_000 * id, discountCodes: ["SAVE"],
    });
    facts.lines.push({
      orderId: String(id), lineId: String(id), updatedAt: at, productId: "1", variantId: "11", sku: null, title: "Mug", variantTitle: "Blue", vendor: "Acme", quantity: 1, currentQuantity: 1,
      amountMinor: 1_000 * id, discountMinor: 0, giftCard: false,
    });
  }
  facts.refunds.push({ orderId: "7", refundId: "70", processedAt: earlier(START, days(1)).toISOString(), amountMinor: 500 });
  facts.products.push({ productId: "1", updatedAt: at, title: "Mug", vendor: "Acme", productType: "Kitchen", tags: ["blue"], status: "ACTIVE" });
  await writeFacts(world, shop, facts, { now: START, live: true });
  await createSegment(world, shop, { name: "Recent", definition: recent });
  await rest();
});

/** Ordered in the last 30 days, from the US: by hand. */
const expected = Array.from({ length: PEOPLE }, (_, index) => index + 1).filter((id) => id % 40 < 30 && id % 3 !== 0);

/** Ordered lately, from nobody knows where. */
const unknown = Array.from({ length: PEOPLE }, (_, index) => index + 1).filter((id) => id % 40 < 30 && id % 3 === 0).length;

test("the list and the segment's page show its size, movement and freshness", async () => {
  expect(await listSegments(world, shop)).toEqual([expect.objectContaining({ segmentId: 1, name: "Recent", state: "live", memberCount: expected.length, joined: 0, left: 0, freshAt: START, syncState: "off" })]);
  expect(await readSegment(world, shop, segment)).toMatchObject({ memberCount: expected.length, unknownCount: unknown, usedBy: [] });
});

test("members come in pages by key, newest customers first, and can be searched", async () => {
  const first = await listMembers(world, shop, segment, {});
  const ids = [...first.lines, ...(first.next ? (await listMembers(world, shop, segment, { after: first.next })).lines : [])].map(({ customerId }) => Number(customerId));
  expect(ids).toEqual(expected.toReversed());
  expect((await listMembers(world, shop, segment, { search: "person7@" })).lines.map(({ customerId }) => customerId)).toEqual(["7"]);
});

test("customers are found by email, phone and names", async () => {
  const found = async (search: string) => (await searchCustomers(world, shop, { search })).lines.map(({ customerId }) => Number(customerId));
  expect(await found("PERSON12@")).toEqual([12]);
  expect(await found("+1 555 0000 012")).toEqual([12]);
  for (const typed of ["zoë", "ZOE", "Zoë"]) expect(await found(typed)).toEqual([7]);
  expect(await found("sam person8")).toEqual([8]);
  expect(await found("Person8 Sam")).toEqual([8]);
  const page = await searchCustomers(world, shop, {});
  expect([page.lines.length, page.next]).toEqual([PAGE_MAX, String(PEOPLE - PAGE_MAX + 1)]);
});

test("the indexes of names hold them as they are looked for", async () => {
  for (const name of ["first_name", "last_name"]) {
    const plan = await transact(world, async (inside) => {
      await inside.db.run(sql`analyze customer`);
      await inside.db.run(sql`set local enable_seqscan = off`);
      return inside.db.rows(z.object({ "QUERY PLAN": z.string() }), sql`explain select f.customer_id from customer f where f.shop_id = ${shop} and ${foldSql(`f.${name}`)} like 'zo%'`);
    });
    const text = JSON.stringify(plan);
    expect([text.includes(`customer_${name}_folded`), text.includes("~>=~")]).toEqual([true, true]);
  }
});

test("a preview counts, samples and compares without writing anything", async () => {
  const wider: Definition = { version: 1, node: { kind: "agg", measure: "count", event: "order", test: { op: "ge", value: 1 } } };
  const preview = await previewSegment(world, shop, wider, segment);
  expect(preview).toMatchObject({ total: PEOPLE, customers: PEOPLE, funnel: [PEOPLE], difference: { entering: PEOPLE - expected.length, leaving: 0, leave: [] } });
  const same = await previewSegment(world, shop, recent, segment);
  expect(same).toMatchObject({ total: expected.length, difference: { entering: 0, leaving: 0 }, leaves: [{ path: ["node", "nodes", 0] }, { path: ["node", "nodes", 1], unknown: 20 }] });
  if (!("sample" in same)) throw new Error("too slow");
  expect(same.sample).toHaveLength(10);
  expect(same.funnel[1]).toBe(expected.length);
});

test("two hundred conditions and a list of ten thousand values are counted", async () => {
  const values = Array.from({ length: VALUES_MAX }, (_, index) => (index === 0 ? "US" : `C${index}`));
  const kept: Definition = { version: 1, node: { kind: "all", nodes: Array.from({ length: LEAVES_MAX }, (_, index): Node => (index === 0
    ? { kind: "attr", field: "person.country", test: { op: "anyOf", values } }
    : { kind: "agg", measure: "count", event: "order", window: { kind: "last", n: 40 + index, unit: "day", clock: "rolling" }, test: { op: "ge", value: 1 } })) } };
  expect(checkDefinition(kept)).toEqual([]);
  const preview = await previewSegment(world, shop, kept);
  const inUs = Array.from({ length: PEOPLE }, (_, index) => index + 1).filter((id) => id % 3 !== 0).length;
  expect(preview).toMatchObject({ total: inUs, customers: PEOPLE });
  if ("funnel" in preview) expect(preview.funnel.at(-1)).toBe(inUs);
  const beyond = readDefinition({ version: 1, node: { kind: "attr", field: "person.country", test: { op: "anyOf", values: [...values, "one more"] } } });
  expect(beyond).toEqual({ problems: [{ path: ["node", "test", "values"], message: "A condition can name at most 10,000 values. Upload more as a list, and ask who is on it." }] });
  const more = readDefinition({ version: 1, node: { kind: "all", nodes: Array.from({ length: LEAVES_MAX + 1 }, () => recent.node) } });
  expect(more).toEqual({ problems: [{ path: ["node", "nodes"], message: "A segment can have at most 200 conditions." }] });
});

test("why names what each condition saw, and when it will change", async () => {
  const [answer] = await why(world, shop, person(29));
  expect(answer).toMatchObject({ name: "Recent", isMember: true, stays: 1, answer: { verdict: true } });
  expect(answer?.answer.leaves[0]?.evidence).toEqual([expect.objectContaining({ kind: "order", id: "29" })]);
  const leavesAt = answer?.answer.nextFlipAt;
  expect(leavesAt).toEqual(later(START, days(1)));
});

test("a timeline tells orders, refunds and stays, newest first", async () => {
  const { moments, next } = await customerTimeline(world, shop, person(7));
  expect(moments.map(({ kind, amountMinor }) => [kind, amountMinor])).toEqual([["entered", null], ["refund", 500], ["order", 7_000]]);
  expect(next).toBeNull();
  expect(moments[2]).toMatchObject({ name: "#7", items: "1 × Mug" });
  expect((await customerTimeline(world, shop, person(7), JSON.stringify([moments[0]?.at, "entered", moments[0]?.key]))).moments).toHaveLength(2);
  expect(await readCustomer(world, shop, person(7))).toMatchObject({ netMinor: 6_500, refundCount: 1 });
});

test("the timeline tells what was told of somebody and what it was about, in pages, and can be narrowed", async () => {
  const facts = noFacts();
  const view = (n: number) => ({ source: "api", sourceId: `view ${n}`, kind: "productViewed" as const, at: earlier(START, days(2) + (n < 40 ? 0 : n)).toISOString(), customerId: "9", productId: "1", text: "/products/mug" });
  facts.events.push(...Array.from({ length: 70 }, (_, n) => view(n)), { ...view(70), sourceId: "s", kind: "searched", productId: null, text: "blue" }, { ...view(71), sourceId: "q", kind: "custom", name: "quiz", productId: null, text: null, props: { score: 7 } });
  await writeFacts(world, shop, facts, { now: START, live: true });
  await rest();
  const all: string[] = [];
  for (let after: string | undefined | null; after !== null; ) {
    const page = await customerTimeline(world, shop, person(9), after, "events");
    all.push(...page.moments.map(({ key }) => key));
    expect(page.moments.length).toBeLessThanOrEqual(50);
    after = page.next;
  }
  expect([all.length, new Set(all).size]).toEqual([72, 72]);
  const { moments } = await customerTimeline(world, shop, person(9), undefined, "productViewed");
  expect(moments[0]).toMatchObject({ kind: "event", told: { kind: "productViewed", title: "Mug", text: "/products/mug" } });
  expect((await customerTimeline(world, shop, person(9), undefined, "custom")).moments).toEqual([expect.objectContaining({ name: "quiz", told: expect.objectContaining({ props: { score: 7 } }) })]);
  expect((await customerTimeline(world, shop, person(9), undefined, "orders")).moments.map(({ kind }) => kind)).toEqual(["order"]);
  expect(await kindsOfCustomer(world, shop, person(9))).toEqual(["productViewed", "searched", "custom"]);
});

test("the builder offers the properties of the kinds that are told, and the texts that events said lately", async () => {
  const facts = noFacts();
  const quiz = (n: number, props: Record<string, string | number | boolean>) => ({ source: "api", sourceId: `quiz ${n}`, kind: "custom" as const, name: "quiz", at: earlier(START, days(3)).toISOString(), customerId: "9", props });
  facts.events.push(quiz(1, { skin: "very dry", score: 7.5, news: true }), quiz(2, { skin: "oily", score: "high" }), quiz(3, { skin: "oily" }));
  facts.covers.push({ kind: "custom", name: "quiz", since: START.toISOString() }, { kind: "searched", name: null, since: START.toISOString() });
  await writeFacts(world, shop, facts, { now: START, live: true });
  await rest();
  expect(await propertiesSeen(world, shop)).toEqual({ custom: ["event.bool.news", "event.number.score", "event.text.score", "event.text.skin"] });
  expect(await textsSeen(world, shop, "event.text.skin")).toEqual(["oily", "very dry"]);
  expect(await textsSeen(world, shop, "event.text.skin", "DR")).toEqual(["very dry"]);
  expect(await textsSeen(world, shop, "event.query", "b")).toEqual(["blue"]);
  for (const key of ["event.number.score", "event.vendor", "event.nothing", "event.text.x' or '1"]) expect(await textsSeen(world, shop, key)).toBeNull();
});

test("pickers offer what exists, the most frequent first", async () => {
  for (const picked of Picked.options) expect(Array.isArray(await pickValues(world, shop, picked, "a"))).toBe(true);
  expect(await pickValues(world, shop, "product", "mu")).toEqual([{ value: "1", label: "Mug", count: 1 }]);
  expect(await pickValues(world, shop, "variant", "blue")).toEqual([{ value: "11", label: "Mug · Blue", count: PEOPLE }]);
  expect(await pickValues(world, shop, "country")).toEqual([{ value: "US", label: "US", count: 40 }]);
  expect(await tagsInUse(world, shop)).toEqual([{ value: "vip", label: "vip", count: 30 }]);
  expect(await pickedLabels(world, shop, "product", ["1", "999"])).toEqual([{ value: "1", label: "Mug", count: 1 }]);
});

test("those who age out are in the chart of their local day", async () => {
  world.clock.set(later(START, days(2)));
  await rest();
  const chart = await joinedAndLeft(world, shop, segment, 7);
  expect(chart).toHaveLength(7);
  expect(chart.at(-1)).toMatchObject({ day: "2026-06-17", joined: 0 });
  expect(chart.reduce((sum, { left }) => sum + left, 0)).toBe(expected.filter((id) => id % 40 >= 28).length);
  expect((await listSegments(world, shop))[0]).toMatchObject({ left: chart.reduce((sum, { left }) => sum + left, 0), isOwn: true });
  expect(await world.db.run(sql`select 1 from membership_change where shop_id = ${shop} and kind = 'left' and cause = 'clock'`)).toBeGreaterThan(0);
});

test("whom an edited question moves stand apart in the chart, and are no change of the last 7 days", async () => {
  const { memberCount } = (await readSegment(world, shop, segment)) ?? { memberCount: 0 };
  const [before] = await listSegments(world, shop);
  await saveSegment(world, shop, segment, { definition: { version: 1, node: { kind: "attr", field: "person.country", test: { op: "is", value: "FR" } } } });
  await rest();
  const after = (await readSegment(world, shop, segment)) ?? { memberCount: 0 };
  const today = (await joinedAndLeft(world, shop, segment, 7)).at(-1);
  expect(memberCount).toBeGreaterThan(0);
  expect(today).toMatchObject({ day: "2026-06-17", joined: 0, byEdit: memberCount + after.memberCount });
  expect((await listSegments(world, shop))[0]).toMatchObject({ joined: before?.joined, left: before?.left });
});

test("of a shop that is halved a preview tells the same", async () => {
  for (const [customer, side] of [[2, "in"], [52, "in"], [29, "out"], [41, "out"]] as const) expect(await pin(world, shop, segment, person(customer), { side, reason: "By hand" })).toEqual([]);
  const definitions: Definition[] = [recent, { version: 1, node: { kind: "attr", field: "person.tags", test: { op: "hasAny", values: ["vip"] } } }];
  const asked = () => Promise.all(definitions.flatMap((definition) => [segment, null].map(async (saved) => ({ ...(await previewSegment(world, shop, definition, saved)), tookMs: 0 }))));
  const whole = await asked();
  const middle = () => row(world.db, z.object({ at: CustomerId.nullable() }), sql`select middle_customer_id as at from shop where shop_id = ${shop}`);
  await keepMiddle(world, shop, 2);
  expect([await middle(), await asked()]).toEqual([{ at: person(PEOPLE / 2) }, whole]);
  await keepMiddle(world, shop);
  expect(await middle()).toEqual({ at: null });
});
