// Custom attributes, the note and the first visit: what both roads and only the export can tell.
import { expect, test } from "vitest";
import { noFacts } from "../customers/fact.ts";
import { readLine } from "./bulk-lines.ts";
import { OrderWritten } from "./payloads/order.ts";

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
