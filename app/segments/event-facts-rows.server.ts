// How much there is to read of what customers did.
import { z } from "zod";
import type { EventKind } from "../customers/event-kind.ts";
import type { CustomerId, ShopId } from "../lib/ids.ts";
import { Count, row, sql } from "../lib/sql.ts";
import type { World } from "../lib/world.ts";

/** How many they have of these kinds, counted no further than `most`. */
export async function countEvents(world: World, shop: ShopId, customers: CustomerId[], kinds: readonly EventKind[], most: number): Promise<number> {
  if (kinds.length === 0) return 0;
  const counted = await row(world.db, z.object({ events: Count }), sql`
    select count(*) as events from (
      select 1 from event e where e.shop_id = ${shop} and e.kind = any(${[...kinds]}::text[]) and e.customer_id = any(${customers}::bigint[]) limit ${most}) counted`);
  return counted?.events ?? 0;
}
