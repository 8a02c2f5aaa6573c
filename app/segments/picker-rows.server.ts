// What the builder offers to pick from: values that exist in this shop, the most frequent first, and
// narrowed by what was typed so far.
import { z } from "zod";
import type { ShopId } from "../lib/ids.ts";
import { Count, type Sql, sql } from "../lib/sql.ts";
import type { World } from "../lib/world.ts";
import { prefix, SEARCH_MAX } from "./search.ts";

export const PICKS_MAX = 25;

export const Picked = z.enum([
  "product", "variant", "collection", "vendor", "productType", "productTag", "customerTag", "country", "region", "location", "discountCode", "orderTag", "segment", "list",
]);
export type Picked = z.infer<typeof Picked>;

const Pick = z.object({ value: z.string(), label: z.string(), count: Count });
/** `count`: of products, of customers for what is said of customers, of orders for what is said of orders. */
export type Pick = z.infer<typeof Pick>;

/** `typed` begins the label, or any word of it. */
export function pickValues(world: World, shop: ShopId, picked: Picked, typed = ""): Promise<Pick[]> {
  const begun = prefix(typed.normalize("NFC").trim().toLowerCase().slice(0, SEARCH_MAX));
  return world.db.rows(Pick, sql`
    select value, label, count from (${source(shop, picked)}) pick (value, label, count)
    where lower(label) like ${begun} or lower(label) like ${`% ${begun}`}
    order by count desc, lower(label), value limit ${PICKS_MAX}`);
}

/** The labels of values already chosen, such as a product's title; those that are gone are left out. */
export function pickedLabels(world: World, shop: ShopId, picked: Picked, values: string[]): Promise<Pick[]> {
  return world.db.rows(Pick, sql`
    select value, label, count from (${source(shop, picked)}) pick (value, label, count) where value = any(${values}::text[]) order by value`);
}

function source(shop: ShopId, picked: Picked): Sql {
  const values = (column: Sql, from: Sql) => sql`select value, value, count(*) from (select ${column} as value from ${from}) each where value <> '' group by value`;
  const products = sql`product where shop_id = ${shop} and deleted_at is null`;
  const customers = sql`customer where shop_id = ${shop}`;
  const orders = sql`orders where shop_id = ${shop}`;
  switch (picked) {
    case "product": return sql`select product_id::text, title, 1 from ${products}`;
    case "variant": return sql`
      select variant_id::text, max(concat_ws(' · ', title, variant_title)), count(*) from order_line
      where shop_id = ${shop} and variant_id is not null group by variant_id`;
    case "collection": return sql`select collection_id::text, title, 1 from collection where shop_id = ${shop}`;
    case "segment": return sql`select segment_id::text, name, member_count from segment where shop_id = ${shop} and deleted_at is null`;
    case "list": return sql`select list_id::text, name, member_count from list where shop_id = ${shop}`;
    case "vendor": return values(sql`vendor`, products);
    case "productType": return values(sql`product_type`, products);
    case "productTag": return values(sql`unnest(tags)`, products);
    case "customerTag": return values(sql`unnest(tags)`, customers);
    case "country": return values(sql`country_code`, customers);
    case "region": return sql`
      select country_code || '-' || province_code, country_code || '-' || province_code, count(*) from customer
      where shop_id = ${shop} and province_code <> '' and country_code <> '' group by country_code, province_code`;
    case "location": return values(sql`location_id::text`, orders);
    case "discountCode": return values(sql`unnest(discount_codes)`, orders);
    case "orderTag": return values(sql`unnest(tags)`, orders);
    default: return picked satisfies never;
  }
}

/** Tags that customers carry, the most frequent first. */
export const tagsInUse = (world: World, shop: ShopId): Promise<Pick[]> => pickValues(world, shop, "customerTag");
