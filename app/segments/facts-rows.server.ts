// The facts of customers in one statement, one row a customer, their histories as JSON: a person waits for one
// round trip. Column by column as person.ts names them: what a field may ask about must be here.
import { z } from "zod";
import { EVENT_KINDS, type EventKind } from "../customers/event-kind.ts";
import type { CustomerId, ShopId } from "../lib/ids.ts";
import { Count, Id, Instant, type Sql, sql } from "../lib/sql.ts";
import type { World } from "../lib/world.ts";
import type { Needs } from "./needs.ts";
import type { PersonFacts, StayFacts } from "./person.ts";

const Text = z.string().nullable();
/** In JSON an instant is text. */
const Moment = z.coerce.date();
const Maybe = Instant.nullable();
const MaybeMoment = Moment.nullable();
const MaybeCount = Count.nullable();

const Customer = z.object({
  customerId: Id, createdAt: Maybe, updatedAt: Maybe, firstName: Text, lastName: Text, email: Text, phone: Text, phoneCountry: Text, phoneArea: Text,
  locale: Text, state: Text, note: Text, verifiedEmail: z.boolean().nullable(), taxExempt: z.boolean().nullable(), dataSaleOptOut: z.boolean().nullable(),
  companies: z.array(z.string()), tags: z.array(z.string()), tagsAt: Maybe, city: Text, provinceCode: Text, countryCode: Text, zip: Text, timeZone: Text,
  latitude: z.number().nullable(), longitude: z.number().nullable(), smsState: Text, smsOptInLevel: Text, smsCollectedFrom: Text, smsUpdatedAt: Maybe,
  emailState: Text, emailOptInLevel: Text, emailUpdatedAt: Maybe, subscriberStatus: Text, rfmGroup: Text, spendTier: Text, storeCreditMinor: MaybeCount,
  shopifyOrderCount: MaybeCount, shopifySpentMinor: MaybeCount, shopifyCountedAt: Maybe,
  metafields: z.record(z.string(), z.object({ type: z.string(), value: z.string() })), birthDate: Text,
  orderCount: Count, firstOrderAt: Maybe, lastOrderAt: Maybe, gapMedianMs: MaybeCount, gapSdMs: MaybeCount,
});

const CUSTOMER = sql`customer_id as "customerId", created_at as "createdAt", updated_at as "updatedAt", first_name as "firstName", last_name as "lastName", email, phone,
    phone_country as "phoneCountry", phone_area as "phoneArea", locale, state, note, verified_email as "verifiedEmail", tax_exempt as "taxExempt",
    data_sale_opt_out as "dataSaleOptOut", companies, tags, tags_at as "tagsAt", city, province_code as "provinceCode", country_code as "countryCode", zip,
    time_zone as "timeZone", latitude, longitude, sms_state as "smsState", sms_opt_in_level as "smsOptInLevel", sms_collected_from as "smsCollectedFrom",
    sms_updated_at as "smsUpdatedAt", email_state as "emailState", email_opt_in_level as "emailOptInLevel", email_updated_at as "emailUpdatedAt",
    subscriber_status as "subscriberStatus", rfm_group as "rfmGroup", spend_tier as "spendTier", store_credit_minor as "storeCreditMinor",
    shopify_order_count as "shopifyOrderCount", shopify_spent_minor as "shopifySpentMinor", shopify_counted_at as "shopifyCountedAt",
    metafields, birth_date::text as "birthDate", order_count as "orderCount", first_order_at as "firstOrderAt", last_order_at as "lastOrderAt",
    gap_median_ms as "gapMedianMs", gap_sd_ms as "gapSdMs"`;

const Order = z.object({
  orderId: Id, name: Text, processedAt: MaybeMoment, cancelReason: Text, voidAt: MaybeMoment, sourceName: Text, appName: Text, locationId: Id.nullable(),
  financialStatus: Text, fulfillmentStatus: Text, returnStatus: Text, riskLevel: Text, presentmentCurrency: Text,
  grossMinor: Count, itemsMinor: Count, discountMinor: Count, shippingMinor: Count, taxMinor: Count, quantity: Count, weightGrams: MaybeCount,
  discountCodes: z.array(z.string()), tags: z.array(z.string()), gateways: z.array(z.string()), shippingMethod: Text,
  shipCity: Text, shipProvince: Text, shipCountry: Text, shipZip: Text, utmSource: Text, utmMedium: Text, utmCampaign: Text,
  firstSource: Text, firstUtmSource: Text, firstUtmMedium: Text, firstUtmCampaign: Text, firstReferrer: Text, firstLanding: Text, daysToConversion: MaybeCount, note: Text, attributes: z.array(z.string()), shippedAt: MaybeMoment, deliveredAt: MaybeMoment,
});

