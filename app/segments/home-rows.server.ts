// What Home shows of customers and their segments.
import { z } from "zod";
import { CustomerId, SegmentId, type ShopId } from "../lib/ids.ts";
import { Count, Id, Instant, row, sql } from "../lib/sql.ts";
import type { World } from "../lib/world.ts";

const RECENT_MAX = 8;

export async function countCustomers(world: World, shop: ShopId): Promise<number> {
  const found = await row(world.db, z.object({ count: Count }), sql`select count(*) from customer where shop_id = ${shop}`);
  return found?.count ?? 0;
}

const Change = z.object({
  changeId: Id, kind: z.enum(["entered", "left", "rebuilt"]), cause: z.string(), at: Instant, segmentId: SegmentId, segmentName: z.string(),
  /** Null for a whole segment counted anew, and for a customer who was erased since. */
  customerId: CustomerId.nullable(), firstName: z.string().nullable(), lastName: z.string().nullable(), email: z.string().nullable(),
});
export type RecentChange = z.infer<typeof Change>;

/** The last changes of any segment that still exists, newest first; that a tag is wanted anew is no change. */
export const recentChanges = (world: World, shop: ShopId): Promise<RecentChange[]> => world.db.rows(Change, sql`
  select x.change_id as "changeId", x.kind, x.cause, x.at, s.segment_id as "segmentId", s.name as "segmentName",
    c.customer_id as "customerId", c.first_name as "firstName", c.last_name as "lastName", c.email
  from membership_change x
  join segment s on s.shop_id = ${shop} and s.segment_id = x.segment_id and s.deleted_at is null
  left join customer c on c.shop_id = ${shop} and c.customer_id = x.customer_id
  where x.shop_id = ${shop} and x.cause <> 'sync' order by x.change_id desc limit ${RECENT_MAX}`);
