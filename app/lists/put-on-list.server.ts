// People put on a list or taken off it by what a merchant has set up to do so: a set at a time, of any list whose people the
// merchant names.
import { z } from "zod";
import { tellChanged } from "../customers/rows.server.ts";
import { CustomerId, type ListId, type ShopId } from "../lib/ids.ts";
import { sql } from "../lib/sql.ts";
import type { World } from "../lib/world.ts";
import { isReady } from "./native-rows.server.ts";
import { lockOwnList, usersOf } from "./rows.server.ts";

export type OnList = { list: ListId; op: "add" | "remove"; customers: readonly CustomerId[] };

/** In the caller's transaction, which holds the shop's facts (lockFacts). Null: done; else why this list takes nobody. */
export async function putOnList(world: World, shop: ShopId, { list, op, customers }: OnList, now: Date): Promise<string | null> {
  if (!(await lockOwnList(world, shop, list))) return "The list was deleted, or follows a segment of Shopify’s.";
  if (!(await isReady(world, shop, list))) return "The list is still being filled.";
  const changed = op === "add" ? await add(world, shop, list, customers, now) : await remove(world, shop, list, customers, now);
  if (changed.length > 0 && (await usersOf(world, shop, list)).length > 0) await tellChanged(world, shop, changed, now);
  return null;
}

const Row = z.object({ customer: CustomerId });

/** Whoever is no customer any more is on no list. */
const add = async (world: World, shop: ShopId, list: ListId, customers: readonly CustomerId[], now: Date): Promise<CustomerId[]> => (await world.db.rows(Row, sql`
  with added as (
    insert into list_member (shop_id, list_id, customer_id, added_at)
    select ${shop}::int, ${list}::int, c.customer_id, ${now}::timestamptz from customer c where c.shop_id = ${shop} and c.customer_id = any(${customers}::bigint[]) order by c.customer_id
    on conflict (shop_id, list_id, customer_id) do nothing returning customer_id),
  counted as (update list l set member_count = l.member_count + (select count(*) from added), updated_at = ${now} where l.shop_id = ${shop} and l.list_id = ${list})
  select customer_id as customer from added order by customer_id`)).map(({ customer }) => customer);

const remove = async (world: World, shop: ShopId, list: ListId, customers: readonly CustomerId[], now: Date): Promise<CustomerId[]> => (await world.db.rows(Row, sql`
  with gone as (delete from list_member where shop_id = ${shop} and list_id = ${list} and customer_id = any(${customers}::bigint[]) returning customer_id),
  counted as (update list l set member_count = l.member_count - (select count(*) from gone), updated_at = ${now} where l.shop_id = ${shop} and l.list_id = ${list})
  select customer_id as customer from gone order by customer_id`)).map(({ customer }) => customer);
