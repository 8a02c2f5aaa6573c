// What a worker of the kill test is told.
import { z } from "zod";
import type { Secrets } from "#app/lib/world.ts";

export const KillOrder = z.object({
  databaseUrl: z.string(),
  shop: z.number(),
  /** It dies when it passes its n-th named point; 0 lets it live. */
  dieAtPoint: z.number(),
  /** Only points whose names begin so count. */
  among: z.string().default(""),
  /** What it works at: the way from Shopify and back, or what is due now of the shop's flows and texts. */
  work: z.enum(["shop", "flows"]).default("shop"),
  /** When it begins; null: now. */
  at: z.number().nullable().default(null),
  /** Six digits of the ids it makes, so that no two workers make the same. */
  idPrefix: z.string().length(6),
});
export type KillOrder = z.infer<typeof KillOrder>;
export type AskedOrder = z.input<typeof KillOrder>;

export const secrets: Secrets = { shopifyApiKey: "app-key", shopifyApiSecret: "app-secret", encryptionKeys: [{ id: "kill", key: new Uint8Array(32).fill(9) }] };
