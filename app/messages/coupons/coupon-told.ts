// A code that stands in Shopify now, as an event of whom it is for. That it was used is told with the order (customers/coupon-uses-rows.server.ts).
import type { EventFact } from "../../customers/fact.ts";

export const givenFact = (coupon: { couponId: number; name: string }, customerId: string, at: Date): EventFact =>
  ({ source: "segue", sourceId: `code/${coupon.couponId}/${customerId}`, kind: "couponGiven", at: at.toISOString(), customerId, text: coupon.name });
