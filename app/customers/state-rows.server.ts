// How the rows that facts are about to touch stand, for those who want to know what changes (news.ts). Read only where somebody
// listens, and only what they listen for.
import { z } from "zod";
import type { ShopId } from "../lib/ids.ts";
import { anyShop } from "../lib/merge.server.ts";
import { Id, Instant, sql } from "../lib/sql.ts";
import type { World } from "../lib/world.ts";

const Text = z.string().nullable();
const Maybe = Instant.nullable();

const Order = z.object({
  orderId: Id, customerId: Id.nullable(), updatedAt: Maybe, processedAt: Maybe, voidAt: Maybe, financialStatus: Text, fulfillmentStatus: Text, returnStatus: Text, shippedAt: Maybe, deliveredAt: Maybe,
  parcels: z.array(z.string()),
});
export type OrderState = z.infer<typeof Order>;

export const orderStates = (world: World, shop: ShopId, orderIds: readonly string[]): Promise<OrderState[]> => world.db.rows(Order, sql`
  select order_id as "orderId", customer_id as "customerId", updated_at as "updatedAt", processed_at as "processedAt", void_at as "voidAt", financial_status as "financialStatus", fulfillment_status as "fulfillmentStatus",
    return_status as "returnStatus", shipped_at as "shippedAt", delivered_at as "deliveredAt", parcels
  from orders where shop_id = ${anyShop(shop)} and order_id = any(${[...orderIds]}::bigint[]) order by order_id`);

const Line = z.object({ orderId: Id, lineId: Id, productId: Id.nullable(), variantId: Id.nullable(), quantity: z.int(), currentQuantity: z.int() });
export type LineState = z.infer<typeof Line>;

export const lineStates = (world: World, shop: ShopId, orderIds: readonly string[]): Promise<LineState[]> => world.db.rows(Line, sql`
  select order_id as "orderId", line_id as "lineId", product_id as "productId", variant_id as "variantId", quantity, current_quantity as "currentQuantity"
  from order_line where shop_id = ${anyShop(shop)} and order_id = any(${[...orderIds]}::bigint[]) order by order_id, line_id`);

const Refund = z.object({ orderId: Id, refundId: Id, processedAt: Instant });
export type RefundState = z.infer<typeof Refund>;

export const refundStates = (world: World, shop: ShopId, orderIds: readonly string[]): Promise<RefundState[]> => world.db.rows(Refund, sql`
  select order_id as "orderId", refund_id as "refundId", processed_at as "processedAt" from order_refund
  where shop_id = ${anyShop(shop)} and order_id = any(${[...orderIds]}::bigint[]) order by order_id, refund_id`);

const Tag = z.object({ customerId: Id, tag: z.string(), present: z.boolean(), changedAt: Instant });
export type TagState = z.infer<typeof Tag>;

export const tagStates = (world: World, shop: ShopId, customerIds: readonly string[]): Promise<TagState[]> => world.db.rows(Tag, sql`
  select customer_id as "customerId", tag_key as tag, present, changed_at as "changedAt" from customer_tag
  where shop_id = ${anyShop(shop)} and customer_id = any(${[...customerIds]}::bigint[]) order by customer_id, tag_key collate "C"`);

const Metafields = z.record(z.string(), z.object({ type: z.string(), value: z.string() }));
const Customer = z.object({
  customerId: Id, updatedAt: Maybe, createdAt: Maybe, firstName: Text, lastName: Text, email: Text, phone: Text, state: Text, note: Text, city: Text, provinceCode: Text, countryCode: Text, zip: Text,
  detailedAt: Maybe, metafields: Metafields, rfmGroup: Text, smsState: Text, smsOptInLevel: Text, smsCollectedFrom: Text, smsUpdatedAt: Maybe,
});
export type CustomerState = z.infer<typeof Customer>;

export const customerStates = (world: World, shop: ShopId, customerIds: readonly string[]): Promise<CustomerState[]> => world.db.rows(Customer, sql`
  select customer_id as "customerId", updated_at as "updatedAt", created_at as "createdAt", first_name as "firstName", last_name as "lastName", email, phone, state, note, city, province_code as "provinceCode",
    country_code as "countryCode", zip, detailed_at as "detailedAt", metafields, rfm_group as "rfmGroup", sms_state as "smsState", sms_opt_in_level as "smsOptInLevel", sms_collected_from as "smsCollectedFrom",
    sms_updated_at as "smsUpdatedAt"
  from customer where shop_id = ${anyShop(shop)} and customer_id = any(${[...customerIds]}::bigint[]) order by customer_id`);
