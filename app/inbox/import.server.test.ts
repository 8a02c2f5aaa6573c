import { z } from "zod";
import { expect, test } from "vitest";
import type { HttpAnswer, HttpRequest } from "#app/lib/http.ts";
import type { ShopId } from "#app/lib/ids.ts";
import { Count, raw, sql } from "#app/lib/sql.ts";
import { minutes } from "#app/lib/time.ts";
import { metafieldAlias } from "#app/shopify/bulk-queries.ts";
import { seal } from "#app/lib/seal.server.ts";
import { changeSettings } from "#app/shops/change-settings.server.ts";
import { openShop } from "#app/shops/install.server.ts";
import { listProblems, tryAgain } from "#app/sync/problems.server.ts";
import { aWorld, type TestWorld } from "#tests/support/world.ts";
import { import_ } from "./import.server.ts";
import { ingest } from "./ingest.server.ts";
import { importProgress } from "./progress.server.ts";

type Bulk = { status: string; errorCode?: string | null; objectCount?: string; fileSize?: string | null; url?: string | null; partialDataUrl?: string | null };

const money = (amount: string) => ({ shopMoney: { amount, currencyCode: "USD" } });
const customerLine = (id: number, tags: string[] = []) => ({
  id: `gid://shopify/Customer/${id}`, createdAt: "2026-01-01T00:00:00Z", updatedAt: "2026-06-01T00:00:00Z", firstName: "Ann", lastName: "Bee", locale: "en", state: "ENABLED", tags,
  note: null, verifiedEmail: true, taxExempt: false, dataSaleOptOut: false, numberOfOrders: "2", amountSpent: { amount: "30.0", currencyCode: "USD" }, productSubscriberStatus: "NEVER_SUBSCRIBED",
  statistics: { predictedSpendTier: "HIGH", rfmGroup: null }, defaultEmailAddress: { emailAddress: `${id}@example.com`, marketingState: "NOT_SUBSCRIBED", marketingOptInLevel: null, marketingUpdatedAt: null },
  defaultPhoneNumber: { phoneNumber: "+12125550123", smsMarketingConsent: { state: "SUBSCRIBED", optInLevel: "SINGLE_OPT_IN", updatedAt: "2026-05-01T00:00:00Z", collectedFrom: "SHOPIFY" } },
  defaultAddress: { city: "Troy", provinceCode: "NY", countryCodeV2: "US", zip: "12180", timeZone: "America/New_York", latitude: 42.7, longitude: -73.7 },
  companyContactProfiles: [], [metafieldAlias("facts.birth_date")]: { type: "date", value: "1990-02-28" },
});
const orderLine = (id: number, customer: number | null, refunds: unknown[] = []) => ({
  id: `gid://shopify/Order/${id}`, name: `#${id}`, createdAt: "2026-05-01T00:00:00Z", processedAt: "2026-05-01T00:00:00Z", updatedAt: "2026-05-02T00:00:00Z", cancelledAt: null, cancelReason: null, test: false,
  sourceName: "web", app: null, retailLocation: null, displayFinancialStatus: "PAID", displayFulfillmentStatus: "FULFILLED", returnStatus: "NO_RETURN", currencyCode: "USD", presentmentCurrencyCode: "USD",
  totalPriceSet: money("15.0"), subtotalPriceSet: money("12.0"), totalDiscountsSet: money("1.0"), totalShippingPriceSet: money("3.0"), totalTaxSet: money("0.0"), totalWeight: "300",
  subtotalLineItemsQuantity: 2, discountCodes: ["TEN"], tags: ["gift"], paymentGatewayNames: ["bogus"], shippingLine: { title: "Post" },
  shippingAddress: null, risk: { recommendation: "ACCEPT" }, customer: customer ? { id: `gid://shopify/Customer/${customer}` } : null,
  customerJourneySummary: { lastVisit: { utmParameters: { source: "news", medium: "mail", campaign: "may" } } }, fulfillments: [{ createdAt: "2026-05-02T00:00:00Z", deliveredAt: null, status: "SUCCESS" }], refunds,
});
const itemLine = (id: number, order: number) => ({
  id: `gid://shopify/LineItem/${id}`, quantity: 2, currentQuantity: 1, sku: "S", title: "T", variantTitle: null, vendor: "V", isGiftCard: false, product: { id: "gid://shopify/Product/7" }, variant: null,
  sellingPlan: null, originalTotalSet: money("13.0"), discountedTotalSet: money("12.0"), __parentId: `gid://shopify/Order/${order}`,
});