const orders = (shop: ShopId) => sql`
  select order_id::text as "orderId", name, processed_at as "processedAt", cancel_reason as "cancelReason", void_at as "voidAt",
    source_name as "sourceName", app_name as "appName", location_id::text as "locationId", financial_status as "financialStatus",
    fulfillment_status as "fulfillmentStatus", return_status as "returnStatus", risk_level as "riskLevel", presentment_currency as "presentmentCurrency",
    gross_minor as "grossMinor", items_minor as "itemsMinor", discount_minor as "discountMinor", shipping_minor as "shippingMinor", tax_minor as "taxMinor",
    quantity, weight_grams as "weightGrams", discount_codes as "discountCodes", tags, gateways, shipping_method as "shippingMethod", ship_city as "shipCity",
    ship_province as "shipProvince", ship_country as "shipCountry", ship_zip as "shipZip", utm_source as "utmSource", utm_medium as "utmMedium",
    utm_campaign as "utmCampaign", first_source as "firstSource", first_utm_source as "firstUtmSource", first_utm_medium as "firstUtmMedium",
    first_utm_campaign as "firstUtmCampaign", first_referrer as "firstReferrer", first_landing as "firstLanding", days_to_conversion as "daysToConversion", note, attributes, shipped_at as "shippedAt", delivered_at as "deliveredAt"
  from orders where shop_id = ${shop} and customer_id = c."customerId" order by processed_at, order_id`;

const ProductOf = z.object({
  title: z.string(), vendor: Text, productType: Text, status: Text, tags: z.array(z.string()), category: Text, collections: z.array(z.string()),
}).nullable();

/** Looked up by its key for each row: a join would be planned as a read of the whole catalogue. */
const productOf = (shop: ShopId, id: Sql) => sql`(select json_build_object('title', p.title, 'vendor', p.vendor, 'productType', p.product_type, 'status', p.status,
      'tags', p.tags, 'category', p.category, 'collections', p.collections::text[]) from product p where p.shop_id = ${shop} and p.product_id = ${id}) as product`;

const Line = z.object({
  orderId: Id, lineId: Id, productId: Id.nullable(), variantId: Id.nullable(), sku: Text, title: Text, variantTitle: Text, vendor: Text,
  quantity: Count, currentQuantity: Count, amountMinor: Count, discountMinor: Count, sellingPlan: Text, giftCard: z.boolean(), attributes: z.array(z.string()),
  product: ProductOf,
});

const lines = (shop: ShopId) => sql`
  select l.order_id::text as "orderId", l.line_id::text as "lineId", l.product_id::text as "productId", l.variant_id::text as "variantId", l.sku, l.title,
    l.variant_title as "variantTitle", l.vendor, l.quantity, l.current_quantity as "currentQuantity", l.amount_minor as "amountMinor",
    l.discount_minor as "discountMinor", l.selling_plan as "sellingPlan", l.gift_card as "giftCard", l.attributes,
    ${productOf(shop, sql`l.product_id`)}
  from order_line l
  where l.shop_id = ${shop} and l.customer_id = c."customerId" order by l.processed_at, l.order_id, l.line_id`;

const Refund = z.object({ orderId: Id, refundId: Id, processedAt: Moment, amountMinor: Count });

const refunds = (shop: ShopId) => sql`
  select order_id::text as "orderId", refund_id::text as "refundId", processed_at as "processedAt", amount_minor as "amountMinor"
  from order_refund where shop_id = ${shop} and customer_id = c."customerId" order by processed_at, order_id, refund_id`;

const Tag = z.object({ tag: z.string(), present: z.boolean(), changedAt: Moment });

const tags = (shop: ShopId) => sql`select tag, present, changed_at as "changedAt" from customer_tag where shop_id = ${shop} and customer_id = c."customerId" order by tag_key`;

