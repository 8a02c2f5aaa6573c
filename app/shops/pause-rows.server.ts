// A shop that is paused: nothing is asked of Shopify for it, except now and then whether it works again.
import { z } from "zod";
import type { ShopId } from "../lib/ids.ts";
import { Instant, row, sql } from "../lib/sql.ts";
import { transact, type World } from "../lib/world.ts";
import { nextProbe } from "./probe.ts";

/** Until the merchant opens the app again; `isShut`: or until Shopify answers, for the shop was unpaid or locked. */
export async function pauseShop(world: World, shop: ShopId, reason: string, isShut: boolean): Promise<void> {
  const now = world.now();
  await world.db.run(sql`
    update shop set state = 'paused', state_reason = ${reason}, paused_at = ${now}, probe_at = ${isShut ? nextProbe(now, now) : null}
    where shop_id = ${shop} and state = 'active'`);
}

/** False: it is not time, or there is nothing to find out. */
export function claimProbe(world: World, shop: ShopId, now: Date): Promise<boolean> {
  return transact(world, async ({ db }) => {
    const due = await row(db, z.object({ paused_at: Instant }), sql`
      select coalesce(paused_at, probe_at) as paused_at from shop where shop_id = ${shop} and state = 'paused' and probe_at <= ${now} for update`);
    if (!due) return false;
    await db.run(sql`update shop set probe_at = ${nextProbe(due.paused_at, now)} where shop_id = ${shop}`);
    return true;
  });
}

export async function postponeProbe(world: World, shop: ShopId, at: Date): Promise<void> {
  await world.db.run(sql`update shop set probe_at = ${at} where shop_id = ${shop} and state = 'paused'`);
}

export async function endProbes(world: World, shop: ShopId, reason: string): Promise<void> {
  await world.db.run(sql`update shop set probe_at = null, state_reason = ${reason} where shop_id = ${shop} and state = 'paused'`);
}

/** True: it was paused and works from now on. */
export async function unpause(world: World, shop: ShopId): Promise<boolean> {
  const unpaused = await world.db.run(sql`
    update shop set state = 'active', state_reason = null, paused_at = null, probe_at = null where shop_id = ${shop} and state = 'paused'`);
  return unpaused > 0;
}

/** Imports that met the pause go on at once, and the time of the pause is no time without an answer. Those of a coming night wait for it. */
export async function hurryImports(world: World, shop: ShopId, now: Date): Promise<void> {
  await world.db.run(sql`
    update import_run set unreached_since = null, due_at = least(due_at, ${now}) where shop_id = ${shop} and state not in ('done', 'parked') and problem is not null`);
}
