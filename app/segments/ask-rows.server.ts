// What an answer depends on besides the facts, as the shop's row says it now.
import { z } from "zod";
import { CustomerId, type ShopId } from "../lib/ids.ts";
import { Instant, row, sql } from "../lib/sql.ts";
import type { World } from "../lib/world.ts";
import type { ShopAsk } from "./ask.ts";
import { CoverRows, coversSql } from "./cover-rows.server.ts";
import { CutoffRows, cutoffsSql } from "./cutoff-rows.server.ts";
import { ZoneRows, zonesSql } from "./zone-rows.server.ts";

const Shop = z.object({ currency: z.string(), zone: z.string(), ordersSince: Instant.nullable(), covers: CoverRows, cutoffs: CutoffRows, zones: ZoneRows, middle: CustomerId.nullable(), areManyGone: z.boolean() });

/** So many are a table of half a megabyte in memory, whatever the planner takes them for. */
const GONE_MAX = 10_000;

export async function askOf(world: World, shop: ShopId, now = world.now()): Promise<ShopAsk> {
  const found = await row(world.db, Shop, sql`
    select currency, time_zone as zone, orders_since as "ordersSince", ${coversSql(shop)} as covers, ${cutoffsSql(shop)} as cutoffs, ${zonesSql(shop)} as zones, middle_customer_id as middle,
      (select count(*) from (select from customer_gone g where g.shop_id = ${shop} limit ${GONE_MAX + 1}) few) > ${GONE_MAX} as "areManyGone"
    from shop where shop_id = ${shop}`);
  if (!found) throw new Error("The shop is gone.");
  return { shop, now, ...found };
}
