// A product as a bulk export writes it; its collections are lines of their own.
import { z } from "zod";
import type { ProductFact } from "../products/fact.ts";
import { Code, Digits, Stamp, Tags, Text } from "./values.ts";

export const ProductNode = z.object({
  id: Digits,
  title: z.string().trim(),
  handle: Text,
  vendor: Text,
  productType: Text,
  status: Code,
  tags: Tags,
  updatedAt: Stamp,
  category: z.object({ fullName: Text }).nullish(),
});

export const productFact = (node: z.infer<typeof ProductNode>, startedAt: string): ProductFact => ({
  productId: node.id,
  updatedAt: node.updatedAt,
  title: node.title,
  handle: node.handle,
  vendor: node.vendor,
  productType: node.productType,
  status: node.status,
  tags: node.tags,
  category: node.category?.fullName ?? null,
  detailedAt: startedAt,
});
