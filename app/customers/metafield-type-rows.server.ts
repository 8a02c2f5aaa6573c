// As which type Shopify keeps a metafield of customers: the one that it last sent with it.
import { z } from "zod";
import type { ShopId } from "../lib/ids.ts";
import { sql } from "../lib/sql.ts";
import type { World } from "../lib/world.ts";

/** So many of the newest customers that have any metafield are looked at. */
const SEEN_MAX = 2_000;

const Seen = z.object({ name: z.string(), type: z.string() });

export async function metafieldTypes(world: World, shop: ShopId, names: readonly string[]): Promise<Map<string, string>> {
  if (names.length === 0) return new Map();
  const seen = await world.db.rows(Seen, sql`
    select each.key as name, max(each.value ->> 'type') as type
    from (select metafields from customer where shop_id = ${shop} and metafields <> '{}'::jsonb order by customer_id desc limit ${SEEN_MAX}) newest
    cross join lateral jsonb_each(newest.metafields) each
    where each.key = any(${[...new Set(names)]}::text[]) and each.value ->> 'type' is not null
    group by each.key order by each.key`);
  return new Map(seen.map(({ name, type }) => [name, type]));
}
