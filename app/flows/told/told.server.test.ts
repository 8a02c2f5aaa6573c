// From a fact to those whom it concerns: noted with it, told once, and only where somebody listens.
import fc from "fast-check";
import { z } from "zod";
import { expect, test } from "vitest";
import { writeFacts } from "#app/customers/apply.server.ts";
import { type Facts, noFacts, type OrderFact } from "#app/customers/fact.ts";
import { signatureOf } from "#app/inbox/verify.ts";
import type { ShopId } from "#app/lib/ids.ts";
import { sql } from "#app/lib/sql.ts";
import { days, hours, later, minutes } from "#app/lib/time.ts";
import { transact } from "#app/lib/world.ts";
import { aShop } from "#tests/support/shop.ts";
import { aWorld, START } from "#tests/support/world.ts";
import { FlowDefinition, type FlowWritten } from "../definition.ts";
import { listenedBy } from "./listened.ts";
import { setListened } from "./listened-rows.server.ts";
import { lookWatches } from "./look.server.ts";
import { scheduleTriggers } from "./schedule.server.ts";
import { startFromShopifyFlow } from "./shopify-flow.server.ts";
import { startRuns } from "./start.server.ts";
import { tellFacts } from "./tell.server.ts";
import { tellStock } from "./tell-stock.server.ts";

const world = await aWorld();
const SEED = Number(process.env.SEED ?? Date.now() % 1_000_000);

const flowOf = (more: Partial<FlowWritten>) => FlowDefinition.parse({
  version: 1, triggers: [{ kind: "event", event: "order" }], entry: { reentry: { kind: "always" } }, first: "w", steps: [{ id: "w", kind: "wait", how: "span", span: { n: 1, unit: "day" }, next: null }], ...more,
});

async function aFlow(shop: ShopId, more: Partial<FlowWritten>, state = "live"): Promise<number> {
  const definition = flowOf(more);
  await world.db.run(sql`
    with made as (
      insert into flow (shop_id, flow_id, name, state, draft, version, created_at, changed_at)
      select ${shop}::int, n, 'Flow ' || n, ${state}, ${JSON.stringify(definition)}::jsonb, 1, ${START}::timestamptz, ${START}::timestamptz from (select coalesce(max(flow_id), 0) + 1 as n from flow where shop_id = ${shop}) next returning flow_id)
    insert into flow_version (shop_id, flow_id, version, name, definition, at) select ${shop}::int, flow_id, 1, 'Flow', ${JSON.stringify(definition)}::jsonb, ${START}::timestamptz from made`);
  const [made] = await world.db.rows(z.object({ flow: z.int() }), sql`select max(flow_id) as flow from flow where shop_id = ${shop}`);
  await setListened(world, shop, made?.flow ?? 0, listenedBy(definition));
  return made?.flow ?? 0;
}

async function aRun(shop: ShopId, flow: number, customer: string): Promise<void> {
  await world.db.run(sql`insert into flow_run (shop_id, flow_id, version, customer_id, key, control, run, entered_at) values (${shop}, ${flow}, 1, ${customer}::bigint, ${customer}, false, '{}'::jsonb, ${START})`);
}

const write = (shop: ShopId, facts: Partial<Facts>, live = true) => transact(world, (within) => writeFacts(within, shop, { ...noFacts(), ...facts }, { now: world.now(), live }));
const at = (ms: number) => later(START, ms).toISOString();
const order = (id: string, more: Partial<OrderFact> = {}): OrderFact => ({ orderId: id, updatedAt: at(0), customerId: "7", processedAt: at(0), grossMinor: 5_000, financialStatus: "PENDING", fulfillmentStatus: "UNFULFILLED", ...more });
const line = (orderId: string, lineId: string, more: object = {}) => ({
  orderId, lineId, updatedAt: at(0), productId: "5", variantId: "6", sku: null, title: null, variantTitle: null, vendor: null, quantity: 1, currentQuantity: 1, amountMinor: 5_000, discountMinor: 0, giftCard: false, ...more,
});

