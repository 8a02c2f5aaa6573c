// Orders with a code that a customer was given: whose code it was is told that it was used, however it was typed and whoever typed it.
import { z } from "zod";
import type { ShopId } from "../lib/ids.ts";
import { Count, Id, Instant, sql } from "../lib/sql.ts";
import type { World } from "../lib/world.ts";
import type { EventFact, OrderFact } from "./fact.ts";

const Use = z.object({ couponId: Count, name: z.string(), customerId: Id, orderId: Id, at: Instant });

/** After the orders were written. An order that does not count is no use. */
export async function couponUses(world: World, shop: ShopId, orders: readonly OrderFact[]): Promise<EventFact[]> {
  const withCodes = orders.flatMap(({ orderId, discountCodes = [] }) => (discountCodes.length > 0 ? [orderId] : []));
  if (withCodes.length === 0) return [];
  const uses = await world.db.rows(Use, sql`
    select k.coupon_id as "couponId", coalesce(p.name, f.name) as name, k.customer_id as "customerId", o.order_id as "orderId", o.processed_at as at
    from orders o cross join lateral unnest(o.discount_codes) as typed (code) join coupon_code k on k.shop_id = ${shop} and k.code = upper(typed.code)
      join coupon f on f.shop_id = ${shop} and f.coupon_id = k.coupon_id left join coupon p on p.shop_id = ${shop} and p.coupon_id = f.parent_id
    where o.shop_id = ${shop} and o.order_id = any(${withCodes}::bigint[]) and o.processed_at is not null and o.void_at is null order by o.order_id, k.code`);
  return uses.map(({ couponId, name, customerId, orderId, at }) => ({ source: "segue", sourceId: `code/${couponId}/${customerId}/${orderId}`, kind: "couponUsed", at: at.toISOString(), customerId, text: name }));
}
