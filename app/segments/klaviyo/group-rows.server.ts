// Lists of the merchant's Klaviyo account that a segment of this shop is kept in: a condition on one is a condition on the other.
import { z } from "zod";
import { SegmentId, type ShopId } from "../../lib/ids.ts";
import { sql } from "../../lib/sql.ts";
import type { World } from "../../lib/world.ts";
import type { Known } from "./mapped.ts";

const Group = z.object({ id: z.string(), segmentId: SegmentId });

export async function keptGroups(world: World, shop: ShopId): Promise<NonNullable<Known["groups"]>> {
  const groups = await world.db.rows(Group, sql`
    select distinct on (t.place_ref) t.place_ref as id, t.segment_id as "segmentId"
    from target t join connection c on c.shop_id = ${shop} and c.connection_id = t.connection_id
    where t.shop_id = ${shop} and c.platform = 'klaviyo' and c.ended_at is null and t.model = 'list' and t.state <> 'removing' and t.place_ref is not null order by t.place_ref, t.segment_id`);
  return Object.fromEntries(groups.map(({ id, segmentId }) => [id, { kind: "segment" as const, number: segmentId }]));
}
