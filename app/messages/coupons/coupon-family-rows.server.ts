// Codes that end so many days after they were given: all of one last day stand under a discount of their own, and under the coupon
// that the merchant knows.
import { z } from "zod";
import { CustomerId, type ShopId } from "../../lib/ids.ts";
import { row, sql } from "../../lib/sql.ts";
import type { World } from "../../lib/world.ts";
import { CouponId, type CouponSettings } from "./coupon.ts";

const Numbered = z.object({ couponId: CouponId });
type Child = { name: string; settings: CouponSettings; firstCode: string };

/** In the caller's transaction, under the parent's lock. */
export async function childOf(world: World, shop: ShopId, parent: CouponId, { name, settings, firstCode }: Child, now: Date): Promise<CouponId> {
  const known = await row(world.db, Numbered, sql`
    select coupon_id as "couponId" from coupon where shop_id = ${shop} and parent_id = ${parent} and settings->>'endsAt' = ${settings.endsAt} and settings->>'isOnce' = ${String(settings.isOnce)}`);
  if (known) return known.couponId;
  const [made] = await world.db.rows(Numbered, sql`
    with counted as (update shop set coupon_count = coupon_count + 1 where shop_id = ${shop} returning coupon_count)
    insert into coupon (shop_id, coupon_id, parent_id, name, settings, first_code, due_at, created_at)
    select ${shop}::int, coupon_count, ${parent}::int, ${name}::text, ${JSON.stringify(settings)}::jsonb, ${firstCode}::text, ${now}::timestamptz, ${now}::timestamptz from counted returning coupon_id as "couponId"`);
  return Numbered.parse(made).couponId;
}

const Held = z.object({ customerId: CustomerId, couponId: CouponId });

/** Who was given a code with an end of its own: the one that ends last. */
export const childrenOf = async (world: World, shop: ShopId, parent: CouponId, customers: readonly CustomerId[]): Promise<Map<CustomerId, CouponId>> => {
  const rows = await world.db.rows(Held, sql`
    select distinct on (k.customer_id) k.customer_id as "customerId", k.coupon_id as "couponId" from coupon c join coupon_code k on k.shop_id = ${shop} and k.coupon_id = c.coupon_id
    where c.shop_id = ${shop} and c.parent_id = ${parent} and k.customer_id = any(${customers}::bigint[]) order by k.customer_id, c.settings->>'endsAt' desc, k.coupon_id desc`);
  return new Map(rows.map(({ customerId, couponId }) => [customerId, couponId]));
};

/** As the merchant knows it: the parent's name, where it is one of a family. */
export const familyName = async (world: World, shop: ShopId, { couponId, name }: { couponId: CouponId; name: string }): Promise<string> =>
  (await row(world.db, z.object({ name: z.string() }), sql`
    select p.name from coupon f join coupon p on p.shop_id = ${shop} and p.coupon_id = f.parent_id where f.shop_id = ${shop} and f.coupon_id = ${couponId}`))?.name ?? name;

/** With their parent. */
export const endChildren = (world: World, shop: ShopId, parent: CouponId, now: Date): Promise<number> => world.db.run(sql`
  update coupon set state = case when discount_id is null and state = 'refused' then 'ended' else 'ending' end, problem = null, attempts = 0, due_at = ${now}
  where shop_id = ${shop} and parent_id = ${parent} and state not in ('ended', 'ending')`);
