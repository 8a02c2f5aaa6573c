// A shop opens the app: its row is there afterwards, however often and from however many pages at once.
import { z } from "zod";
import { invariant } from "../lib/invariant.ts";
import { ShopId } from "../lib/ids.ts";
import { row, sql } from "../lib/sql.ts";
import type { World } from "../lib/world.ts";

export async function openShop(world: World, input: { domain: string; scopes: string[] }): Promise<ShopId> {
  const found = await row(world.db, z.object({ shop_id: ShopId }), sql`
    insert into shop (domain, currency, time_zone, state, created_at, installed_at, clocked_at)
    values (${input.domain}, 'USD', 'UTC', 'active', ${world.now()}, ${world.now()}, ${world.now()})
    on conflict (domain) do update set domain = excluded.domain
    returning shop_id`);
  invariant(found, "the shop was neither found nor made");
  return found.shop_id;
}
