// The rules by which the gate decides for a shop now.
import { RULE_BOOK } from "#app/consent/rule-book.ts";
import type { ShopId } from "#app/lib/ids.ts";
import type { World } from "#app/lib/world.ts";
import { readTextSettings } from "../settings/text-settings.server.ts";
import type { TextSettings } from "../settings/text-settings.ts";
import { type GateRules, gateRules } from "./gate-rules.ts";
import type { GateSettings } from "./settings.ts";

/** Of the time-zone data of this process; a decision's record names it. */
export const TZ_VERSION = process.versions.tz ?? "";

/** What holds in a set of regions is worked out once for each settings that are in use (gate-rules.ts). */
const known = new Map<string, GateRules>();
const KNOWN_MAX = 100;

export function rulesBy(settings: GateSettings): GateRules {
  const key = JSON.stringify(settings);
  const found = known.get(key);
  if (found) return found;
  if (known.size >= KNOWN_MAX) known.clear();
  const made = gateRules(RULE_BOOK, settings, TZ_VERSION);
  known.set(key, made);
  return made;
}

export async function rulesOf(world: World, shop: ShopId): Promise<{ version: number; settings: TextSettings; rules: GateRules }> {
  const held = await readTextSettings(world, shop);
  return { ...held, rules: rulesBy(held.settings.gate) };
}
