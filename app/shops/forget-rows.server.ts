// The statements that erase.
import { z } from "zod";
import type { ShopId } from "../lib/ids.ts";
import { Count, Id, raw, row, sql } from "../lib/sql.ts";
import type { World } from "../lib/world.ts";
import { ERASING, LAST_TABLES, ORDER_TABLES, PERSON_TABLES, SHOP_TABLES } from "./forget.ts";

/** What came before this row and is not understood yet, and imports that are under way. A shop that is shut has none: they start anew when it comes back. */
export async function waitingFor(world: World, shop: ShopId, inboxId: string, now: Date): Promise<{ dueBefore: number; importsOpen: number }> {
  const found = await row(world.db, z.object({ due: Count, open: Count }), sql`
    select (select count(*) from inbox where shop_id = ${shop} and state = 'due' and inbox_id < ${inboxId}::bigint and topic <> all(${ERASING}::text[])) as due,
      (select count(*) from import_run join shop using (shop_id)
        where import_run.shop_id = ${shop} and shop.state = 'active' and (import_run.state in ('running', 'reading') or import_run.state = 'asked' and due_at <= ${now})) as open`);
  return { dueBefore: found?.due ?? 0, importsOpen: found?.open ?? 0 };
}

/** Exports of a shop that is shut may hold whom we erase, and nobody reads them to their end: they are asked for anew once it is back. */
export async function restartImports(world: World, shop: ShopId): Promise<void> {
  await world.db.run(sql`
    update import_run r set state = 'asked', bulk_id = null, url = null, bytes = null, bytes_read = 0, leased_until = null, fence = r.fence + 1
    from shop where r.shop_id = ${shop} and shop.shop_id = ${shop} and shop.state <> 'active' and r.state in ('running', 'reading')`);
}

/** The person under every number they had: whoever was merged into them, and whom they were merged into. */
export async function numbersOf(world: World, shop: ShopId, customerId: string): Promise<string[]> {
  const rows = await world.db.rows(z.object({ id: Id }), sql`
    with survivor as (
      select coalesce((select merged_into from customer_gone where shop_id = ${shop} and customer_id = ${customerId}), ${customerId}::bigint) as id)
    select id from survivor union select customer_id from customer_gone, survivor where shop_id = ${shop} and merged_into = survivor.id union select ${customerId}::bigint order by id`);
  return rows.map((found) => found.id);
}

export async function erasePerson(world: World, shop: ShopId, customerIds: string[], orderIds: string[]): Promise<void> {
  const lists = await world.db.rows(z.object({ list_id: Count }), sql`
    select l.list_id from list l where l.shop_id = ${shop} and l.list_id in (
      select m.list_id from list_member m where m.shop_id = ${shop} and m.customer_id = any(${customerIds}::bigint[])) order by l.list_id for no key update`);
  const segments = await world.db.rows(z.object({ segment_id: Count }), sql`
    select distinct segment_id from membership where shop_id = ${shop} and customer_id = any(${customerIds}::bigint[]) and left_at is null order by segment_id`);
  for (const table of ORDER_TABLES) {
    await world.db.run(sql`delete from ${raw(table)} where shop_id = ${shop} and order_id in (
      select order_id from orders where shop_id = ${shop} and customer_id = any(${customerIds}::bigint[]) union all select unnest(${orderIds}::bigint[]))`);
  }
  for (const [table, columns] of Object.entries(PERSON_TABLES)) {
    for (const column of columns) {
      await world.db.run(sql`delete from ${raw(table)} where shop_id = ${shop} and ${raw(column)} = any(${customerIds}::bigint[])`);
    }
  }
  await world.db.run(sql`
    update segment s set member_count = (
      select count(*) from membership m where m.shop_id = ${shop} and m.segment_id = s.segment_id and m.left_at is null)
    where s.shop_id = ${shop} and s.segment_id = any(${segments.map((found) => found.segment_id)}::int[])`);
  await world.db.run(sql`
    update list l set member_count = (select count(*) from list_member m where m.shop_id = ${shop} and m.list_id = l.list_id)
    where l.shop_id = ${shop} and l.list_id = any(${lists.map((found) => found.list_id)}::int[])`);
}

/** Rows that were set aside unread: whichever names the person goes as a whole. Their numbers stand between non-digits. */
export async function eraseParked(world: World, shop: ShopId, spellings: string[], ids: string[]): Promise<number> {
  const pattern = `(^|[^0-9])(${ids.join("|")})($|[^0-9])`;
  return world.db.run(sql`
    delete from inbox where shop_id = ${shop} and state = 'parked' and (
      body ~ ${pattern} or body ~* any(${spellings}::text[]))`);
}

/** Events that wait for the person, under the email or phone that their teller called them by. */
export const eraseWaiting = (world: World, shop: ShopId, words: string[]) => world.db.run(sql`
  delete from event where shop_id = ${shop} and who in (select md5(lower(word))::uuid from unnest(${words}::text[]) as word)`);

/** Email and phone as we know them, to find them in what was set aside. */
export async function wordsOf(world: World, shop: ShopId, customerIds: string[]): Promise<string[]> {
  const rows = await world.db.rows(z.object({ email: z.string().nullable(), phone: z.string().nullable() }), sql`
    select email, phone from customer where shop_id = ${shop} and customer_id = any(${customerIds}::bigint[])`);
  return rows.flatMap(({ email, phone }) => [email, phone].filter((word) => word !== null));
}

/** Each table by itself, so that no transaction holds a whole shop; being stopped between two of them is harmless. */
export async function eraseShopRows(world: World, shop: ShopId): Promise<void> {
  for (const table of SHOP_TABLES) {
    await world.db.run(sql`delete from ${raw(table)} where shop_id = ${shop}`);
    await world.point("forget:after-table");
  }
}

export async function eraseInbox(world: World, shop: ShopId): Promise<void> {
  await world.db.run(sql`delete from inbox where shop_id = ${shop}`);
}

export async function eraseShopItself(world: World, shop: ShopId): Promise<void> {
  await world.db.run(sql`delete from session where shop = (select domain from shop where shop_id = ${shop})`);
  for (const table of SHOP_TABLES) await world.db.run(sql`delete from ${raw(table)} where shop_id = ${shop}`);
  for (const table of LAST_TABLES) await world.db.run(sql`delete from ${raw(table)} where shop_id = ${shop}`);
}
