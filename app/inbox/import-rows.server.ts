// The rows of imports: leased by a fence, so that a reader that lost its lease writes nothing.
import type { ShopId } from "../lib/ids.ts";
import { sql } from "../lib/sql.ts";
import type { World } from "../lib/world.ts";

/** Shopify says that the bulk operation has ended: look now. */
export async function hurryImport(world: World, shop: ShopId, bulkId: string, now: Date): Promise<void> {
  await world.db.run(sql`update import_run set due_at = ${now} where shop_id = ${shop} and bulk_id = ${bulkId} and state = 'running'`);
}
