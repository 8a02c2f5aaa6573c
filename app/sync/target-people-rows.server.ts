// Who of a segment is not on its platform as wished, and why: for the screen that names them.
import { z } from "zod";
import { CustomerId, type SegmentId, type ShopId } from "../lib/ids.ts";
import { empty, Instant, sql } from "../lib/sql.ts";
import type { World } from "../lib/world.ts";
import type { ConnectionId } from "../platforms/connection.ts";
import { TargetMemberState } from "./target.ts";

const PAGE_MAX = 50;

const Line = z.object({
  customerId: CustomerId, firstName: z.string().nullable(), lastName: z.string().nullable(), email: z.string().nullable(), state: TargetMemberState, reason: z.string(), changedAt: Instant,
});
export type LeftOut = z.infer<typeof Line>;

/** The newest customers first; `after`: the last one of the page before. */
export async function listLeftOut(world: World, shop: ShopId, { connection, segment }: { connection: ConnectionId; segment: SegmentId }, after: string | undefined): Promise<{ lines: LeftOut[]; next: string | null }> {
  const key = CustomerId.safeParse(after);
  const lines = await world.db.rows(Line, sql`
    select m.customer_id as "customerId", c.first_name as "firstName", c.last_name as "lastName", c.email, m.state, m.reason, m.changed_at as "changedAt"
    from target_member m left join customer c on c.shop_id = ${shop} and c.customer_id = m.customer_id
    where m.shop_id = ${shop} and m.connection_id = ${connection} and m.segment_id = ${segment} and m.reason is not null
      ${key.success ? sql`and m.customer_id < ${key.data}::bigint` : empty}
    order by m.customer_id desc limit ${PAGE_MAX + 1}`);
  const shown = lines.slice(0, PAGE_MAX);
  return { lines: shown, next: lines.length > PAGE_MAX ? (shown.at(-1)?.customerId ?? null) : null };
}
