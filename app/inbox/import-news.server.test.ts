// What a whole import tells to flows: nothing of the past, and an order of these days that no webhook has told of.
import { expect, test } from "vitest";
import { z } from "zod";
import { writeFacts } from "#app/customers/apply.server.ts";
import { noFacts } from "#app/customers/fact.ts";
import { editedFact, itemFact, orderFact } from "#app/customers/fact-id.ts";
import type { HttpAnswer } from "#app/lib/http.ts";
import type { ShopId } from "#app/lib/ids.ts";
import { seal } from "#app/lib/seal.server.ts";
import { sql } from "#app/lib/sql.ts";
import { days, earlier, minutes } from "#app/lib/time.ts";
import { transact } from "#app/lib/world.ts";
import { openShop } from "#app/shops/install.server.ts";
import { aWorld, type TestWorld } from "#tests/support/world.ts";
import { import_ } from "./import.server.ts";

const DOMAIN = "import-news.myshopify.com";
const money = { shopMoney: { amount: "15.0", currencyCode: "USD" } };

function orderLine(id: number, at: Date) {
  const when = at.toISOString();
  return JSON.stringify({
    id: `gid://shopify/Order/${id}`, name: `#${id}`, createdAt: when, processedAt: when, updatedAt: when, cancelledAt: null, cancelReason: null, test: false, sourceName: "web", app: null, retailLocation: null,
    displayFinancialStatus: "PENDING", displayFulfillmentStatus: "UNFULFILLED", returnStatus: "NO_RETURN", currencyCode: "USD", presentmentCurrencyCode: "USD", totalPriceSet: money, subtotalPriceSet: money,
    totalDiscountsSet: money, totalShippingPriceSet: money, totalTaxSet: money, totalWeight: "0", subtotalLineItemsQuantity: 1, discountCodes: [], tags: [], paymentGatewayNames: [], shippingLine: null,
    shippingAddress: null, risk: null, customer: { id: "gid://shopify/Customer/1" }, customerJourneySummary: null, fulfillments: [], refunds: [],
  });
}

const itemLine = (id: number, order: number) => JSON.stringify({
  id: `gid://shopify/LineItem/${id}`, __parentId: `gid://shopify/Order/${order}`, quantity: 1, currentQuantity: 1, discountedTotalSet: money, originalTotalSet: money, customAttributes: [],
});

/** More than a batch holds. */
const MANY = 5_010;

const manyLinesOf = (order: number) => Array.from({ length: MANY }, (_, index) => itemLine(1_000 + index, order));

/** A Shopify whose export of orders holds these lines. */
function shopify(world: TestWorld, lines: readonly string[]): void {
  const answer = (data: unknown): HttpAnswer => ({ kind: "answer", status: 200, headers: {}, body: JSON.stringify({ data }) });
  const orders = [...lines, ""].join("\n");
  let isOfOrders = false;
  world.network.on((request) => {
    if (request.url.startsWith("https://files.example/")) return { kind: "answer", status: 200, headers: {}, body: orders };
    const { query, variables } = JSON.parse(String(request.body));
    if (query.includes("ShopInfo")) return answer({ shop: { name: "Test", currencyCode: "USD", ianaTimezone: "UTC", primaryDomain: { host: "test.example" } } });
    if (!query.includes("BulkRun")) return answer({ bulkOperation: { status: "COMPLETED", errorCode: null, objectCount: "2", fileSize: null, url: isOfOrders ? "https://files.example/orders" : null, partialDataUrl: null } });
    isOfOrders = variables.query.includes("BulkOrders");
    return answer({ bulkOperationRunQuery: { bulkOperation: { id: "gid://shopify/BulkOperation/1", status: "CREATED", createdAt: world.now().toISOString() }, userErrors: [] } });
  });
}

async function aShopThatListens(world: TestWorld): Promise<ShopId> {
  await world.db.run(sql`
    insert into session (id, shop, state, "isOnline", scope, "accessToken") values (${`offline_${DOMAIN}`}, ${DOMAIN}, '', false, '', ${seal(world.secrets, "token", `offline_${DOMAIN}/accessToken`)})`);
  const shop = await openShop(world, { domain: DOMAIN, scopes: ["read_all_orders"] });
  await world.db.run(sql`insert into listened (shop_id, flow_id, what) select ${shop}, 1, what from unnest(array['order', 'item', 'edited']) as each (what)`);
  return shop;
}

async function importAll(world: TestWorld, shop: ShopId): Promise<void> {
  for (let round = 0; round < 10; round++) {
    while ((await import_.step(world, shop)) > 0) continue;
    world.clock.advance(minutes(1));
  }
}

const toldOf = async (world: TestWorld, shop: ShopId) => (await world.db.rows(z.object({ fact: z.string() }), sql`select fact from happened where shop_id = ${shop} order by happened_id`)).map(({ fact }) => fact);

test("A whole import tells flows of an order of these days, because its webhook will be no news any more, and of none of the past.", async () => {
  const world = await aWorld();
  // One of a year ago and one of an hour ago, and behind them their lines: one of the latter comes far behind the other.
  shopify(world, [orderLine(10, earlier(world.now(), days(365))), orderLine(11, earlier(world.now(), minutes(60))), itemLine(111, 11), ...manyLinesOf(10), itemLine(112, 11)]);
  const shop = await aShopThatListens(world);
  await importAll(world, shop);
  const found = await world.db.rows(z.object({ order: z.string() }), sql`select order_id::text as order from orders where shop_id = ${shop} order by order_id`);
  expect(found.map(({ order }) => order)).toEqual(["10", "11"]);
  // That its second line comes in another batch is no edit.
  expect(await toldOf(world, shop)).toEqual([itemFact("11", "111"), orderFact("11"), itemFact("11", "112")]);
});

test("A reconcile tells of an edit by a line that comes far behind its order, and takes none for one where the order itself is new.", async () => {
  const world = await aWorld();
  const [ordered, edited] = [earlier(world.now(), minutes(600)), earlier(world.now(), minutes(60))];
  shopify(world, [orderLine(12, edited), orderLine(13, ordered), itemLine(121, 12), itemLine(131, 13), ...manyLinesOf(10), itemLine(122, 12), itemLine(132, 13)]);
  const shop = await aShopThatListens(world);
  await world.db.run(sql`update import_run set state = 'done' where shop_id = ${shop}`);
  const at = ordered.toISOString();
  const line = { lineId: "121", productId: null, variantId: null, sku: null, title: "Cream", variantTitle: null, vendor: null, quantity: 1, currentQuantity: 1, amountMinor: 1_500, discountMinor: 0, giftCard: false, attributes: [] };
  await transact(world, (inside) => writeFacts(inside, shop, { ...noFacts(), orders: [{ orderId: "12", customerId: "1", updatedAt: at, processedAt: at }], lines: [{ ...line, orderId: "12", updatedAt: at }] }, { now: world.now(), live: false }));
  await world.db.run(sql`insert into import_run (shop_id, kind, reason, filter, due_at, created_at) values (${shop}, 'orders', 'reconcile', 'updated_at:>=2026-01-01', ${world.now()}, ${world.now()})`);
  await importAll(world, shop);
  expect((await toldOf(world, shop)).toSorted()).toEqual([editedFact("12", edited.getTime()), itemFact("12", "122"), itemFact("13", "131"), itemFact("13", "132"), orderFact("13")].toSorted());
  expect(await world.db.rows(z.object({ fresh: z.array(z.string()) }), sql`select fresh::text[] as fresh from import_run where shop_id = ${shop} and state = 'done' and reason = 'reconcile'`)).toEqual([{ fresh: [] }]);
});
