// What to put before a customer: of what the shop sells most, what is like the things they buy and what they have not
// bought, then what else they have not bought. Somebody who has bought it all sees what sells best.
export type Product = { productId: string; title: string; handle: string; priceMinor: number; type: string | null };

export type Bought = { productId: string; type: string | null; quantity: number };

export const PICKS_MAX = 5;

/** `best`: most sold first. */
export function picksFor(best: readonly Product[], bought: readonly Bought[]): Product[] {
  const owned = new Set(bought.map(({ productId }) => productId));
  const likes = new Map<string, number>();
  for (const { type, quantity } of bought) if (type) likes.set(type, (likes.get(type) ?? 0) + quantity);
  const fresh = best.filter(({ productId }) => !owned.has(productId));
  const liked = (product: Product) => (product.type === null ? 0 : (likes.get(product.type) ?? 0));
  // Sorting is stable: of two kinds they like alike, and of two products of one kind, what sells more comes first.
  const ranked = fresh.toSorted((one, other) => liked(other) - liked(one));
  return (ranked.length > 0 ? ranked : best).slice(0, PICKS_MAX);
}
