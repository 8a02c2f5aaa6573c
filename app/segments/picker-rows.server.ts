// What the builder offers to pick from: values that exist in this shop, the most frequent first, and
// narrowed by what was typed so far. However large the shop is, only its newest rows are looked at; a
// count is told where those are all there are, and a rare tag is found by its index once it is typed.
import { z } from "zod";
import type { ShopId } from "../lib/ids.ts";
import { Count, raw, row, type Sql, sql } from "../lib/sql.ts";
import type { World } from "../lib/world.ts";
import { prefix, SEARCH_MAX } from "./search.ts";

export const PICKS_MAX = 25;
/** Looking at all of 100,000 customers, 300,000 orders or 700,000 lines took four times as long, and grew with the shop. */
const NEWEST_MAX = 20_000;
const LINES_MAX = 50_000;
const REGIONS_MAX = 5_000;

export const Picked = z.enum([
  "product", "variant", "collection", "vendor", "productType", "productTag", "customerTag", "country", "region", "location", "discountCode", "orderTag", "segment", "list", "column", "flow", "eventName",
]);
export type Picked = z.infer<typeof Picked>;

const Pick = z.object({ value: z.string(), label: z.string(), count: Count.nullable() });
/** `count`: of products, of customers for what is said of customers, of orders for what is said of orders; null where not all were looked at. */
export type Pick = z.infer<typeof Pick>;

/** `typed` begins the label, or any word of it. */
export async function pickValues(world: World, shop: ShopId, picked: Picked, typed = ""): Promise<Pick[]> {
  const text = typed.normalize("NFC").trim().toLowerCase().slice(0, SEARCH_MAX);
  const begun = prefix(text);
  const picks = await world.db.rows(Pick, sql`
    select value, label, count from (${source(shop, picked)}) pick (value, label, count)
    where lower(label) like ${begun} or lower(label) like ${`% ${begun}`}
    order by count desc, lower(label), value limit ${PICKS_MAX}`);
  if (await isWhole(world, shop, picked)) return picks;
  const uncounted = picks.map((pick) => ({ ...pick, count: null }));
  if (picked !== "customerTag" || text === "" || picks.length === PICKS_MAX) return uncounted;
  const known = new Set(picks.map(({ label }) => label.toLowerCase()));
  const rare = (await tagsLike(world, shop, begun)).filter((tag) => !known.has(tag.toLowerCase()));
  return [...uncounted, ...rare.map((tag) => ({ value: tag, label: tag, count: null }))].slice(0, PICKS_MAX);
}

/** All regions that the shop's customers live in, the most frequent first: people look for them by their names, which only their reader knows. */
export async function everyRegion(world: World, shop: ShopId): Promise<Pick[]> {
  return counted(world, shop, "region", await world.db.rows(Pick, sql`
    select value, label, count from (${source(shop, "region")}) pick (value, label, count) order by count desc, value limit ${REGIONS_MAX}`));
}

/** The labels of values already chosen, such as a product's title; those that are gone, or too long ago, are left out. */
export async function pickedLabels(world: World, shop: ShopId, picked: Picked, values: string[]): Promise<Pick[]> {
  return counted(world, shop, picked, await world.db.rows(Pick, sql`
    select value, label, count from (${source(shop, picked)}) pick (value, label, count) where value = any(${values}::text[]) order by value`));
}

/** With their counts only where those are of everything. */
async function counted(world: World, shop: ShopId, picked: Picked, picks: Pick[]): Promise<Pick[]> {
  return (await isWhole(world, shop, picked)) ? picks : picks.map((pick) => ({ ...pick, count: null }));
}

/** Were all rows of the shop looked at? */
async function isWhole(world: World, shop: ShopId, picked: Picked): Promise<boolean> {
  const limited = limitedBy(picked);
  if (limited === null) return true;
  const found = await row(world.db, z.object({ rows: Count }), sql`
    select count(*) as rows from (select 1 from ${raw(limited.table)} where shop_id = ${shop} limit ${limited.most + 1}) first`);
  return (found?.rows ?? 0) <= limited.most;
}

