// What the merchant does to the catalogue.
import { productPayload } from "./payload-order.ts";
import type { Product } from "./records.ts";
import { Refusal } from "./refusal.ts";
import type { Shop } from "./shop.ts";

export type ProductInput = { title?: string; vendor?: string; productType?: string; tags?: string[]; price?: number; /** Of each variant. */ stock?: number; status?: Product["status"] };

export function createProduct(shop: Shop, input: ProductInput & { title: string }): Product {
  const now = shop.now();
  const id = shop.nextId("Product");
  const product: Product = {
    kind: "Product", id, title: input.title, handle: handleOf(input.title), vendor: input.vendor ?? shop.settings.name, productType: input.productType ?? "", status: input.status ?? "ACTIVE",
    tags: input.tags ?? [], collectionIds: [], metafields: [], createdAt: now, updatedAt: now,
    variants: [{ kind: "ProductVariant", id: shop.nextId("ProductVariant"), productId: id, title: "Default Title", sku: null, price: input.price ?? 0, position: 1, createdAt: now, updatedAt: now, ...(input.stock !== undefined && { stock: input.stock }) }],
  };
  shop.save(product);
  shop.saveState();
  shop.emit("products/create", productPayload(shop, product));
  return product;
}

export function updateProduct(shop: Shop, product: Product, input: ProductInput): Product {
  if (input.title === "") throw new Refusal("Title can't be blank", ["title"]);
  const { title = product.title, vendor = product.vendor, productType = product.productType, tags = product.tags, status = product.status, price, stock } = input;
  Object.assign(product, { title, vendor, productType, tags, status, updatedAt: shop.now() });
  for (const variant of price === undefined ? [] : product.variants) Object.assign(variant, { price, updatedAt: product.updatedAt });
  for (const variant of stock === undefined ? [] : product.variants) Object.assign(variant, { stock, updatedAt: product.updatedAt });
  shop.save(product);
  shop.emit("products/update", productPayload(shop, product));
  return product;
}

export function deleteProduct(shop: Shop, product: Product): void {
  shop.drop("Product", product.id);
  for (const variant of product.variants) shop.variants.delete(variant.id);
  shop.emit("products/delete", { id: product.id });
}

export const handleOf = (title: string) => title.toLowerCase().replace(/[^a-z0-9]+/g, "-").replace(/^-|-$/g, "");
