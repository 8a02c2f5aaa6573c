// The demo shop: a real gift retailer's year (retail.ts), moved so that its last day is the day the
// sandbox was first started, with invented people. 18,536 orders and 397,924 lines are placed in about
// a second.
import { days, minutes } from "#app/lib/time.ts";
import { chanceFrom } from "#sandbox/chance.ts";
import type { Chance } from "#sandbox/chance.ts";
import type { SeedShop } from "#sandbox/server.ts";
import { lineTotal, total } from "#sandbox/shopify/amounts.ts";
import { handleOf } from "#sandbox/shopify/products.ts";
import type { Customer, Line, Order, Product } from "#sandbox/shopify/records.ts";
import type { Shop, ShopSettings } from "#sandbox/shopify/shop.ts";
import { describeArticle, isArticle, isCarriage } from "./catalogue.ts";
import { line, orderOf, product } from "./generate.ts";
import { invent, phoneBook } from "./people.ts";
import { readRetail } from "./retail.ts";
import type { Retail, RetailOrder, RetailReturn } from "./retail.ts";

export const DEMO_SETTINGS: ShopSettings = { domain: "gift-shop-demo.myshopify.com", name: "The Gift Shop", currency: "GBP", timeZone: "Europe/London", email: "merchant@example.com", locale: "en" };

const SEED = 20_111_209;
const CODES = [{ code: "WELCOME10", percent: 10 }, { code: "SPRING15", percent: 15 }, { code: "THANKYOU20", percent: 20 }];

/** Those a new shop of Shopify's has, and one of the merchant's own. */
const SEGMENTS: [name: string, query: string][] = [
  ["Email subscribers", "email_subscription_status = 'SUBSCRIBED'"],
  ["Customers who have purchased at least once", "number_of_orders >= 1"],
  ["Customers who have purchased more than once", "number_of_orders > 1"],
  ["Customers who haven't purchased", "number_of_orders = 0"],
  ["Big spenders of the last quarter", "orders_placed MATCHES (date >= -90d, sum_amount >= 500) AND customer_countries CONTAINS 'GB'"],
];

export function demoShop(settings: Partial<ShopSettings> = {}): SeedShop {
  return {
    settings: { ...DEMO_SETTINGS, ...settings },
    fill(shop, bornAt) {
      const retail = readRetail();
      const chance = chanceFrom(SEED);
      const at = movedTo(retail, bornAt.getTime());
      const stock = fillCatalogue(shop, retail, at(0));
      for (const [name, query] of SEGMENTS) shop.place({ kind: "Segment", id: shop.nextId("Segment"), name, query, createdAt: at(0), updatedAt: at(0) });
      const people = fillPeople(shop, retail, chance, at, bornAt.getTime());
      const returns = new Map<number, RetailReturn[]>();
      for (const each of retail.returns) returns.set(each.order, [...(returns.get(each.order) ?? []), each]);
      retail.orders.forEach((order, n) => {
        const customer = people[order.customer];
        if (customer) shop.place(fillOrder({ shop, retail, stock, chance, at, bornAt: bornAt.getTime() }, n, order, customer, returns.get(n) ?? []));
      });
    },
  };
}

type At = (minute: number) => number;

/** Whole days are added; on the last day the hours are squeezed to lie before the present one. */
function movedTo(retail: Retail, bornAtMs: number): At {
  const DAY = days(1);
  const first = Date.parse(retail.firstMinute);
  const lastMinute = Math.max(retail.orders.at(-1)?.atMinute ?? 0, ...retail.returns.map((each) => each.atMinute));
  const last = first + minutes(lastMinute);
  const lastDay = Math.floor(last / DAY) * DAY;
  const today = Math.floor(bornAtMs / DAY) * DAY;
  const squeeze = Math.min(1, (bornAtMs - today - 1000) / (last - lastDay));
  return (minute) => {
    const instant = first + minutes(minute);
    if (instant < lastDay) return instant + today - lastDay;
    return Math.floor((today + (instant - lastDay) * squeeze) / 1000) * 1000;
  };
}

function fillCatalogue(shop: Shop, retail: Retail, at: number): (Product | null)[] {
  const prices = new Map<number, number[]>();
  for (const order of retail.orders) for (const item of order.lines) {
    const known = prices.get(item.product);
    if (known) known.push(item.price);
    else prices.set(item.product, [item.price]);
  }
  const median = (position: number) => (prices.get(position) ?? [0]).sort((one, other) => one - other)[Math.floor((prices.get(position)?.length ?? 0) / 2)] ?? 0;
  const collections = new Map<string, number>();
  return retail.products.map(({ code, title }, position) => {
    if (!isArticle(code)) return null;
    const price = median(position);
    const { vendor, productType, tags, collections: titles } = describeArticle(code, title, price);
    const ids = titles.map((name) => collections.get(name) ?? newCollection(shop, collections, name, at));
    return product(shop, title, price, at, ids, vendor, productType, tags, code);
  });
}

