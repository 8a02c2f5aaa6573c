// When the order of a run came, or will come by the shop's usual time on the way where no carrier tells of it.
import type { PersonFacts } from "../../segments/person.ts";
import type { About } from "../ledger.ts";

/** The median from the first parcel's leaving to the last one's coming; null: too few are known. */
export type Transit = { all: number | null; byCountry: Readonly<Record<string, number>> };

/** Of an order's parcels its row keeps when the first left and when the last came: more is not known of "first". */
export function deliveryOf({ orders, customer }: PersonFacts, { order: id }: About, parcels: "first" | "all", { all, byCountry }: Transit, now: number): { at: number; foretold: boolean } | null {
  const order = orders.find(({ orderId }) => orderId === id);
  if (!order || (order.voidAt !== null && order.voidAt.getTime() <= now)) return null;
  const { shippedAt, deliveredAt, fulfillmentStatus } = order;
  const isPartial = parcels === "all" && fulfillmentStatus === "PARTIALLY_FULFILLED";
  if (deliveredAt !== null && deliveredAt.getTime() <= now && !isPartial) return { at: deliveredAt.getTime(), foretold: false };
  const country = order.shipCountry ?? customer.countryCode;
  const usual = (country === null ? undefined : byCountry[country]) ?? all;
  return shippedAt === null || shippedAt.getTime() > now || usual === null || isPartial ? null : { at: shippedAt.getTime() + usual, foretold: true };
}
