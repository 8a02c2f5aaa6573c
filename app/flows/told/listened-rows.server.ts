// The rows of what the flows of a shop listen for.
import type { ShopId } from "../../lib/ids.ts";
import { sql } from "../../lib/sql.ts";
import type { World } from "../../lib/world.ts";
import { CLOCK } from "./listened.ts";
import { dropWatches, EVERYBODY } from "./watch-rows.server.ts";

/**
 * From now on this flow listens for these alone; none: for nothing. Whoever publishes names what its new version and those that
 * still have people in them listen for.
 */
export async function setListened(world: World, shop: ShopId, flow: number, whats: readonly string[]): Promise<void> {
  await world.db.run(sql`delete from listened where shop_id = ${shop} and flow_id = ${flow} and what <> all(${[...whats]}::text[])`);
  await world.db.run(sql`
    insert into listened (shop_id, flow_id, what) select ${shop}::int, ${flow}::int, what from unnest(${[...whats]}::text[]) as what
    order by what on conflict do nothing`);
  await setClock(world, shop, flow, whats.includes(CLOCK));
}

/** From now on, or from where it looked last. */
async function setClock(world: World, shop: ShopId, flow: number, isOn: boolean): Promise<void> {
  const now = world.now();
  if (!isOn) await dropWatches(world, shop, [{ flow, trigger: 0, customer: EVERYBODY, key: CLOCK }]);
  else await world.db.run(sql`
    insert into flow_watch (shop_id, flow_id, trigger, customer_id, key, version, at, due_at) values (${shop}, ${flow}, 0, ${EVERYBODY}::bigint, ${CLOCK}, 0, ${now}, ${now})
    on conflict (shop_id, flow_id, trigger, customer_id, key) do update set due_at = excluded.due_at`);
}
