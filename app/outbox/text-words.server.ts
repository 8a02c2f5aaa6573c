// The words of texts as they go out, with what stands against them and what they cost: written for one person, or composed
// from a message for each. Composed dry nothing is made for it, no link and no code, so that nobody has one who gets no text.
import type { NumberHash } from "../consent/number.ts";
import type { ShopId } from "../lib/ids.ts";
import type { World } from "../lib/world.ts";
import { faultsOfFixed } from "../messages/message/fixed-words.ts";
import { linkHostOf } from "../messages/links/in-text.ts";
import { addCost, NOTHING } from "../messages/text/cost.ts";
import { PRICES } from "../messages/text/prices.ts";
import type { TextSettings } from "../messages/settings/text-settings.ts";
import { composeTexts, type Written } from "../messages/message/write-text.server.ts";
import type { Words } from "./text-decide.ts";
import type { TextRow } from "./text-row.ts";

/** Nothing is said to them. */
export const NOBODYS: Words = { text: "", media: null, parts: 0, micros: 0, faults: ["missingValue"] };

/** `people`: of their numbers. */
export type AskedWords = { rows: readonly TextRow[]; people: ReadonlyMap<NumberHash, { country: string | null }>; settings: TextSettings; now: Date; isDry: boolean };

/** By text. "waiting": something is being made for it. */
export async function wordsOf(world: World, shop: ShopId, { rows, people, settings, now, isDry }: AskedWords): Promise<Map<string, Words | "waiting">> {
  const linkHosts = world.appUrl === undefined ? [] : [linkHostOf(settings, world.appUrl)];
  const asked = rows.flatMap(({ textId, customerId, number, campaignId, messageId, messageVersion }) =>
    messageId === null || messageVersion === null ? [] : [{ textId, customerId, number, campaignId, message: { id: messageId, version: messageVersion } }]);
  const composed = asked.length === 0 ? new Map<string, Written | "waiting">() : await composeTexts(world, shop, asked, now, { isDry });
  return new Map(rows.map((row): [string, Words | "waiting"] => {
    const country = people.get(row.number)?.country ?? null;
    const written = composed.get(row.textId);
    if (written === "waiting") return [row.textId, "waiting"];
    if (written) return [row.textId, priced(written.composed.text, written.media, written.faults, country)];
    return [row.textId, row.body === null ? NOBODYS : priced(row.body, row.media, faultsOfFixed(row.body, row.class, settings.brand, linkHosts), country)];
  }));
}

function priced(text: string, media: string | null, faults: Words["faults"], country: string | null): Words {
  const { parts, micros } = addCost(NOTHING, [{ key: "", text, country }], { words: "", picture: media !== null, prices: PRICES });
  return { text, media, parts, micros, faults };
}
