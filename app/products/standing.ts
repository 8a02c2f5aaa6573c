// How products and their variants stand, as far as segments may ask whoever bought them. A word of Shopify's that changes nothing
// of it, such as one piece less on the shelf, concerns nobody, however many own the product.

/** What segments call it where they ask of the variant that was bought (segments/fields/owned.ts). */
export const OF_OWNERS = { inStock: "item.inStock", restocked: "item.restocked", costsLess: "item.costsLess", priceFell: "item.priceFell", priceFellBy: "item.priceFellBy" } as const;

const NAMED = Object.values(OF_OWNERS).map((key) => `"${key}"`);
/** In a definition, as text. */
export const OWNERS_ASKED: readonly string[] = NAMED.map((name) => `%${name}%`);
export function asksOwners(definition: object): boolean {
  const text = JSON.stringify(definition);
  return NAMED.some((name) => text.includes(name));
}

/** Each product with a mark that is another where it stands otherwise. */
export type Standings = ReadonlyMap<string, string>;

export const changedSince = (before: Standings, after: Standings): string[] => [...after].flatMap(([id, mark]) => (before.get(id) === mark ? [] : [id]));
