// The whole story, as a merchant and a shopper live it: first open, import, a segment built by clicking,
// its tag in Shopify, an order, a month, and the end.
import { expect, test } from "vitest";
import { z } from "zod";
import { Count, raw, row, sql } from "#app/lib/sql.ts";
import { days, hours } from "#app/lib/time.ts";
import { uninstall } from "#sandbox/shopify/life.ts";
import type { Customer } from "#sandbox/shopify/records.ts";
import { frameOf } from "./look.ts";
import { aScene, holdExports, openAdmin } from "./scene.ts";

const NAME = "Bought lately";
const TAG = "segue:bought-lately";
const SOON = { timeout: 60_000 };

const scene = await aScene({ customers: 300, orders: 700, historyDays: 200 });
const { shop, demo, db } = scene;
const held = holdExports(scene);

/** What the sandbox's own orders say: whoever bought today or on the 30 days before, by the shop's calendar. */
function boughtLately(): number[] {
  const today = localDay(demo.sandbox.clock.ms());
  const found = [...shop.tables.Order.values()].filter((order) => !order.test && !order.voided && order.cancelledAt === null && today - localDay(order.processedAt) <= 30);
  return [...new Set(found.flatMap(({ customerId }) => customerId ?? []))].toSorted((a, b) => a - b);
}

const localDay = (ms: number) => Date.parse(new Intl.DateTimeFormat("en-CA", { timeZone: shop.settings.timeZone }).format(ms)) / days(1);
const tagged = () => [...shop.tables.Customer.values()].filter(({ tags }) => tags.includes(TAG)).map(({ id }) => id).toSorted((a, b) => a - b);
const nameOf = ({ firstName, lastName }: Customer) => `${firstName} ${lastName}`;

test("A merchant opens the app, builds a segment by clicking, and its tag follows orders and time until nothing is left.", async () => {
  const { page, app, complaints } = await openAdmin(scene);

  await app.getByRole("heading", { name: "Reading your shop" }).waitFor();
  await app.getByText("records, done").first().waitFor(SOON);
  await frameOf(page).evaluate(hideForAWhile);
  await held.goOn();
  await app.getByRole("heading", { name: "Reading your shop" }).waitFor({ state: "detached", ...SOON });

  await page.locator("#app-menu").getByRole("link", { name: "Segments" }).click();
  await app.getByRole("link", { name: "Create segment" }).click();
  await app.getByRole("link", { name: "Start from nothing" }).click();
  await app.getByLabel("Name").fill(NAME);
  await app.getByRole("combobox", { name: "Add a condition" }).click();
  await app.getByRole("option", { name: "Number of orders" }).click();
  const condition = app.getByRole("group").filter({ has: app.getByLabel("What is measured") });
  await condition.getByLabel("When").selectOption({ label: "in the last" });
  await condition.getByLabel("How many", { exact: true }).fill("30");

  const members = boughtLately();
  expect(members.length).toBeGreaterThan(20);
  expect(members.length).toBeLessThan(250);
  await app.getByText(new RegExp(`of ${shop.tables.Customer.size} customers`)).waitFor(SOON);
  await expect.poll(() => app.locator("[aria-live=polite] .Polaris-Text--heading2xl").textContent(), SOON).toBe(String(members.length));

  await page.locator("#save").click();
  await app.getByRole("heading", { name: `${members.length} people in this segment` }).waitFor(SOON);
  const kept = await db.rows(z.object({ customer_id: z.coerce.number() }), sql`
    select customer_id from membership join segment using (shop_id, segment_id) where name = ${NAME} and left_at is null order by 1`);
  expect(kept.map(({ customer_id }) => customer_id)).toEqual(members);

  await app.getByRole("button", { name: "Start tagging" }).click();
  await app.getByRole("dialog").getByRole("button", { name: "Start tagging" }).click();
  await expect.poll(tagged, SOON).toEqual(members);
  await app.getByText("Up to date").waitFor(SOON);

  const newcomer = [...shop.tables.Customer.values()].find(({ id }) => !members.includes(id));
  if (!newcomer) throw new Error("Everybody bought lately.");
  const shopping = await scene.browser.newPage();
  await shopping.goto(`${scene.shopUrl}?as=${newcomer.id}`);
  await shopping.locator(".products input").first().fill("2");
  await shopping.getByRole("button", { name: "Place order" }).click();
  await shopping.getByText(/Order #\d+ placed/).waitFor();
  await expect.poll(() => tagged().includes(newcomer.id), SOON).toBe(true);
  await page.reload();
  await app.getByRole("heading", { name: `${members.length + 1} people in this segment` }).waitFor(SOON);
  await app.getByLabel("Search these people").fill(newcomer.email ?? nameOf(newcomer));
  await app.getByRole("link", { name: nameOf(newcomer) }).click();
  await app.getByRole("heading", { name: nameOf(newcomer) }).first().waitFor();

  // Two hours more, so that a night with 25 hours in between changes nothing.
  demo.sandbox.clock.forward(days(31) + hours(2));
  expect(boughtLately()).toEqual([]);
  await expect.poll(tagged, SOON).toEqual([]);
  await page.goBack();
  await page.reload();
  await app.getByText("0 people in this segment").waitFor(SOON);
  expect(complaints).toEqual([]);

  uninstall(shop);
  await expect.poll(() => row(db, z.object({ state: z.string() }), sql`select state from shop`), SOON).toEqual({ state: "uninstalled" });
  demo.sandbox.clock.forward(hours(48) + 60_000);
  await expect.poll(leftOver, SOON).toEqual([]);
});

/** Every table with a shop_id that holds a row of anybody's: there is one shop. */
async function leftOver(): Promise<string[]> {
  const tables = await db.rows(z.object({ table_name: z.string() }), sql`
    select table_name from information_schema.columns join information_schema.tables using (table_schema, table_name)
    where table_schema = 'public' and column_name = 'shop_id' and table_type = 'BASE TABLE' order by 1`);
  const held = [];
  for (const { table_name } of tables) {
    const found = await row(db, z.object({ count: Count }), sql`select count(*) from ${raw(table_name)}`);
    if (found?.count !== 0) held.push(table_name);
  }
  return held;
}

/** As a tab in the background says of itself, for longer than a page waits between asking and asking again. */
const hideForAWhile = () => {
  const until = performance.now() + 2_500;
  Object.defineProperty(document, "visibilityState", { configurable: true, get: () => (performance.now() < until ? "hidden" : "visible") });
};