const happened = async (shop: ShopId) => (await world.db.rows(z.object({ line: z.string() }), sql`select concat_ws(' ', what, customer_id, fact) as line from happened where shop_id = ${shop} order by 1`)).map(({ line: each }) => each).sort();
const entries = async (shop: ShopId) => (await world.db.rows(z.object({ line: z.string() }), sql`select concat_ws(' ', flow_id, customer_id, fact, extract(epoch from at - ${START}::timestamptz) / 60) as line from flow_entry where shop_id = ${shop} order by entry_id`)).map(({ line: each }) => each.replace(/\.0+$/, ""));
const heard = async (shop: ShopId) => (await world.db.rows(z.object({ line: z.string() }), sql`select concat_ws(' ', h.heard ->> 'kind', h.heard ->> 'event', h.heard ->> 'id') as line from flow_heard h where h.shop_id = ${shop} order by h.heard_id`)).map(({ line: each }) => each);
const woken = () => world.db.run(sql`select 1 from graphile_worker.jobs where key like 'flow:%' and locked_at is null`);

async function tell(shop: ShopId): Promise<void> {
  while ((await tellFacts(world, shop)) + (await tellStock(world, shop)) > 0);
}

test("Nothing is noted for a shop whose flows listen for nothing, nor by an import.", async () => {
  const shop = await aShop(world);
  await write(shop, { orders: [order("1")] });
  await aFlow(shop, {});
  await write(shop, { orders: [order("2")] }, false);
  expect(await happened(shop)).toEqual([]);
});

test("Each step of an order is told once, whatever comes twice or in another order.", async () => {
  const shop = await aShop(world);
  await aFlow(shop, { triggers: (["order", "item", "refund", "cancelled", "shipped", "delivered", "paid"] as const).map((event) => ({ kind: "event", event })), goals: (["edited", "partlyFulfilled", "fulfilled", "outForDelivery"] as const).map((event) => ({ label: event, on: { event }, within: { n: 1, unit: "day" } })) });
  const paid = order("1", { updatedAt: at(1_000), financialStatus: "PAID" });
  const partly = order("1", { updatedAt: at(2_000), financialStatus: "PAID", fulfillmentStatus: "PARTIALLY_FULFILLED", shippedAt: at(1_500), parcels: ["outForDelivery"] });
  const sent = order("1", { updatedAt: at(3_000), financialStatus: "PAID", fulfillmentStatus: "FULFILLED", shippedAt: at(1_500), deliveredAt: at(2_900), parcels: [] });
  await write(shop, { lines: [line("1", "11")] });
  await write(shop, { orders: [order("1")] });
  expect(await happened(shop)).toEqual(["item 7 item/1/11", "order 7 order/1"]);
  for (const told of [paid, partly, paid, order("1"), sent, partly, sent]) await write(shop, { orders: [told], lines: [line("1", "11", { updatedAt: told.updatedAt })] });
  const refund = { orderId: "1", refundId: "9", processedAt: at(3_100), amountMinor: 100 };
  await write(shop, { refunds: [refund] });
  await write(shop, { refunds: [refund], lines: [line("1", "11", { updatedAt: at(3_200), currentQuantity: 0 })] });
  await write(shop, { orders: [order("1", { ...sent, updatedAt: at(4_000), voidAt: at(4_000) })] });
  expect((await happened(shop)).map((each) => each.split(" ")[2])).toEqual([
    "cancelled/1", "delivered/1", "fulfilled/1", "item/1/11", "order/1", "outForDelivery/1", "paid/1", "partlyFulfilled/1", "refund/9", "shipped/1",
  ]);
  expect(await woken()).toBe(1);
});

