// The facts of customers, read in sets and handed out by customer. Column by column as person.ts
// names them: what a field may ask about must be here.
import { z } from "zod";
import type { CustomerId, ShopId } from "../lib/ids.ts";
import { Count, Id, Instant, type Sql, sql } from "../lib/sql.ts";
import type { World } from "../lib/world.ts";
import type { CustomerFacts, LineFacts, OrderFacts, RefundFacts, StayFacts, TagFacts } from "./person.ts";

const Text = z.string().nullable();
const Maybe = Instant.nullable();
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

export const customerFacts = (world: World, shop: ShopId, customers: CustomerId[]): Promise<CustomerFacts[]> => world.db.rows(Customer, sql`
  select customer_id as "customerId", created_at as "createdAt", updated_at as "updatedAt", first_name as "firstName", last_name as "lastName", email, phone,
    phone_country as "phoneCountry", phone_area as "phoneArea", locale, state, note, verified_email as "verifiedEmail", tax_exempt as "taxExempt",
    data_sale_opt_out as "dataSaleOptOut", companies, tags, tags_at as "tagsAt", city, province_code as "provinceCode", country_code as "countryCode", zip,
    time_zone as "timeZone", latitude, longitude, sms_state as "smsState", sms_opt_in_level as "smsOptInLevel", sms_collected_from as "smsCollectedFrom",
    sms_updated_at as "smsUpdatedAt", email_state as "emailState", email_opt_in_level as "emailOptInLevel", email_updated_at as "emailUpdatedAt",
    subscriber_status as "subscriberStatus", rfm_group as "rfmGroup", spend_tier as "spendTier", store_credit_minor as "storeCreditMinor",
    shopify_order_count as "shopifyOrderCount", shopify_spent_minor as "shopifySpentMinor", shopify_counted_at as "shopifyCountedAt",
    metafields, birth_date::text as "birthDate", order_count as "orderCount", first_order_at as "firstOrderAt", last_order_at as "lastOrderAt",
    gap_median_ms as "gapMedianMs", gap_sd_ms as "gapSdMs"
  from customer where shop_id = ${shop} and customer_id = any(${customers}::bigint[]) order by customer_id`);

const Order = z.object({
  customerId: Id, orderId: Id, name: Text, processedAt: Maybe, cancelReason: Text, voidAt: Maybe, sourceName: Text, appName: Text, locationId: Id.nullable(),
  financialStatus: Text, fulfillmentStatus: Text, returnStatus: Text, riskLevel: Text, presentmentCurrency: Text,
  grossMinor: Count, itemsMinor: Count, discountMinor: Count, shippingMinor: Count, taxMinor: Count, quantity: Count, weightGrams: MaybeCount,
  discountCodes: z.array(z.string()), tags: z.array(z.string()), gateways: z.array(z.string()), shippingMethod: Text,
  shipCity: Text, shipProvince: Text, shipCountry: Text, shipZip: Text, utmSource: Text, utmMedium: Text, utmCampaign: Text,
  firstSource: Text, firstUtmSource: Text, firstUtmMedium: Text, firstUtmCampaign: Text, firstReferrer: Text, firstLanding: Text, daysToConversion: MaybeCount, note: Text, attributes: z.array(z.string()), shippedAt: Maybe, deliveredAt: Maybe,
});

export const orderFacts = (world: World, shop: ShopId, customers: CustomerId[]): Promise<Map<string, OrderFacts[]>> => byCustomer(world, Order, sql`
  select customer_id as "customerId", order_id as "orderId", name, processed_at as "processedAt", cancel_reason as "cancelReason", void_at as "voidAt",
    source_name as "sourceName", app_name as "appName", location_id as "locationId", financial_status as "financialStatus",
    fulfillment_status as "fulfillmentStatus", return_status as "returnStatus", risk_level as "riskLevel", presentment_currency as "presentmentCurrency",
    gross_minor as "grossMinor", items_minor as "itemsMinor", discount_minor as "discountMinor", shipping_minor as "shippingMinor", tax_minor as "taxMinor",
    quantity, weight_grams as "weightGrams", discount_codes as "discountCodes", tags, gateways, shipping_method as "shippingMethod", ship_city as "shipCity",
    ship_province as "shipProvince", ship_country as "shipCountry", ship_zip as "shipZip", utm_source as "utmSource", utm_medium as "utmMedium",
    utm_campaign as "utmCampaign", first_source as "firstSource", first_utm_source as "firstUtmSource", first_utm_medium as "firstUtmMedium",
    first_utm_campaign as "firstUtmCampaign", first_referrer as "firstReferrer", first_landing as "firstLanding", days_to_conversion as "daysToConversion", note, attributes, shipped_at as "shippedAt", delivered_at as "deliveredAt"
  from orders where shop_id = ${shop} and customer_id = any(${customers}::bigint[]) order by customer_id, processed_at, order_id`);

