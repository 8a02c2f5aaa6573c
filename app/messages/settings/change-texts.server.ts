// The texting settings that a merchant saves, and the pause, which acts at once.
import type { ShopId } from "../../lib/ids.ts";
import type { Problem } from "../../lib/problem.ts";
import { transact, type World } from "../../lib/world.ts";
import { CAPABILITIES } from "../../platforms/capabilities.ts";
import { type Connection, liveConnections } from "../../platforms/connection-rows.server.ts";
import { settingsAfter, type TextForm } from "./change-texts.ts";
import { lockTextSettings, readTextSettings, saveTextSettings } from "./text-settings.server.ts";

/** Those of platforms that texts go out through. */
export const senderConnections = async (world: World, shop: ShopId): Promise<Connection[]> => (await liveConnections(world, shop)).filter(({ platform }) => CAPABILITIES[platform].send !== null);

export function changeTexts(world: World, shop: ShopId, form: TextForm): Promise<Problem[]> {
  return transact(world, async (within) => {
    await lockTextSettings(within, shop);
    const { settings } = await readTextSettings(within, shop);
    const senders = await senderConnections(within, shop);
    const after = settingsAfter(settings, form, senders.map(({ connection_id }) => connection_id));
    if ("problems" in after) return after.problems;
    await saveTextSettings(within, shop, after.settings, within.now());
    return [];
  });
}

export function pauseTexts(world: World, shop: ShopId, paused: boolean): Promise<void> {
  return transact(world, async (within) => {
    await lockTextSettings(within, shop);
    const { settings } = await readTextSettings(within, shop);
    await saveTextSettings(within, shop, { ...settings, paused }, within.now());
  });
}
