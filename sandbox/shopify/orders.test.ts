import { expect, test } from "vitest";
import { aSandbox, installed } from "#sandbox/testing.ts";
import { currentTotal, financialStatus, refunded, spent, total } from "./amounts.ts";
import { createCustomer, mergeCustomers, redactCustomer } from "./customers.ts";
import { cancelOrder, editOrder, placeOrder, refundOrder } from "./orders.ts";

const { sandbox, shop, app } = await aSandbox();
const { ask } = await installed(sandbox, shop);
const ORDER = "query($id: ID!) { order(id: $id) { originalTotalPriceSet { shopMoney { amount } } totalPriceSet { shopMoney { amount } } currentTotalPriceSet { shopMoney { amount } } displayFinancialStatus refunds { totalRefundedSet { shopMoney { amount } } } lineItems(first: 5) { nodes { quantity currentQuantity } } } }";
const buy = (lines: { title: string; price: number; quantity: number }[], more: object = {}) => placeOrder(shop, { lines, ...more });
const [customer, other] = [...shop.tables.Customer.values()];

test("an edit changes the total and not the original total; what is taken out stays as a quantity that is no longer current", async () => {
  const order = buy([{ title: "Mug", price: 500, quantity: 3 }]);
  editOrder(shop, order, { add: [{ title: "Tray", price: 1250, quantity: 1 }], remove: [{ lineId: order.lines[0]?.id ?? 0, quantity: 1 }] });
  const { body } = await ask(ORDER, { id: `gid://shopify/Order/${order.id}` });
  expect(body.data.order).toMatchObject({
    originalTotalPriceSet: { shopMoney: { amount: "15.0" } },
    totalPriceSet: { shopMoney: { amount: "22.5" } },
    lineItems: { nodes: [{ quantity: 3, currentQuantity: 2 }, { quantity: 1, currentQuantity: 1 }] },
  });
});

test("a refund of a line gives back what it cost after its discount, and never more than was paid", () => {
  const order = buy([{ title: "Mug", price: 500, quantity: 4 }], { discount: { code: "TEN", percent: 10 } });
  expect(total(order)).toBe(1800);
  const refund = refundOrder(shop, order, { lines: [{ lineId: order.lines[0]?.id ?? 0, quantity: 1 }] });
  expect(refund.amount).toBe(450);
  expect([financialStatus(order), currentTotal(order)]).toEqual(["PARTIALLY_REFUNDED", 1350]);
  expect(() => refundOrder(shop, order, { amount: 2000 })).toThrow(/more than what was paid/);
  refundOrder(shop, order);
  expect([financialStatus(order), refunded(order)]).toEqual(["REFUNDED", 1800]);
});

test("a cancelled order is refunded and tells so; one that was never paid is voided", async () => {
  const paid = buy([{ title: "Mug", price: 500, quantity: 1 }]);
  const unpaid = buy([{ title: "Mug", price: 500, quantity: 1 }], { paid: false });
  cancelOrder(shop, paid);
  cancelOrder(shop, unpaid, { reason: "FRAUD" });
  expect([financialStatus(paid), financialStatus(unpaid)]).toEqual(["REFUNDED", "VOIDED"]);
  await sandbox.webhooks.quiet();
  const cancelled = app.hooks.filter((hook) => hook.headers["x-shopify-topic"] === "orders/cancelled").map((hook) => JSON.parse(hook.body));
  expect(cancelled).toContainEqual(expect.objectContaining({ id: unpaid.id, cancel_reason: "fraud", financial_status: "voided", cancelled_at: expect.any(String) }));
});

test("a merge moves the orders and the money, and the merged customer is gone", async () => {
  if (!customer || !other) throw new Error("The shop has too few customers.");
  const [before, moved] = [shop.ordersOfCustomer(customer.id), shop.ordersOfCustomer(other.id)];
  const sum = spent(before) + spent(moved);
  mergeCustomers(shop, customer, other);
  expect(shop.ordersOfCustomer(customer.id)).toHaveLength(before.length + moved.length);
  expect(spent(shop.ordersOfCustomer(customer.id))).toBe(sum);
  const { body } = await ask("query($id: ID!) { customer(id: $id) { id } }", { id: `gid://shopify/Customer/${other.id}` });
  expect(body.data.customer).toBeNull();
  await sandbox.webhooks.quiet();
  expect(app.hooks.filter((hook) => hook.headers["x-shopify-topic"] === "customers/merge").map((hook) => JSON.parse(hook.body))).toEqual([
    { admin_graphql_api_customer_kept_id: `gid://shopify/Customer/${customer.id}`, admin_graphql_api_customer_deleted_id: `gid://shopify/Customer/${other.id}`, admin_graphql_api_job_id: null, status: "completed", errors: [] },
  ]);
});

test("without read_all_orders only the last 60 days are there", async () => {
  const all = (await ask("{ ordersCount { count } }")).body.data.ordersCount.count;
  const scopes = shop.scopes;
  shop.scopes = scopes.filter((scope) => scope !== "read_all_orders");
  const some = (await ask("{ ordersCount { count } }")).body.data.ordersCount.count;
  shop.scopes = scopes;
  expect(some).toBeLessThan(all);
  expect(some).toBeGreaterThan(0);
});

test("a token without read_orders is denied them by name", async () => {
  const scopes = shop.scopes;
  shop.scopes = ["read_customers"];
  const { body } = await ask("{ customers(first: 1) { nodes { id orders(first: 1) { nodes { id } } } } }");
  shop.scopes = scopes;
  expect(body.errors[0]).toMatchObject({ message: expect.stringContaining("Access denied"), extensions: { code: "ACCESS_DENIED" } });
});

test("nobody is merged with whoever was erased: they would have an email again, and no export could say what they agreed to", () => {
  const [one, erased] = ["one", "two"].map((name) => createCustomer(shop, { email: `${name}@merged.example` }));
  if (!one || !erased) throw new Error("Nobody was made.");
  redactCustomer(shop, erased);
  expect(() => mergeCustomers(shop, erased, one)).toThrow(/erased/);
  expect(() => mergeCustomers(shop, one, erased)).toThrow(/erased/);
  expect([one.email, erased.email]).toEqual(["one@merged.example", null]);
});
