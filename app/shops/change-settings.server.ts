// The merchant changes the shop's settings. Metafields that were not mapped before are fetched for
// everybody; no longer mapped ones simply stop being asked for.
import { metafieldsToAsk, Settings } from "./settings.ts";
import { askImports, lockSettings, saveSettings } from "./rows.server.ts";
import type { ShopId } from "../lib/ids.ts";
import { wake } from "../lib/pump.server.ts";
import { transact, type World } from "../lib/world.ts";

export function changeSettings(world: World, shop: ShopId, change: Partial<Settings>): Promise<void> {
  return transact(world, async (inside) => {
    const before = await lockSettings(inside, shop);
    const after = Settings.parse({ ...before, ...change });
    await saveSettings(inside, shop, after);
    const known = metafieldsToAsk(before);
    const isNew = metafieldsToAsk(after).some((name) => !known.includes(name)) || before.birthDateMetafield !== after.birthDateMetafield;
    if (!isNew) return;
    await askImports(inside, shop, ["customers"], "asked", "", world.now());
    await wake(inside, shop, "import");
  });
}

export const hideGuide = (world: World, shop: ShopId): Promise<void> => changeSettings(world, shop, { guideHidden: true });
