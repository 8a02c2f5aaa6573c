// Whoever has a phone is told, for segments, what the ledger holds of its number, in the transaction that changed the ledger.
import { setHeldWords } from "../customers/held-word-rows.server.ts";
import { tellChanged } from "../customers/rows.server.ts";
import type { ShopId } from "../lib/ids.ts";
import type { World } from "../lib/world.ts";
import { heldWordOf } from "./held-word.ts";
import { linesOf, numberStates } from "./ledger-rows.server.ts";
import { numberHasher } from "./number.server.ts";
import { saidBy } from "./words.ts";

/** In a transaction that holds the shop's facts. Phones of numbers that nobody has met are passed over. */
export async function tellHeldWords(world: World, shop: ShopId, phones: readonly string[], now: Date): Promise<void> {
  if (phones.length === 0) return;
  const hash = await numberHasher(world, shop);
  const numbered = [...new Set(phones)].map((phone) => ({ phone, number: hash(phone) }));
  const numbers = numbered.map(({ number }) => number);
  const [states, lines] = [await numberStates(world, shop, numbers), await linesOf(world, shop, numbers)];
  const words = numbered.flatMap(({ phone, number }) => {
    const state = states.get(number);
    return state ? [{ phone, ...heldWordOf(state, saidBy(lines.get(number) ?? [])) }] : [];
  });
  await tellChanged(world, shop, await setHeldWords(world, shop, words, now), now);
}
