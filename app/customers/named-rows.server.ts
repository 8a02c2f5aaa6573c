// People whom merchants named themselves: on lists and by pins, when Shopify merges or deletes one.
import type { ShopId } from "../lib/ids.ts";
import { sql } from "../lib/sql.ts";
import type { World } from "../lib/world.ts";

/**
 * What merchants decided about a merged customer holds for the survivor: lists they are on, and pins; of two pins the
 * newer one. What a list's columns say of the survivor stands; where they say nothing, what they said of the merged one does.
 * After the customer's own row is gone, so that whoever adds them meanwhile has either finished or not begun.
 */
export async function moveNamed(world: World, shop: ShopId, customerIds: string[]): Promise<void> {
  const merged = sql`customer_gone g where g.shop_id = ${shop} and g.customer_id = any(${customerIds}::bigint[])`;
  await world.db.run(sql`
    with taken as (
      delete from segment_pin p using ${merged} and p.shop_id = ${shop} and p.customer_id = g.customer_id
      returning p.segment_id, g.merged_into, p.side, p.reason, p.pinned_at, p.pinned_by)
    insert into segment_pin as old (shop_id, segment_id, customer_id, side, reason, pinned_at, pinned_by)
    select distinct on (segment_id, merged_into) ${shop}::int, segment_id, merged_into, side, reason, pinned_at, pinned_by from taken
    where merged_into is not null and ${isThere(shop)} order by segment_id, merged_into, pinned_at desc, side desc
    on conflict (shop_id, segment_id, customer_id) do update set side = excluded.side, reason = excluded.reason, pinned_at = excluded.pinned_at, pinned_by = excluded.pinned_by
    where excluded.pinned_at > old.pinned_at`);
  // Lists before their members, as whoever deletes a list holds them.
  await world.db.run(sql`
    select 1 from list l where l.shop_id = ${shop} and l.list_id in (
      select m.list_id from list_member m, ${merged} and m.shop_id = ${shop} and m.customer_id = g.customer_id) order by l.list_id for no key update`);
  await world.db.run(sql`
    with taken as (
      delete from list_member m using ${merged} and m.shop_id = ${shop} and m.customer_id = g.customer_id
      returning m.list_id, m.customer_id, g.merged_into, m.added_at, m.kept),
    put as (
      insert into list_member as held (shop_id, list_id, customer_id, added_at, kept)
      select ${shop}::int, list_id, merged_into, min(added_at), (array_agg(kept order by added_at desc, customer_id desc) filter (where kept is not null))[1]
      from taken where merged_into is not null and ${isThere(shop)} group by list_id, merged_into
      on conflict (shop_id, list_id, customer_id) do update set kept = excluded.kept || coalesce(held.kept, '{}') where excluded.kept is not null
      returning held.list_id, held.xmax = 0 as is_new),
    added as (select list_id from put where is_new)
    update list l set member_count = l.member_count - fewer.count
    from (select list_id, sum(count)::int as count from (
      select list_id, count(*) as count from taken group by list_id union all select list_id, -count(*) from added group by list_id) moved group by list_id) as fewer
    where l.shop_id = ${shop} and l.list_id = fewer.list_id`);
}

/** The survivor was not deleted meanwhile. */
const isThere = (shop: ShopId) => sql`not exists (select 1 from customer_gone d where d.shop_id = ${shop} and d.customer_id = taken.merged_into)`;
