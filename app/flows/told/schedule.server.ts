// Triggers that go by time alone, asked of everybody at once: each has a row that says when to look next.
import type { ShopId } from "../../lib/ids.ts";
import type { World } from "../../lib/world.ts";

/** Returns how many were told of. */
export function scheduleTriggers(_world: World, _shop: ShopId): Promise<number> {
  return Promise.resolve(0);
}
