// How rows of facts stand, as far as news is made of it (news.ts, customer-news.ts).
import { z } from "zod";

const Text = z.string().nullable();
const Maybe = z.date().nullable();

export const OrderState = z.object({
  orderId: z.string(), customerId: z.string().nullable(), updatedAt: Maybe, processedAt: Maybe, voidAt: Maybe, financialStatus: Text, fulfillmentStatus: Text, returnStatus: Text, shippedAt: Maybe, deliveredAt: Maybe,
  parcels: z.array(z.string()),
});
export type OrderState = z.infer<typeof OrderState>;

export const LineState = z.object({ orderId: z.string(), lineId: z.string(), productId: z.string().nullable(), variantId: z.string().nullable(), quantity: z.int(), currentQuantity: z.int() });
export type LineState = z.infer<typeof LineState>;

export const RefundState = z.object({ orderId: z.string(), refundId: z.string(), processedAt: z.date() });
export type RefundState = z.infer<typeof RefundState>;

export const TagState = z.object({ customerId: z.string(), tag: z.string(), present: z.boolean(), changedAt: z.date() });
export type TagState = z.infer<typeof TagState>;

const Metafields = z.record(z.string(), z.object({ type: z.string(), value: z.string() }));
export const CustomerState = z.object({
  customerId: z.string(), updatedAt: Maybe, createdAt: Maybe, firstName: Text, lastName: Text, email: Text, phone: Text, state: Text, note: Text, city: Text, provinceCode: Text, countryCode: Text, zip: Text,
  detailedAt: Maybe, metafields: Metafields, rfmGroup: Text, smsState: Text, smsOptInLevel: Text, smsCollectedFrom: Text, smsUpdatedAt: Maybe,
});
export type CustomerState = z.infer<typeof CustomerState>;

const Props = z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])).nullable();
/** An event of which it is known whose it is. */
export const FoundEvent = z.object({ customerId: z.string(), eventId: z.string(), kind: z.string(), source: z.string(), at: z.date(), productId: z.string().nullable(), variantId: z.string().nullable(), props: Props });
export type FoundEvent = z.infer<typeof FoundEvent>;
