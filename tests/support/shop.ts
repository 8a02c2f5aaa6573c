// An active shop.
import { z } from "zod";
import { ShopId } from "#app/lib/ids.ts";
import { sql } from "#app/lib/sql.ts";
import type { World } from "#app/lib/world.ts";

type Options = { domain?: string; currency?: string; timeZone?: string };

let shops = 0;

export async function aShop(world: World, options: Options = {}): Promise<ShopId> {
  const { domain = `shop-${++shops}.myshopify.com`, currency = "USD", timeZone = "UTC" } = options;
  const [shop] = await world.db.rows(z.object({ shop_id: ShopId }), sql`
    insert into shop (domain, currency, time_zone, state, created_at, installed_at, clocked_at)
    values (${domain}, ${currency}, ${timeZone}, 'active', ${world.now()}, ${world.now()}, ${world.now()})
    returning shop_id`);
  if (!shop) throw new Error("the shop was not inserted");
  return shop.shop_id;
}
