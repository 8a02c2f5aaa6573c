// What webhooks say of products. Their collections are known through GraphQL alone.
import { z } from "zod";
import type { Facts } from "../../customers/fact.ts";
import { Code, Digits, Stamp, Tags, Text } from "../values.ts";

/** Shopify tells the first hundred of them here. What it does not keep count of has no number that means anything. */
const Variant = z.object({
  admin_graphql_api_id: Digits.optional(), id: Digits, title: Text, price: z.string().regex(/^\d{1,12}(\.\d{1,4})?$/).nullish().catch(null), inventory_quantity: z.number().int().nullish().catch(null), inventory_management: Text,
});

export const ProductWritten = z.object({
  admin_graphql_api_id: Digits.optional(),
  id: Digits,
  updated_at: Stamp,
  title: z.string().trim(),
  handle: Text,
  vendor: Text,
  product_type: Text,
  status: Code,
  tags: Tags,
  category: z.object({ full_name: Text, name: Text }).nullish(),
  variants: z.array(Variant).nullish(),
}).transform((product): Partial<Facts> => ({
  products: [{
    productId: product.admin_graphql_api_id ?? product.id,
    updatedAt: product.updated_at,
    title: product.title,
    handle: product.handle,
    vendor: product.vendor,
    productType: product.product_type,
    status: product.status,
    tags: product.tags,
    category: product.category?.full_name ?? product.category?.name ?? null,
  }],
  variants: (product.variants ?? []).map(({ admin_graphql_api_id, id, title, price, inventory_quantity, inventory_management }) => ({
    variantId: admin_graphql_api_id ?? id, productId: product.admin_graphql_api_id ?? product.id, updatedAt: product.updated_at, title, price: price ?? null, stock: inventory_management === null ? null : (inventory_quantity ?? null),
  })),
}));

export const productDeleted = (at: string) =>
  z.object({ id: Digits }).transform(({ id }): Partial<Facts> => ({ products: [{ productId: id, deletedAt: at }] }));
