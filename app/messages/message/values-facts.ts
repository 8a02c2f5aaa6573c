// A customer and an order as texts know them.
import { z } from "zod";
import { CustomerId } from "../../lib/ids.ts";
import { Count, Instant } from "../../lib/sql.ts";

const Maybe = z.string().nullable();

export const PersonRow = z.object({
  customerId: CustomerId, firstName: Maybe, lastName: Maybe, city: Maybe, locale: Maybe, timeZone: Maybe, phone: Maybe, phoneCountry: Maybe, country: Maybe,
  smsState: Maybe, smsOptInLevel: Maybe, smsUpdatedAt: Instant.nullable(), orderCount: Count, spentMinor: Count, lastOrderAt: Instant.nullable(), lastProduct: Maybe,
});
export type PersonRow = z.infer<typeof PersonRow>;

export const OrderRow = z.object({
  customerId: CustomerId, name: Maybe, totalMinor: Count, placedAt: Instant, itemCount: Count,
  lines: z.array(z.object({ title: Maybe, variant: Maybe, quantity: z.number(), priceMinor: z.number(), handle: Maybe })),
});
export type OrderRow = z.infer<typeof OrderRow>;
