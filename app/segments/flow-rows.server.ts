// The flows that segments ask about. A flow that was ever published is never deleted, so no segment loses the one it names.
import { z } from "zod";
import type { ShopId } from "../lib/ids.ts";
import { Count, sql } from "../lib/sql.ts";
import type { World } from "../lib/world.ts";

const Known = z.object({ flowId: Count, name: z.string() });

/** Nobody was ever in any other. */
export const publishedFlows = (world: World, shop: ShopId) => world.db.rows(Known, sql`
  select flow_id as "flowId", name from flow where shop_id = ${shop} and version is not null order by lower(name), flow_id`);

/** Those of these flows that were ever published. */
export async function everPublished(world: World, shop: ShopId, flows: number[]): Promise<Set<number>> {
  if (flows.length === 0) return new Set();
  const found = await world.db.rows(z.object({ flow_id: Count }), sql`
    select flow_id from flow where shop_id = ${shop} and flow_id = any(${flows}::int[]) and version is not null`);
  return new Set(found.map(({ flow_id }) => flow_id));
}

/** Those that a segment asks about: whoever enters one or leaves it is to be looked at again. Empty in most shops. */
export async function askedFlows(world: World, shop: ShopId): Promise<ReadonlySet<number>> {
  const found = await world.db.rows(z.object({ flow_id: Count }), sql`
    select distinct unnest(flow_ids) as flow_id from segment where shop_id = ${shop} and flow_ids <> '{}' and deleted_at is null`);
  return new Set(found.map(({ flow_id }) => flow_id));
}