test("Whatever comes in whatever order, and twice, is told exactly once.", async () => {
  console.info(`seed=${SEED}`);
  const whats = ["order", "item", "refund", "cancelled", "shipped", "delivered", "paid", "tagged", "checkoutStarted"] as const;
  const done = order("1", { updatedAt: at(-1_000), financialStatus: "PAID", shippedAt: at(-5_000), deliveredAt: at(-2_000), voidAt: at(-1_000) });
  const told: Partial<Facts>[] = [
    { orders: [order("1", { updatedAt: at(-9_000) })], lines: [line("1", "11")] }, { lines: [line("1", "12")] }, { orders: [order("1", { updatedAt: at(-4_000), financialStatus: "PAID", shippedAt: at(-5_000) })] }, { orders: [done] },
    { orders: [order("1", { updatedAt: at(-9_500), customerId: null })] }, { refunds: [{ orderId: "1", refundId: "9", processedAt: at(-1_500), amountMinor: 100 }] }, { customers: [{ customerId: "7", updatedAt: at(-9_000), email: "a@example.com" }] },
    { tagChanges: [{ customerId: "7", at: at(-3_000), present: true, tags: ["VIP"] }] }, { events: [{ source: "pixel", sourceId: "a", kind: "checkoutStarted", at: at(-9_000), who: "a@example.com" }] },
  ];
  const expected = ["cancelled/1", "checkoutStarted", "delivered/1", "item/1/11", "item/1/12", "order/1", "paid/1", "refund/9", "shipped/1", `tagged/vip/${later(START, -3_000).getTime()}`];
  await fc.assert(fc.asyncProperty(fc.shuffledSubarray([...told, ...told], { minLength: 2 * told.length }), async (facts) => {
    const shop = await aShop(world);
    await aFlow(shop, { triggers: whats.map((event) => ({ kind: "event", event })) });
    for (const fact of facts) await write(shop, fact);
    expect((await happened(shop)).map((each) => { const [what = "", , fact = ""] = each.split(" "); return fact.startsWith("event/") ? what : fact; }).sort()).toEqual(expected);
  }), { seed: SEED, numRuns: 5, endOnFailure: true });
});

test("A line that is added later is an edit; who buys as a guest is nobody, until they are known.", async () => {
  const shop = await aShop(world);
  await aFlow(shop, { triggers: [{ kind: "event", event: "edited" }, { kind: "event", event: "order" }] });
  await write(shop, { orders: [order("1", { customerId: null })], lines: [line("1", "11")] });
  expect(await happened(shop)).toEqual([]);
  await write(shop, { orders: [order("1", { updatedAt: at(1_000) })], lines: [line("1", "11", { updatedAt: at(1_000) })] });
  await write(shop, { orders: [order("1", { updatedAt: at(2_000) })], lines: [line("1", "11", { updatedAt: at(2_000) }), line("1", "12", { updatedAt: at(2_000) })] });
  expect(await happened(shop)).toEqual([`edited 7 edited/1/${later(START, 2_000).getTime()}`, "order 7 order/1"]);
});

