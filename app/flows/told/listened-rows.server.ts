// The rows of what the flows of a shop listen for.
import type { ShopId } from "../../lib/ids.ts";
import { sql } from "../../lib/sql.ts";
import type { World } from "../../lib/world.ts";

/**
 * From now on this flow listens for these alone; none: for nothing. Whoever publishes names what its new version and those that
 * still have people in them listen for.
 */
export async function setListened(world: World, shop: ShopId, flow: number, whats: readonly string[]): Promise<void> {
  await world.db.run(sql`delete from listened where shop_id = ${shop} and flow_id = ${flow} and what <> all(${[...whats]}::text[])`);
  await world.db.run(sql`
    insert into listened (shop_id, flow_id, what) select ${shop}::int, ${flow}::int, what from unnest(${[...whats]}::text[]) as what
    order by what on conflict do nothing`);
}
