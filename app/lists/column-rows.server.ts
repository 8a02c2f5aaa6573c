// The columns that a list keeps, what they say of its people, and who asks about one of them.
import { z } from "zod";
import { CustomerId, type ListId, SegmentId, type ShopId } from "../lib/ids.ts";
import { row, sql } from "../lib/sql.ts";
import type { World } from "../lib/world.ts";
import { asksAboutColumn } from "../shops/list-use-rows.server.ts";
import { columnField, Kept, keptKey, ListColumn } from "./column.ts";

const Columns = z.array(ListColumn);

/** Null where there is no such list. */
export async function columnsOf(world: World, shop: ShopId, list: ListId): Promise<ListColumn[] | null> {
  const found = await row(world.db, z.object({ columns: Columns }), sql`select columns from list where shop_id = ${shop} and list_id = ${list}`);
  return found?.columns ?? null;
}

/** In a transaction that holds the list. */
export const setColumns = (world: World, shop: ShopId, list: ListId, columns: readonly ListColumn[]) =>
  world.db.run(sql`update list set columns = ${JSON.stringify(columns)}::jsonb where shop_id = ${shop} and list_id = ${list}`);

/** What it said of everybody goes. In a transaction that holds the list. */
export const dropKept = (world: World, shop: ShopId, list: ListId, column: ListColumn) => world.db.run(sql`
  update list_member set kept = nullif(kept - ${keptKey(column)}::text, '{}') where shop_id = ${shop} and list_id = ${list} and kept -> ${keptKey(column)}::text is not null`);

/** A file that is being read fills it. In a transaction that holds the list's files. */
export const isBeingFilled = async (world: World, shop: ShopId, list: ListId, { type, key }: ListColumn): Promise<boolean> => (await world.db.run(sql`
  select 1 from list_upload where shop_id = ${shop} and list_id = ${list} and state = 'reading' and mapping -> 'kept' @> ${JSON.stringify([{ type, key }])}::jsonb`)) > 0;

const User = z.object({ segmentId: SegmentId, name: z.string() });

/** The segments whose question asks about this column. */
export const columnUsers = (world: World, shop: ShopId, list: ListId, column: ListColumn) => world.db.rows(User, sql`
  select s.segment_id as "segmentId", s.name from segment s
  join segment_version v on v.shop_id = ${shop} and v.segment_id = s.segment_id and v.version = s.version
  where s.shop_id = ${shop} and s.deleted_at is null and ${asksAboutColumn(sql`${columnField(list, column)}::text`)}
  order by lower(s.name), s.segment_id`);

const Said = z.object({ customerId: CustomerId, kept: Kept });

/** What the list says of these people; whoever it says nothing of is left out. */
export async function keptOfPeople(world: World, shop: ShopId, list: ListId, customers: readonly CustomerId[]): Promise<Map<CustomerId, Kept>> {
  const found = await world.db.rows(Said, sql`
    select customer_id::text as "customerId", kept from list_member
    where shop_id = ${shop} and list_id = ${list} and customer_id = any(${[...customers]}::bigint[]) and kept is not null order by customer_id`);
  return new Map(found.map(({ customerId, kept }) => [customerId, kept]));
}
