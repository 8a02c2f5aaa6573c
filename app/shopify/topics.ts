// Every webhook topic we subscribe to (shopify.app.toml names the same ones) and what its payload
// means. Payloads are read leniently: only what a fact needs must be there.
import { z } from "zod";
import type { Facts } from "../customers/fact.ts";
import { type Problem, problemsOf } from "../lib/problem.ts";
import { EmailConsent, SmsConsent } from "./payloads/consent.ts";
import { customerDeleted, customersMerged, CustomerWritten, PurchasingSummary, tagsChanged } from "./payloads/customer.ts";
import { orderDeleted, OrderWritten, RefundCreated } from "./payloads/order.ts";
import { productDeleted, ProductWritten } from "./payloads/product.ts";
import { BulkFinished, CustomerRedacted, DataRequested, ScopesUpdated, SegmentChanged, ShopUpdated } from "./payloads/shop.ts";

export type Meaning =
  | { kind: "facts"; facts: Partial<Facts> }
  | { kind: "shop"; shop: ShopUpdated }
  | { kind: "scopes"; scopes: string[] }
  | { kind: "uninstalled" }
  | { kind: "bulk"; bulkId: string }
  | { kind: "nativeSegment"; nativeId: string }
  | { kind: "dataRequest"; requestId: string; customerId: string }
  | { kind: "redactCustomer"; customerId: string; orderIds: string[]; words: string[] }
  | { kind: "redactShop" };

type Reading = (at: string) => z.ZodType<Meaning>;

const facts = (shape: z.ZodType<Partial<Facts>>): Reading => () => shape.transform((read): Meaning => ({ kind: "facts", facts: read }));
const dated = (shape: (at: string) => z.ZodType<Partial<Facts>>): Reading => (at) => shape(at).transform((read): Meaning => ({ kind: "facts", facts: read }));

export const TOPICS: Readonly<Record<string, Reading>> = {
  "customers/create": facts(CustomerWritten),
  "customers/update": facts(CustomerWritten),
  "customers/delete": dated(customerDeleted),
  "customers/merge": dated(customersMerged),
  "customer.tags_added": facts(tagsChanged(true)),
  "customer.tags_removed": facts(tagsChanged(false)),
  "customers/purchasing_summary": facts(PurchasingSummary),
  "customers_marketing_consent/update": facts(SmsConsent),
  "customers_email_marketing_consent/update": facts(EmailConsent),
  "orders/create": facts(OrderWritten),
  "orders/updated": facts(OrderWritten),
  "orders/paid": facts(OrderWritten),
  "orders/fulfilled": facts(OrderWritten),
  "orders/cancelled": facts(OrderWritten),
  "orders/delete": dated(orderDeleted),
  // The edit itself tells line numbers alone; orders/updated, which Shopify sends with it, tells the result.
  "orders/edited": () => z.unknown().transform((): Meaning => ({ kind: "facts", facts: {} })),
  "refunds/create": facts(RefundCreated),
  "products/create": facts(ProductWritten),
  "products/update": facts(ProductWritten),
  "products/delete": dated(productDeleted),
  "shop/update": () => ShopUpdated.transform((shop): Meaning => ({ kind: "shop", shop })),
  "app/scopes_update": () => ScopesUpdated.transform(({ current }): Meaning => ({ kind: "scopes", scopes: current })),
  "app/uninstalled": () => z.unknown().transform((): Meaning => ({ kind: "uninstalled" })),
  "bulk_operations/finish": () => BulkFinished.transform((bulk): Meaning => ({ kind: "bulk", bulkId: bulk.admin_graphql_api_id })),
  "segments/update": () => SegmentChanged.transform(({ admin_graphql_api_id: nativeId }): Meaning => ({ kind: "nativeSegment", nativeId })),
  "segments/delete": () => SegmentChanged.transform(({ admin_graphql_api_id: nativeId }): Meaning => ({ kind: "nativeSegment", nativeId })),
  "customers/data_request": () => DataRequested.transform(
    (request): Meaning => ({ kind: "dataRequest", requestId: request.data_request.id, customerId: request.customer.id })),
  "customers/redact": () => CustomerRedacted.transform(
    (redacted): Meaning => ({ kind: "redactCustomer", customerId: redacted.customer.id, orderIds: redacted.orders_to_redact ?? [],
      words: [redacted.customer.email, redacted.customer.phone].filter((word) => word !== null) })),
  "shop/redact": () => z.unknown().transform((): Meaning => ({ kind: "redactShop" })),
};

/** Customers/merge is told only to apps that may read merges. */
export const TOPIC_SCOPES: Readonly<Record<string, string>> = { "customers/merge": "read_customer_merge" };

/** `at`: when the event happened, for payloads that do not say. */
export function understand(topic: string, payload: unknown, at: Date): Meaning | Problem[] {
  const reading = TOPICS[topic];
  if (!reading) return [{ path: [], message: `We do not know the topic ${topic}.` }];
  const read = reading(at.toISOString()).safeParse(payload);
  return read.success ? read.data : problemsOf(read.error);
}
