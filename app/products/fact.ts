// What can be known of a product and of a collection, and which fields travel together.
import type { Table } from "../lib/merge.ts";

export type ProductFact = {
  productId: string;
  updatedAt?: string;
  title?: string;
  handle?: string | null;
  vendor?: string | null;
  productType?: string | null;
  status?: string | null;
  tags?: string[];
  category?: string | null;
  /** When the export that read the whole product began: its collections are those of the newest export. */
  detailedAt?: string;
  collections?: string[];
  deletedAt?: string;
};

/** Key: variantId. `price` in whole units, as it is written; `stock` null: not told, or nobody keeps count. */
export type VariantFact = { variantId: string; productId: string; updatedAt: string; title: string | null; price: string | null; stock: number | null };

export type CollectionFact = { collectionId: string; title: string };

/** A product is in a collection; a line of its own in a bulk export. `detailedAt`: when the export began. */
export type InCollectionFact = { productId: string; collectionId: string; detailedAt: string };

export const PRODUCT: Table<ProductFact> = {
  name: "product",
  keys: ["productId"],
  columns: {
    productId: "bigint", updatedAt: "timestamptz", title: "text", handle: "text", vendor: "text", productType: "text",
    status: "text", tags: "text[]", category: "text", detailedAt: "timestamptz", collections: "bigint[]",
    deletedAt: "timestamptz",
  },
  groups: [
    { at: "updatedAt", columns: ["updatedAt", "title", "handle", "vendor", "productType", "status", "tags", "category"] },
    {
      at: "detailedAt",
      columns: ["detailedAt", "collections"],
      // Not "as new": the collections that the same export has brought already stay.
      wins: "excluded.detailed_at is not null and (old.detailed_at is null or excluded.detailed_at > old.detailed_at)",
    },
    { at: "deletedAt", columns: ["deletedAt"] },
  ],
  otherwise: { title: "''", collections: "'{}'", tags: "'{}'", updatedAt: "'epoch'" },
};