const FILES: Record<string, unknown[]> = {
  products: [
    { id: "gid://shopify/Collection/9", title: "Summer", __parentId: "gid://shopify/Product/7" },
    { id: "gid://shopify/Product/7", title: "Mug", handle: "mug", vendor: "V", productType: "Cup", status: "ACTIVE", tags: ["x"], updatedAt: "2026-05-01T00:00:00Z", category: null },
    { id: "gid://shopify/Collection/8", title: "Cups", __parentId: "gid://shopify/Product/7" },
  ],
  customers: [customerLine(1, ["VIP", "b"]), { id: "gid://shopify/StoreCreditAccount/5", balance: { amount: "4.5", currencyCode: "USD" }, __parentId: "gid://shopify/Customer/1" }, customerLine(2)],
  orders: [
    itemLine(102, 11), orderLine(10, 1), orderLine(11, 1, [{ id: "gid://shopify/Refund/500", createdAt: "2026-05-03T00:00:00Z", processedAt: "2026-05-03T00:00:00Z", totalRefundedSet: money("6.0") }]),
    itemLine(100, 10), orderLine(12, null), itemLine(103, 12), itemLine(101, 10),
  ],
};

type Faults = { bulk?: (kind: string, call: number) => Bulk | undefined; file?: (kind: string, request: HttpRequest) => HttpAnswer | undefined; extra?: string };

/** A Shopify that answers what the import asks, and the sent filters. */
function shopify(world: TestWorld, faults: Faults = {}) {
  const started: { kind: string; query: string }[] = [];
  const cancelled: string[] = [];
  const polls = new Map<string, number>();
  const answer = (data: unknown): HttpAnswer => ({ kind: "answer", status: 200, headers: {}, body: JSON.stringify({ data }) });
  const fileOf = (kind: string) => (FILES[kind] ?? []).map((line) => `${JSON.stringify(line)}\n`).join("") + (faults.extra ?? "");
  world.network.on((request) => {
    const file = /^https:\/\/files\.example\/(\w+)/.exec(request.url)?.[1];
    if (file) return faults.file?.(file, request) ?? ranged(request, Buffer.from(fileOf(file)));
    const { query, variables } = JSON.parse(String(request.body));
    if (query.includes("ShopInfo")) return answer({ shop: { name: "Test", currencyCode: "USD", ianaTimezone: "America/New_York", primaryDomain: { host: "test.example" } } });
    if (query.includes("BulkRun")) {
      const kind = /query Bulk(\w+)/.exec(variables.query)?.[1]?.toLowerCase() ?? "";
      started.push({ kind, query: variables.query });
      return answer({ bulkOperationRunQuery: { bulkOperation: { id: `gid://shopify/BulkOperation/${started.length}`, status: "CREATED", createdAt: world.now().toISOString() }, userErrors: [] } });
    }
    if (query.includes("BulkCancel")) {
      cancelled.push(variables.id);
      return answer({ bulkOperationCancel: { bulkOperation: { id: variables.id, status: "CANCELING" }, userErrors: [] } });
    }
    const kind = started[Number(variables.id.split("/").at(-1)) - 1]?.kind ?? "";
    polls.set(variables.id, (polls.get(variables.id) ?? 0) + 1);
    const whole = { status: "COMPLETED", errorCode: null, objectCount: String(FILES[kind]?.length), fileSize: null, url: `https://files.example/${kind}`, partialDataUrl: null };
    return answer({ bulkOperation: { ...whole, ...(faults.bulk?.(kind, polls.get(variables.id) ?? 0) ?? {}) } });
  });
  return { started, cancelled };
}

function ranged(request: HttpRequest, bytes: Buffer): HttpAnswer {
  const from = Number(/bytes=(\d+)-/.exec(request.headers.range ?? "")?.[1] ?? 0);
  if (from >= bytes.length) return { kind: "answer", status: 416, headers: {}, body: "" };
  return { kind: "answer", status: 206, headers: { "content-range": `bytes ${from}-${bytes.length - 1}/${bytes.length}` }, body: bytes.subarray(from).toString() };
}

async function opened(world: TestWorld, domain = "import.myshopify.com"): Promise<ShopId> {
  await world.db.run(sql`
    insert into session (id, shop, state, "isOnline", scope, "accessToken") values (${`offline_${domain}`}, ${domain}, '', false, '', ${seal(world.secrets, "token", `offline_${domain}/accessToken`)})`);
  return openShop(world, { domain, scopes: ["read_all_orders", "read_customers"] });
}

