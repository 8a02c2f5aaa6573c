// Finding customers and products by what somebody types.
import type { Customer, Product } from "#sandbox/shopify/records.ts";
import type { Shop } from "#sandbox/shopify/shop.ts";

export const CUSTOMERS_SHOWN_MAX = 50;
export const PRODUCTS_SHOWN_MAX = 24;
const TAGS_SHOWN_MAX = 40;

export function findCustomers(shop: Shop, query: string, tag: string): { shown: Customer[]; count: number } {
  const words = query.toLowerCase().split(/\s+/).filter(Boolean);
  const wanted = tag.toLowerCase();
  const fits = (customer: Customer) => {
    if (wanted && !customer.tags.some((each) => each.toLowerCase() === wanted)) return false;
    const text = [customer.firstName, customer.lastName, customer.email, customer.phone, customer.id, ...customer.tags].join(" ").toLowerCase();
    return words.every((word) => text.includes(word));
  };
  const all = [...shop.tables.Customer.values()].filter(fits).sort((one, other) => other.updatedAt - one.updatedAt || one.id - other.id);
  return { shown: all.slice(0, CUSTOMERS_SHOWN_MAX), count: all.length };
}

export function customerOf(shop: Shop, id: string): Customer | undefined {
  return shop.tables.Customer.get(Number(id));
}

export function tagsOf(shop: Shop): string[] {
  const tags = new Set<string>();
  for (const customer of shop.tables.Customer.values()) for (const tag of customer.tags) tags.add(tag);
  return [...tags].sort().slice(0, TAGS_SHOWN_MAX);
}

export function findProducts(shop: Shop, query: string): Product[] {
  const words = query.toLowerCase().split(/\s+/).filter(Boolean);
  const found: Product[] = [];
  for (const product of shop.tables.Product.values()) {
    if (product.status !== "ACTIVE" || !words.every((word) => product.title.toLowerCase().includes(word))) continue;
    found.push(product);
    if (found.length === PRODUCTS_SHOWN_MAX) break;
  }
  return found;
}
