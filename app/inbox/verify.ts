// Is this webhook Shopify's, and of now? Decided over the raw bytes before anything is read.
// The signature covers the body alone. Topic, shop and age stand in headers that TLS protects; the
// age check bounds how long a delivery found in somebody's log can be played back as it was.
import { createHmac, timingSafeEqual } from "node:crypto";
import { z } from "zod";
import { hours } from "../lib/time.ts";

/**
 * Shopify tries again for 4 hours with the headers of the first try (shopify.dev webhooks, 2026-11). Two days leave
 * room for an outage of its own queue; what is older than that, the nightly reconcile has brought already.
 */
export const AGE_MS_MAX = hours(48);

/** A clock that runs ahead of ours by more than this is not Shopify's. */
const AHEAD_MS_MAX = hours(1);

const Headers = z.object({
  topic: z.string().regex(/^[a-z_.]+(\/[a-z_]+)?$/).max(100),
  domain: z.string().regex(/^[a-z0-9][a-z0-9-]*\.myshopify\.com$/).max(100),
  triggeredAt: z.string().transform((text) => Date.parse(text)).refine((at) => !Number.isNaN(at)),
  event: z.string().min(1).max(200),
});

export type Delivery = { topic: string; domain: string; triggeredAt: Date; key: string };
export type Verdict = { kind: "genuine"; delivery: Delivery } | { kind: "refused"; reason: "signature" | "headers" | "stale" };

export function verify(headers: { get(name: string): string | null }, body: Uint8Array, secret: string, now: Date): Verdict {
  if (!isSigned(headers.get("x-shopify-hmac-sha256"), body, secret)) return { kind: "refused", reason: "signature" };
  const read = Headers.safeParse({
    topic: headers.get("x-shopify-topic"),
    domain: headers.get("x-shopify-shop-domain")?.toLowerCase(),
    triggeredAt: headers.get("x-shopify-triggered-at") ?? now.toISOString(),
    event: headers.get("x-shopify-event-id") ?? headers.get("x-shopify-webhook-id"),
  });
  if (!read.success) return { kind: "refused", reason: "headers" };
  const { topic, domain, triggeredAt, event } = read.data;
  const ageMs = now.getTime() - triggeredAt;
  if (ageMs > AGE_MS_MAX || ageMs < -AHEAD_MS_MAX) return { kind: "refused", reason: "stale" };
  return { kind: "genuine", delivery: { topic, domain, triggeredAt: new Date(triggeredAt), key: `${topic}/${event}` } };
}

export function signatureOf(body: Uint8Array | string, secret: string): string {
  return createHmac("sha256", secret).update(body).digest("base64");
}

/** Over the raw bytes, in constant time. */
export function isSigned(given: string | null, body: Uint8Array, secret: string): boolean {
  if (!given) return false;
  const wanted = Buffer.from(signatureOf(body, secret));
  const shown = Buffer.from(given);
  return shown.length === wanted.length && timingSafeEqual(shown, wanted);
}
