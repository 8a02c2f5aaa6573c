// A carrier's word on phones, for segments.
import type { ShopId } from "../lib/ids.ts";
import { wake } from "../lib/pump.server.ts";
import type { World } from "../lib/world.ts";
import { type PhoneReach, setReaches } from "./reach-rows.server.ts";
import { markChanged } from "./rows.server.ts";

/** In a transaction that holds the shop's facts. */
export async function tellReach(world: World, shop: ShopId, said: readonly PhoneReach[], now: Date): Promise<void> {
  const changed = await setReaches(world, shop, said, now);
  if (changed.length === 0) return;
  await markChanged(world, shop, changed, now);
  await wake(world, shop, "evaluate");
}
