// A decision as it was made, and made again from its record.
import type { ShopId } from "../../lib/ids.ts";
import type { World } from "../../lib/world.ts";
import { type WholeDecision, readDecision } from "./decision-screen-rows.server.ts";
import { type DecisionRecord, type Replay, replay } from "../gate/record.ts";
import { rulesBy } from "../gate/rules.server.ts";
import { settingsOfVersion } from "../settings/text-settings.server.ts";

/** `record`: null where the settings by which it was made are not there any more. */
export type LookedAt = Omit<WholeDecision, "record"> & { record: DecisionRecord | null };

export async function lookAtDecision(world: World, shop: ShopId, decision: string): Promise<LookedAt | null> {
  const found = await readDecision(world, shop, decision);
  if (!found) return null;
  const settings = await settingsOfVersion(world, shop, found.settingsVersion);
  return { ...found, record: settings && { ...found.record, settings: settings.gate } };
}

/** Null: there is no such decision. */
export async function replayDecision(world: World, shop: ShopId, decision: string): Promise<Replay | { same: null; because: "otherSettings" } | null> {
  const found = await lookAtDecision(world, shop, decision);
  if (!found) return null;
  return found.record ? replay(rulesBy(found.record.settings), found.record) : { same: null, because: "otherSettings" };
}
