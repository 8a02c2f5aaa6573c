// Whoever must be erased is erased also at the platforms that we told of them. The commands are written before our own
// rows go, and hold, sealed, what the platform knows the person by.
import type { ShopId } from "../lib/ids.ts";
import { wake } from "../lib/pump.server.ts";
import { seal } from "../lib/seal.server.ts";
import type { World } from "../lib/world.ts";
import { erasingBound } from "../platforms/erasing.ts";
import { askErase, knownElsewhere } from "./platform-rows.server.ts";

/** In the caller's transaction. */
export async function eraseElsewhere(world: World, shop: ShopId, customerIds: string[], now: Date): Promise<void> {
  const known = await knownElsewhere(world, shop, customerIds);
  if (known.length === 0) return;
  const asked = known.map(({ connection_id: connection, ...person }) =>
    ({ connection, key: `${connection}/erase/${world.ids.uuid()}`, sealed: seal(world.secrets, JSON.stringify(person), erasingBound(shop, connection)) }));
  await askErase(world, shop, asked, now);
  await wake(world, shop, "relay");
}
