import { beforeAll, expect, test } from "vitest";
import { startClock } from "#sandbox/clock.ts";
import { currentQuantity, spent } from "#sandbox/shopify/amounts.ts";
import { Shop } from "#sandbox/shopify/shop.ts";
import { demoShop } from "./demo.ts";

const BORN = new Date("2026-11-25T09:30:00Z");
let shop: Shop;

function filled(): Shop {
  const seed = demoShop();
  const made = new Shop(seed.settings, { clock: startClock(), record: () => {}, emit: () => {}, filesDir: "", fileUrl: () => "", uploadUrl: () => "" });
  seed.fill(made, BORN);
  return made;
}

beforeAll(() => {
  shop = filled();
});

test("the demo shop has the data set's people, orders and lines", () => {
  const orders = [...shop.tables.Order.values()];
  expect(shop.tables.Customer.size).toBe(4339);
  expect(orders).toHaveLength(18_536);
  expect(orders.reduce((sum, order) => sum + order.lines.length, 0)).toBe(396_731);
  expect(shop.tables.Product.size).toBe(3660);
  expect(orders.filter((order) => order.cancelledAt !== null)).toHaveLength(142);
});

test("its last order is of the day it was born, and none is of the future", () => {
  const placed = [...shop.tables.Order.values()].map((order) => order.processedAt);
  const last = placed.reduce((latest, at) => Math.max(latest, at), 0);
  expect(new Date(last).toISOString().slice(0, 10)).toBe("2026-11-25");
  expect(last).toBeLessThanOrEqual(BORN.getTime());
});

test("nothing more comes back than was bought, in pieces or in money", () => {
  const overdrawn = [...shop.tables.Order.values()].filter((order) => order.lines.some((line) => currentQuantity(order, line) < 0));
  const negative = [...shop.tables.Customer.keys()].filter((id) => spent(shop.ordersOfCustomer(id)) < 0);
  expect([overdrawn, negative]).toEqual([[], []]);
});

test("no phone or email is given twice, and all are of ranges nobody has", () => {
  const people = [...shop.tables.Customer.values()];
  const phones = people.flatMap((customer) => customer.phone ?? []);
  const emails = people.flatMap((customer) => customer.email ?? []);
  expect(new Set(phones).size).toBe(phones.length);
  expect(new Set(emails).size).toBe(emails.length);
  expect(phones.filter((phone) => !/^(\+1\d{3}55501\d\d|\+447700900\d{3}|\+3363998\d{4}|\+4917139200\d\d|\+467017406\d\d)$/.test(phone))).toEqual([]);
  expect(emails.filter((email) => !email.endsWith("@example.com"))).toEqual([]);
});

test("the same day gives the same shop", () => {
  const again = filled();
  const [one, other] = [shop, again].map((each) => JSON.stringify([[...each.tables.Customer.values()].slice(-50), [...each.tables.Order.values()].slice(-50)]));
  expect(one).toBe(other);
});
