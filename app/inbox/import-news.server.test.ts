// What a whole import tells to flows: nothing of the past, and an order of these days that no webhook has told of.
import { expect, test } from "vitest";
import { z } from "zod";
import { itemFact, orderFact } from "#app/customers/fact-id.ts";
import type { HttpAnswer } from "#app/lib/http.ts";
import { seal } from "#app/lib/seal.server.ts";
import { sql } from "#app/lib/sql.ts";
import { days, earlier, minutes } from "#app/lib/time.ts";
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

/** A Shopify whose export of orders holds one of a year ago and one of an hour ago, and behind them their lines: one of the latter comes far behind the other. */
function shopify(world: TestWorld): void {
  const answer = (data: unknown): HttpAnswer => ({ kind: "answer", status: 200, headers: {}, body: JSON.stringify({ data }) });
  const orders = [
    orderLine(10, earlier(world.now(), days(365))), orderLine(11, earlier(world.now(), minutes(60))), itemLine(111, 11), ...Array.from({ length: MANY }, (_, index) => itemLine(1_000 + index, 10)), itemLine(112, 11), "",
  ].join("\n");
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

test("A whole import tells flows of an order of these days, because its webhook will be no news any more, and of none of the past.", async () => {
  const world = await aWorld();
  shopify(world);
  await world.db.run(sql`
    insert into session (id, shop, state, "isOnline", scope, "accessToken") values (${`offline_${DOMAIN}`}, ${DOMAIN}, '', false, '', ${seal(world.secrets, "token", `offline_${DOMAIN}/accessToken`)})`);
  const shop = await openShop(world, { domain: DOMAIN, scopes: ["read_all_orders"] });
  await world.db.run(sql`insert into listened (shop_id, flow_id, what) select ${shop}, 1, what from unnest(array['order', 'item', 'edited']) as each (what)`);
  for (let round = 0; round < 10; round++) {
    while ((await import_.step(world, shop)) > 0) continue;
    world.clock.advance(minutes(1));
  }
  const found = await world.db.rows(z.object({ order: z.string() }), sql`select order_id::text as order from orders where shop_id = ${shop} order by order_id`);
  expect(found.map(({ order }) => order)).toEqual(["10", "11"]);
  const told = await world.db.rows(z.object({ fact: z.string() }), sql`select fact from happened where shop_id = ${shop} order by happened_id`);
  // That its second line comes in another batch is no edit.
  expect(told.map(({ fact }) => fact)).toEqual([itemFact("11", "111"), orderFact("11"), itemFact("11", "112")]);
});