test("Tags, words on consent and customers are told as they change; a list that says the same again tells nothing.", async () => {
  const shop = await aShop(world);
  const kinds = ["created", "updated", "accountEnabled", "tagged", "untagged"] as const;
  await aFlow(shop, { triggers: [...kinds.map((what) => ({ kind: "customer" as const, what })), { kind: "consent", what: "subscribed" }, { kind: "consent", what: "confirmed" }] });
  const told = { customerId: "7", updatedAt: at(0), createdAt: at(0), email: "a@example.com", state: "DISABLED", tagsAt: at(0), tags: ["VIP"] };
  await write(shop, { customers: [told] });
  await write(shop, { customers: [told, { ...told, tagsAt: at(500) }] });
  await write(shop, { customers: [{ customerId: "7", updatedAt: at(1_000), createdAt: at(0), email: "b@example.com", state: "ENABLED" }], tagChanges: [{ customerId: "7", at: at(1_000), present: false, tags: ["vip"] }] });
  const yes = { customerId: "7", smsState: "SUBSCRIBED", smsOptInLevel: "CONFIRMED_OPT_IN", smsCollectedFrom: "SHOPIFY", smsUpdatedAt: at(2_000) };
  await write(shop, { customers: [yes] });
  await write(shop, { customers: [yes] });
  const ms = (after: number) => later(START, after).getTime();
  expect((await happened(shop)).filter((each) => !each.startsWith("smsOptedIn"))).toEqual([
    `accountEnabled 7 enabled/${ms(1_000)}/7`, `consentConfirmed 7 confirmed/${ms(2_000)}/7`, "customerCreated 7 customer/7", `customerUpdated 7 updated/${ms(1_000)}/7`, `tagged 7 tagged/vip/${ms(0)}`, `untagged 7 untagged/vip/${ms(1_000)}`,
  ]);
  await tell(shop);
  expect((await entries(shop)).filter((each) => each.includes("event/"))).toEqual([]);
  // A word that is dated a moment ahead is told when that has come.
  world.clock.set(later(START, 3_000));
  await tell(shop);
  world.clock.set(START);
  expect((await entries(shop)).filter((each) => each.includes("event/"))).toHaveLength(1);
});

test("Whoever is on their way hears what their flow listens for, and that something changed; triggers start each fact once.", async () => {
  const shop = await aShop(world);
  const listening = await aFlow(shop, { exits: [{ label: "Ordered", on: { event: "order" } }, { label: "Rich", when: { kind: "agg", measure: "count", event: "order", test: { op: "ge", value: 9 } } }] });
  await aFlow(shop, { triggers: [{ kind: "event", event: "refund" }] });
  await aRun(shop, listening, "7");
  await write(shop, { orders: [order("1"), order("2", { customerId: "8" })], refunds: [{ orderId: "1", refundId: "9", processedAt: at(0), amountMinor: 100 }] });
  await tell(shop);
  expect(await heard(shop)).toEqual(["changed", "fact order order/1"]);
  expect(await entries(shop)).toEqual(["1 7 order/1 0", "1 8 order/2 0", "2 7 refund/9 0"]);
  expect(await happened(shop)).toEqual([]);
});

test("A checkout left alone is told of when its time is over, and an order takes that away.", async () => {
  const shop = await aShop(world);
  await aFlow(shop, { triggers: [{ kind: "abandoned", what: "checkout", idle: { n: 30, unit: "minute" }, least: 20 }] });
  const started = (id: string, customerId: string, checkout: string, valueMinor: number) => ({ source: "pixel", sourceId: id, kind: "checkoutStarted" as const, at: at(0), customerId, valueMinor, props: { checkout } });
  await write(shop, { customers: [{ customerId: "7" }, { customerId: "8" }, { customerId: "9" }], events: [started("a", "7", "c7", 2_500), started("b", "8", "c8", 2_500), started("c", "9", "c9", 1_000)] });
  await tell(shop);
  await write(shop, { orders: [order("1", { customerId: "8", processedAt: at(minutes(10)) })] });
  world.clock.set(later(START, minutes(29)));
  await tell(shop);
  expect(await lookWatches(world, shop)).toBe(0);
  world.clock.set(later(START, minutes(31)));
  while ((await lookWatches(world, shop)) > 0);
  expect(await entries(shop)).toEqual(["1 7 abandoned/checkout/c7 30"]);
  await write(shop, { events: [started("d", "7", "d7", 2_500)] });
  await tell(shop);
  await world.db.run(sql`update flow set state = 'ended' where shop_id = ${shop}`);
  expect(await lookWatches(world, shop)).toBe(0);
  expect(await world.db.run(sql`select 1 from flow_watch where shop_id = ${shop}`)).toBe(0);
  world.clock.set(START);
});