export const ProductOf = z.object({
  title: z.string(), vendor: Text, productType: Text, status: Text, tags: z.array(z.string()), category: Text, collections: z.array(z.string()),
}).nullable();

/** As p. */
export const PRODUCT = sql`case when p.product_id is not null then json_build_object('title', p.title, 'vendor', p.vendor, 'productType', p.product_type, 'status', p.status,
      'tags', p.tags, 'category', p.category, 'collections', p.collections::text[]) end as product`;

const Line = z.object({
  customerId: Id, orderId: Id, lineId: Id, productId: Id.nullable(), variantId: Id.nullable(), sku: Text, title: Text, variantTitle: Text, vendor: Text,
  quantity: Count, currentQuantity: Count, amountMinor: Count, discountMinor: Count, sellingPlan: Text, giftCard: z.boolean(), attributes: z.array(z.string()),
  product: ProductOf,
});

export const lineFacts = (world: World, shop: ShopId, customers: CustomerId[]): Promise<Map<string, LineFacts[]>> => byCustomer(world, Line, sql`
  select l.customer_id as "customerId", l.order_id as "orderId", l.line_id as "lineId", l.product_id as "productId", l.variant_id as "variantId", l.sku, l.title,
    l.variant_title as "variantTitle", l.vendor, l.quantity, l.current_quantity as "currentQuantity", l.amount_minor as "amountMinor",
    l.discount_minor as "discountMinor", l.selling_plan as "sellingPlan", l.gift_card as "giftCard", l.attributes,
    ${PRODUCT}
  from order_line l left join product p on p.shop_id = ${shop} and p.product_id = l.product_id
  where l.shop_id = ${shop} and l.customer_id = any(${customers}::bigint[]) order by l.customer_id, l.processed_at, l.order_id, l.line_id`);

const Refund = z.object({ customerId: Id, orderId: Id, refundId: Id, processedAt: Instant, amountMinor: Count });

export const refundFacts = (world: World, shop: ShopId, customers: CustomerId[]): Promise<Map<string, RefundFacts[]>> => byCustomer(world, Refund, sql`
  select customer_id as "customerId", order_id as "orderId", refund_id as "refundId", processed_at as "processedAt", amount_minor as "amountMinor"
  from order_refund where shop_id = ${shop} and customer_id = any(${customers}::bigint[]) order by customer_id, processed_at, order_id, refund_id`);

const Tag = z.object({ customerId: Id, tag: z.string(), present: z.boolean(), changedAt: Instant });

export const tagFacts = (world: World, shop: ShopId, customers: CustomerId[]): Promise<Map<string, TagFacts[]>> => byCustomer(world, Tag, sql`
  select customer_id as "customerId", tag, present, changed_at as "changedAt"
  from customer_tag where shop_id = ${shop} and customer_id = any(${customers}::bigint[]) order by customer_id, tag_key`);

const Stay = z.object({ customerId: Id, segmentId: Count, stay: Count, enteredAt: Instant, leftAt: Maybe });

export const stayFacts = (world: World, shop: ShopId, customers: string[]): Promise<Map<string, StayFacts[]>> => byCustomer(world, Stay, sql`
  select customer_id as "customerId", segment_id as "segmentId", stay, entered_at as "enteredAt", left_at as "leftAt"
  from membership where shop_id = ${shop} and customer_id = any(${customers}::bigint[]) order by customer_id, segment_id, stay`);

const Named = z.object({ customerId: Id, id: Count, side: z.enum(["in", "out"]).nullable() });
export type NamedFact = Omit<z.infer<typeof Named>, "customerId">;

/** Where the merchant named them: with a side it is a pin in segment `id`, without one the list `id`. */
export const namedFacts = (world: World, shop: ShopId, customers: string[]): Promise<Map<string, NamedFact[]>> => byCustomer(world, Named, sql`
  select customer_id as "customerId", list_id as id, null as side from list_member where shop_id = ${shop} and customer_id = any(${customers}::bigint[])
  union all
  select customer_id, segment_id, side from segment_pin where shop_id = ${shop} and customer_id = any(${customers}::bigint[])
  order by 1, 3, 2`);

export async function byCustomer<Fact extends { customerId: string }>(world: World, shape: z.ZodType<Fact>, query: Sql): Promise<Map<string, Omit<Fact, "customerId">[]>> {
  const grouped = new Map<string, Omit<Fact, "customerId">[]>();
  for (const { customerId, ...fact } of await world.db.rows(shape, query)) {
    const facts = grouped.get(customerId);
    if (facts) facts.push(fact);
    else grouped.set(customerId, [fact]);
  }
  return grouped;
}
