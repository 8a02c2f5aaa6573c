// A code that stands in Shopify now, as an event of whom it is for. That it was used is told with the order (customers/coupon-uses-rows.server.ts).
import type { EventFact } from "../../customers/fact.ts";

const SOURCE = "segue";
/** What an event of a code is called, before the number of whom it is for. */
export const codeNamed = (coupon: number): string => `${SOURCE} code/${coupon}/`;

/** `endsAt`: of the code. */
export const givenFact = (coupon: { couponId: number; name: string; endsAt: string | null }, customerId: string, at: Date): EventFact =>
  ({ source: SOURCE, sourceId: `code/${coupon.couponId}/${customerId}`, kind: "couponGiven", at: at.toISOString(), customerId, text: coupon.name, endsAt: coupon.endsAt });