test("A flow is started by name once for each key, for those whom we know, and only while it is live.", async () => {
  const shop = await aShop(world);
  await write(shop, { customers: [{ customerId: "7" }] });
  const [live, paused, other] = [await aFlow(shop, { triggers: [{ kind: "call", by: "api" }] }), await aFlow(shop, { triggers: [{ kind: "call", by: "api" }] }, "paused"), await aFlow(shop, {})];
  expect(await startRuns(world, shop, live, ["7", "8", "7"], { by: "api", key: "k" })).toEqual({ started: 1, known: 0, unknown: ["8"] });
  expect(await startRuns(world, shop, live, ["7"], { by: "api", key: "k" })).toEqual({ started: 0, known: 1, unknown: [] });
  expect(await startRuns(world, shop, paused, ["7"], { by: "api", key: "k" })).toHaveProperty("problems");
  expect(await startRuns(world, shop, other, ["7"], { by: "api", key: "k" })).toHaveProperty("problems");
  expect(await startRuns(world, shop, 99, ["7"], { by: "api", key: "k" })).toHaveProperty("problems");
  expect(await entries(shop)).toEqual([`${live} 7 call/api/k 0`]);
});

test("Dates, schedules and silence are asked of everybody at once, each once, in their own zones.", async () => {
  const shop = await aShop(world, { timeZone: "America/New_York" });
  await world.db.run(sql`insert into segment (shop_id, segment_id, name, created_at, updated_at) values (${shop}, 1, 'One', ${START}, ${START})`);
  await write(shop, {
    customers: [
      { customerId: "7", detailedAt: at(-days(9)), birthDate: "1990-06-16", timeZone: "Asia/Tokyo" }, { customerId: "8", detailedAt: at(-days(9)), birthDate: "1991-06-16" },
      { customerId: "9", detailedAt: at(-days(9)), birthDate: "1992-06-17", timeZone: "Asia/Tokyo" },
    ],
    orders: [order("1", { processedAt: at(-days(30) + hours(2)) }), order("2", { customerId: "8", processedAt: at(-days(30) + hours(2)) }), order("3", { customerId: "8", processedAt: at(-days(1)) })],
  });
  await world.db.run(sql`
    insert into membership (shop_id, segment_id, customer_id, stay, entered_at, entered_cause, entered_version, left_at) values
      (${shop}, 1, 7, 1, ${START}, 'fact', 1, null), (${shop}, 1, 8, 1, ${START}, 'fact', 1, ${later(START, minutes(30))})`);
  const flow = await aFlow(shop, { triggers: [
    { kind: "date", field: "person.birthDate", days: 0, at: "10:00", yearly: true }, { kind: "schedule", cron: "0 * * * *", segment: 1 }, { kind: "silence", of: [{ event: "order" }], since: { n: 30, unit: "day" } },
  ] });
  const run = async (from: number, to: number) => {
    for (let each = from; each <= to; each += minutes(45)) {
      world.clock.set(later(START, each));
      await scheduleTriggers(world, shop);
    }
    expect(await scheduleTriggers(world, shop)).toBe(0);
  };
  await run(minutes(45), hours(27));
  world.clock.set(START);
  const told = await entries(shop);
  // START is 12:00 in UTC: 10:00 of the 16th is 13 hours later in Tokyo, and 26 hours later in New York.
  expect(told.filter((each) => each.includes("date/"))).toEqual([`${flow} 7 date/0/2026-06-16 ${13 * 60}`, `${flow} 8 date/0/2026-06-16 ${26 * 60}`]);
  expect(told.filter((each) => each.includes("silence/"))).toEqual([`${flow} 7 silence/2/${later(START, hours(2) - days(30)).getTime()} 120`]);
  const hoursOf = (customer: string) => told.filter((each) => each.startsWith(`${flow} ${customer} schedule/`)).length;
  expect([hoursOf("7"), hoursOf("8"), hoursOf("9")]).toEqual([27, 0, 0]);
});

