// What the texts of a replay cost: the parts of each step's text are counted on a few of the people themselves, composed dry as
// they would get it today, and their mean stands for everybody's.
import type { CustomerId, ShopId } from "../../lib/ids.ts";
import type { World } from "../../lib/world.ts";
import { exampleCart } from "../../messages/message/example-cart.ts";
import { rootsOf } from "../../messages/message/message.ts";
import { writeFor } from "../../messages/message/write-text.server.ts";
import { priceOf, PRICES } from "../../messages/text/prices.ts";
import { MEDIA_COUNTRIES } from "../../messages/text/media.ts";
import { readShop } from "../../shops/rows.server.ts";
import type { Price } from "./add-up.ts";
import type { Reading } from "./read-past.server.ts";
import type { ReplayResult } from "./result.ts";

const COMPOSED_MAX = 100;

/** By step. Somebody whose text has a gap says nothing of its length. */
export async function measureTexts(world: World, shop: ShopId, { messages, settings }: Reading, customers: readonly CustomerId[], now: Date): Promise<ReplayResult["lengths"]> {
  const found = await readShop(world, shop);
  const cart = found ? exampleCart(found.host, found.currency) : undefined;
  const lengths: ReplayResult["lengths"] = {};
  for (const [step, definition] of messages) {
    const few = customers.slice(0, COMPOSED_MAX).map((customerId) => ({ textId: customerId, customerId, number: null, campaignId: null, ...(rootsOf(definition).includes("cart") && cart ? { cart } : {}) }));
    const written = await writeFor(world, shop, { messageId: null, name: step, definition, settings }, few, now, { isDry: true });
    const fit = [...written.values()].flatMap((one) => (one === "waiting" || one.faults.includes("missingValue") ? [] : [one.composed.parts.parts]));
    lengths[step] = { parts: fit.length === 0 ? 1 : fit.reduce((sum, parts) => sum + parts, 0) / fit.length, texts: fit.length, picture: definition.media !== null };
  }
  return lengths;
}

export const pricesBy = (lengths: ReplayResult["lengths"]): Price => (step, country) => {
  const { parts, picture } = lengths[step] ?? { parts: 1, picture: false };
  const { price } = priceOf(PRICES, country);
  if (picture && price.picture !== null && country !== null && MEDIA_COUNTRIES.includes(country)) return { parts: 1, micros: price.picture + price.carrierPicture, isEstimate: price.basis === "estimate" };
  return { parts, micros: parts * (price.part + price.carrierPart), isEstimate: price.basis === "estimate" };
};
