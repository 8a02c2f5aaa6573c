// What our access scopes let us see.
import { days, earlier } from "../lib/time.ts";

export const ALL_ORDERS = "read_all_orders";

/** Without read_all_orders Shopify shows the orders of the last 60 days (shopify.dev, access scopes, 2026-10). */
const VISIBLE_MS = days(60);

/**
 * The instant before which orders are unknown to us; null: none is. What we saw once stays known, so
 * the instant stands while we keep listening; after a gap longer than Shopify looks back it moves.
 */
export function ordersSince(before: { ordersSince: Date | null; listenedUntil: Date | null }, scopes: readonly string[], now: Date): Date | null {
  if (scopes.includes(ALL_ORDERS)) return null;
  const visible = earlier(now, VISIBLE_MS);
  const { ordersSince: since, listenedUntil } = before;
  return since && listenedUntil && listenedUntil >= visible && since < visible ? since : visible;
}

export const sameScopes = (one: readonly string[], two: readonly string[]) => [...one].sort().join() === [...two].sort().join();