test("a day that a list keeps starts a flow for whoever is on it", async () => {
  const shop = await aShop(world);
  await write(shop, { customers: ["7", "8", "9"].map((customerId) => ({ customerId, detailedAt: at(-days(9)) })) });
  await world.db.run(sql`insert into list_member (shop_id, list_id, customer_id, added_at, kept) values
    (${shop}, 1, 7, ${START}, '{"day.due": "2026-06-18"}'), (${shop}, 1, 8, ${START}, '{"text.due": "2026-06-18"}'), (${shop}, 2, 9, ${START}, '{"day.due": "2026-06-18"}')`);
  const flow = await aFlow(shop, { triggers: [{ kind: "date", field: "list.1.day.due", days: -2, at: "10:00", zone: "shop", yearly: false }] });
  for (let each = minutes(45); each <= hours(30); each += minutes(45)) {
    world.clock.set(later(START, each));
    await scheduleTriggers(world, shop);
  }
  world.clock.set(START);
  expect((await entries(shop)).filter((each) => each.startsWith(`${flow} `))).toEqual([`${flow} 7 date/0/2026-06-18 ${22 * 60}`]);
});

test("A reply that means stop reaches no flow; others start those whose words they are, and name the text that they answer.", async () => {
  const shop = await aShop(world);
  const flow = await aFlow(shop, { triggers: [{ kind: "keyword", words: ["more"], match: "is" }, { kind: "event", event: "smsReplied" }] });
  const reply = (id: string, customerId: string, text: string) => ({ source: "twilio", sourceId: id, kind: "smsReplied" as const, at: at(0), customerId, text });
  await write(shop, { customers: [{ customerId: "7" }, { customerId: "8" }, { customerId: "9" }], events: [reply("a", "7", "STOP"), reply("b", "8", "More!"), reply("c", "9", "hello")] });
  await tell(shop);
  expect((await entries(shop)).map((each) => each.split(" ").slice(0, 2).join(" "))).toEqual([`${flow} 8`, `${flow} 9`]);
});

test("A run of a workflow of Shopify's starts a flow by its name or number, once, and only where the flow says so.", async () => {
  const shop = await aShop(world, { domain: "workflows.myshopify.com" });
  await write(shop, { customers: [{ customerId: "7" }] });
  const [flow, other] = [await aFlow(shop, { triggers: [{ kind: "call", by: "shopifyFlow" }] }), await aFlow(shop, {})];
  const run = (id: string, customer: number, named: unknown, secret = world.secrets.shopifyApiSecret) => {
    const body = JSON.stringify({ shopify_domain: "workflows.myshopify.com", action_run_id: id, properties: { customer_id: customer, flow: named } });
    return startFromShopifyFlow(world, { body: new TextEncoder().encode(body), signature: signatureOf(body, secret) });
  };
  expect([await run("r1", 7, `flow ${flow}`), await run("r1", 7, flow)]).toEqual([{ status: 200, message: "started" }, { status: 200, message: "already" }]);
  expect([await run("r2", 7, other), await run("r3", 8, flow), await run("r4", 7, "none"), await run("r5", 7, flow, "another")].map(({ status }) => status)).toEqual([422, 422, 422, 401]);
  expect(await entries(shop)).toEqual([`${flow} 7 call/shopifyFlow/r1 0`]);
});

const variant = (stock: number | null, price: string, ms: number) => ({ variantId: "6", productId: "5", updatedAt: at(ms), title: null, price, stock });

