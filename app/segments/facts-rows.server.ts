// The facts of customers in one statement, one row a customer, their histories as JSON: a person waits for one
// round trip. Column by column as person.ts names them: what a field may ask about must be here.
import { z } from "zod";
import { EVENT_KINDS, type EventKind } from "../customers/event-kind.ts";
import type { CustomerId, ShopId } from "../lib/ids.ts";
import { Kept } from "../lists/column.ts";
import { anyShop } from "../lib/merge.server.ts";
import { Count, Id, Instant, join, raw, type Sql, sql } from "../lib/sql.ts";
import type { World } from "../lib/world.ts";
import { columnOf, FEW_OF_LINES, FEW_OF_ORDERS, type Needs, type Reach } from "./needs.ts";
import type { EventFacts, LineFacts, OrderFacts, PersonFacts, ProductFacts, StayFacts, VariantFacts } from "./person.ts";

const Text = z.string().nullable();
/** In JSON an instant is text. */
const Moment = z.coerce.date();
const MaybeMoment = Moment.nullable();
const MaybeCount = Count.nullable();

const Customer = z.object({
  customerId: Id, createdAt: MaybeMoment, updatedAt: MaybeMoment, firstName: Text, lastName: Text, email: Text, phone: Text, phoneCountry: Text, phoneArea: Text,
  locale: Text, state: Text, note: Text, verifiedEmail: z.boolean().nullable(), taxExempt: z.boolean().nullable(), dataSaleOptOut: z.boolean().nullable(),
  companies: z.array(z.string()), tags: z.array(z.string()), tagsAt: MaybeMoment, city: Text, provinceCode: Text, countryCode: Text, zip: Text, timeZone: Text,
  latitude: z.number().nullable(), longitude: z.number().nullable(), smsState: Text, smsOptInLevel: Text, smsCollectedFrom: Text, smsUpdatedAt: MaybeMoment, smsReach: Text, smsReachPhone: Text, smsReachAt: MaybeMoment,
  smsHeldPhone: Text, smsHeldAt: MaybeMoment, smsSource: Text, smsProof: Text, smsEndsAt: MaybeMoment, smsRestedAt: MaybeMoment, mergedAt: MaybeMoment,
  emailState: Text, emailOptInLevel: Text, emailUpdatedAt: MaybeMoment, subscriberStatus: Text, rfmGroup: Text, spendTier: Text, storeCreditMinor: MaybeCount,
  shopifyOrderCount: MaybeCount, shopifySpentMinor: MaybeCount, shopifyCountedAt: MaybeMoment,
  metafields: z.record(z.string(), z.object({ type: z.string(), value: z.string() })), birthDate: Text,
  orderCount: Count, firstOrderAt: MaybeMoment, lastOrderAt: MaybeMoment, gapMedianMs: MaybeCount, gapSdMs: MaybeCount,
});

const Listed = z.object({ listId: Count, kept: Kept.nullable() });

/** With what the columns of each say of them. */
const lists = (shop: ShopId) => sql`select list_id as "listId", kept from list_member where shop_id = ${anyShop(shop)} and customer_id = c.customer_id order by list_id`;

const CUSTOMER = sql`customer_id::text as "customerId", created_at as "createdAt", updated_at as "updatedAt", first_name as "firstName", last_name as "lastName", email, phone,
    phone_country as "phoneCountry", phone_area as "phoneArea", locale, state, note, verified_email as "verifiedEmail", tax_exempt as "taxExempt",
    data_sale_opt_out as "dataSaleOptOut", companies, tags, tags_at as "tagsAt", city, province_code as "provinceCode", country_code as "countryCode", zip,
    time_zone as "timeZone", latitude, longitude, sms_state as "smsState", sms_opt_in_level as "smsOptInLevel", sms_collected_from as "smsCollectedFrom",
    sms_updated_at as "smsUpdatedAt", sms_reach as "smsReach", sms_reach_phone as "smsReachPhone", sms_reach_at as "smsReachAt", sms_held_phone as "smsHeldPhone", sms_held_at as "smsHeldAt",
    sms_source as "smsSource", sms_proof as "smsProof", sms_ends_at as "smsEndsAt", sms_rested_at as "smsRestedAt", merged_at as "mergedAt", email_state as "emailState", email_opt_in_level as "emailOptInLevel", email_updated_at as "emailUpdatedAt",
    subscriber_status as "subscriberStatus", rfm_group as "rfmGroup", spend_tier as "spendTier", store_credit_minor as "storeCreditMinor",
    shopify_order_count as "shopifyOrderCount", shopify_spent_minor as "shopifySpentMinor", shopify_counted_at as "shopifyCountedAt",
    metafields, birth_date::text as "birthDate", order_count as "orderCount", first_order_at as "firstOrderAt", last_order_at as "lastOrderAt",
    gap_median_ms as "gapMedianMs", gap_sd_ms as "gapSdMs"`;

