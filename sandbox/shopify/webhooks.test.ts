import { createHmac } from "node:crypto";
import { expect, test } from "vitest";
import { aListener, aSandbox, exchange, installed, SECRET } from "#sandbox/testing.ts";
import type { Hook } from "#sandbox/testing.ts";
import { generatedShop } from "#sandbox/shop/generate.ts";
import { hours } from "#app/lib/time.ts";
import { uninstall } from "./life.ts";
import { createCustomer } from "./customers.ts";
import { placeOrder } from "./orders.ts";

const topicsOf = (hooks: Hook[]) => hooks.map((hook) => hook.headers["x-shopify-topic"]);

async function aShopWithHooks() {
  const { sandbox, shop, app } = await aSandbox();
  const { ask } = await installed(sandbox, shop);
  const [product] = [...shop.tables.Product.values()];
  const buy = (email: string) => placeOrder(shop, { email, lines: [{ productId: product?.id ?? 0, quantity: 2 }] });
  return { sandbox, shop, app, ask, buy };
}

test("a webhook carries Shopify's headers, and its signature is the HMAC of the raw body", async () => {
  const { sandbox, app, shop } = await aShopWithHooks();
  createCustomer(shop, { firstName: "Zoë", email: "zoe@example.com" });
  await sandbox.webhooks.quiet();
  const [hook] = app.hooks;
  expect(hook?.headers).toMatchObject({ "x-shopify-topic": "customers/create", "x-shopify-shop-domain": shop.settings.domain, "x-shopify-api-version": "2026-10", "content-type": "application/json" });
  expect(hook?.headers["x-shopify-hmac-sha256"]).toBe(createHmac("sha256", SECRET).update(hook?.body ?? "", "utf8").digest("base64"));
  for (const name of ["x-shopify-webhook-id", "x-shopify-event-id", "x-shopify-triggered-at"]) expect(hook?.headers[name]).toBeTruthy();
  expect(JSON.parse(hook?.body ?? "")).toMatchObject({ first_name: "Zoë", email: "zoe@example.com", admin_graphql_api_id: expect.stringContaining("gid://shopify/Customer/") });
});

test("a shopper's first order tells of the customer, the order and what they have bought", async () => {
  const { sandbox, app, buy } = await aShopWithHooks();
  const order = buy("new@example.com");
  await sandbox.webhooks.quiet();
  expect(topicsOf(app.hooks).sort()).toEqual(["customers/create", "customers/purchasing_summary", "orders/create", "orders/paid"]);
  const body = JSON.parse(app.hooks.find((hook) => hook.headers["x-shopify-topic"] === "orders/create")?.body ?? "");
  expect(body).toMatchObject({ id: order.id, financial_status: "paid", test: false, cancelled_at: null, customer: { id: order.customerId, email: "new@example.com" } });
  expect(body.line_items[0]).toMatchObject({ quantity: 2, current_quantity: 2, product_id: order.lines[0]?.productId, price_set: { shop_money: { currency_code: "GBP" } } });
});

test("a refused webhook comes again with the same event and body, until it is taken", async () => {
  const { sandbox, app, shop } = await aShopWithHooks();
  app.answer = () => (app.hooks.length < 3 ? 500 : 200);
  createCustomer(shop, { email: "again@example.com" });
  await sandbox.webhooks.quiet();
  expect(app.hooks).toHaveLength(3);
  expect(new Set(app.hooks.map((hook) => hook.headers["x-shopify-event-id"])).size).toBe(1);
  expect(new Set(app.hooks.map((hook) => hook.body)).size).toBe(1);
  expect(shop.tables.Delivery.size).toBe(0);
});

test("which webhooks are lost and doubled follows from the seed alone", async () => {
  const emails = async (seed: number) => {
    const { sandbox, app, shop } = await aShopWithHooks();
    shop.faults.seed = seed;
    Object.assign(shop.faults.webhooks, { lose: 0.3, duplicate: 0.3 });
    for (let n = 0; n < 30; n++) createCustomer(shop, { email: `n${n}@example.com` });
    await sandbox.webhooks.quiet();
    return app.hooks.map((hook) => JSON.parse(hook.body).email).sort();
  };
  const [one, same, other] = [await emails(7), await emails(7), await emails(8)];
  expect(one).toEqual(same);
  expect(one).not.toEqual(other);
  expect(new Set(one).size).toBeLessThan(30);
  expect(one.length).toBeGreaterThan(new Set(one).size);
});

test("a doubled webhook keeps its event id and has two webhook ids", async () => {
  const { sandbox, app, shop } = await aShopWithHooks();
  shop.faults.webhooks.duplicate = 1;
  createCustomer(shop, { email: "twice@example.com" });
  await sandbox.webhooks.quiet();
  expect(new Set(app.hooks.map((hook) => hook.headers["x-shopify-event-id"])).size).toBe(1);
  expect(new Set(app.hooks.map((hook) => hook.headers["x-shopify-webhook-id"])).size).toBe(2);
});

test("a forged webhook has a signature that does not verify", async () => {
  const { sandbox, app, shop } = await aShopWithHooks();
  shop.faults.webhooks.forge = 1;
  createCustomer(shop, { email: "forged@example.com" });
  await sandbox.webhooks.quiet();
  const [hook] = app.hooks;
  expect(hook?.headers["x-shopify-hmac-sha256"]).not.toBe(createHmac("sha256", SECRET).update(hook?.body ?? "").digest("base64"));
});

test("an uninstalled app is told so, loses its token at once, hears of nothing else, and of shop/redact 48 hours later", async () => {
  const { sandbox, app, shop, ask, buy } = await aShopWithHooks();
  uninstall(shop);
  expect((await ask("{ shop { name } }")).status).toBe(401);
  expect((await exchange(sandbox, shop)).body).toMatchObject({ error: "invalid_subject_token" });
  buy("after@example.com");
  await sandbox.webhooks.quiet();
  expect(topicsOf(app.hooks)).toEqual(["app/uninstalled"]);
  sandbox.clock.forward(hours(48));
  await expect.poll(() => topicsOf(app.hooks)).toEqual(["app/uninstalled", "shop/redact"]);
  // It is of that hour, not two days old: the app refuses what is stale.
  expect(Date.parse(String(app.hooks.at(-1)?.headers["x-shopify-triggered-at"]))).toBeGreaterThan(sandbox.clock.ms() - 60_000);
});

test("an app that is back within the 48 hours keeps the shop's data", async () => {
  const { sandbox, app, shop } = await aShopWithHooks();
  uninstall(shop);
  await installed(sandbox, shop);
  sandbox.clock.forward(hours(49));
  createCustomer(shop, { email: "later@example.com" });
  await expect.poll(() => topicsOf(app.hooks)).toEqual(["app/uninstalled", "customers/create"]);
  expect(shop.tables.Delivery.size).toBe(0);
});

test("subscriptions of shopify.app.toml decide which topics come, and where", async () => {
  const app = await aListener();
  const { sandbox, shop } = await aSandbox({ appUrl: app.url, appToml: new URL("../../shopify.app.toml", import.meta.url).pathname, shops: [generatedShop()] });
  await installed(sandbox, shop);
  createCustomer(shop, { email: "toml@example.com" });
  await expect.poll(() => app.hooks.map((hook) => [hook.path, hook.headers["x-shopify-topic"]])).toEqual([["/webhooks", "customers/create"]]);
});
