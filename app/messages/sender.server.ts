// Whom a shop's texts go out through, without opening what lets us in there.
import type { ShopId } from "../lib/ids.ts";
import type { World } from "../lib/world.ts";
import { readConnection } from "../platforms/connection-rows.server.ts";
import { SENDER } from "../platforms/send-trouble.ts";
import type { Sending } from "./sender.ts";
import type { TextSettings } from "./settings/text-settings.ts";

export async function readSending(world: World, shop: ShopId, { sender, paused }: TextSettings): Promise<Sending | null> {
  const connection = sender === null ? null : await readConnection(world, shop, sender);
  return connection && { platform: connection.platform, state: connection.state, isPaused: paused, isRefused: connection.missing.includes(SENDER) };
}
