// What the resource picker offers: the shop's products, variants or collections, in the shape App Bridge hands on.
import { z } from "zod";
import type { Product, Variant } from "#sandbox/shopify/records.ts";
import type { Shop } from "#sandbox/shopify/shop.ts";
import type { Picked } from "./browser/messages.ts";

export const PickerAsk = z.object({ type: z.enum(["product", "variant", "collection"]), query: z.string() });
export type PickerAsk = z.infer<typeof PickerAsk>;

const OFFERED_MAX = 50;

export function pick(shop: Shop, { type, query }: PickerAsk): Picked[] {
  const words = query.toLowerCase().split(/\s+/).filter(Boolean);
  const fits = (...texts: (string | null)[]) => words.every((word) => texts.some((text) => text?.toLowerCase().includes(word)));
  if (type === "collection") {
    const collections = [...shop.tables.Collection.values()].filter((each) => fits(each.title));
    return sorted(collections.map(({ id, title, handle }) => ({ id: `gid://shopify/Collection/${id}`, title, handle })));
  }
  const products = [...shop.tables.Product.values()];
  if (type === "product") return sorted(products.filter((each) => fits(each.title, each.vendor, each.variants[0]?.sku ?? null)).map(ofProduct));
  return sorted(products.flatMap((product) => product.variants.filter((each) => fits(product.title, each.sku)).map((each) => ofVariant(product, each))));
}

function sorted(picked: Picked[]): Picked[] {
  return picked.sort((one, other) => (one.title < other.title ? -1 : one.title > other.title ? 1 : one.id < other.id ? -1 : 1)).slice(0, OFFERED_MAX);
}

function ofProduct(product: Product): Picked {
  const { title, handle, vendor, productType, status, tags } = product;
  const variants = product.variants.map((variant) => ({ id: `gid://shopify/ProductVariant/${variant.id}` }));
  return { id: `gid://shopify/Product/${product.id}`, title, handle, vendor, productType, status, tags, images: [], variants };
}

function ofVariant(product: Product, variant: Variant): Picked {
  const title = product.variants.length > 1 ? `${product.title} – ${variant.title}` : product.title;
  return { id: `gid://shopify/ProductVariant/${variant.id}`, title, sku: variant.sku, product: { id: `gid://shopify/Product/${product.id}` } };
}