function newCollection(shop: Shop, collections: Map<string, number>, title: string, updatedAt: number): number {
  const id = shop.nextId("Collection");
  shop.place({ kind: "Collection", id, title, handle: handleOf(title), updatedAt });
  collections.set(title, id);
  return id;
}

function fillPeople(shop: Shop, retail: Retail, chance: Chance, at: At, bornAt: number): Customer[] {
  const first = new Map<number, number>();
  const last = new Map<number, number>();
  for (const order of retail.orders) {
    if (!first.has(order.customer)) first.set(order.customer, order.atMinute);
    last.set(order.customer, order.atMinute);
  }
  const phones = phoneBook();
  return Array.from({ length: retail.customers }, (_, n) => {
    // An account is opened some minutes, at times some weeks before the first order.
    const firstOrder = at(first.get(n) ?? 0);
    const createdAt = firstOrder - (chance.happens(0.8) ? minutes(chance.whole(2, 40)) : days(chance.whole(1, 60)));
    const customer: Customer = {
      ...invent(shop, chance, phones, n, createdAt, bornAt),
      kind: "Customer", id: shop.nextId("Customer"), note: null, state: chance.happens(0.3) ? "ENABLED" : "DISABLED", verifiedEmail: true, taxExempt: false,
      createdAt, updatedAt: at(last.get(n) ?? 0),
    };
    customer.updatedAt = Math.max(customer.updatedAt, customer.smsConsent.at ?? 0, customer.emailConsent.at ?? 0);
    shop.place(customer);
    return customer;
  });
}

type Filling = { shop: Shop; retail: Retail; stock: (Product | null)[]; chance: Chance; at: At; bornAt: number };

function fillOrder(filling: Filling, n: number, from: RetailOrder, customer: Customer, returns: RetailReturn[]): Order {
  const { shop, retail, stock, chance, at, bornAt } = filling;
  // What the data says was paid stays what was paid: a discount is on top of a higher price.
  const discount = chance.happens(0.06) ? chance.pick(CODES) : null;
  const carriage = from.lines.filter((item) => isCarriage(retail.products[item.product]?.code ?? ""));
  const shipped = carriage.length === from.lines.length ? [] : carriage;
  const lines = new Map<number, Line>();
  from.lines.forEach((item, position) => {
    if (shipped.includes(item)) return;
    const article = stock[item.product];
    const made = article ? line(shop, article, item.quantity, item.price) : looseLine(shop, retail.products[item.product]?.title ?? "", item);
    if (discount) markUp(made, discount.percent);
    lines.set(position, made);
  });
  const placedAt = at(from.atMinute);
  const order = orderOf(shop, customer.id, n, placedAt, [...lines.values()]);
  Object.assign(order, {
    email: customer.email,
    phone: customer.phone,
    shippingAddress: customer.addresses[0] ?? null,
    shipping: shipped.reduce((sum, item) => sum + item.price * item.quantity, 0),
    discountCodes: discount ? [discount.code] : [],
    sourceName: chance.happens(0.9) ? "web" : "shopify_draft_order",
    acceptsMarketing: customer.emailConsent.state === "SUBSCRIBED",
    fulfilled: placedAt < bornAt - days(2),
    updatedAt: Math.min(bornAt, placedAt + minutes(chance.whole(5, 3000))),
  });
  order.originalTotal = total(order);
  for (const each of returns) giveBack(shop, order, lines, each, at(each.atMinute));
  return order;
}

const looseLine = (shop: Shop, title: string, item: { quantity: number; price: number }): Line => ({
  id: shop.nextId("LineItem"), productId: null, variantId: null, title, sku: null, vendor: null, quantity: item.quantity, editedOut: 0, price: item.price, discount: 0,
});

function markUp(made: Line, percent: number) {
  const paid = made.price * made.quantity;
  made.price = Math.round(made.price / (1 - percent / 100));
  made.discount = made.price * made.quantity - paid;
}

/** A whole order given back counts as cancelled then; anything less is a refund. */
function giveBack(shop: Shop, order: Order, lines: Map<number, Line>, back: RetailReturn, at: number) {
  const items = back.lines.flatMap(({ line: position, quantity }) => {
    const held = lines.get(position);
    return held ? [{ id: shop.nextId("RefundLineItem"), lineId: held.id, quantity, subtotal: lineTotal(held, quantity) }] : [];
  });
  const sum = items.reduce((minor, item) => minor + item.subtotal, 0);
  const left = total(order) - order.refunds.reduce((minor, refund) => minor + refund.amount, 0);
  const amount = back.whole ? left : Math.min(sum, left);
  order.refunds.push({ id: shop.nextId("Refund"), transactionId: shop.nextId("OrderTransaction"), createdAt: at, processedAt: at, note: null, amount, lines: items });
  order.updatedAt = Math.max(order.updatedAt, at);
  if (back.whole && order.cancelledAt === null) Object.assign(order, { cancelledAt: at, cancelReason: "CUSTOMER" });
}
