// A change of what the gate goes by becomes a version of the settings; the newest holds for what goes from then on.
import type { ShopId } from "../../lib/ids.ts";
import type { Problem } from "../../lib/problem.ts";
import { transact, type World } from "../../lib/world.ts";
import { changeSettings, type GateChange } from "./change-gate.ts";
import { lockTextSettings, readTextSettings, saveTextSettings } from "../settings/text-settings.server.ts";

export function changeGateOf(world: World, shop: ShopId, asked: GateChange): Promise<Problem[]> {
  return transact(world, async (within) => {
    await lockTextSettings(within, shop);
    const { settings } = await readTextSettings(within, shop);
    const now = within.now();
    const changed = changeSettings(settings, asked, now.getTime());
    if ("problems" in changed) return changed.problems;
    await saveTextSettings(within, shop, changed.settings, now);
    return [];
  });
}
