// What was said to and by a customer whom Shopify merged is the survivor's: their texts, replies, links and codes.
import type { ShopId } from "../lib/ids.ts";
import { raw, sql } from "../lib/sql.ts";
import type { World } from "../lib/world.ts";

export async function moveTexts(world: World, shop: ShopId, customerIds: string[]): Promise<void> {
  const merged = sql`customer_gone g where g.shop_id = ${shop} and g.customer_id = any(${customerIds}::bigint[]) and g.merged_into is not null`;
  // Decisions and links are found by their texts.
  await world.db.run(sql`
    with moved as (
      update person_text t set customer_id = g.merged_into from ${merged} and t.shop_id = ${shop} and t.customer_id = g.customer_id returning t.text_id, t.customer_id),
    links as (update link l set customer_id = moved.customer_id from moved where l.shop_id = ${shop} and l.text_id = moved.text_id)
    update decision d set customer_id = moved.customer_id from moved where d.shop_id = ${shop} and d.text_id = moved.text_id`);
  for (const table of ["reply", "opt_in"]) await world.db.run(sql`update ${raw(table)} t set customer_id = g.merged_into from ${merged} and t.shop_id = ${shop} and t.customer_id = g.customer_id`);
  // Of a coupon the survivor keeps their own code; the other one stays under the old number until its person is erased.
  await world.db.run(sql`
    update coupon_code k set customer_id = g.merged_into from coupon c, ${merged} and c.shop_id = ${shop} and k.shop_id = ${shop} and k.coupon_id = c.coupon_id and k.customer_id = g.customer_id
      and g.customer_id = (
        select min(o.customer_id) from customer_gone o join coupon_code ok on ok.shop_id = ${shop} and ok.coupon_id = k.coupon_id and ok.customer_id = o.customer_id
        where o.shop_id = ${shop} and o.merged_into = g.merged_into and o.customer_id = any(${customerIds}::bigint[]))
      and not exists (select 1 from coupon_code own where own.shop_id = ${shop} and own.coupon_id = k.coupon_id and own.customer_id = g.merged_into)`);
}