/** What nobody asks about is not read: it is as if nothing were known of it. */
const Unread = Text.default(null);
const UnreadList = z.array(z.string()).default([]);
/** Filled from one row for all, not field by field: who bought for years has a thousand of them. */
const padded = <Few extends z.ZodObject, Rest extends z.ZodObject>(few: Few, rest: Rest) => {
  const unread = rest.parse({});
  return few.transform((row) => ({ ...unread, ...row }));
};

const FewOfOrder = z.object({
  orderId: Id, processedAt: MaybeMoment, voidAt: MaybeMoment, shippedAt: MaybeMoment, deliveredAt: MaybeMoment, grossMinor: Count, itemsMinor: Count, discountMinor: Count, quantity: Count,
} satisfies Record<(typeof FEW_OF_ORDERS)[number], z.ZodType>);
const RestOfOrder = z.object({
  name: Unread, cancelReason: Unread, sourceName: Unread, appName: Unread, locationId: Unread,
  financialStatus: Unread, fulfillmentStatus: Unread, returnStatus: Unread, riskLevel: Unread, presentmentCurrency: Unread,
  shippingMinor: Count.default(0), taxMinor: Count.default(0), weightGrams: MaybeCount.default(null),
  discountCodes: UnreadList, tags: UnreadList, gateways: UnreadList, parcels: UnreadList, shippingMethod: Unread,
  shipCity: Unread, shipProvince: Unread, shipCountry: Unread, shipZip: Unread, utmSource: Unread, utmMedium: Unread, utmCampaign: Unread,
  firstSource: Unread, firstUtmSource: Unread, firstUtmMedium: Unread, firstUtmCampaign: Unread, firstReferrer: Unread, firstLanding: Unread,
  daysToConversion: MaybeCount.default(null), note: Unread, attributes: UnreadList,
});
const Order = FewOfOrder.extend(RestOfOrder.shape);

const columns = (facts: readonly string[]) => join(facts.map((fact) => raw(`${columnOf(fact)}${fact.endsWith("Id") ? "::text" : ""} as "${fact}"`)));
const ORDERS = { none: null, few: columns(FEW_OF_ORDERS), typed: columns(FEW_OF_ORDERS), all: columns(Object.keys(Order.shape)) };

const orders = (shop: ShopId, chosen: Sql) => sql`
  select ${chosen} from orders where shop_id = ${anyShop(shop)} and customer_id = c.customer_id order by processed_at, order_id`;

const TypeOfProduct = z.object({ productType: Text });
const RestOfProduct = z.object({ title: z.string().default(""), vendor: Unread, status: Unread, tags: UnreadList, category: Unread, collections: UnreadList });
const Product = TypeOfProduct.extend(RestOfProduct.shape);

const TYPE_OF_PRODUCT = sql`json_build_object('productType', p.product_type)`;
const WHOLE_PRODUCT = sql`json_build_object('title', p.title, 'vendor', p.vendor, 'productType', p.product_type, 'status', p.status,
      'tags', p.tags, 'category', p.category, 'collections', p.collections::text[])`;
