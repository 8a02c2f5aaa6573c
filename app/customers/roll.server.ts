// Keeps the roll-ups of customers true: in the transaction of their facts, when time makes a fact
// count (the clock), and after an import for everybody.
import type { ShopId } from "../lib/ids.ts";
import { transact, type World } from "../lib/world.ts";
import { customerIdsAfter, lockFacts } from "./rows.server.ts";
import { rollCustomers, rollGuests } from "./roll-rows.server.ts";

/** One statement's worth: its intermediate rows stay in memory. */
const ROLL_MAX = 5_000;

/**
 * Recomputes these customers as of `now`. Takes the shop's facts lock: call it before the transaction
 * locks any customer. Returns how many rows changed.
 */
export async function roll(world: World, shop: ShopId, customerIds: string[], now: Date): Promise<number> {
  if (customerIds.length === 0) return 0;
  await lockFacts(world, shop);
  return rollAll(world, shop, customerIds, now, null);
}

/** The same where the shop's facts lock is held; everybody is marked as changed. */
export async function rollAndMark(world: World, shop: ShopId, customerIds: string[], now: Date): Promise<void> {
  await rollAll(world, shop, customerIds, now, now);
}

async function rollAll(world: World, shop: ShopId, customerIds: string[], now: Date, markAt: Date | null): Promise<number> {
  let changed = 0;
  for (let from = 0; from < customerIds.length; from += ROLL_MAX) {
    changed += await rollCustomers(world, shop, customerIds.slice(from, from + ROLL_MAX), now, markAt);
  }
  return changed;
}

/** Everybody, in transactions of their own, so that webhooks get their turn. Returns how many rows changed. */
export async function recount(world: World, shop: ShopId): Promise<number> {
  let changed = 0;
  for (let page = await customerIdsAfter(world, shop, "0", ROLL_MAX); page.length > 0; ) {
    const named = page;
    changed += await transact(world, (within) => roll(within, shop, named, world.now()));
    page = await customerIdsAfter(world, shop, named.at(-1) ?? "", ROLL_MAX);
  }
  await rollGuests(world, shop, null, world.now());
  return changed;
}