const Event = z.object({
  eventId: z.string(), kind: z.enum(EVENT_KINDS), at: Moment, source: z.string(), name: Text, productId: Id.nullable(), variantId: Id.nullable(),
  collectionId: Id.nullable(), valueMinor: MaybeCount, quantity: MaybeCount, text: Text, campaign: Text, device: Text, referrer: Text, utmSource: Text,
  utmMedium: Text, utmCampaign: Text, props: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])).nullable(), product: ProductOf,
});

const events = (shop: ShopId, kinds: readonly EventKind[]) => sql`
  select replace(e.event_id::text, '-', '') as "eventId", e.kind, e.at, e.source, e.name, e.product_id::text as "productId", e.variant_id::text as "variantId",
    e.collection_id::text as "collectionId", e.value_minor as "valueMinor", e.quantity, e.text, e.campaign, e.device, e.referrer, e.utm_source as "utmSource",
    e.utm_medium as "utmMedium", e.utm_campaign as "utmCampaign", e.props,
    ${productOf(shop, sql`e.product_id`)}
  from event e
  where e.shop_id = ${shop} and e.kind = any(${[...kinds]}::text[]) and e.customer_id = c."customerId" order by e.at, e.event_id`;

const Stay = z.object({ segmentId: Count, stay: Count, enteredAt: Moment, leftAt: MaybeMoment });

const stays = (shop: ShopId) => sql`
  select segment_id as "segmentId", stay, entered_at as "enteredAt", left_at as "leftAt"
  from membership where shop_id = ${shop} and customer_id = c."customerId" order by segment_id, stay`;

const Pin = z.object({ segmentId: Count, side: z.enum(["in", "out"]) });
const pins = (shop: ShopId) => sql`select segment_id as "segmentId", side from segment_pin where shop_id = ${shop} and customer_id = c."customerId" order by segment_id`;

const Person = Customer.extend({
  orders: z.array(Order), lines: z.array(Line), refunds: z.array(Refund), tagsSaid: z.array(Tag), events: z.array(Event), stays: z.array(Stay), lists: z.array(Count), pins: z.array(Pin),
});

/** The rows of a sub-query about customer c, in its order; none where nobody asks. */
const listOf = (rows: Sql, isNeeded = true) => (isNeeded ? sql`(select coalesce(json_agg(f), '[]') from (${rows}) f)` : sql`'[]'::json`);

/** In the order of their ids. */
export async function personFacts(world: World, shop: ShopId, customers: CustomerId[], needs: Needs): Promise<PersonFacts[]> {
  const found = await world.db.rows(Person, sql`
    select c.*, ${listOf(orders(shop), needs.orders)} as orders, ${listOf(lines(shop), needs.lines)} as lines, ${listOf(refunds(shop), needs.orders)} as refunds,
      ${listOf(tags(shop), needs.tags)} as "tagsSaid", ${listOf(events(shop, needs.kinds), needs.kinds.length > 0)} as events,
      ${listOf(stays(shop))} as stays, ${listOf(pins(shop))} as pins,
      array(select list_id from list_member where shop_id = ${shop} and customer_id = c."customerId" order by list_id) as lists
    from (select ${CUSTOMER} from customer where shop_id = ${shop} and customer_id = any(${customers}::bigint[])) c order by c."customerId"`);
  return found.map(({ orders, lines, refunds, tagsSaid, events, stays, lists, pins, ...customer }) => ({ customer, orders, lines, refunds, tags: tagsSaid, events, stays, lists, pins }));
}

const StayOf = z.object({ customerId: Id, segmentId: Count, stay: Count, enteredAt: Instant, leftAt: Maybe });

export async function stayFacts(world: World, shop: ShopId, customers: string[]): Promise<Map<string, StayFacts[]>> {
  const grouped = new Map<string, StayFacts[]>();
  const found = await world.db.rows(StayOf, sql`
    select customer_id as "customerId", segment_id as "segmentId", stay, entered_at as "enteredAt", left_at as "leftAt"
    from membership where shop_id = ${shop} and customer_id = any(${customers}::bigint[]) order by customer_id, segment_id, stay`);
  for (const { customerId, ...stay } of found) grouped.set(customerId, [...(grouped.get(customerId) ?? []), stay]);
  return grouped;
}
