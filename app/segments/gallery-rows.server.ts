// What the gallery asks of a shop's rows.
import { z } from "zod";
import type { ShopId } from "../lib/ids.ts";
import { row, sql } from "../lib/sql.ts";
import type { World } from "../lib/world.ts";

/** A shop that keeps birth dates has one among its newest customers. */
const NEWEST_MAX = 20_000;

export async function knowsBirthDates(world: World, shop: ShopId): Promise<boolean> {
  const found = await row(world.db, z.object({ known: z.boolean() }), sql`
    select exists (
      select 1 from (select birth_date from customer where shop_id = ${shop} order by customer_id desc limit ${NEWEST_MAX}) newest where birth_date is not null) as known`);
  return found?.known ?? false;
}

/** Whether Shopify told of stock and prices. */
export async function knowsVariants(world: World, shop: ShopId): Promise<boolean> {
  const found = await row(world.db, z.object({ known: z.boolean() }), sql`select exists (select 1 from variant where shop_id = ${shop}) as known`);
  return found?.known ?? false;
}