/** Steps until nothing is due within the hour, the clock going on whenever it rests. */
async function run(world: TestWorld, shop: ShopId, rounds = 60) {
  for (let round = 0; round < rounds; round++) {
    while ((await import_.step(world, shop)) > 0);
    world.clock.advance(minutes(1));
  }
}

const Numbers = z.object({ order_count: Count, gross: Count, net: Count, last: z.string().nullable(), store: Count.nullable(), tags: z.array(z.string()), born: z.string().nullable(), zone: z.string().nullable() });
const people = (world: TestWorld, shop: ShopId) => world.db.rows(Numbers, sql`
  select order_count, gross_minor as gross, net_minor as net, to_json(last_order_at) #>> '{}' as last, store_credit_minor as store, tags, birth_date::text as born, time_zone as zone
  from customer where shop_id = ${shop} order by customer_id`);

async function everything(world: TestWorld, shop: ShopId) {
  const all: unknown[] = [];
  for (const table of ["customer", "customer_tag", "product", "collection", "orders", "order_line", "order_refund"]) {
    const rows = await world.db.rows(z.object({ row: z.unknown() }), sql`select to_jsonb(t) - 'changed_at' - 'updated_at' - 'detailed_at' - 'shopify_counted_at' as row from ${raw(table)} t where shop_id = ${shop}`);
    all.push(rows.map(({ row }) => JSON.stringify(row)).sort());
  }
  return all;
}

test("A shop that is opened is imported: facts, roll-ups, progress, and every segment asked anew at the end.", async () => {
  const world = await aWorld();
  const { started } = shopify(world);
  const shop = await opened(world);
  expect(await openShop(world, { domain: "import.myshopify.com", scopes: ["read_customers", "read_all_orders"] })).toBe(shop);
  await world.db.run(sql`insert into segment (shop_id, segment_id, name, full_due, created_at, updated_at) values (${shop}, 1, 'S', false, ${world.now()}, ${world.now()})`);
  await run(world, shop);
  expect(started.map(({ kind }) => kind)).toEqual(["products", "customers", "orders"]);
  expect(await people(world, shop)).toEqual([
    { order_count: 2, gross: 3000, net: 2400, last: "2026-05-01T00:00:00+00:00", store: 450, tags: ["b", "VIP"], born: "1990-02-28", zone: "America/New_York" },
    { order_count: 0, gross: 0, net: 0, last: null, store: null, tags: [], born: "1990-02-28", zone: "America/New_York" },
  ]);
  expect(await world.db.rows(z.object({ c: z.array(z.string()), title: z.string() }), sql`select collections::text[] as c, title from product`)).toEqual([{ c: ["8", "9"], title: "Mug" }]);
  const lines = await world.db.rows(z.object({ lines: Count, whole: Count }), sql`select count(*) as lines, count(processed_at) as whole from order_line`);
  expect(lines).toEqual([{ lines: 4, whole: 4 }]);
  expect((await importProgress(world, shop)).map(({ state, rowsRead, rowsTotal }) => [state, rowsRead, rowsTotal])).toEqual([["done", 3, 3], ["done", 3, 3], ["done", 7, 7]]);
  expect(await world.db.rows(z.object({ full_due: z.boolean() }), sql`select full_due from segment`)).toEqual([{ full_due: true }]);
});

