// What segments were told of codes, once the merchant ends the coupon before its time.
import { z } from "zod";
import type { ShopId } from "../../lib/ids.ts";
import { Id, sql } from "../../lib/sql.ts";
import type { World } from "../../lib/world.ts";
import type { CouponId } from "./coupon.ts";
import { codeNamed } from "./coupon-told.ts";

const Whose = z.object({ customerId: Id });

/** Codes that were to end later, or never, have ended now. Events are named by whom a code was given to, who may have been merged since. Returns whose they are. */
export async function endGiven(world: World, shop: ShopId, coupon: CouponId, now: Date): Promise<string[]> {
  const ended = await world.db.rows(Whose, sql`
    update event e set ends_at = ${now}
    from coupon_code k cross join lateral (
      select k.customer_id as customer_id union all select g.customer_id from customer_gone g where g.shop_id = ${shop} and g.merged_into = k.customer_id) given
    where k.shop_id = ${shop} and k.coupon_id = ${coupon} and k.state = 'made'
      and e.shop_id = ${shop} and e.event_id = md5(${codeNamed(coupon)}::text || given.customer_id::text)::uuid and (e.ends_at is null or e.ends_at > ${now}) and e.customer_id is not null
    returning e.customer_id as "customerId"`);
  return [...new Set(ended.map(({ customerId }) => customerId))];
}