test("What comes back in stock is told to those who asked first, so many for each piece, and to nobody twice for one restock.", async () => {
  const shop = await aShop(world);
  const flow = await aFlow(shop, { triggers: [{ kind: "stock", what: "back", audience: ["asked", "viewed"], views: 2, perUnit: 1 }, { kind: "stock", what: "priceDrop", by: 10, audience: ["viewed"] }] });
  const event = (id: string, customerId: string, kind: "backInStockAsked" | "productViewed", ms: number) => ({ source: "pixel", sourceId: id, kind, at: at(ms), customerId, productId: "5" });
  await write(shop, { variants: [variant(0, "20.00", -hours(9))] });
  await write(shop, {
    customers: ["7", "8", "9", "10"].map((customerId) => ({ customerId })),
    events: [event("a", "8", "backInStockAsked", -3_000), event("b", "7", "backInStockAsked", -4_000), event("c", "9", "productViewed", -9_000), event("d", "9", "productViewed", -8_000), event("e", "10", "productViewed", -9_000)],
  });
  await write(shop, { variants: [variant(2, "20.00", -1_000)] });
  await write(shop, { variants: [variant(2, "20.00", -1_000), variant(0, "20.00", -hours(9))] });
  await tell(shop);
  const people = async (what: string) => (await entries(shop)).filter((each) => each.includes(what)).map((each) => each.split(" ")[1]);
  expect(await people("back/")).toEqual(["7", "9"]);
  await write(shop, { variants: [variant(0, "20.00", -900)] });
  await write(shop, { variants: [variant(5, "18.00", -800)] });
  await tell(shop);
  // Whoever was told before has had their turn; the price fell by a tenth.
  expect(await people("back/")).toEqual(["7", "9", "8"]);
  expect(await people("priceDrop/")).toEqual(["9", "10"]);
  expect((await entries(shop)).every((each) => each.startsWith(`${flow} `))).toBe(true);
});

test("A click, a receipt and a reply name the text that they are about: its run hears which, its campaign's flows start.", async () => {
  const shop = await aShop(world);
  const flow = await aFlow(shop, { triggers: [{ kind: "text", what: "clicked", campaign: 3 }, { kind: "text", what: "replied" }], steps: [{ id: "w", kind: "send", message: { kind: "own", text: "Hi" } }] });
  await aRun(shop, flow, "7");
  const [run] = await world.db.rows(z.object({ run: z.string() }), sql`select run_id as run from flow_run where shop_id = ${shop}`);
  await write(shop, { customers: [{ customerId: "7" }] });
  await world.db.run(sql`
    insert into person_text (shop_id, text_id, key, source, customer_id, number, class, rank, due_at, created_at, sent_at, provider_id, campaign_id, flow_id, run_id) values
      (${shop}, 900, 'campaign/3/7', 'campaign', 7, decode('00', 'hex'), 'marketing', 2, ${START}, ${START}, ${later(START, -9_000)}, 'SM1', 3, null, null),
      (${shop}, 901, ${`flow/${run?.run}/w/1`}, 'flow', 7, decode('00', 'hex'), 'marketing', 2, ${START}, ${START}, ${later(START, -8_000)}, 'SM2', null, ${flow}, ${run?.run}::bigint)`);
  const event = (id: string, kind: "smsClicked" | "smsDelivered" | "smsReplied", ms: number, props: Record<string, string> | null) => ({ source: "twilio", sourceId: id, kind, at: at(ms), customerId: "7", text: "yes please", props });
  await write(shop, { events: [event("a", "smsClicked", -7_000, { text: "900" }), event("b", "smsDelivered", -6_000, { messageId: "SM2" }), event("c", "smsReplied", -5_000, null), event("d", "smsClicked", -4_000, { text: "901" })] });
  await tell(shop);
  const texts = await world.db.rows(z.object({ line: z.string() }), sql`select concat_ws(' ', heard ->> 'event', coalesce(heard ->> 'text', '-')) as line from flow_heard where shop_id = ${shop} order by heard_id`);
  expect(texts.map(({ line: each }) => each)).toEqual(["smsClicked -", "smsDelivered w/1", "smsReplied w/1", "smsClicked w/1"]);
  const started = await world.db.rows(z.object({ trigger: z.int(), ago: z.coerce.number() }), sql`select trigger, extract(epoch from ${START}::timestamptz - at) as ago from flow_entry where shop_id = ${shop} order by at`);
  expect(started).toEqual([{ trigger: 0, ago: 7 }, { trigger: 1, ago: 5 }]);
});