function limitedBy(picked: Picked): { table: "customer" | "orders" | "order_line"; most: number } | null {
  switch (picked) {
    case "customerTag": case "country": case "region": return { table: "customer", most: NEWEST_MAX };
    case "location": case "discountCode": case "orderTag": return { table: "orders", most: NEWEST_MAX };
    case "variant": return { table: "order_line", most: LINES_MAX };
    default: return null;
  }
}

/** More different tags than this nobody can tell apart. */
const TAGS_MAX = 2_000;

/** From tag to tag along their index: what it costs depends on how many different ones there are, not on who carries them. */
async function tagsLike(world: World, shop: ShopId, begun: string): Promise<string[]> {
  const tags = await world.db.rows(z.object({ tag: z.string() }), sql`
    with recursive step (tag_key, place) as (
      (select tag_key, 1 from customer_tag where shop_id = ${shop} and present order by tag_key limit 1)
      union all
      select (select t.tag_key from customer_tag t where t.shop_id = ${shop} and t.present and t.tag_key > step.tag_key order by t.tag_key limit 1), place + 1
      from step where step.tag_key is not null and place < ${TAGS_MAX})
    select (select t.tag from customer_tag t where t.shop_id = ${shop} and t.present and t.tag_key = step.tag_key limit 1) as tag
    from step where tag_key like ${begun} or tag_key like ${`% ${begun}`} order by tag_key limit ${PICKS_MAX}`);
  return tags.map(({ tag }) => tag);
}

function source(shop: ShopId, picked: Picked): Sql {
  const values = (column: Sql, from: Sql) => sql`select value, value, count(*) from (select ${column} as value from ${from}) each where value <> '' group by value`;
  const products = sql`product where shop_id = ${shop} and deleted_at is null`;
  const customers = sql`(select * from customer where shop_id = ${shop} order by customer_id desc limit ${NEWEST_MAX}) newest`;
  const orders = sql`(select * from orders where shop_id = ${shop} order by order_id desc limit ${NEWEST_MAX}) newest`;
  switch (picked) {
    case "product": return sql`select product_id::text, title, 1 from ${products}`;
    case "variant": return sql`
      select variant_id::text, max(concat_ws(' · ', title, variant_title)), count(*)
      from (select * from order_line where shop_id = ${shop} order by order_id desc, line_id desc limit ${LINES_MAX}) newest
      where variant_id is not null group by variant_id`;
    case "collection": return sql`select collection_id::text, title, 1 from collection where shop_id = ${shop}`;
    case "segment": return sql`select segment_id::text, name, member_count from segment where shop_id = ${shop} and deleted_at is null`;
    case "eventName": return sql`select name, name, 1 from event_cover where shop_id = ${shop} and kind = 'custom'`;
    case "list": return sql`select list_id::text, name, member_count from list where shop_id = ${shop} and source <> 'copy'`;
    case "column": return sql`
      select 'list.' || l.list_id || '.' || k.type || '.' || k.key, k.name, 1 from list l cross join lateral jsonb_to_recordset(l.columns) as k (key text, type text, name text) where l.shop_id = ${shop}`;
    case "flow": return sql`select flow_id::text, name, 1 from flow where shop_id = ${shop} and version is not null`;
    case "vendor": return values(sql`vendor`, products);
    case "productType": return values(sql`product_type`, products);
    case "productTag": return values(sql`unnest(tags)`, products);
    case "customerTag": return values(sql`unnest(tags)`, customers);
    case "country": return values(sql`country_code`, customers);
    case "region": return sql`
      select country_code || '-' || province_code, country_code || '-' || province_code, count(*) from ${customers}
      where province_code <> '' and country_code <> '' group by country_code, province_code`;
    case "location": return values(sql`location_id::text`, orders);
    case "discountCode": return values(sql`unnest(discount_codes)`, orders);
    case "orderTag": return values(sql`unnest(tags)`, orders);
    default: return picked satisfies never;
  }
}

/** Tags that customers carry, the most frequent first. */
export const tagsInUse = (world: World, shop: ShopId): Promise<Pick[]> => pickValues(world, shop, "customerTag");
