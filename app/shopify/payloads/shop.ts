// What webhooks say of the shop, of our installation and of our own bulk operations.
import { z } from "zod";
import { Digits, Text } from "../values.ts";

export const ShopUpdated = z.object({ name: Text, currency: Text, iana_timezone: Text, domain: Text })
  .transform(({ name, currency, iana_timezone: timeZone, domain: host }) => ({ name, currency, timeZone, host }));
export type ShopUpdated = z.infer<typeof ShopUpdated>;

export const ScopesUpdated = z.object({ current: z.array(z.string()) });

export const BulkFinished = z.object({ admin_graphql_api_id: z.string().startsWith("gid://shopify/BulkOperation/") });

/** Or deleted: what it is now is asked for. */
export const SegmentChanged = z.object({ admin_graphql_api_id: Digits });

export const DataRequested = z.object({ customer: z.object({ id: Digits }), data_request: z.object({ id: Digits }) });

/** Both lists may be missing for a customer without orders. */
export const CustomerRedacted = z.object({ customer: z.object({ id: Digits, email: Text, phone: Text }), orders_to_redact: z.array(Digits).nullish() });
