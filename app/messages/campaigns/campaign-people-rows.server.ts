// The people of a campaign, page by page along their numbers: whoever was in its segments or on its lists at one instant,
// however late their page comes. Each source is read along its key as far as a page goes, so a page costs the same at
// the end of a million people as at the beginning.
import { z } from "zod";
import { CustomerId, type ShopId } from "../../lib/ids.ts";
import { anyShop } from "../../lib/merge.server.ts";
import { Count, row, type Sql, sql } from "../../lib/sql.ts";
import type { World } from "../../lib/world.ts";
import type { Sources } from "./campaign.ts";

const Maybe = z.string().nullable();

const Person = z.object({
  customerId: CustomerId, phone: Maybe, timeZone: Maybe, country: Maybe, province: Maybe, postal: Maybe,
  /** In one of the segments or lists that are left out. */
  isExcluded: z.boolean(),
  /** Somebody before them in the campaign has the same number, and gets the text. */
  isShared: z.boolean(),
});
export type CampaignPerson = z.infer<typeof Person>;

type Asked = { include: Sources; exclude: Sources; at: Date };

/** `customer` is in one of the sources at the instant. */
const isAmong = (shop: ShopId, { segments, lists }: Sources, at: Date, customer: Sql): Sql => sql`(
  exists (select 1 from membership m where m.shop_id = ${anyShop(shop)} and m.segment_id = any(${segments}::int[]) and m.customer_id = ${customer} and m.entered_at <= ${at} and (m.left_at is null or m.left_at > ${at}))
  or exists (select 1 from list_member l where l.shop_id = ${anyShop(shop)} and l.list_id = any(${lists}::int[]) and l.customer_id = ${customer} and l.added_at <= ${at}))`;

const page = (shop: ShopId, { segments, lists }: Sources, at: Date, after: string, limit: number): Sql => sql`
  select distinct customer_id from (
    select p.customer_id from unnest(${segments}::int[]) as s (id) cross join lateral (
      select m.customer_id from membership m
      where m.shop_id = ${anyShop(shop)} and m.segment_id = s.id and m.customer_id > ${after}::bigint and m.entered_at <= ${at} and (m.left_at is null or m.left_at > ${at})
      order by m.customer_id limit ${limit}) p
    union all
    select p.customer_id from unnest(${lists}::int[]) as s (id) cross join lateral (
      select l.customer_id from list_member l
      where l.shop_id = ${anyShop(shop)} and l.list_id = s.id and l.customer_id > ${after}::bigint and l.added_at <= ${at}
      order by l.customer_id limit ${limit}) p) as named
  order by customer_id limit ${limit}`;

/** Fewer than `limit`: these are the last. Whoever was merged or deleted since is there without a phone. */
export const campaignPage = (world: World, shop: ShopId, { include, exclude, at }: Asked, after: string | null, limit: number): Promise<CampaignPerson[]> =>
  world.db.rows(Person, sql`
    with part as materialized (${page(shop, include, at, after ?? "0", limit)})
    select part.customer_id as "customerId", c.phone, c.time_zone as "timeZone", c.country_code as country, c.province_code as province, c.zip as postal,
      ${isAmong(shop, exclude, at, sql`part.customer_id`)} as "isExcluded",
      c.phone is not null and exists (
        select 1 from customer before where before.shop_id = ${anyShop(shop)} and before.phone = c.phone and before.customer_id < part.customer_id
          and ${isAmong(shop, include, at, sql`before.customer_id`)} and not ${isAmong(shop, exclude, at, sql`before.customer_id`)}) as "isShared"
    from part left join customer c on c.shop_id = ${anyShop(shop)} and c.customer_id = part.customer_id
    order by part.customer_id`);

/** About how many there are, for the progress: who is in two sources is counted twice, and nobody is left out yet. */
export async function roughSize(world: World, shop: ShopId, { segments, lists }: Sources): Promise<number> {
  const found = await row(world.db, z.object({ people: Count }), sql`
    select coalesce((select sum(member_count) from segment where shop_id = ${shop} and segment_id = any(${segments}::int[]) and deleted_at is null), 0)
      + coalesce((select sum(member_count) from list where shop_id = ${shop} and list_id = any(${lists}::int[])), 0) as people`);
  return found?.people ?? 0;
}

const Place = z.object({ campaignId: z.number(), customerId: CustomerId, isIn: z.boolean(), isExcluded: z.boolean() });

/** Where these people stand now in the campaigns they were taken into, as the version that was started says. */
export async function placesNow(world: World, shop: ShopId, asked: readonly { campaignId: number; customerId: CustomerId }[]): Promise<z.infer<typeof Place>[]> {
  if (asked.length === 0) return [];
  const numbers = (side: "include" | "exclude", what: "segments" | "lists") => sql`array(select jsonb_array_elements_text(v.definition -> ${side}::text -> ${what}::text)::int)`;
  const among = (side: "include" | "exclude") => sql`(
    exists (select 1 from membership m where m.shop_id = ${anyShop(shop)} and m.segment_id = any(w.${side === "include" ? sql`in_segments` : sql`out_segments`}) and m.customer_id = a.customer_id and m.left_at is null)
    or exists (select 1 from list_member l where l.shop_id = ${anyShop(shop)} and l.list_id = any(w.${side === "include" ? sql`in_lists` : sql`out_lists`}) and l.customer_id = a.customer_id))`;
  return world.db.rows(Place, sql`
    with w as materialized (
      select c.campaign_id, ${numbers("include", "segments")} as in_segments, ${numbers("include", "lists")} as in_lists, ${numbers("exclude", "segments")} as out_segments, ${numbers("exclude", "lists")} as out_lists
      from campaign c join campaign_version v on v.shop_id = ${shop} and v.campaign_id = c.campaign_id and v.version = c.version
      where c.shop_id = ${shop} and c.campaign_id = any(${[...new Set(asked.map(({ campaignId }) => campaignId))]}::int[]))
    select a.campaign_id as "campaignId", a.customer_id as "customerId", ${among("include")} as "isIn", ${among("exclude")} as "isExcluded"
    from unnest(${asked.map(({ campaignId }) => campaignId)}::int[], ${asked.map(({ customerId }) => customerId)}::bigint[]) as a (campaign_id, customer_id)
    join w on w.campaign_id = a.campaign_id
    order by a.campaign_id, a.customer_id`);
}
