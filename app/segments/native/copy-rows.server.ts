// A segment of ours and its copy in Shopify, person by person.
import { z } from "zod";
import type { ListId, SegmentId, ShopId } from "../../lib/ids.ts";
import { Count, Id, row, sql } from "../../lib/sql.ts";
import type { World } from "../../lib/world.ts";

export const SHOWN_MAX = 20;

const Counted = z.object({ ours: Count, both: Count, theirs: Count });

/** ours, theirs: how many are in one of them alone. Pins of ours count: the copy cannot know them. */
export async function countDifference(world: World, shop: ShopId, segment: SegmentId, list: ListId): Promise<z.infer<typeof Counted>> {
  const found = await row(world.db, Counted, sql`
    select count(*) filter (where t.customer_id is null) as ours, count(*) filter (where o.customer_id is not null and t.customer_id is not null) as both, count(*) filter (where o.customer_id is null) as theirs
    from (select customer_id from membership where shop_id = ${shop} and segment_id = ${segment} and left_at is null) o
    full join (select customer_id from list_member where shop_id = ${shop} and list_id = ${list}) t on t.customer_id = o.customer_id`);
  return found ?? { ours: 0, both: 0, theirs: 0 };
}

const Person = z.object({ side: z.enum(["ours", "theirs"]), customerId: Id, name: z.string().nullable(), email: z.string().nullable(), phone: z.string().nullable() });
export type Differing = z.infer<typeof Person>;

/** The first of each side, by number. */
export const listDifference = (world: World, shop: ShopId, segment: SegmentId, list: ListId): Promise<Differing[]> => world.db.rows(Person, sql`
  with ours as (
    select m.customer_id from membership m where m.shop_id = ${shop} and m.segment_id = ${segment} and m.left_at is null
      and not exists (select 1 from list_member t where t.shop_id = ${shop} and t.list_id = ${list} and t.customer_id = m.customer_id)
    order by m.customer_id limit ${SHOWN_MAX}),
  theirs as (
    select t.customer_id from list_member t where t.shop_id = ${shop} and t.list_id = ${list}
      and not exists (select 1 from membership m where m.shop_id = ${shop} and m.segment_id = ${segment} and m.left_at is null and m.customer_id = t.customer_id)
    order by t.customer_id limit ${SHOWN_MAX})
  select d.side, d.customer_id as "customerId", nullif(concat_ws(' ', c.first_name, c.last_name), '') as name, c.email, c.phone
  from (select 'ours' as side, customer_id from ours union all select 'theirs', customer_id from theirs) d
  left join customer c on c.shop_id = ${shop} and c.customer_id = d.customer_id order by d.side, d.customer_id`);

/** What earlier copies held; the segments that were made in Shopify stay there. Held in the order in which the pump holds them. */
export async function forgetCopies(world: World, shop: ShopId, segment: SegmentId): Promise<void> {
  await world.db.run(sql`select 1 from list_native where shop_id = ${shop} and segment_id = ${segment} order by list_id for update`);
  const copies = sql`list_id in (select n.list_id from list_native n join list l on l.shop_id = ${shop} and l.list_id = n.list_id where n.shop_id = ${shop} and n.segment_id = ${segment} and l.source = 'copy')`;
  await world.db.run(sql`delete from list_member where shop_id = ${shop} and ${copies}`);
  await world.db.run(sql`delete from list where shop_id = ${shop} and ${copies}`);
  await world.db.run(sql`delete from list_native where shop_id = ${shop} and segment_id = ${segment}`);
}
