// From the first text that we hand over on, we know of each what became of it and whether somebody clicked in it or
// answered: whoever did nothing has done nothing, and is not merely unheard of.
import type { EventKind } from "../customers/event-kind.ts";
import { areCovered, coverKinds } from "../customers/event-rows.server.ts";
import { lockFacts } from "../customers/rows.server.ts";
import type { ShopId } from "../lib/ids.ts";
import { wake } from "../lib/pump.server.ts";
import type { World } from "../lib/world.ts";
import type { PlatformId } from "../platforms/adapter.ts";
import { CAPABILITIES } from "../platforms/capabilities.ts";

const OF_OURS: readonly EventKind[] = ["smsSent", "smsDelivered", "smsFailed", "smsReplied"];

/** Clicks come to our own links; of all else each platform tells what it tells. */
export const kindsTold = (platform: PlatformId): EventKind[] => ["smsClicked", ...OF_OURS.filter((kind) => CAPABILITIES[platform].engagement.kinds.some((told) => told === kind))];

/** In a transaction that holds nothing yet: the shop's facts come before any number and any text. `platform`: which took a text, handed over at that instant. */
export async function coverTexts(world: World, shop: ShopId, platform: PlatformId, at: Date): Promise<void> {
  const kinds = kindsTold(platform);
  if (await areCovered(world, shop, kinds)) return;
  await lockFacts(world, shop);
  await coverKinds(world, shop, kinds.map((kind) => ({ kind, since: at.toISOString() })));
  await wake(world, shop, "evaluate");
}
