// Custom attributes, the note and the first visit: what both roads and only the export can tell.
import { expect, test } from "vitest";
import { noFacts } from "../customers/fact.ts";
import { readLine } from "./bulk-lines.ts";
import { OrderWritten, RefundCreated } from "./payloads/order.ts";
import { ProductWritten } from "./payloads/product.ts";

const READING = { startedAt: "2026-05-03T00:00:00Z", metafields: [], birthDateMetafield: null };
const money = (amount: string) => ({ shopMoney: { amount, currencyCode: "USD" } });
const rest = (amount: string) => ({ shop_money: { amount, currency_code: "USD" } });

test("an export and a webhook tell the same note and attributes, of the order and of its lines", () => {
  const facts = noFacts();
  const order = {
    id: "gid://shopify/Order/1", name: "#1", createdAt: "2026-05-01T00:00:00Z", updatedAt: "2026-05-01T00:00:00Z", totalPriceSet: money("1.0"), note: "Ring twice",
    customAttributes: [{ key: "gift", value: "yes" }, { key: "empty", value: "" }],
    customerJourneySummary: { daysToConversion: 4, lastVisit: null, firstVisit: { source: "google", landingPage: "/a", referrerUrl: "https://example.com", utmParameters: { source: "s", medium: "m", campaign: "c" } } },
  };
  const line = { id: "gid://shopify/LineItem/2", __parentId: "gid://shopify/Order/1", quantity: 1, discountedTotalSet: money("1.0"), customAttributes: [{ key: "engraving", value: "A & B" }] };
  expect([order, line].map((each) => readLine(JSON.stringify(each), READING, facts))).toEqual([null, null]);
  const told = OrderWritten.parse({
    id: 1, name: "#1", created_at: "2026-05-01T00:00:00Z", updated_at: "2026-05-01T00:00:00Z", total_price_set: rest("1.0"), note: "Ring twice",
    note_attributes: [{ name: "gift", value: "yes" }, { name: "empty", value: null }],
    line_items: [{ id: 2, quantity: 1, price_set: rest("1.0"), properties: [{ name: "engraving", value: "A & B" }] }],
  });
  expect(facts.orders[0]).toMatchObject({
    note: "Ring twice", attributes: ["gift: yes"], daysToConversion: 4, firstSource: "google", firstLanding: "/a", firstReferrer: "https://example.com",
    firstUtmSource: "s", firstUtmMedium: "m", firstUtmCampaign: "c",
  });
  expect(told.orders?.[0]).toMatchObject({ note: "Ring twice", attributes: ["gift: yes"] });
  expect([facts.lines[0]?.attributes, told.lines?.[0]?.attributes]).toEqual([["engraving: A & B"], ["engraving: A & B"]]);
});

test("spaces around words say nothing, on either road", () => {
  const facts = noFacts();
  const words = { sku: " S1", title: "Mug ", vendor: "Nike " };
  const order = { id: "gid://shopify/Order/1", name: " #1", createdAt: "2026-05-01T00:00:00Z", updatedAt: "2026-05-01T00:00:00Z", totalPriceSet: money("1.0"), note: " Ring twice ", sourceName: "web " };
  const line = { id: "gid://shopify/LineItem/2", __parentId: "gid://shopify/Order/1", quantity: 1, discountedTotalSet: money("1.0"), variantTitle: "Blue ", ...words };
  const product = { id: "gid://shopify/Product/3", title: "Mug ", vendor: "Nike ", tags: [], updatedAt: "2026-05-01T00:00:00Z" };
  expect([order, line, product].map((each) => readLine(JSON.stringify(each), READING, facts))).toEqual([null, null, null]);
  const told = OrderWritten.parse({
    id: 1, name: " #1", created_at: "2026-05-01T00:00:00Z", updated_at: "2026-05-01T00:00:00Z", total_price_set: rest("1.0"), note: " Ring twice ", source_name: "web ",
    line_items: [{ id: 2, quantity: 1, price_set: rest("1.0"), variant_title: "Blue ", ...words }],
  });
  const plain = { sku: "S1", title: "Mug", variantTitle: "Blue", vendor: "Nike" };
  expect([facts.lines[0], told.lines?.[0]]).toMatchObject([plain, plain]);
  expect([facts.orders[0], told.orders?.[0]]).toMatchObject([{ name: "#1", note: "Ring twice", sourceName: "web" }, { name: "#1", note: "Ring twice", sourceName: "web" }]);
  const written = ProductWritten.parse({ id: 3, title: "Mug ", vendor: "Nike ", updated_at: "2026-05-01T00:00:00Z" });
  expect([facts.products[0], written.products?.[0]]).toMatchObject([{ title: "Mug", vendor: "Nike" }, { title: "Mug", vendor: "Nike" }]);
});

test.each([
  ["an amount that is none", { transactions: [{ kind: "refund", status: "success", amount: "a lot", currency: "USD" }] }],
  ["money of no currency", { transactions: [{ kind: "refund", status: "success", amount: "5.00" }] }],
])("a refund of %s is not taken for one of nothing", (_what, money) => {
  const refund = { id: 7, order_id: 1, created_at: "2026-05-01T00:00:00Z", ...money };
  expect(RefundCreated.safeParse(refund).success).toBe(false);
});
