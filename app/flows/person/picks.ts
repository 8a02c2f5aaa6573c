// How many products could be picked for somebody, by what texts pick them by (messages/message/picks.ts).
import { picksFor, type Product } from "../../messages/message/picks.ts";
import type { History } from "../../segments/match/history.ts";

/** What sells most, most sold first. */
export type Best = readonly Product[];

export function picksOf(best: Best, history: History): number {
  const bought = history.of("item").flatMap(({ line }) => (line?.productId ? [{ productId: line.productId, type: line.product?.productType ?? null, quantity: line.quantity }] : []));
  return picksFor(best, bought).length;
}
