// Batches of events on their way in.
import { z } from "zod";
import type { ShopId } from "../lib/ids.ts";
import { wake } from "../lib/pump.server.ts";
import { sql } from "../lib/sql.ts";
import { transact, type World } from "../lib/world.ts";

/** A batch that came before changes nothing. */
export const storeBatch = (world: World, shop: ShopId, topic: string, key: string, body: string, now: Date): Promise<void> => transact(world, async (within) => {
  await within.db.run(sql`
    insert into inbox (shop_id, source, topic, key, triggered_at, received_at, body, due_at)
    values (${shop}, 'api', ${topic}, ${key}, ${now}, ${now}, ${body}, ${now}) on conflict (shop_id, source, key) do nothing`);
  await wake(within, shop, "events");
});

/** The names of the custom events that were told so far. */
export async function customNames(world: World, shop: ShopId): Promise<string[]> {
  const rows = await world.db.rows(z.object({ name: z.string() }), sql`select name from event_cover where shop_id = ${shop} and kind = 'custom' order by name`);
  return rows.map(({ name }) => name);
}
