// A customer's roll-ups, recomputed from the facts in one statement over any number of customers.
import { z } from "zod";
import type { ShopId } from "../lib/ids.ts";
import { anyShop } from "../lib/merge.server.ts";
import { Count, sql } from "../lib/sql.ts";
import type { World } from "../lib/world.ts";

/** The rhythm is that of the last six orders: five gaps. */
const GAPS_MAX = 5;
/** Two orders make one gap, which is no rhythm. */
const RHYTHM_ORDERS_MIN = 3;

/**
 * Writes only rows that differ; returns how many did. With `markAt` everybody is written, and marked as one whose
 * segments must be looked at again.
 */
export async function rollCustomers(world: World, shop: ShopId, customerIds: string[], now: Date, markAt: Date | null = null): Promise<number> {
  const [rolled] = await world.db.rows(z.object({ changed: Count }), sql`
    with named as (select distinct id from unnest(${customerIds}::bigint[]) as id),
    refund as (
      select r.order_id, coalesce(sum(r.amount_minor) filter (where r.processed_at <= ${now}), 0)::bigint as minor,
        count(*) filter (where r.processed_at <= ${now})::int as count, min(r.processed_at) filter (where r.processed_at > ${now}) as next_at
      from order_refund r join named on named.id = r.customer_id where r.shop_id = ${anyShop(shop)} group by r.order_id),
    every_order as (
      select o.customer_id, o.order_id, o.processed_at, o.void_at, o.gross_minor, o.items_minor, o.discount_minor, o.quantity, o.refunded_minor,
        coalesce(refund.minor, 0) as refund_minor, coalesce(refund.count, 0) as refund_count, refund.next_at,
        o.processed_at <= ${now} and (o.void_at is null or o.void_at > ${now}) as counts
      from orders o join named on named.id = o.customer_id left join refund on refund.order_id = o.order_id where o.shop_id = ${anyShop(shop)}),
    refunded as (
      update orders o set refunded_minor = e.refund_minor from every_order e
      where o.shop_id = ${anyShop(shop)} and o.order_id = e.order_id and e.refunded_minor <> e.refund_minor),
    spaced as (
      select *, row_number() over latest as place, extract(epoch from processed_at - lead(processed_at) over latest) * 1000 as gap_ms
      from every_order where counts window latest as (partition by customer_id order by processed_at desc, order_id desc)),
    summed as (
      select customer_id, count(*)::int as order_count, sum(gross_minor)::bigint as gross_minor, sum(gross_minor - refund_minor)::bigint as net_minor,
        sum(items_minor)::bigint as items_minor, sum(discount_minor)::bigint as discount_minor, sum(refund_minor)::bigint as refund_minor,
        sum(refund_count)::int as refund_count, (count(*) filter (where discount_minor > 0))::int as discounted_count, sum(quantity)::bigint as quantity,
        min(processed_at) as first_order_at, max(processed_at) as last_order_at,
        case when count(*) >= ${RHYTHM_ORDERS_MIN} then round((percentile_cont(0.5) within group (order by gap_ms) filter (where place <= ${GAPS_MAX}))::numeric)::bigint end as gap_median_ms,
        case when count(*) >= ${RHYTHM_ORDERS_MIN} then round((stddev_pop(gap_ms) filter (where place <= ${GAPS_MAX}))::numeric)::bigint end as gap_sd_ms
      from spaced group by customer_id),
    ahead as (
      select customer_id, min(least(case when processed_at > ${now} then processed_at end, case when void_at > ${now} then void_at end, next_at)) as roll_again_at
      from every_order where void_at is null or void_at > ${now} group by customer_id),
    rolled as (
      select named.id, coalesce(order_count, 0) as order_count, coalesce(gross_minor, 0) as gross_minor, coalesce(net_minor, 0) as net_minor,
        coalesce(items_minor, 0) as items_minor, coalesce(discount_minor, 0) as discount_minor, coalesce(refund_minor, 0) as refund_minor,
        coalesce(refund_count, 0) as refund_count, coalesce(discounted_count, 0) as discounted_count, coalesce(quantity, 0) as quantity,
        first_order_at, last_order_at, gap_median_ms, gap_sd_ms, roll_again_at
      from named left join summed on summed.customer_id = named.id left join ahead on ahead.customer_id = named.id),
    changed as (
      update customer c set order_count = r.order_count, gross_minor = r.gross_minor, net_minor = r.net_minor, items_minor = r.items_minor,
        discount_minor = r.discount_minor, refund_minor = r.refund_minor, refund_count = r.refund_count, discounted_count = r.discounted_count,
        quantity = r.quantity, first_order_at = r.first_order_at, last_order_at = r.last_order_at, gap_median_ms = r.gap_median_ms, gap_sd_ms = r.gap_sd_ms,
        roll_again_at = r.roll_again_at, changed_at = coalesce(${markAt}::timestamptz, c.changed_at)
      from rolled r where c.shop_id = ${anyShop(shop)} and c.customer_id = r.id and (${markAt}::timestamptz is not null or
        (c.order_count, c.gross_minor, c.net_minor, c.items_minor, c.discount_minor, c.refund_minor, c.refund_count, c.discounted_count, c.quantity,
          c.first_order_at, c.last_order_at, c.gap_median_ms, c.gap_sd_ms, c.roll_again_at) is distinct from
        (r.order_count, r.gross_minor, r.net_minor, r.items_minor, r.discount_minor, r.refund_minor, r.refund_count, r.discounted_count, r.quantity,
          r.first_order_at, r.last_order_at, r.gap_median_ms, r.gap_sd_ms, r.roll_again_at))
      returning 1)
    select count(*) as changed from changed`);
  return rolled?.changed ?? 0;
}

/** Guests' orders belong to nobody, but know what was refunded. All of them where no orders are named. */
export async function rollGuests(world: World, shop: ShopId, orderIds: string[] | null, now: Date): Promise<void> {
  const named = orderIds === null ? sql`` : sql`and order_id = any(${orderIds}::bigint[])`;
  await world.db.run(sql`
    update orders o set refunded_minor = r.minor
    from (
      select order_id, coalesce(sum(amount_minor) filter (where processed_at <= ${now}), 0)::bigint as minor from order_refund
      where shop_id = ${shop} and customer_id is null ${named} group by order_id) as r
    where o.shop_id = ${shop} and o.order_id = r.order_id and o.customer_id is null and o.refunded_minor <> r.minor`);
}
