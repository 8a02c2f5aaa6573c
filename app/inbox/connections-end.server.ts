// An uninstalled shop's connections end: what let us in is forgotten as soon as our webhooks are taken away. What we
// wrote at the platforms stays as it is; it is the merchant's.
import type { ShopId } from "../lib/ids.ts";
import { wake } from "../lib/pump.server.ts";
import type { World } from "../lib/world.ts";
import { changeConnection, endConnection, liveConnections } from "../platforms/connection-rows.server.ts";
import { askUnhook, clearTargets, unfinished } from "./platform-rows.server.ts";

/** In the caller's transaction. */
export async function endConnections(world: World, shop: ShopId, now: Date): Promise<void> {
  const live = await liveConnections(world, shop);
  if (live.length === 0) return;
  await clearTargets(world, shop);
  const busy = await unfinished(world, shop);
  for (const { connection_id: id, hook_refs: refs } of live) {
    if (refs.length === 0 && !busy.has(id)) {
      await endConnection(world, shop, id, now);
      continue;
    }
    await changeConnection(world, shop, id, { state: "ending" });
    if (refs.length > 0) await askUnhook(world, shop, { connection: id, key: `${id}/unhook/${world.ids.uuid()}`, refs, now });
  }
  await wake(world, shop, "relay");
}
