// Branded ids, so that a segment's number can never stand where a shop's is meant, and the shape of
// the id source that comes in with the world. Shopify's ids exceed 2^53 in places: they are strings
// of decimal digits here and bigint in PostgreSQL.
import { z } from "zod";

export const ShopId = z.number().int().positive().brand<"ShopId">();
export type ShopId = z.infer<typeof ShopId>;

const digits = z.string().regex(/^[1-9][0-9]{0,18}$/, "must be a number");

export const CustomerId = digits.brand<"CustomerId">();
export type CustomerId = z.infer<typeof CustomerId>;

/** Counted per shop from 1. */
export const SegmentId = z.number().int().positive().brand<"SegmentId">();
export type SegmentId = z.infer<typeof SegmentId>;

/** Counted per shop from 1. */
export const ListId = z.number().int().positive().brand<"ListId">();
export type ListId = z.infer<typeof ListId>;

/** Where new ids come from: random in production, counted in tests and the simulator. */
export type Ids = { uuid(): string };