/** Each once, by its key: of a person's lines many are of one product. A join would be planned as a read of the whole catalogue. */
const products = (shop: ShopId, ids: Sql, chosen: Sql) => sql`
  (select json_object_agg(p.product_id, ${chosen}) from product p where p.shop_id = ${anyShop(shop)} and p.product_id = any(array(${ids})))`;

const Variant: z.ZodType<VariantFacts> = z.object({ productId: Id, price: Text, stock: MaybeCount, restockedAt: MaybeMoment, cheaperAt: MaybeMoment, cheaperFrom: Text });

/** Each once, as products are. */
const variants = (shop: ShopId, ids: Sql) => sql`
  (select json_object_agg(v.variant_id, json_build_object('productId', v.product_id::text, 'price', v.price::text, 'stock', v.stock, 'restockedAt', v.restocked_at, 'cheaperAt', v.cheaper_at, 'cheaperFrom', v.cheaper_from::text))
    from variant v where v.shop_id = ${anyShop(shop)} and v.variant_id = any(array(${ids})))`;

const FewOfLine = z.object({
  orderId: Id, lineId: Id, productId: Id.nullable(), variantId: Id.nullable(), vendor: Text, quantity: Count, amountMinor: Count, discountMinor: Count,
} satisfies Record<(typeof FEW_OF_LINES)[number], z.ZodType>);
const RestOfLine = z.object({
  sku: Unread, title: Unread, variantTitle: Unread, currentQuantity: Count.default(0), sellingPlan: Unread, giftCard: z.boolean().default(false), attributes: UnreadList,
});
const NoProduct = z.object({ product: z.null().default(null) });
const NoThings = NoProduct.extend({ variant: z.null().default(null) });
const Line = FewOfLine.extend(RestOfLine.shape);

const LINES = { none: null, few: columns(FEW_OF_LINES), typed: columns(FEW_OF_LINES), all: columns(Object.keys(Line.shape)) };

const lines = (shop: ShopId, chosen: Sql) => sql`
  select ${chosen} from order_line l where l.shop_id = ${anyShop(shop)} and l.customer_id = c.customer_id order by l.processed_at, l.order_id, l.line_id`;
const bought = (shop: ShopId, what: "product_id" | "variant_id") => sql`select l.${raw(what)} from order_line l where l.shop_id = ${anyShop(shop)} and l.customer_id = c.customer_id`;

const Refund = z.object({ orderId: Id, refundId: Id, processedAt: Moment, amountMinor: Count });

const refunds = (shop: ShopId) => sql`
  select order_id::text as "orderId", refund_id::text as "refundId", processed_at as "processedAt", amount_minor as "amountMinor"
  from order_refund where shop_id = ${anyShop(shop)} and customer_id = c.customer_id order by processed_at, order_id, refund_id`;

const Tag = z.object({ tag: z.string(), present: z.boolean(), changedAt: Moment });

const tags = (shop: ShopId) => sql`select tag, present, changed_at as "changedAt" from customer_tag where shop_id = ${anyShop(shop)} and customer_id = c.customer_id order by tag_key`;

const Event: z.ZodType<EventFacts> = z.object({
  eventId: z.string(), kind: z.enum(EVENT_KINDS), at: Moment, source: z.string(), name: Text, productId: Id.nullable(), variantId: Id.nullable(),
  collectionId: Id.nullable(), valueMinor: MaybeCount, quantity: MaybeCount, text: Text, campaign: Text, device: Text, referrer: Text, utmSource: Text,
  utmMedium: Text, utmCampaign: Text, props: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])).nullable(), endsAt: MaybeMoment,
  ...NoProduct.shape,
});

const events = (shop: ShopId, kinds: readonly EventKind[]) => sql`
  select replace(e.event_id::text, '-', '') as "eventId", e.kind, e.at, e.source, e.name, e.product_id::text as "productId", e.variant_id::text as "variantId",
    e.collection_id::text as "collectionId", e.value_minor as "valueMinor", e.quantity, e.text, e.campaign, e.device, e.referrer, e.utm_source as "utmSource",
    e.utm_medium as "utmMedium", e.utm_campaign as "utmCampaign", e.props, e.ends_at as "endsAt"
  from event e
  where e.shop_id = ${anyShop(shop)} and e.kind = any(${[...kinds]}::text[]) and e.customer_id = c.customer_id order by e.at, e.event_id`;

