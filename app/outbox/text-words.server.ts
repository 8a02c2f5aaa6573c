// The words of texts as they go out, with what stands against them and what they cost: written for one person, or composed
// from a message for each. Composed dry nothing is made for it, no link and no code, so that nobody has one who gets no text.
import type { NumberHash } from "../consent/number.ts";
import type { ShopId } from "../lib/ids.ts";
import type { World } from "../lib/world.ts";
import { faultsOfFixed } from "../messages/fixed-words.ts";
import { linkHostOf } from "../messages/links/in-text.ts";
import { addCost, NOTHING } from "../messages/text/cost.ts";
import { PRICES } from "../messages/text/prices.ts";
import type { TextSettings } from "../messages/text-settings.ts";
import { phoneParts } from "../shopify/phone.ts";
import type { Words } from "./text-decide.ts";
import type { TextRow } from "./text-row.ts";

/** Nothing is said to them. */
export const NOBODYS: Words = { text: "", media: null, parts: 0, micros: 0, faults: ["missingValue"] };

export type AskedWords = { rows: readonly TextRow[]; phones: ReadonlyMap<NumberHash, string>; settings: TextSettings; now: Date; isDry: boolean };

/** By text. "waiting": something is being made for it. */
export async function wordsOf(world: World, _shop: ShopId, { rows, phones, settings }: AskedWords): Promise<Map<string, Words | "waiting">> {
  const linkHosts = world.appUrl === undefined ? [] : [linkHostOf(settings, world.appUrl)];
  return new Map(rows.map((row) => {
    if (row.body === null) return [row.textId, NOBODYS];
    return [row.textId, priced(row.body, row.media, faultsOfFixed(row.body, row.class, settings.brand, linkHosts), phones.get(row.number) ?? null)];
  }));
}

function priced(text: string, media: string | null, faults: Words["faults"], phone: string | null): Words {
  const { parts, micros } = addCost(NOTHING, [{ key: "", text, country: phoneParts(phone).phoneCountry }], { words: "", picture: media !== null, prices: PRICES });
  return { text, media, parts, micros, faults };
}
