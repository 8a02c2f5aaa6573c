// One road: what an export says of an order, a customer and a product, and what a webhook says of
// the same, are the same facts, as far as webhooks tell.
import { expect, test } from "vitest";
import { type Facts, noFacts } from "#app/customers/fact.ts";
import { bulkQuery } from "#app/shopify/bulk-queries.ts";
import { readLine } from "#app/shopify/bulk-lines.ts";
import { understand } from "#app/shopify/topics.ts";
import { readJson } from "#app/shopify/values.ts";
import type { ImportKind } from "#app/shops/import-kind.ts";
import { orderPayload, productPayload } from "#sandbox/shopify/payload-order.ts";
import { customerPayload } from "#sandbox/shopify/payloads.ts";
import { aSandbox, installed } from "#sandbox/testing.ts";

const { sandbox, shop } = await aSandbox();
const { ask } = await installed(sandbox, shop);

const RUN = "mutation($query: String!) { bulkOperationRunQuery(query: $query, groupObjects: false) { bulkOperation { id } userErrors { message } } }";
const POLL = "query($id: ID!) { bulkOperation(id: $id) { status url } }";
const READING = { startedAt: "2026-06-15T12:00:00Z", metafields: ["facts.birth_date"], birthDateMetafield: "facts.birth_date" };

async function exported(kind: ImportKind): Promise<Facts> {
  const { bulkOperation, userErrors } = (await ask(RUN, { query: bulkQuery(kind, "", READING.metafields) })).body.data.bulkOperationRunQuery;
  expect(userErrors).toEqual([]);
  let url = "";
  await expect.poll(async () => (url = (await ask(POLL, { id: bulkOperation.id })).body.data.bulkOperation.url ?? "")).not.toBe("");
  const facts = noFacts();
  const lines = (await (await fetch(url)).text()).trimEnd().split("\n");
  expect(lines.map((line) => readLine(line, READING, facts)).filter((problem) => problem !== null)).toEqual([]);
  return facts;
}

/** What carriers say of parcels; an export leaves it as it was. */
const WEBHOOKS_ONLY = ["parcels"];

/** Instants are the same whatever their zone. */
const plain = (fact: object, without: string[] = []) => Object.fromEntries(Object.entries(fact).filter(([name]) => !without.includes(name)).map(([name, value]) =>
  [name, typeof value === "string" && /At$/.test(name) ? new Date(value).toISOString() : value]));

test("Every order, line and refund is the same fact by webhook as by export.", async () => {
  const bulk = await exported("orders");
  expect(bulk.orders.length).toBeGreaterThan(0);
  for (const order of shop.tables.Order.values()) {
    const meaning = understand("orders/updated", readJson(JSON.stringify(orderPayload(shop, order))), new Date(READING.startedAt));
    if (Array.isArray(meaning) || meaning.kind !== "facts") throw new Error(JSON.stringify(meaning));
    const id = String(order.id);
    const [told] = meaning.facts.orders ?? [];
    const read = bulk.orders.find((fact) => fact.orderId === id);
    const both = Object.keys(told ?? {});
    expect(plain(read ?? {}, Object.keys(read ?? {}).filter((name) => !both.includes(name)))).toEqual(plain(told ?? {}, WEBHOOKS_ONLY));
    const byId = <Fact extends { lineId?: string; refundId?: string }>(facts: Fact[]) => [...facts].sort((one, two) => ((one.lineId ?? one.refundId ?? "") < (two.lineId ?? two.refundId ?? "") ? -1 : 1));
    expect(byId(bulk.lines.filter((line) => line.orderId === id)).map((line) => plain(line, ["updatedAt", "sellingPlan"]))).toEqual(byId(meaning.facts.lines ?? []).map((line) => plain(line, ["updatedAt"])));
    expect(byId(bulk.refunds.filter((refund) => refund.orderId === id)).map((refund) => plain(refund))).toEqual(byId(meaning.facts.refunds ?? []).map((refund) => plain(refund)));
  }
});

/** What both roads say of one: a webhook leaves out the rest. */
function sameByWebhook(topic: string, payload: object, read: object | undefined, kind: "customers" | "products") {
  const meaning = understand(topic, readJson(JSON.stringify(payload)), new Date(READING.startedAt));
  if (Array.isArray(meaning) || meaning.kind !== "facts") throw new Error(JSON.stringify(meaning));
  const told = meaning.facts[kind]?.[0] ?? {};
  const both = Object.keys(told).filter((name) => read && name in read);
  expect(both.length).toBeGreaterThan(5);
  const only = (fact: object) => plain(fact, Object.keys(fact).filter((name) => !both.includes(name)));
  expect(only(read ?? {})).toEqual(only(told));
}

test("Every customer is the same fact by webhook as by export.", async () => {
  const { customers } = await exported("customers");
  expect(new Set(customers.map((fact) => fact.customerId)).size).toBe(shop.tables.Customer.size);
  for (const customer of shop.tables.Customer.values()) sameByWebhook("customers/update", customerPayload(shop, customer), customers.find(({ customerId }) => customerId === String(customer.id)), "customers");
});

test("Every product is the same fact by webhook as by export.", async () => {
  const { products } = await exported("products");
  expect(products.length).toBe(shop.tables.Product.size);
  for (const product of shop.tables.Product.values()) sameByWebhook("products/update", productPayload(shop, product), products.find(({ productId }) => productId === String(product.id)), "products");
});
