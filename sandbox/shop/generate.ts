// Small shops from a seed, for tests: the same seed gives the same records for the same instant.
import { chanceFrom } from "#sandbox/chance.ts";
import { days } from "#app/lib/time.ts";
import type { SeedShop } from "#sandbox/server.ts";
import { total } from "#sandbox/shopify/amounts.ts";
import { handleOf } from "#sandbox/shopify/products.ts";
import type { Line, Order, Product } from "#sandbox/shopify/records.ts";
import type { Shop, ShopSettings } from "#sandbox/shopify/shop.ts";
import { invent, phoneBook } from "./people.ts";

export type ShopSize = { seed?: number; customers?: number; orders?: number; products?: number; linesMax?: number; historyDays?: number; settings?: Partial<ShopSettings> };

export function generatedShop(size: ShopSize = {}): SeedShop {
  const { seed = 1, customers = 20, orders = 60, products = 12, linesMax = 4, historyDays = 400 } = size;
  const settings: ShopSettings = { domain: "small-shop.myshopify.com", name: "Small Shop", currency: "GBP", timeZone: "Europe/London", email: "merchant@example.com", locale: "en", ...size.settings };
  return {
    settings,
    fill(shop, bornAt) {
      const chance = chanceFrom(seed);
      const today = Math.floor(bornAt.getTime() / 1000) * 1000;
      const from = today - days(historyDays);
      const phones = phoneBook();
      const collections = ["Home", "Gifts"].map((title) => ({ kind: "Collection" as const, id: shop.nextId("Collection"), title, handle: title.toLowerCase(), updatedAt: from }));
      for (const collection of collections) shop.place(collection);
      const stock = Array.from({ length: products }, (_, n) => product(shop, `Product ${n + 1}`, 250 + chance.whole(0, 40) * 50, from, [collections[n % 2]?.id ?? 0], `Vendor ${(n % 3) + 1}`));
      const people = Array.from({ length: customers }, (_, n) => {
        const at = from + chance.whole(0, Math.floor(days(historyDays / 2) / 1000)) * 1000;
        const person = { ...invent(shop, chance, phones, n, at, today), kind: "Customer" as const, id: shop.nextId("Customer"), note: null, state: "DISABLED" as const, verifiedEmail: true, taxExempt: false, createdAt: at, updatedAt: at };
        shop.place(person);
        return person;
      });
      for (let n = 0; n < orders; n++) {
        const customer = chance.pick(people);
        const at = Math.min(today, customer.createdAt + chance.whole(0, Math.floor((today - customer.createdAt) / 1000)) * 1000);
        const order = orderOf(shop, customer.id, n, at, Array.from({ length: chance.whole(1, linesMax) }, () => line(shop, chance.pick(stock), chance.whole(1, 5))));
        shop.place({ ...order, email: customer.email, shippingAddress: customer.addresses[0] ?? null });
      }
    },
  };
}

export function product(shop: Shop, title: string, price: number, at: number, collectionIds: number[], vendor: string, productType = "Gift", tags: string[] = [], sku: string | null = null): Product {
  const id = shop.nextId("Product");
  const made: Product = {
    kind: "Product", id, title, handle: handleOf(title), vendor, productType, status: "ACTIVE", tags, collectionIds, metafields: [], createdAt: at, updatedAt: at,
    variants: [{ kind: "ProductVariant", id: shop.nextId("ProductVariant"), productId: id, title: "Default Title", sku: sku ?? `SKU-${id % 100_000}`, price, position: 1, createdAt: at, updatedAt: at }],
  };
  shop.place(made);
  return made;
}

export function line(shop: Shop, of: Product, quantity: number, price = of.variants[0]?.price ?? 0): Line {
  const variant = of.variants[0];
  return { id: shop.nextId("LineItem"), productId: of.id, variantId: variant?.id ?? null, title: of.title, sku: variant?.sku ?? null, vendor: of.vendor, quantity, editedOut: 0, price, discount: 0 };
}

export function orderOf(shop: Shop, customerId: number, n: number, at: number, lines: Line[]): Order {
  const order: Order = {
    kind: "Order", id: shop.nextId("Order"), number: 1001 + n, customerId, email: null, phone: null, createdAt: at, processedAt: at, updatedAt: at, cancelledAt: null, cancelReason: null,
    test: false, sourceName: "web", note: null, tags: [], discountCodes: [], shipping: 0, originalTotal: 0, paid: true, voided: false, fulfilled: true, acceptsMarketing: false,
    shippingAddress: null, cartToken: null, checkoutToken: null, lines, refunds: [],
  };
  order.originalTotal = total(order);
  return order;
}
