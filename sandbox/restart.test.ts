import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { generatedShop } from "./shop/generate.ts";
import { startSandbox } from "./server.ts";
import type { Sandbox } from "./server.ts";
import { createCustomer, mergeCustomers } from "./shopify/customers.ts";
import { placeOrder, refundOrder } from "./shopify/orders.ts";
import { addTags } from "./shopify/tags.ts";
import { aListener, aSandbox, installed, KEY, post, SECRET } from "./testing.ts";

const shopOf = (sandbox: Sandbox) => {
  const [shop] = [...sandbox.shops.values()];
  if (!shop) throw new Error("The sandbox has no shop.");
  return shop;
};

test("a restart finds the shop, its tokens and its clock as they were left, and gives no id twice", async () => {
  const app = await aListener();
  const dataDir = mkdtempSync(join(tmpdir(), "restart-"));
  const start = () => startSandbox({ appUrl: app.url, apiKey: KEY, apiSecret: SECRET, shops: [generatedShop()], dataDir });
  const first = await start();
  const shop = shopOf(first);
  const { tokens } = await installed(first, shop);
  const [kept, gone, tagged] = [...shop.tables.Customer.values()];
  if (!kept || !gone || !tagged) throw new Error("The shop has too few customers.");
  mergeCustomers(shop, kept, gone);
  addTags(shop, tagged, ["from before"]);
  const order = placeOrder(shop, { email: "restart@example.com", lines: [{ title: "Mug", price: 500, quantity: 2 }] });
  refundOrder(shop, order, { amount: 100 });
  first.clock.forward(60_000);
  await first.stop();

  const second = await start();
  const again = shopOf(second);
  expect(again.tables.Customer).toEqual(shop.tables.Customer);
  expect(again.tables.Order).toEqual(shop.tables.Order);
  expect(again.ordersOf.get(kept.id)).toEqual(shop.ordersOf.get(kept.id));
  expect(second.clock.offsetMs()).toBe(60_000);
  const { status, body } = await post(second, again, "/admin/api/2026-10/graphql.json", { query: "{ customersCount { count } }" }, { "x-shopify-access-token": tokens.access_token });
  expect([status, body.data.customersCount.count]).toEqual([200, shop.tables.Customer.size]);
  expect(createCustomer(again, { email: "fresh@example.com" }).id).toBeGreaterThan(Math.max(...shop.tables.Customer.keys()));
  await second.stop();
});

test("a webhook still on its way when the sandbox stopped is sent by the next one", async () => {
  const app = await aListener();
  const dataDir = mkdtempSync(join(tmpdir(), "restart-"));
  const start = (appUrl: string) => startSandbox({ appUrl, apiKey: KEY, apiSecret: SECRET, shops: [generatedShop()], dataDir, retryMs: () => 10 });
  const first = await start("http://127.0.0.1:9");
  await installed(first, shopOf(first));
  createCustomer(shopOf(first), { email: "late@example.com" });
  await first.stop();
  const second = await start(app.url);
  await expect.poll(() => app.hooks.map((hook) => JSON.parse(hook.body).email)).toEqual(["late@example.com"]);
  await second.stop();
});

test("the control door acts, moves the clock, changes faults, and says what it does not understand", async () => {
  const { sandbox, shop } = await aSandbox();
  await installed(sandbox, shop);
  const control = (body: object) => post(sandbox, shop, "/sandbox/control", body);
  const made = await control({ acts: [{ act: "createCustomer", email: "control@example.com" }], forward: 1000, faults: { webhooks: { lose: 1 } } });
  expect(made.body).toMatchObject({ results: [{ email: "control@example.com" }], offsetMs: 1000, faults: { webhooks: { lose: 1 } } });
  expect((await control({ faults: "none" })).body.faults.webhooks.lose).toBe(0);
  expect((await control({ acts: [{ act: "createCustomer", email: "control@example.com" }] })).body.errors).toEqual([{ field: ["email"], message: "Email has already been taken", code: null }]);
  expect((await control({ acts: [{ act: "fly" }] })).status).toBe(422);
  const state = await (await fetch(`${sandbox.url}/sandbox/state`)).json();
  expect(state.shops).toEqual([expect.objectContaining({ domain: shop.settings.domain, installed: true, customers: 21 })]);
});
