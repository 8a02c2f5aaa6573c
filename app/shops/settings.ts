// What the merchant may set for the shop. Stored as JSON and parsed at every read: a row outlives a deploy.
import { z } from "zod";

/** Shopify's own bound on namespace and key is 255 and 64; the two are joined by the first dot. */
const MetafieldKey = z.string().regex(/^[A-Za-z0-9_$:-]{2,255}\.[A-Za-z0-9_-]{2,64}$/, "must look like namespace.key");

/** Each mapped metafield adds to the cost of every import line. */
export const METAFIELDS_MAX = 25;

export const TAG_PREFIX_MAX = 40;

export const Settings = z.object({
  /** Every tag we write starts with this; no other tag is ever touched. */
  tagPrefix: z.string().trim().min(1).max(TAG_PREFIX_MAX).regex(/^[^,]*$/, "must not contain a comma").default("segue:"),
  birthDateMetafield: MetafieldKey.nullable().default("facts.birth_date"),
  metafields: z.array(MetafieldKey).max(METAFIELDS_MAX).default([]),
  /** The set-up guide on Home was put away. */
  guideHidden: z.boolean().default(false),
});
export type Settings = z.infer<typeof Settings>;

/** Told through our API (customers/attribute.ts), and not Shopify's to tell. */
export const API_NAMESPACE = "api.";

/** Every metafield an import asks for. */
export const metafieldsToAsk = (settings: Settings): string[] => metafieldsOf(settings).filter((name) => !name.startsWith(API_NAMESPACE));

/** Every metafield that segments may ask about: the mapped ones and the birth date's, each once. */
export function metafieldsOf(settings: Settings): string[] {
  return [...new Set([...settings.metafields, ...(settings.birthDateMetafield ? [settings.birthDateMetafield] : [])])];
}
