// How the rows that facts are about to touch stand, for those who want to know what changes (news.ts). Read only where somebody
// listens, and only what they listen for.
import type { ShopId } from "../lib/ids.ts";
import { anyShop } from "../lib/merge.server.ts";
import { sql } from "../lib/sql.ts";
import type { World } from "../lib/world.ts";
import { CustomerState, LineState, OrderState, RefundState, TagState } from "./state.ts";

export const orderStates = (world: World, shop: ShopId, orderIds: readonly string[]): Promise<OrderState[]> => world.db.rows(OrderState, sql`
  select order_id as "orderId", customer_id as "customerId", updated_at as "updatedAt", processed_at as "processedAt", void_at as "voidAt", financial_status as "financialStatus", fulfillment_status as "fulfillmentStatus",
    return_status as "returnStatus", shipped_at as "shippedAt", delivered_at as "deliveredAt", parcels
  from orders where shop_id = ${anyShop(shop)} and order_id = any(${[...orderIds]}::bigint[]) order by order_id`);

export const lineStates = (world: World, shop: ShopId, orderIds: readonly string[]): Promise<LineState[]> => world.db.rows(LineState, sql`
  select order_id as "orderId", line_id as "lineId", product_id as "productId", variant_id as "variantId", quantity, current_quantity as "currentQuantity"
  from order_line where shop_id = ${anyShop(shop)} and order_id = any(${[...orderIds]}::bigint[]) order by order_id, line_id`);

export const refundStates = (world: World, shop: ShopId, orderIds: readonly string[]): Promise<RefundState[]> => world.db.rows(RefundState, sql`
  select order_id as "orderId", refund_id as "refundId", processed_at as "processedAt" from order_refund
  where shop_id = ${anyShop(shop)} and order_id = any(${[...orderIds]}::bigint[]) order by order_id, refund_id`);

export const tagStates = (world: World, shop: ShopId, customerIds: readonly string[]): Promise<TagState[]> => world.db.rows(TagState, sql`
  select customer_id as "customerId", tag_key as tag, present, changed_at as "changedAt" from customer_tag
  where shop_id = ${anyShop(shop)} and customer_id = any(${[...customerIds]}::bigint[]) order by customer_id, tag_key collate "C"`);

export const customerStates = (world: World, shop: ShopId, customerIds: readonly string[]): Promise<CustomerState[]> => world.db.rows(CustomerState, sql`
  select customer_id as "customerId", updated_at as "updatedAt", created_at as "createdAt", first_name as "firstName", last_name as "lastName", email, phone, state, note, city, province_code as "provinceCode",
    country_code as "countryCode", zip, detailed_at as "detailedAt", metafields, rfm_group as "rfmGroup", sms_state as "smsState", sms_opt_in_level as "smsOptInLevel", sms_collected_from as "smsCollectedFrom",
    sms_updated_at as "smsUpdatedAt"
  from customer where shop_id = ${anyShop(shop)} and customer_id = any(${[...customerIds]}::bigint[]) order by customer_id`);
