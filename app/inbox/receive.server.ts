// The only writer of what Shopify tells us: one statement stores the row and wakes the pump, so that
// a 200 means a committed row. A delivery that came before changes nothing.
import { invariant } from "../lib/invariant.ts";
import type { World } from "../lib/world.ts";
import { insertDelivery } from "./rows.server.ts";
import { verify, type Verdict } from "./verify.ts";

/** Shopify's largest payloads (orders with hundreds of lines) are some hundreds of kB. */
export const BODY_BYTES_MAX = 10_000_000;

export type Received = { status: 200 | 401 | 413; reason?: string };

export async function receive(world: World, headers: { get(name: string): string | null }, body: Uint8Array): Promise<Received> {
  if (body.byteLength > BODY_BYTES_MAX) return { status: 413, reason: "too large" };
  const now = world.now();
  const verdict: Verdict = verify(headers, body, world.secrets.shopifyApiSecret, now);
  if (verdict.kind === "refused") {
    world.log.warn("webhook refused", { reason: verdict.reason, topic: headers.get("x-shopify-topic") });
    return { status: 401, reason: verdict.reason };
  }
  // PostgreSQL's text cannot hold NUL, which no JSON holds either: what remains is unreadable and gets parked.
  const text = Buffer.from(body).toString("utf8").replaceAll("\0", "\ufffd");
  const stored = (await insertDelivery(world, verdict.delivery, text, now)) || (await insertDelivery(world, verdict.delivery, text, now));
  invariant(stored, "a shop that is being inserted by another delivery is there at the second look");
  return { status: 200 };
}
