// Shopify's global ids: gid://shopify/Customer/123.

export const gid = (kind: string, id: number) => `gid://shopify/${kind}/${id}`;

/** Null where the text is no global id of that kind. */
export function numberOf(text: string, kind?: string): number | null {
  const [, of, digits] = /^gid:\/\/shopify\/([A-Za-z]+)\/(\d+)(?:\?.*)?$/.exec(text) ?? [];
  if (of === undefined || digits === undefined || (kind && of !== kind)) return null;
  return Number(digits);
}

export const kindOf = (text: string) => /^gid:\/\/shopify\/([A-Za-z]+)\//.exec(text)?.[1] ?? null;
