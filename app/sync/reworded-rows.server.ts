// Customers whose phone or email changed, on their way to the places that know them by the old one, and to those of
// whoever has the same one.
import { z } from "zod";
import { CustomerId, SegmentId, type ShopId } from "../lib/ids.ts";
import { anyShop } from "../lib/merge.server.ts";
import { sql } from "../lib/sql.ts";
import type { World } from "../lib/world.ts";
import { ConnectionId } from "../platforms/connection.ts";

const Placed = z.object({ connection_id: ConnectionId, segment_id: SegmentId, customer_id: CustomerId });
export type Placed = z.infer<typeof Placed>;

/** Takes them, and tells in which places to look at whom. */
export async function takeReworded(world: World, shop: ShopId, limit: number): Promise<Placed[]> {
  const taken = await world.db.rows(z.object({ customer_id: CustomerId }), sql`
    with due as (
      select customer_id from customer_reworded where shop_id = ${shop} order by customer_id limit ${limit} for update skip locked)
    delete from customer_reworded r using due where r.shop_id = ${shop} and r.customer_id = due.customer_id returning r.customer_id`);
  return taken.length === 0 ? [] : placesAround(world, shop, taken.map(({ customer_id }) => customer_id));
}

/** Theirs, and those that know somebody by a phone or an email that is theirs now. */
function placesAround(world: World, shop: ShopId, people: CustomerId[]): Promise<Placed[]> {
  const mine = anyShop(shop);
  const known = sql`m.connection_id, m.segment_id, m.customer_id from`;
  const has = sql`connection n on n.shop_id = ${shop} join target_member m on m.shop_id = ${mine} and m.connection_id = n.connection_id`;
  return world.db.rows(Placed, sql`
    with taken as (select * from unnest(${people}::bigint[]) as taken (customer_id)),
    named as materialized (
      select c.customer_id, c.phone, lower(c.email) as email from taken join customer c on c.shop_id = ${mine} and c.customer_id = taken.customer_id),
    same as (
      select customer_id from taken
      union select c.customer_id from named join customer c on c.shop_id = ${mine} and c.phone = named.phone
      union select c.customer_id from named join customer c on c.shop_id = ${mine} and lower(c.email) = named.email)
    select ${known} same join target_member m on m.shop_id = ${mine} and m.customer_id = same.customer_id
    union select ${known} named join ${has} and m.told_phone = named.phone
    union select ${known} named join ${has} and lower(m.told_email) = named.email
    order by connection_id, segment_id, customer_id`);
}
