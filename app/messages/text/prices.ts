// What a part costs where it goes, as data with its source. A country that is not in the table is priced high, and
// every figure that rests on an estimate says so.
import { z } from "zod";
import data from "./prices.json" with { type: "json" };

const Price = z.strictObject({
  part: z.int().positive(),
  carrierPart: z.int().min(0),
  /** Null where pictures do not go. */
  picture: z.int().positive().nullable(),
  carrierPicture: z.int().min(0),
  basis: z.enum(["listed", "estimate"]),
  source: z.string(),
});
export type Price = z.infer<typeof Price>;

const Table = z.strictObject({
  asOf: z.iso.date(),
  unit: z.string(),
  note: z.string(),
  sources: z.record(z.string(), z.string()),
  countries: z.record(z.string().regex(/^[A-Z]{2}$/), Price),
  other: Price,
});
export type PriceTable = z.infer<typeof Table>;

export const PRICES: PriceTable = Table.parse(data);

/** Millionths of a US dollar. `known`: the country itself is in the table. */
export function priceOf(table: PriceTable, country: string | null): { price: Price; known: boolean } {
  const price = country !== null && Object.hasOwn(table.countries, country) ? table.countries[country] : undefined;
  return { price: price ?? table.other, known: price !== undefined };
}
