// How the text of each mapped metafield is read: as the type that Shopify last sent with it, or as text
// where none was seen yet.
import { z } from "zod";
import type { ShopId } from "../lib/ids.ts";
import { sql } from "../lib/sql.ts";
import type { World } from "../lib/world.ts";
import { readShop } from "../shops/rows.server.ts";
import { metafieldsOf } from "../shops/settings.ts";
import type { CheckContext } from "./check.ts";
import type { Definition } from "./definition.ts";
import { type MappedFields, metafieldName } from "./fields.ts";
import { readAs } from "./metafield-type.ts";

/** So many of the newest customers that have any metafield are looked at. */
const SEEN_MAX = 2_000;

const Seen = z.object({ name: z.string(), type: z.string() });

export async function metafieldTypes(world: World, shop: ShopId, names: string[]): Promise<MappedFields> {
  if (names.length === 0) return {};
  const seen = await world.db.rows(Seen, sql`
    select each.key as name, max(each.value ->> 'type') as type
    from (
      select metafields from customer where shop_id = ${shop} and metafields <> '{}'::jsonb order by customer_id desc limit ${SEEN_MAX}) newest
    cross join lateral jsonb_each(newest.metafields) each
    where each.key = any(${names}::text[]) and each.value ->> 'type' is not null
    group by each.key order by each.key`);
  const types = new Map(seen.map(({ name, type }) => [name, type]));
  return Object.fromEntries(names.map((name) => [name, readAs(types.get(name) ?? "")]));
}

/**
 * What `check` must know to judge a definition's metafields; nothing is asked where it names none. How
 * each is read is left open: a text that reads as a number is one, whatever Shopify calls it.
 */
export async function mappedFor(world: World, shop: ShopId, definition: Definition): Promise<NonNullable<CheckContext["mapped"]>> {
  if (!namesMetafield(definition)) return {};
  const found = await readShop(world, shop);
  return Object.fromEntries((found ? metafieldsOf(found.settings) : []).map((name) => [name, null]));
}

/** Wherever a field stands in the tree. */
function namesMetafield(value: unknown): boolean {
  if (typeof value !== "object" || value === null) return false;
  if ("field" in value && typeof value.field === "string" && metafieldName(value.field) !== null) return true;
  return Object.values(value).some(namesMetafield);
}
