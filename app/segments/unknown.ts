// Which fields have a value whatever Shopify leaves out: asked of facts of which everything that can be
// missing is.
import type { Field, Occurrence, OrderAsOf } from "./field.ts";
import type { CustomerFacts, EventFacts, LineFacts } from "./person.ts";

/** Null for every property but those that a row always has. */
const bare = <Facts extends object>(given: Partial<Facts>): Facts => new Proxy(given, { get: (facts, key) => Reflect.get(facts, key) ?? null }) as Facts;

const customer = bare<CustomerFacts>({ customerId: "1", companies: [], tags: [], metafields: {}, listed: {}, orderCount: 0 });
const order: Partial<OrderAsOf> = {
  orderId: "1", processedAt: new Date(0), grossMinor: 0, itemsMinor: 0, discountMinor: 0, shippingMinor: 0, taxMinor: 0, quantity: 0, discountCodes: [], tags: [], gateways: [], parcels: [], attributes: [],
  netMinor: 0, refundedMinor: 0,
};
const line = bare<LineFacts>({ orderId: "1", lineId: "1", quantity: 1, currentQuantity: 1, amountMinor: 0, discountMinor: 0, giftCard: false, attributes: [] });
const at = new Date(0);

const occurrence: Occurrence = {
  at: 0, ids: ["1"], kind: "line", line, refund: { orderId: "1", refundId: "1", processedAt: at, amountMinor: 0 }, tag: { tag: "a", present: true, changedAt: at },
  event: bare<EventFacts>({ eventId: "1", kind: "custom", at, source: "api", name: "a" }),
  visit: { at, minutes: 0, pages: 0, first: bare<EventFacts>({ eventId: "1", kind: "cartViewed", at, source: "api" }), landing: null },
  order: bare<OrderAsOf>(order),
  around: { customer, digits: 2, place: () => ({ number: 1, back: 1, beforeAt: null }), totals: () => ({ total: 0n, orders: 0 }), contents: () => null, firstAt: () => null },
};

export const isNeverUnknown = (field: Field): boolean => (field.scope === "customer" ? field.read(customer) : field.read(occurrence)) !== null;
