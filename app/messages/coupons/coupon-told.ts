// A code that stands in Shopify now, as an event of whom it is for. That it was used is told with the order (customers/coupon-uses-rows.server.ts).
import { OWN_SINCE } from "../../customers/event-kind.ts";
import type { CoverFact, EventFact } from "../../customers/fact.ts";

export const COUPON_COVERS: CoverFact[] = (["couponGiven", "couponUsed"] as const).map((kind) => ({ kind, since: OWN_SINCE }));

export const givenFact = (coupon: { couponId: number; name: string }, customerId: string, at: Date): EventFact =>
  ({ source: "segue", sourceId: `code/${coupon.couponId}/${customerId}`, kind: "couponGiven", at: at.toISOString(), customerId, text: coupon.name });
