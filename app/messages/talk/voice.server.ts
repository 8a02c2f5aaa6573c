// In whose name texts are answered and asked for: the shop's brand, and where people reach it.
import type { ShopId } from "../../lib/ids.ts";
import type { World } from "../../lib/world.ts";
import { readShop } from "../../shops/rows.server.ts";
import { readTextSettings } from "../settings/text-settings.server.ts";
import type { Voice } from "./hear.ts";

export async function voiceOf(world: World, shop: ShopId): Promise<Voice> {
  const { settings: { brand, contact, optIn: { askText, welcomeText } } } = await readTextSettings(world, shop);
  const found = await readShop(world, shop);
  return { brand: brand || found?.name || found?.host || "", contact: contact ?? found?.host ?? "", askText, welcomeText };
}