const seen = (shop: ShopId, kinds: readonly EventKind[]) => sql`
  select e.product_id from event e where e.shop_id = ${anyShop(shop)} and e.kind = any(${[...kinds]}::text[]) and e.customer_id = c.customer_id and e.product_id is not null`;

const Stay = z.object({ segmentId: Count, stay: Count, enteredAt: Moment, leftAt: MaybeMoment });

const stays = (shop: ShopId) => sql`
  select segment_id as "segmentId", stay, entered_at as "enteredAt", left_at as "leftAt"
  from membership where shop_id = ${anyShop(shop)} and customer_id = c.customer_id order by segment_id, stay`;

const Run = z.object({ flowId: Count, runId: Id, isControl: z.boolean(), step: Text, enteredAt: Moment, endedAt: MaybeMoment, reason: Text });

const runs = (shop: ShopId) => sql`
  select flow_id as "flowId", run_id::text as "runId", control as "isControl", step, entered_at as "enteredAt", ended_at as "endedAt", reason
  from flow_run where shop_id = ${anyShop(shop)} and customer_id = c.customer_id order by flow_id, run_id`;

const Draw = z.object({ flowId: Count, step: z.string(), arm: z.string(), runId: Id, at: Moment });

const draws = (shop: ShopId) => sql`
  select d.flow_id as "flowId", d.step, e.design #>> array['arms', d.arm::text, 'name'] as arm, d.run_id::text as "runId", d.at
  from flow_draw d join flow_experiment e on e.shop_id = ${anyShop(shop)} and e.flow_id = d.flow_id and e.step = d.step and e.key = d.key
  where d.shop_id = ${anyShop(shop)} and d.customer_id = c.customer_id order by d.flow_id, d.step, d.key`;

const Pin = z.object({ segmentId: Count, side: z.enum(["in", "out"]) });
const pins = (shop: ShopId) => sql`select segment_id as "segmentId", side from segment_pin where shop_id = ${anyShop(shop)} and customer_id = c.customer_id order by segment_id`;

const FEW_ORDERS = padded(FewOfOrder, RestOfOrder);
const FEW_LINES = padded(FewOfLine, RestOfLine.extend(NoThings.shape));
const WHOLE_LINES = Line.extend(NoThings.shape);
const ORDER_ROWS: Record<Reach, z.ZodType<OrderFacts>> = { none: FEW_ORDERS, few: FEW_ORDERS, typed: FEW_ORDERS, all: Order };
const LINE_ROWS: Record<Reach, z.ZodType<LineFacts>> = { none: FEW_LINES, few: FEW_LINES, typed: FEW_LINES, all: WHOLE_LINES };

/** Of lines only the type, unless more is asked of them or of events, which are about products too. */
const isWholeProduct = ({ lines, kinds }: Needs) => lines === "all" || kinds.length > 0;
const TYPED_PRODUCT: z.ZodType<ProductFacts> = padded(TypeOfProduct, RestOfProduct);

function productsOf(shop: ShopId, needs: Needs): Sql {
  const ids = [...(needs.lines === "typed" || needs.lines === "all" ? [bought(shop, "product_id")] : []), ...(needs.kinds.length > 0 ? [seen(shop, needs.kinds)] : [])];
  return ids.length === 0 ? sql`null::json` : products(shop, join(ids, " union "), isWholeProduct(needs) ? WHOLE_PRODUCT : TYPE_OF_PRODUCT);
}

/** A shape is made once: it is compiled when it is first used. */
const shapes = new Map<string, ReturnType<typeof shapeOf>>();

function personRow(needs: Needs) {
  const key = `${needs.orders}/${needs.lines}/${isWholeProduct(needs)}`;
  const shape = shapes.get(key) ?? shapeOf(needs);
  shapes.set(key, shape);
  return shape;
}

