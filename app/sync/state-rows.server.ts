// Counts for the screens.
import { z } from "zod";
import { tagKey } from "../customers/fact.ts";
import type { SegmentId, ShopId } from "../lib/ids.ts";
import { Count, row, sql } from "../lib/sql.ts";
import type { World } from "../lib/world.ts";

const Mirrored = z.object({ held: Count, adding: Count, removing: Count, refused: Count, isBehind: z.boolean(), lastChangedAt: z.date().nullable() });

export async function countMirror(world: World, shop: ShopId, segment: SegmentId): Promise<z.infer<typeof Mirrored>> {
  const found = await row(world.db, Mirrored, sql`
    select count(*) filter (where state = 'held') as held, count(*) filter (where state = 'adding') as adding,
      count(*) filter (where state = 'removing') as removing, count(*) filter (where problem is not null) as refused,
      exists (
        select 1 from membership_change c where c.shop_id = ${shop} and c.segment_id = ${segment} and c.mirrored_at is null) as "isBehind",
      max(changed_at) as "lastChangedAt"
    from mirror_member where shop_id = ${shop} and segment_id = ${segment}`);
  return found ?? { held: 0, adding: 0, removing: 0, refused: 0, isBehind: false, lastChangedAt: null };
}

export async function countStrays(world: World, shop: ShopId, segment: SegmentId, tag: string): Promise<number> {
  const found = await row(world.db, z.object({ count: Count }), sql`
    select count(*) from customer_tag t
    where t.shop_id = ${shop} and t.tag_key = ${tagKey(tag)} and t.present
      and not exists (
        select 1 from mirror_member m where m.shop_id = ${shop} and m.segment_id = ${segment} and m.customer_id = t.customer_id)
      and not exists (
        select 1 from membership m where m.shop_id = ${shop} and m.segment_id = ${segment} and m.customer_id = t.customer_id and m.left_at is null)`);
  return found?.count ?? 0;
}
