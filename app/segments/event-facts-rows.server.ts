// What customers did, as match.ts reads it.
import { z } from "zod";
import { EVENT_KINDS, type EventKind } from "../customers/event-kind.ts";
import type { CustomerId, ShopId } from "../lib/ids.ts";
import { Count, Id, Instant, row, sql } from "../lib/sql.ts";
import type { World } from "../lib/world.ts";
import { byCustomer, PRODUCT, ProductOf } from "./facts-rows.server.ts";
import type { EventFacts } from "./person.ts";

const Text = z.string().nullable();

const Event = z.object({
  customerId: Id, eventId: z.string(), kind: z.enum(EVENT_KINDS), at: Instant, source: z.string(), name: Text, productId: Id.nullable(), variantId: Id.nullable(),
  collectionId: Id.nullable(), valueMinor: Count.nullable(), quantity: Count.nullable(), text: Text, campaign: Text, device: Text, referrer: Text, utmSource: Text,
  utmMedium: Text, utmCampaign: Text, props: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])).nullable(), product: ProductOf,
});

/** Of these kinds; kinds that no question is about need not be read. */
export async function eventFacts(world: World, shop: ShopId, customers: CustomerId[], kinds: readonly EventKind[]): Promise<Map<string, EventFacts[]>> {
  if (kinds.length === 0) return new Map();
  return byCustomer(world, Event, sql`
    select e.customer_id as "customerId", replace(e.event_id::text, '-', '') as "eventId", e.kind, e.at, e.source, e.name, e.product_id as "productId", e.variant_id as "variantId",
      e.collection_id as "collectionId", e.value_minor as "valueMinor", e.quantity, e.text, e.campaign, e.device, e.referrer, e.utm_source as "utmSource",
      e.utm_medium as "utmMedium", e.utm_campaign as "utmCampaign", e.props,
      ${PRODUCT}
    from event e left join product p on p.shop_id = ${shop} and p.product_id = e.product_id
    where e.shop_id = ${shop} and e.kind = any(${[...kinds]}::text[]) and e.customer_id = any(${customers}::bigint[]) order by e.customer_id, e.at, e.event_id`);
}

/** How many they have of these kinds, counted no further than `most`. */
export async function countEvents(world: World, shop: ShopId, customers: CustomerId[], kinds: readonly EventKind[], most: number): Promise<number> {
  if (kinds.length === 0) return 0;
  const counted = await row(world.db, z.object({ events: Count }), sql`
    select count(*) as events from (
      select 1 from event e where e.shop_id = ${shop} and e.kind = any(${[...kinds]}::text[]) and e.customer_id = any(${customers}::bigint[]) limit ${most}) counted`);
  return counted?.events ?? 0;
}
