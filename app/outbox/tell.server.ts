// Who entered or left is told to whoever wants to know: the merchant's own systems and Shopify Flow. One
// command for each change and each who wants it, in the transaction that takes the changes.
import { z } from "zod";
import type { ShopId } from "../lib/ids.ts";
import { wake } from "../lib/pump.server.ts";
import { sql } from "../lib/sql.ts";
import type { World } from "../lib/world.ts";
import { HANDLES } from "./flow.ts";

const WAKES = { hookCall: "call", flowTrigger: "deliver" } as const;
const Told = z.object({ kind: z.enum(["hookCall", "flowTrigger"]) });

/**
 * `changes`: numbers of membership_change. A change that was told before is not told again. Flow names its triggers by a number of
 * its own where it does not name them by handle; then either may be meant, and both are fired.
 */
export async function tellOutside(world: World, shop: ShopId, changes: string[], now: Date): Promise<void> {
  if (changes.length === 0) return;
  const told = await world.db.rows(Told, sql`
    with changed as materialized (
      select c.change_id, c.segment_id, c.customer_id, c.kind, c.at, s.name,
        case c.kind when 'entered' then ${HANDLES.entered}::text else ${HANDLES.left}::text end as handle
      from membership_change c join segment s on s.shop_id = ${shop} and s.segment_id = c.segment_id
      where c.shop_id = ${shop} and c.change_id = any(${changes}::bigint[]) and c.kind in ('entered', 'left')),
    wanted as (
      select c.change_id, c.segment_id, c.customer_id, 'hookCall' as kind, 'hook/' || h.hook_id || '/' || c.change_id as key,
        jsonb_build_object('hookId', h.hook_id, 'changeId', c.change_id::text, 'change', c.kind, 'at', c.at, 'customerId', c.customer_id::text, 'segmentId', c.segment_id) as payload
      from changed c join hook h on h.shop_id = ${shop} and h.state = 'on' and (h.segment_id is null or h.segment_id = c.segment_id) and c.kind = any(h.changes)
      union all
      select c.change_id, c.segment_id, c.customer_id, 'flowTrigger', 'flow/' || c.change_id,
        jsonb_build_object('handle', c.handle, 'changeId', c.change_id::text, 'at', c.at, 'customerId', c.customer_id::text, 'segmentId', c.segment_id, 'segmentName', c.name)
      from changed c where exists (
        select 1 from flow_trigger f where f.shop_id = ${shop} and f.enabled and (f.handle = c.handle or f.handle <> all(${Object.values(HANDLES)}::text[]))))
    insert into outbox (shop_id, kind, key, payload, due_at, created_at, customer_id, segment_id)
    select ${shop}::int, kind, key, payload, ${now}::timestamptz, ${now}::timestamptz, customer_id, segment_id from wanted order by change_id, key
    on conflict (shop_id, key) do nothing returning kind`);
  for (const kind of new Set(told.map((row) => row.kind))) await wake(world, shop, WAKES[kind]);
}