test("The next night asks only for what changed, and touches those who did.", async () => {
  const world = await aWorld();
  const { started } = shopify(world);
  const shop = await opened(world);
  await run(world, shop);
  started.length = 0;
  await world.db.run(sql`update customer set changed_at = null`);
  world.clock.advance(minutes(60 * 24 + 60));
  await run(world, shop, 3);
  expect(started.map(({ query }) => /\(query: "updated_at:>='2026-06-15T11:0\d/.test(query))).toEqual([true, true, true]);
  const changed = await world.db.rows(z.object({ changed: Count }), sql`select count(changed_at) as changed from customer`);
  expect(changed).toEqual([{ changed: 2 }]);
});

test("A webhook during the import that knows better keeps its word.", async () => {
  const world = await aWorld();
  shopify(world);
  const shop = await opened(world);
  const payload = { id: 1, updated_at: "2026-06-10T00:00:00Z", first_name: "Newer" };
  await world.db.run(sql`insert into inbox (shop_id, source, topic, key, triggered_at, received_at, body, due_at)
    values (${shop}, 'shopify', 'customers/update', 'k', ${world.now()}, ${world.now()}, ${JSON.stringify(payload)}, ${world.now()})`);
  await ingest.step(world, shop);
  await run(world, shop);
  expect(await world.db.rows(z.object({ first_name: z.string(), locale: z.string() }), sql`select first_name, locale from customer where customer_id = 1`)).toEqual([{ first_name: "Newer", locale: "en" }]);
});

test("Killed at every named point and cut off on the way, it goes on without loss or double.", async () => {
  const calm = await aWorld();
  shopify(calm);
  const expected = await opened(calm).then(async (shop) => (await run(calm, shop), everything(calm, shop)));
  for (const point of ["import:after-claim", "import:before-commit", "import:after-batch", "import:before-done"]) {
    const world = await aWorld();
    let cuts = 0;
    shopify(world, {
      file: (kind, request) => {
        const whole = (FILES[kind] ?? []).map((line) => `${JSON.stringify(line)}\n`).join("");
        const answer = ranged(request, Buffer.from(whole));
        return answer.kind === "answer" && answer.status === 206 && cuts++ % 2 === 0 ? { ...answer, body: answer.body.slice(0, Math.ceil(answer.body.length * 0.6)) } : answer;
      },
    });
    const shop = await opened(world);
    let deaths = 0;
    const mortal = { ...world, point: async (name: string) => { if (name === point && deaths++ % 2 === 0) throw new Error("killed"); } };
    for (let round = 0; round < 60; round++) {
      while ((await import_.step(mortal, shop).catch(() => 0)) > 0);
      world.clock.advance(minutes(1));
    }
    expect(deaths).toBeGreaterThan(1);
    expect(await everything(world, shop)).toEqual(expected);
  }
});

test("An unreadable line is counted and parked with its place; the rest is read.", async () => {
  const world = await aWorld();
  shopify(world, { extra: `{"id":"gid://shopify/Order/1"}\nnonsense\n{"id":"gid://shopify/Thing/1"}\n` });
  const shop = await opened(world);
  await run(world, shop);
  const parked = await world.db.rows(z.object({ topic: z.string(), problem: z.string() }), sql`select topic, problem from inbox where state = 'parked' and topic = 'import/orders' order by inbox_id`);
  expect(parked.map(({ problem }) => problem.slice(0, 30))).toEqual(["The line is not as we know it:", "The line is not JSON.", "The line is of a kind we did n"]);
  expect((await importProgress(world, shop)).map(({ state, rowsParked }) => [state, rowsParked])).toEqual([["done", 3], ["done", 3], ["done", 3]]);
});

test("A line that PostgreSQL refuses is found by halving, and only that one is parked.", async () => {
  const world = await aWorld();
  const refused = { ...itemLine(103, 12), id: "gid://shopify/LineItem/9999999999999999999" };
  shopify(world, { extra: `${JSON.stringify(refused)}\n${JSON.stringify(itemLine(104, 12))}\n` });
  const shop = await opened(world);
  await run(world, shop);
  const parked = await world.db.rows(z.object({ problem: z.string() }), sql`select problem from inbox where state = 'parked' and topic = 'import/orders'`);
  expect(parked.map(({ problem }) => problem)).toEqual(["We could not take it in: A number is too large. (22003)"]);
  expect((await importProgress(world, shop)).at(-1)).toMatchObject({ state: "done", rowsRead: 9, rowsParked: 1 });
  expect(await world.db.rows(z.object({ lines: Count }), sql`select count(*) as lines from order_line where order_id = 12`)).toEqual([{ lines: 2 }]);
});

test("An export that stands still for half an hour is cancelled and asked for again.", async () => {
  const world = await aWorld();
  let isStalled = true;
  const { started, cancelled } = shopify(world, { bulk: (kind) => (kind === "customers" && isStalled ? { status: "RUNNING", objectCount: "1", url: null } : undefined) });
  const shop = await opened(world);
  await run(world, shop, 20);
  expect(cancelled).toEqual([]);
  await run(world, shop, 15);
  isStalled = false;
  await run(world, shop, 15);
  expect(cancelled.length).toBe(1);
  expect(started.filter(({ kind }) => kind === "customers")).toHaveLength(2);
  expect((await people(world, shop))[0]?.order_count).toBe(2);
});

test("Failed with a part, expired, throttled and denied exports each end where a person or the clock takes over.", async () => {
  const world = await aWorld();
  const { started } = shopify(world, {
    bulk: (kind, call) => {
      if (kind === "products") return { status: "FAILED", errorCode: "ACCESS_DENIED", url: null };
      const nth = started.filter((each) => each.kind === kind).length;
      if (kind === "customers" && nth === 1) return { status: "FAILED", errorCode: "TIMEOUT", url: null, partialDataUrl: "https://files.example/customers" };
      if (kind === "orders" && nth === 1) return { status: call === 1 ? "CREATED" : "EXPIRED", url: null };
      return undefined;
    },
  });
  const shop = await opened(world);
  await run(world, shop);
  const progress = await importProgress(world, shop);
  expect(progress.map(({ state }) => state)).toEqual(["stopped", "done", "done"]);
  expect(progress[0]?.problem).toContain("permission");
  expect((await people(world, shop))[0]?.order_count).toBe(2);
});

test("An export whose file is refused at every address is parked in the end, and the others go through.", async () => {
  const world = await aWorld();
  const asked: string[] = [];
  shopify(world, { file: (kind) => (kind === "products" ? (asked.push(kind), { kind: "answer", status: 403, headers: {}, body: "" }) : undefined) });
  const shop = await opened(world);
  await run(world, shop, 90);
  const progress = await importProgress(world, shop);
  expect(progress.map(({ state }) => state)).toEqual(["stopped", "done", "done"]);
  expect(progress[0]?.problem).toContain("could not be fetched");
  expect(asked.length).toBeLessThan(10);
});

test("Metafields that are mapped and given up while an export is under way are neither mixed up nor forgotten.", async () => {
  const [world, faults]: [TestWorld, Faults] = [await aWorld(), {}];
  const { started } = shopify(world, faults);
  const shop = await opened(world);
  await run(world, shop, 5);
  await changeSettings(world, shop, { metafields: ["own.first", "own.second"] });
  // Shopify writes under the aliases that this very export has asked for.
  faults.file = (kind, request) => {
    if (kind !== "customers") return undefined;
    const asked = [...(started.findLast((each) => each.kind === kind)?.query ?? "").matchAll(/(\w+): metafield\(namespace: "own", key: "(\w+)"\)/g)];
    const values = Object.fromEntries(asked.map(([, alias = "", key]) => [alias, { type: "single_line_text_field", value: `the ${key}` }]));
    return ranged(request, Buffer.from(`${JSON.stringify({ ...customerLine(1), ...values })}\n`));
  };
  while (started.filter(({ kind }) => kind === "customers").length === 1) await import_.step(world, shop);
  await changeSettings(world, shop, { metafields: ["own.second", "own.third"] });
  const own = async () => (await world.db.rows(z.object({ metafields: z.record(z.string(), z.object({ value: z.string() })) }), sql`select metafields - 'facts.birth_date' as metafields from customer where shop_id = ${shop} and customer_id = 1`))[0]?.metafields;
  for (let round = 0; round < 60 && Object.keys((await own()) ?? {}).length === 0; round++) await run(world, shop, 1);
  expect(await own()).toEqual({ "own.second": expect.objectContaining({ value: "the second" }) });
  await run(world, shop);
  expect(await own()).toMatchObject({ "own.second": { value: "the second" }, "own.third": { value: "the third" } });
});

test("An export that never is whole ends with what it had counted, every segment asked, and trying again asks for another export.", async () => {
  const world = await aWorld();
  let isBroken = true;
  const { started } = shopify(world, {
    bulk: (kind) => (isBroken && kind === "orders" ? { status: "FAILED", errorCode: "TIMEOUT", url: null, partialDataUrl: "https://files.example/orders" } : undefined),
    file: (kind, request) => (isBroken && kind === "orders" ? ranged(request, Buffer.from(FILES.orders?.slice(0, 2).map((line) => `${JSON.stringify(line)}\n`).join("") ?? "")) : undefined),
  });
  const shop = await opened(world);
  await world.db.run(sql`insert into segment (shop_id, segment_id, name, full_due, created_at, updated_at) values (${shop}, 1, 'S', false, ${world.now()}, ${world.now()})`);
  await run(world, shop);
  expect((await importProgress(world, shop)).map(({ state }) => state)).toEqual(["done", "done", "stopped"]);
  expect((await people(world, shop))[0]).toMatchObject({ order_count: 1, gross: 1500 });
  expect(await world.db.rows(z.object({ full_due: z.boolean() }), sql`select full_due from segment`)).toEqual([{ full_due: true }]);
  isBroken = false;
  const asked = started.length;
  for (const problem of (await listProblems(world, shop)).problems) expect(await tryAgain(world, shop, problem)).toEqual([]);
  await run(world, shop, 5);
  expect(started.slice(asked).map(({ kind }) => kind)).toEqual(["orders"]);
  expect((await people(world, shop))[0]?.order_count).toBe(2);
});
