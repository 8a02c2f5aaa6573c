// Lists: people whom a merchant named by a file, or as a segment's members at one moment.
import { z } from "zod";
import { ListId, SegmentId, type ShopId } from "../lib/ids.ts";
import { Count, Instant, row, sql } from "../lib/sql.ts";
import type { World } from "../lib/world.ts";
import { asksAboutList } from "../shops/list-use-rows.server.ts";
import { ListColumn } from "./column.ts";

const Known = z.object({ listId: ListId, name: z.string(), columns: z.array(ListColumn) });

export const knownLists = (world: World, shop: ShopId) => world.db.rows(Known, sql`
  select list_id as "listId", name, columns from list where shop_id = ${shop} and source <> 'copy' order by lower(name), list_id`);

/**
 * Those of these lists that there are, with their columns. Held until the transaction ends: nobody deletes one, or adds to it,
 * while a segment is being saved that asks about it; whoever does so afterwards sees that segment.
 */
export async function heldLists(world: World, shop: ShopId, lists: number[]): Promise<Map<number, ListColumn[]>> {
  if (lists.length === 0) return new Map();
  const found = await world.db.rows(Known.omit({ name: true }), sql`
    select list_id as "listId", columns from list where shop_id = ${shop} and list_id = any(${lists}::int[]) and source <> 'copy' order by list_id for share`);
  return new Map(found.map(({ listId, columns }) => [listId, columns]));
}

/** There are copies too: the members of what was made in Shopify of a segment of ours. To the merchant they are no lists. */
const Source = z.enum(["upload", "snapshot", "shopify"]);

const Line = z.object({
  listId: ListId, name: z.string(), source: Source, state: z.enum(["filling", "ready"]), memberCount: Count,
  createdAt: Instant, updatedAt: Instant, from: z.string().nullable(), readAt: Instant.nullable(), problem: z.string().nullable(), columns: z.array(ListColumn),
});
export type ListLine = z.infer<typeof Line>;

const COLUMNS = sql`
  l.list_id as "listId", l.name, l.source, l.state, l.member_count as "memberCount", l.created_at as "createdAt", l.updated_at as "updatedAt", coalesce(n.name, s.name) as "from", n.read_at as "readAt", n.problem, l.columns`;

const joined = (shop: ShopId) => sql`
  list l left join segment s on s.shop_id = ${shop} and s.segment_id = l.segment_id left join list_native n on n.shop_id = ${shop} and n.list_id = l.list_id`;

/** All lists of the shop (at most LISTS_MAX), by name. `from`: the segment a snapshot was taken of, or Shopify's that it follows. */
export const listLists = (world: World, shop: ShopId): Promise<ListLine[]> => world.db.rows(Line, sql`
  select ${COLUMNS} from ${joined(shop)} where l.shop_id = ${shop} and l.source <> 'copy' order by lower(l.name), l.list_id`);

export const readList = (world: World, shop: ShopId, list: ListId): Promise<ListLine | null> => row(world.db, Line, sql`
  select ${COLUMNS} from ${joined(shop)} where l.shop_id = ${shop} and l.list_id = ${list} and l.source <> 'copy'`);

const User = z.object({ segmentId: SegmentId, name: z.string() });

/** The segments whose question asks about this list, or about a column of it. */
export const usersOf = (world: World, shop: ShopId, list: ListId) => world.db.rows(User, sql`
  select s.segment_id as "segmentId", s.name from segment s
  join segment_version v on v.shop_id = ${shop} and v.segment_id = s.segment_id and v.version = s.version
  where s.shop_id = ${shop} and s.deleted_at is null
    and ${asksAboutList(sql`${list}::int`)}
  order by lower(s.name), s.segment_id`);

/** Where most of the shop's phone numbers are from; null where none is known. */
export async function commonCountry(world: World, shop: ShopId): Promise<string | null> {
  const found = await row(world.db, z.object({ country: z.string() }), sql`
    select phone_country as country from customer where shop_id = ${shop} and phone_country is not null
    group by phone_country order by count(*) desc, phone_country limit 1`);
  return found?.country ?? null;
}

/** In a transaction: from here on nobody saves a segment that begins to ask about this list. False: it is gone. */
export async function lockList(world: World, shop: ShopId, list: ListId): Promise<boolean> {
  return (await world.db.run(sql`select 1 from list where shop_id = ${shop} and list_id = ${list} for no key update`)) > 0;
}

/** The same of a list that merchants see, which a copy is not. */
export async function lockNamedList(world: World, shop: ShopId, list: ListId): Promise<boolean> {
  return (await world.db.run(sql`select 1 from list where shop_id = ${shop} and list_id = ${list} and source <> 'copy' for no key update`)) > 0;
}

/** The same of a list whose people the merchant names; who is in a segment of Shopify's is Shopify's to say. */
export async function lockOwnList(world: World, shop: ShopId, list: ListId): Promise<boolean> {
  return (await world.db.run(sql`select 1 from list where shop_id = ${shop} and list_id = ${list} and source in ('upload', 'snapshot') for no key update`)) > 0;
}

/** In a transaction: nobody else makes a list of this shop until it commits. */
export async function lockLists(world: World, shop: ShopId): Promise<z.infer<typeof Known>[]> {
  await world.db.run(sql`select 1 from shop where shop_id = ${shop} for no key update`);
  return knownLists(world, shop);
}

export type NewList = { name: string; source: z.infer<typeof Source> | "copy"; segment: SegmentId | null; state: "filling" | "ready" };

/** Numbers are counted per shop and never given twice: an old version of a segment may still name one. */
export async function insertList(world: World, shop: ShopId, { name, source, segment, state }: NewList, now: Date): Promise<ListId> {
  const counted = await row(world.db, z.object({ list_count: ListId }), sql`
    update shop set list_count = list_count + 1 where shop_id = ${shop} returning list_count`);
  if (!counted) throw new Error("The shop is gone.");
  await world.db.run(sql`
    insert into list (shop_id, list_id, name, source, segment_id, state, created_at, updated_at)
    values (${shop}, ${counted.list_count}, ${name}, ${source}, ${segment}, ${state}, ${now}, ${now})`);
  return counted.list_count;
}

export const renameList = (world: World, shop: ShopId, list: ListId, name: string, now: Date) =>
  world.db.run(sql`update list set name = ${name}, updated_at = ${now} where shop_id = ${shop} and list_id = ${list}`);

/** Its files and reports go with it. */
export async function removeList(world: World, shop: ShopId, list: ListId): Promise<void> {
  const uploads = sql`upload_id in (select upload_id from list_upload where shop_id = ${shop} and list_id = ${list})`;
  await world.db.run(sql`delete from list_chunk where shop_id = ${shop} and ${uploads}`);
  await world.db.run(sql`delete from list_reject where shop_id = ${shop} and ${uploads}`);
  await world.db.run(sql`delete from list_upload where shop_id = ${shop} and list_id = ${list}`);
  await world.db.run(sql`delete from list_native where shop_id = ${shop} and list_id = ${list}`);
  await world.db.run(sql`delete from list_member where shop_id = ${shop} and list_id = ${list}`);
  await world.db.run(sql`delete from list where shop_id = ${shop} and list_id = ${list}`);
}
