// What our API takes and answers where somebody's own systems start a flow.
import { z } from "zod";

export const STARTS_MAX = 1_000;

const Customer = z.union([z.string().regex(/^[1-9][0-9]{0,17}$/, "must be a customer's number in Shopify"), z.int().positive()]).transform(String);

export const StartBody = z.strictObject({ customers: z.array(Customer).min(1, "must name somebody").max(STARTS_MAX, `must name at most ${STARTS_MAX} customers`) });

export const PublishedStart = z.object({
  flow: z.int(), started: z.int().meta({ description: "Told of now." }), known: z.int().meta({ description: "Told of by this key before." }), unknown: z.array(z.string()).meta({ description: "No customers of this shop." }),
});
