// Customers whose phone or email changed, on their way to the places that know them by the old one, and to those of
// whoever has the same one.
import { z } from "zod";
import { CustomerId, SegmentId, type ShopId } from "../lib/ids.ts";
import { sql } from "../lib/sql.ts";
import type { World } from "../lib/world.ts";
import { ConnectionId } from "../platforms/connection.ts";

const Placed = z.object({ connection_id: ConnectionId, segment_id: SegmentId, customer_id: CustomerId });
export type Placed = z.infer<typeof Placed>;

/** Takes them, and tells in which places to look at whom. */
export function takeReworded(world: World, shop: ShopId, limit: number): Promise<Placed[]> {
  const known = sql`m.connection_id, m.segment_id, m.customer_id from`;
  const has = sql`target_member m on m.shop_id = ${shop} and m.connection_id = n.connection_id`;
  return world.db.rows(Placed, sql`
    with due as (
      select customer_id from customer_reworded where shop_id = ${shop} order by customer_id limit ${limit} for update skip locked),
    taken as (
      delete from customer_reworded r using due where r.shop_id = ${shop} and r.customer_id = due.customer_id returning r.customer_id),
    named as (
      select c.customer_id, c.phone, lower(c.email) as email from taken join customer c on c.shop_id = ${shop} and c.customer_id = taken.customer_id),
    same as (
      select customer_id from taken
      union select c.customer_id from named join customer c on c.shop_id = ${shop} and c.phone = named.phone
      union select c.customer_id from named join customer c on c.shop_id = ${shop} and lower(c.email) = named.email)
    select ${known} same join target_member m on m.shop_id = ${shop} and m.customer_id = same.customer_id
    union select ${known} named join connection n on n.shop_id = ${shop} join ${has} and m.told_phone = named.phone
    union select ${known} named join connection n on n.shop_id = ${shop} join ${has} and lower(m.told_email) = named.email
    order by connection_id, segment_id, customer_id`);
}
