// The customers and the orders as they were at an instant of the past, in place of the tables: columns that
// move with time (roll-ups, what was refunded, shipped or cancelled) are made anew from facts with dates.
// Columns of which only today's value is kept are passed on; tree.ts says when they may be asked.
import { raw, type Sql, sql } from "#app/lib/sql.ts";
import type { ShopAsk } from "../ask.ts";
import { nowSql } from "./context.ts";
import { whoseSql } from "./whose.ts";

/** As text, because they stand in an alias's place. */
export const CUSTOMER_ROW = [
  "shop_id", "customer_id", "created_at", "updated_at", "first_name", "last_name", "email", "phone", "phone_country", "phone_area", "locale", "state", "note", "verified_email", "tax_exempt",
  "data_sale_opt_out", "companies", "tags", "tags_at", "city", "province_code", "country_code", "zip", "time_zone", "latitude", "longitude", "sms_state", "sms_opt_in_level",
  "sms_collected_from", "sms_updated_at", "sms_reach", "sms_reach_phone", "sms_reach_at", "sms_held_phone", "sms_held_at", "sms_source", "sms_proof", "sms_ends_at", "sms_rested_at", "merged_at", "email_state", "email_opt_in_level", "email_updated_at", "subscriber_status", "rfm_group", "spend_tier", "store_credit_minor",
  "shopify_order_count", "shopify_spent_minor", "shopify_counted_at", "metafields", "birth_date",
] as const;
export const CUSTOMER_MADE = ["order_count", "first_order_at", "last_order_at", "gap_median_ms", "gap_sd_ms"] as const;

export const ORDER_ROW = [
  "shop_id", "order_id", "customer_id", "name", "processed_at", "void_at", "source_name", "app_name", "location_id", "financial_status", "fulfillment_status", "return_status", "risk_level",
  "presentment_currency", "gross_minor", "items_minor", "discount_minor", "shipping_minor", "tax_minor", "quantity", "weight_grams", "discount_codes", "tags", "gateways", "parcels", "shipping_method",
  "ship_city", "ship_province", "ship_country", "ship_zip", "utm_source", "utm_medium", "utm_campaign", "first_source", "first_utm_source", "first_utm_medium", "first_utm_campaign",
  "first_referrer", "first_landing", "days_to_conversion", "note", "attributes",
] as const;
export const ORDER_MADE = ["refunded_minor", "cancel_reason", "shipped_at", "delivered_at"] as const;

/** Shopify's lifetime count proves that no order of theirs is hidden (isWhole in match/history.ts). */
const WHOLE = "coalesce(c.shopify_order_count = 0 OR (c.order_count >= c.shopify_order_count AND c.last_order_at <= c.shopify_counted_at), false)";
/** The proof is today's: what is all here now has all that was then. */
export const wholeSql = ({ past }: ShopAsk): Sql => raw(past ? "c.is_whole" : WHOLE);

const rows = (alias: string, columns: readonly string[]) => raw(columns.map((column) => `${alias}.${column}`).join(", "));

/** `customer`, or who was one then. PostgreSQL leaves out the joins of which nothing is asked. */
export function customersSql(ask: ShopAsk, candidates: Sql | null): Sql {
  if (!ask.past) return raw("customer");
  const now = nowSql(ask);
  const counted = (alias: string) => sql`${raw(alias)}.shop_id = ${ask.shop} AND ${raw(alias)}.processed_at <= ${now} AND (${raw(alias)}.void_at IS NULL OR ${raw(alias)}.void_at > ${now})`;
  const rolled = sql`SELECT o.customer_id, count(*) AS order_count, min(o.processed_at) AS first_order_at, max(o.processed_at) AS last_order_at FROM orders o WHERE ${counted("o")} AND ${whoseSql("o", ask, candidates)} GROUP BY o.customer_id`;
  // The rhythm of the last six orders, as customers/roll-rows.server.ts keeps it.
  const spaced = sql`SELECT o.customer_id, row_number() OVER latest AS place, extract(epoch FROM o.processed_at - lead(o.processed_at) OVER latest) * 1000 AS gap_ms FROM orders o
    WHERE ${counted("o")} AND ${whoseSql("o", ask, candidates)} WINDOW latest AS (PARTITION BY o.customer_id ORDER BY o.processed_at DESC, o.order_id DESC)`;
  const rhythm = sql`SELECT s.customer_id, CASE WHEN count(*) >= 3 THEN round((percentile_cont(0.5) WITHIN GROUP (ORDER BY s.gap_ms) FILTER (WHERE s.place <= 5))::numeric)::bigint END AS gap_median_ms,
    CASE WHEN count(*) >= 3 THEN round((stddev_pop(s.gap_ms) FILTER (WHERE s.place <= 5))::numeric)::bigint END AS gap_sd_ms FROM (${spaced}) s GROUP BY s.customer_id`;
  return sql`(SELECT ${rows("c", CUSTOMER_ROW)}, coalesce(w.order_count, 0) AS order_count, w.first_order_at, w.last_order_at, g.gap_median_ms, g.gap_sd_ms, ${raw(WHOLE)} AS is_whole
    FROM customer c LEFT JOIN (${rolled}) w ON w.customer_id = c.customer_id LEFT JOIN (${rhythm}) g ON g.customer_id = c.customer_id
    WHERE c.shop_id = ${ask.shop} AND (c.created_at <= ${now} OR EXISTS (SELECT FROM orders x WHERE ${counted("x")} AND x.customer_id = c.customer_id)))`;
}

/** `orders`, or the orders with what had become of them by then. */
export function ordersSql(ask: ShopAsk, candidates: Sql | null): Sql {
  if (!ask.past) return raw("orders");
  const now = nowSql(ask);
  const refunded = sql`SELECT r.order_id, sum(r.amount_minor)::bigint AS minor FROM order_refund r WHERE r.shop_id = ${ask.shop} AND r.processed_at <= ${now} AND ${whoseSql("r", ask, candidates)} GROUP BY r.order_id`;
  const by = (column: string) => sql`CASE WHEN o.${raw(column)} <= ${now} THEN o.${raw(column)} END AS ${raw(column)}`;
  return sql`(SELECT ${rows("o", ORDER_ROW)}, coalesce(f.minor, 0) AS refunded_minor, CASE WHEN o.void_at <= ${now} THEN o.cancel_reason END AS cancel_reason, ${by("shipped_at")}, ${by("delivered_at")}
    FROM orders o LEFT JOIN (${refunded}) f ON f.order_id = o.order_id WHERE o.shop_id = ${ask.shop})`;
}
