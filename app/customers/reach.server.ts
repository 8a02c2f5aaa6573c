// A carrier's word on phones, for segments.
import type { ShopId } from "../lib/ids.ts";
import type { World } from "../lib/world.ts";
import { type PhoneReach, setReaches } from "./reach-rows.server.ts";
import { tellChanged } from "./rows.server.ts";

/** In a transaction that holds the shop's facts. */
export async function tellReach(world: World, shop: ShopId, said: readonly PhoneReach[], now: Date): Promise<void> {
  await tellChanged(world, shop, await setReaches(world, shop, said, now), now);
}
