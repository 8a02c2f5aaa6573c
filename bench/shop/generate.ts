// A shop of any size: people who join, buy at their own pace and drop out (as in BG/NBD), baskets,
// loyalties and discounts. Columns, not objects: a million customers take about 300 MB.
import { beta, chance, exponential, gamma, normal, poisson, zipf, type Chance } from "./chance.ts";

export type Size = "S" | "M" | "L";

export const SIZES: Record<Size, { customers: number; products: number; vendors: number; types: number }> = {
  S: { customers: 10_000, products: 300, vendors: 20, types: 12 },
  M: { customers: 100_000, products: 1_500, vendors: 50, types: 25 },
  L: { customers: 1_000_000, products: 5_000, vendors: 100, types: 40 },
};

/** Everything happened in the three years before this instant. */
export const END = Date.UTC(2026, 10, 1);
const DAY = 86_400_000;
const YEARS_DAYS = 3 * 365;
const LINES_MAX = 12;

export type Catalogue = { vendor: Uint16Array; type: Uint16Array; priceMinor: Int32Array };

export type Purchases = {
  /** Index into customers; time in ms; both by order, in the order of time. */
  customer: Int32Array; at: Float64Array;
  grossMinor: Int32Array; discountMinor: Int32Array; refundMinor: Int32Array; quantity: Uint8Array;
  /** The order's lines stand from firstLine[i] to firstLine[i + 1]. */
  firstLine: Int32Array;
  product: Uint16Array; lineQuantity: Uint8Array; amountMinor: Int32Array;
};

export type Shop = { size: Size; seed: number; joined: Float64Array; catalogue: Catalogue; purchases: Purchases };

export function generate(size: Size, seed = 1): Shop {
  const { customers, products, vendors, types } = SIZES[size];
  const random = chance(seed);
  const catalogue = makeCatalogue(random, products, vendors, types);
  const joined = new Float64Array(customers);
  const bought: { customer: number[]; at: number[] } = { customer: [], at: [] };
  for (let person = 0; person < customers; person++) {
    // Growth: the square root puts more joins near the end.
    joined[person] = END - YEARS_DAYS * DAY * (1 - Math.sqrt(random()));
    visits(random, joined[person] ?? END, (at) => { bought.customer.push(person); bought.at.push(at); });
  }
  return { size, seed, joined, catalogue, purchases: fill(chance(seed + 1), customers, bought, catalogue) };
}

function visits(random: Chance, joined: number, visit: (at: number) => void): void {
  if (random() > 0.745) return; // Who never buys.
  const perDay = gamma(random, 0.8) / 55;
  const dropout = beta(random, 0.75, 5.2);
  // The first order follows joining within days; the rest at the person's own rate.
  for (let at = joined + exponential(random) * 3 * DAY; at < END; at += (exponential(random) / perDay) * DAY) {
    visit(Math.floor(at));
    if (random() < dropout) return;
  }
}

function makeCatalogue(random: Chance, products: number, vendors: number, types: number): Catalogue {
  const catalogue = { vendor: new Uint16Array(products), type: new Uint16Array(products), priceMinor: new Int32Array(products) };
  const vendor = zipf(vendors), type = zipf(types);
  for (let product = 0; product < products; product++) {
    catalogue.vendor[product] = vendor(random);
    catalogue.type[product] = type(random);
    catalogue.priceMinor[product] = 100 * Math.round(Math.exp(3.4 + 0.6 * normal(random))) + 99;
  }
  return catalogue;
}

function fill(random: Chance, customers: number, bought: { customer: number[]; at: number[] }, catalogue: Catalogue): Purchases {
  const count = bought.at.length;
  const by = new Uint32Array(count).map((_, index) => index).sort((a, b) => (bought.at[a] ?? 0) - (bought.at[b] ?? 0));
  const taste = tastes(random, customers, catalogue);
  const grow = { product: new Uint16Array(count * 4), lineQuantity: new Uint8Array(count * 4), amountMinor: new Int32Array(count * 4) };
  const orders = {
    customer: new Int32Array(count), at: new Float64Array(count), grossMinor: new Int32Array(count), discountMinor: new Int32Array(count),
    refundMinor: new Int32Array(count), quantity: new Uint8Array(count), firstLine: new Int32Array(count + 1),
  };
  let line = 0;
  for (let order = 0; order < count; order++) {
    const from = by[order] ?? 0;
    const person = bought.customer[from] ?? 0;
    orders.customer[order] = person;
    orders.at[order] = bought.at[from] ?? 0;
    const off = random() < (taste.discount[person] ?? 0) ? 0.15 : 0;
    const lines = Math.min(1 + poisson(random, 1.25 * (taste.spend[person] ?? 1)), LINES_MAX, grow.product.length - line);
    let gross = 0, discount = 0, quantity = 0;
    for (let end = line + lines; line < end; line++) {
      const product = taste.choose(person);
      const pieces = random() < 0.85 ? 1 : 2;
      const full = (catalogue.priceMinor[product] ?? 0) * pieces;
      const amount = Math.round(full * (1 - off));
      grow.product[line] = product;
      grow.lineQuantity[line] = pieces;
      grow.amountMinor[line] = amount;
      gross += amount;
      discount += full - amount;
      quantity += pieces;
    }
    orders.grossMinor[order] = gross;
    orders.discountMinor[order] = discount;
    orders.refundMinor[order] = random() < 0.03 ? Math.round(gross * random()) : 0;
    orders.quantity[order] = quantity;
    orders.firstLine[order + 1] = line;
  }
  return { ...orders, product: grow.product.subarray(0, line), lineQuantity: grow.lineQuantity.subarray(0, line), amountMinor: grow.amountMinor.subarray(0, line) };
}

/** 30 % are loyal to one vendor (93 % of their items); the others have a favourite type (25 %). */
function tastes(random: Chance, customers: number, catalogue: Catalogue) {
  const count = catalogue.vendor.length;
  const popular = zipf(count);
  const group = (of: Uint16Array) => {
    const groups = new Map<number, number[]>();
    of.forEach((key, product) => groups.set(key, [...(groups.get(key) ?? []), product]));
    return groups;
  };
  const byVendor = group(catalogue.vendor), byType = group(catalogue.type);
  const discount = new Float32Array(customers).map(() => beta(random, 0.6, 1.6));
  const spend = new Float32Array(customers).map(() => Math.exp(0.45 * normal(random)));
  const loyal = new Uint8Array(customers).map(() => (random() < 0.3 ? 1 : 0));
  const favourite = new Uint16Array(customers).map(() => popular(random));
  const choose = (person: number): number => {
    const product = favourite[person] ?? 0;
    const near = loyal[person] ? byVendor.get(catalogue.vendor[product] ?? 0) : byType.get(catalogue.type[product] ?? 0);
    if (near && random() < (loyal[person] ? 0.93 : 0.25)) return near[Math.floor(random() * near.length)] ?? product;
    return popular(random);
  };
  return { discount, spend, choose };
}
