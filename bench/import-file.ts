// A bulk export of any size, as Shopify writes it: orders, each followed some lines later by its
// items, so that children do not stand beside their parents. An order's number grows with its time, as
// Shopify's do; or orders are scattered over the years, which indexes by time like least. From a seed;
// nothing is held in memory.
import { createWriteStream } from "node:fs";
import { once } from "node:events";

const money = (minor: number) => ({ shopMoney: { amount: (minor / 100).toFixed(2), currencyCode: "USD" } });
const START = Date.UTC(2023, 0, 1);
const DAYS = 1_000;
const DAY = 86_400_000;
/** An order and 3.5 lines. */
const ROWS_AN_ORDER = 4.5;

export type FileOptions = { rows: number; customers: number; isScattered?: boolean };

/** Blocks of about a megabyte until there are `rows` lines. */
export function* orderBlocks({ rows, customers, isScattered = false }: FileOptions): Generator<Buffer> {
  let state = 12_345;
  const draw = (below: number) => (state = (state * 48_271) % 2_147_483_647) % below;
  const waiting: string[] = [];
  let block = "";
  for (let row = 0, order = 1; row < rows; order++) {
    const day = isScattered ? draw(DAYS) : Math.floor((order * DAYS * ROWS_AN_ORDER) / rows);
    const at = new Date(START + day * DAY + draw(86_400) * 1000).toISOString();
    const items = 1 + draw(6);
    const refunds = draw(20) === 0 ? [{ id: `gid://shopify/Refund/${order}`, createdAt: at, processedAt: at, totalRefundedSet: money(500) }] : [];
    const lines = [JSON.stringify(orderOf(order, draw(customers) + 1, at, items, refunds))];
    for (let item = 0; item < items; item++) waiting.push(JSON.stringify(itemOf(order * 10 + item, order, draw(500) + 1, 100 + draw(10_000))));
    if (waiting.length > 40) lines.push(...waiting.splice(0, 30));
    row += lines.length;
    block += `${lines.join("\n")}\n`;
    if (block.length > 1_000_000) {
      yield Buffer.from(block);
      block = "";
    }
  }
  yield Buffer.from(`${block}${waiting.join("\n")}\n`);
}

/** Returns the bytes. */
export async function writeOrders(path: string, options: FileOptions): Promise<number> {
  const file = createWriteStream(path);
  let bytes = 0;
  for (const block of orderBlocks(options)) {
    bytes += block.length;
    if (!file.write(block)) await once(file, "drain");
  }
  file.end();
  await once(file, "close");
  return bytes;
}

const orderOf = (id: number, customer: number, at: string, quantity: number, refunds: unknown[]) => ({
  id: `gid://shopify/Order/${id}`, name: `#${id}`, createdAt: at, processedAt: at, updatedAt: at, cancelledAt: null, cancelReason: null, test: false, sourceName: "web", app: { name: "Online Store" },
  retailLocation: null, displayFinancialStatus: "PAID", displayFulfillmentStatus: "FULFILLED", returnStatus: "NO_RETURN", currencyCode: "USD", presentmentCurrencyCode: "USD",
  totalPriceSet: money(1_500 + quantity * 900), subtotalPriceSet: money(1_000 + quantity * 900), totalDiscountsSet: money(id % 4 === 0 ? 200 : 0), totalShippingPriceSet: money(500), totalTaxSet: money(0),
  totalWeight: "900", subtotalLineItemsQuantity: quantity, discountCodes: id % 4 === 0 ? ["TEN"] : [], tags: ["web"], paymentGatewayNames: ["shopify_payments"], shippingLine: { title: "Standard" },
  shippingAddress: { city: "Troy", provinceCode: "NY", countryCodeV2: "US", zip: "12180" }, risk: { recommendation: "ACCEPT" }, customer: id % 10 === 0 ? null : { id: `gid://shopify/Customer/${customer}` },
  customerJourneySummary: { lastVisit: { utmParameters: { source: "news", medium: "mail", campaign: "may" } } }, fulfillments: [{ createdAt: at, deliveredAt: at, status: "SUCCESS" }], refunds,
});

const itemOf = (id: number, order: number, product: number, minor: number) => ({
  id: `gid://shopify/LineItem/${id}`, quantity: 1, currentQuantity: 1, sku: `SKU-${product}`, title: `Product number ${product}`, variantTitle: null, vendor: `Vendor ${product % 40}`, isGiftCard: false,
  product: { id: `gid://shopify/Product/${product}` }, variant: { id: `gid://shopify/ProductVariant/${product}` }, sellingPlan: null, originalTotalSet: money(minor), discountedTotalSet: money(minor),
  __parentId: `gid://shopify/Order/${order}`,
});