const shapeOf = (needs: Needs) => z.object({
  customer: Customer, orders: z.array(ORDER_ROWS[needs.orders]), lines: z.array(LINE_ROWS[needs.lines]), refunds: z.array(Refund), tags: z.array(Tag), events: z.array(Event), stays: z.array(Stay), runs: z.array(Run), draws: z.array(Draw), lists: z.array(Listed), pins: z.array(Pin),
  products: z.record(z.string(), isWholeProduct(needs) ? Product : TYPED_PRODUCT).nullable(),
  variants: z.record(z.string(), Variant).nullable(),
}).transform(({ products, variants: standing, lists: on, customer, ...facts }): PersonFacts => {
  if (products !== null) for (const rows of [facts.lines, facts.events]) about(rows, products);
  if (standing !== null) asTheyStand(facts.lines, standing);
  const listed = Object.fromEntries(on.flatMap(({ listId, kept }) => (kept === null ? [] : [[listId, kept]])));
  return { ...facts, customer: { ...customer, listed }, lists: on.map(({ listId }) => listId) };
});

/** The rows are fresh, and there may be thousands of them: each is given its product in place. */
function about(rows: { productId: string | null; product: ProductFacts | null }[], products: Record<string, ProductFacts>): void {
  for (const row of rows) row.product = row.productId === null ? null : products[row.productId] ?? null;
}

function asTheyStand(lines: LineFacts[], standing: Record<string, VariantFacts>): void {
  for (const line of lines) {
    const found = line.variantId === null ? undefined : standing[line.variantId];
    line.variant = found?.productId === line.productId ? found : null;
  }
}

/** The rows of a sub-query about customer c, in its order; none where nobody asks. */
const listOf = (rows: Sql | null) => (rows === null ? sql`'[]'::json` : sql`(select coalesce(json_agg(f), '[]') from (${rows}) f)`);

/** In the order of their ids. */
export async function personFacts(world: World, shop: ShopId, customers: CustomerId[], needs: Needs): Promise<PersonFacts[]> {
  const [ofOrders, ofLines] = [ORDERS[needs.orders], LINES[needs.lines]];
  return world.db.rows(personRow(needs), sql`
    select (select to_json(f) from (select ${CUSTOMER}) f) as customer, ${listOf(ofOrders && orders(shop, ofOrders))} as orders, ${listOf(ofLines && lines(shop, ofLines))} as lines, ${listOf(ofOrders && refunds(shop))} as refunds,
      ${listOf(needs.tags ? tags(shop) : null)} as tags, ${listOf(needs.kinds.length > 0 ? events(shop, needs.kinds) : null)} as events,
      ${productsOf(shop, needs)} as products, ${needs.variants ? variants(shop, bought(shop, "variant_id")) : sql`null::json`} as variants, ${listOf(stays(shop))} as stays, ${listOf(needs.runs ? runs(shop) : null)} as runs, ${listOf(needs.runs ? draws(shop) : null)} as draws, ${listOf(pins(shop))} as pins, ${listOf(lists(shop))} as lists
    from customer c where c.shop_id = ${anyShop(shop)} and c.customer_id = any(${customers}::bigint[]) order by c.customer_id`);
}

const StayOf = z.object({ customerId: Id, segmentId: Count, stay: Count, enteredAt: Instant, leftAt: Instant.nullable() });

export async function stayFacts(world: World, shop: ShopId, customers: string[]): Promise<Map<string, StayFacts[]>> {
  const grouped = new Map<string, StayFacts[]>();
  const found = await world.db.rows(StayOf, sql`
    select customer_id as "customerId", segment_id as "segmentId", stay, entered_at as "enteredAt", left_at as "leftAt"
    from membership where shop_id = ${anyShop(shop)} and customer_id = any(${customers}::bigint[]) order by customer_id, segment_id, stay`);
  for (const { customerId, ...stay } of found) grouped.set(customerId, [...(grouped.get(customerId) ?? []), stay]);
  return grouped;
}
