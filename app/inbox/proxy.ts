// Is this request one that Shopify passed on from a storefront, and of now? Its signature covers the query alone: what the
// body says is the shopper's word, or anybody's.
import { createHmac, timingSafeEqual } from "node:crypto";
import { z } from "zod";
import { seconds } from "../lib/time.ts";

/** As Shopify's own library has it. */
export const PROXY_AGE_MS_MAX = seconds(90);

const Passed = z.object({
  shop: z.string().regex(/^[a-z0-9][a-z0-9-]*\.myshopify\.com$/).max(100),
  timestamp: z.string().regex(/^\d{1,12}$/).transform(Number),
});

/** From whose storefront. Who is signed in there Shopify says too; a form proves nobody's phone, so nothing rests on it. */
export type Proxied = { domain: string };

/** Parameters in the order of their names, several values of one joined by commas, and nothing between them. */
export function proxySignature(query: URLSearchParams, secret: string): string {
  const names = [...new Set(query.keys())].filter((name) => name !== "signature").sort();
  return createHmac("sha256", secret).update(names.map((name) => `${name}=${query.getAll(name).join(",")}`).join("")).digest("hex");
}

/** Null: it is not Shopify's, or not of now. */
export function readProxied(query: URLSearchParams, secret: string, now: Date): Proxied | null {
  const [given, ...more] = query.getAll("signature");
  if (given === undefined || more.length > 0 || !/^[0-9a-f]{64}$/.test(given)) return null;
  if (!timingSafeEqual(Buffer.from(given, "hex"), Buffer.from(proxySignature(query, secret), "hex"))) return null;
  const passed = Passed.safeParse({ shop: query.get("shop"), timestamp: query.get("timestamp") });
  if (!passed.success || Math.abs(now.getTime() - seconds(passed.data.timestamp)) > PROXY_AGE_MS_MAX) return null;
  return { domain: passed.data.shop };
}
