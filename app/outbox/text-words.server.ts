// The words of texts as they go out, with what stands against them and what they cost: written for one person, or composed
// from a message for each. Composed dry nothing is made for it, no link and no code, so that nobody has one who gets no text.
import type { NumberHash } from "../consent/number.ts";
import type { ShopId } from "../lib/ids.ts";
import type { World } from "../lib/world.ts";
import { cartsOf } from "../messages/message/cart-values.server.ts";
import { faultsOfFixed } from "../messages/message/fixed-words.ts";
import { type GatePerson, heldBy } from "../messages/gate/people.server.ts";
import { addCost, NOTHING } from "../messages/text/cost.ts";
import type { Values } from "../messages/text/variables.ts";
import { PRICES } from "../messages/text/prices.ts";
import type { TextSettings } from "../messages/settings/text-settings.ts";
import { composeTexts, type Draft, type Making, type Written } from "../messages/message/write-text.server.ts";
import type { Words } from "./text-decide.ts";
import type { TextRow } from "./text-row.ts";

/** Nothing is said to them. */
export const NOBODYS: WrittenWords = { text: "", media: null, parts: 0, micros: 0, faults: ["missingValue"], draft: null };

/** `draft` null: as they stand they are for good, for nothing is made for them. */
export type WrittenWords = Words & { draft: Draft | null };

/** `people`: of their numbers. */
export type AskedWords = { rows: readonly TextRow[]; people: ReadonlyMap<NumberHash, GatePerson>; settings: TextSettings; now: Date; making: Making };

/** By text. "waiting": something is being made for it. */
export async function wordsOf(world: World, shop: ShopId, { rows, people, settings, now, making }: AskedWords): Promise<Map<string, WrittenWords | "waiting">> {
  const carts = await cartsOf(world, shop, rows.flatMap(({ textId, customerId, cart }) => (cart && customerId ? [{ textId, customerId, leftAt: new Date(cart.leftAt) }] : [])));
  const asked = rows.flatMap(({ textId, customerId, number, campaignId, messageId, messageVersion }) =>
    messageId === null || messageVersion === null ? [] : [{ textId, customerId, number, campaignId, message: { id: messageId, version: messageVersion }, ...heldBy(people.get(number)), ...cartOf(carts.get(textId)) }]);
  const composed = asked.length === 0 ? new Map<string, Written | "waiting">() : await composeTexts(world, shop, settings, asked, now, making);
  return new Map(rows.map((row): [string, WrittenWords | "waiting"] => {
    const country = people.get(row.number)?.country ?? null;
    const written = composed.get(row.textId);
    if (written === "waiting") return [row.textId, "waiting"];
    if (written) return [row.textId, priced(written.composed.text, written.media, written.faults, country, written.draft)];
    return [row.textId, row.body === null ? NOBODYS : priced(row.body, row.media, faultsOfFixed(row.body, row.class, settings.brand), country, null)];
  }));
}

const cartOf = (cart: NonNullable<Values["cart"]> | undefined) => (cart ? { cart } : {});

function priced(text: string, media: string | null, faults: Words["faults"], country: string | null, draft: Draft | null): WrittenWords {
  const { parts, micros } = addCost(NOTHING, [{ key: "", text, country }], { words: "", picture: media !== null, prices: PRICES });
  return { text, media, parts, micros, faults, draft };
}
