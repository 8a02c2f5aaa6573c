// Who is on a list: people are found by what a file says of them and added, a batch in one statement.
import { z } from "zod";
import { moveNamed } from "../customers/named-rows.server.ts";
import { lockFacts } from "../customers/rows.server.ts";
import { type CustomerId, ListId, SegmentId, type ShopId } from "../lib/ids.ts";
import { Count, Id, Instant, row, type Sql, sql } from "../lib/sql.ts";
import type { World } from "../lib/world.ts";
import type { Kept } from "./column.ts";
import type { Keys } from "./row.ts";

/** Who a line of a file is about, and what the kept columns say of them. */
export type NamedPerson = Keys & { line: number; kept: Kept };
/** `columns`: the keys of those that the file fills. `mark`: somebody asks about the list, so that whoever was added, or is said something else of, has changed. */
type FromFile = { people: NamedPerson[]; columns: readonly string[]; mark: boolean };

const Added = z.object({ added: Count, changed: Count, found: Count, unknown: z.array(Count) });

/**
 * A row's person is who has its ID (or took over whoever had it), else its email, else its phone number. Of several rows about one
 * the last counts: what it does not say is not known. Returns the lines of whom the shop does not know.
 */
export async function addPeople(world: World, shop: ShopId, list: ListId, { people, columns, mark }: FromFile, now: Date): Promise<z.infer<typeof Added>> {
  if (people.length === 0) return { added: 0, changed: 0, found: 0, unknown: [] };
  const keeps = columns.length > 0;
  const found = await row(world.db, Added, sql`
    with named as materialized (
      select * from unnest(${people.map(({ line }) => line)}::int[], ${people.map(({ id }) => id)}::bigint[], ${people.map(({ email }) => email)}::text[], ${people.map(({ phone }) => phone)}::text[],
        ${keeps ? people.map(({ kept }) => JSON.stringify(kept)) : []}::text[]) as n (line, id, email, phone, kept)),
    found as materialized (
      select n.line, coalesce(min(i.customer_id), min(s.customer_id), min(e.customer_id), min(p.customer_id)) as customer_id, min(n.kept) as kept
      from named n
      left join customer i on i.shop_id = ${shop} and i.customer_id = n.id
      left join customer_gone g on g.shop_id = ${shop} and g.customer_id = n.id
      left join customer s on s.shop_id = ${shop} and s.customer_id = g.merged_into
      left join customer e on e.shop_id = ${shop} and lower(e.email) = lower(n.email)
      left join customer p on p.shop_id = ${shop} and p.phone = n.phone
      group by n.line),
    ${keeps ? keeping(shop, list, columns, now) : adding(shop, list, now)},
    marked as (
      update customer c set changed_at = ${now} from put where ${mark}::boolean and c.shop_id = ${shop} and c.customer_id = put.customer_id),
    counted as (
      update list l set member_count = l.member_count + (select count(*) from put where is_new), updated_at = ${now} where l.shop_id = ${shop} and l.list_id = ${list})
    select (select count(*) from put where is_new) as added, (select count(*) from put) as changed, count(customer_id) as found,
      coalesce(array_agg(line order by line) filter (where customer_id is null), '{}') as unknown from found`);
  return found ?? { added: 0, changed: 0, found: 0, unknown: [] };
}

const adding = (shop: ShopId, list: ListId, now: Date): Sql => sql`
    put as (
      insert into list_member (shop_id, list_id, customer_id, added_at)
      select ${shop}::int, ${list}::int, f.customer_id, ${now}::timestamptz from (select distinct customer_id from found where customer_id is not null) f order by f.customer_id
      on conflict (shop_id, list_id, customer_id) do nothing returning customer_id, true as is_new)`;

/** What the file's columns said before goes; what others say stays. */
const keeping = (shop: ShopId, list: ListId, columns: readonly string[], now: Date): Sql => sql`
    put as (
      insert into list_member as m (shop_id, list_id, customer_id, added_at, kept)
      select ${shop}::int, ${list}::int, f.customer_id, ${now}::timestamptz, nullif(f.kept::jsonb, '{}')
      from (select distinct on (customer_id) customer_id, kept from found where customer_id is not null order by customer_id, line desc) f order by f.customer_id
      on conflict (shop_id, list_id, customer_id) do update set kept = ${said(columns)}
      where m.kept is distinct from ${said(columns)}
      returning m.customer_id, m.xmax = 0 as is_new)`;

const said = (columns: readonly string[]) => sql`nullif((coalesce(m.kept, '{}') - ${[...columns]}::text[]) || coalesce(excluded.kept, '{}'), '{}')`;

const Filling = z.object({ listId: ListId, segmentId: SegmentId, createdAt: Instant, filledTo: Id });
type Filling = z.infer<typeof Filling>;

/** The oldest snapshot that is not whole yet, and the last customer who was looked at for it. */
export const nextFilling = (world: World, shop: ShopId): Promise<Filling | null> => row(world.db, Filling, sql`
  select list_id as "listId", segment_id as "segmentId", created_at as "createdAt", coalesce(filled_to, 0) as "filledTo" from list
  where shop_id = ${shop} and state = 'filling' and source = 'snapshot' and segment_id is not null order by list_id limit 1`);

/** The next of those who were in the segment when the list was made; once they are fewer than `most` it is whole. Returns how many. */
export async function addMembers(world: World, shop: ShopId, { listId, segmentId, createdAt, filledTo }: Filling, most: number, now: Date): Promise<number> {
  const looked = await row(world.db, z.object({ looked: Count }), sql`
    with part as materialized (
      select distinct m.customer_id from membership m
      where m.shop_id = ${shop} and m.segment_id = ${segmentId} and m.customer_id > ${filledTo}::bigint
        and m.entered_at <= ${createdAt} and (m.left_at is null or m.left_at > ${createdAt}) order by m.customer_id limit ${most}),
    added as (
      insert into list_member (shop_id, list_id, customer_id, added_at)
      select ${shop}::int, ${listId}::int, part.customer_id, ${now}::timestamptz from part order by part.customer_id
      on conflict (shop_id, list_id, customer_id) do nothing returning customer_id),
    counted as (
      update list l set member_count = l.member_count + (select count(*) from added), filled_to = coalesce((select max(customer_id) from part), l.filled_to), updated_at = ${now},
        state = case when (select count(*) from part) < ${most}::int then 'ready' else l.state end
      where l.shop_id = ${shop} and l.list_id = ${listId})
    select count(*) as looked from part`);
  return looked?.looked ?? 0;
}

/**
 * Customers whom Shopify merged or deleted between our look at them and our writing them down. In a
 * transaction that holds no list yet: whoever merges customers holds the facts, and then wants lists. Under the facts lock nobody is merged, so that whoever was is seen.
 */
export async function followGone(world: World, shop: ShopId, list: ListId): Promise<void> {
  await lockFacts(world, shop);
  const gone = await world.db.rows(z.object({ customer_id: Id }), sql`
    select m.customer_id from list_member m join customer_gone g on g.shop_id = ${shop} and g.customer_id = m.customer_id
    where m.shop_id = ${shop} and m.list_id = ${list} order by m.customer_id`);
  if (gone.length > 0) await moveNamed(world, shop, gone.map(({ customer_id }) => customer_id));
}

/** Returns false where they were not on it. */
export async function removeMember(world: World, shop: ShopId, list: ListId, customer: CustomerId, now: Date): Promise<boolean> {
  const gone = await world.db.run(sql`delete from list_member where shop_id = ${shop} and list_id = ${list} and customer_id = ${customer}`);
  if (gone > 0) await world.db.run(sql`update list set member_count = member_count - 1, updated_at = ${now} where shop_id = ${shop} and list_id = ${list}`);
  return gone > 0;
}

/** The segments that ask about it, asked as a whole: so many people changed that one by one would take longer. */
export const dueUsers = (world: World, shop: ShopId, segments: SegmentId[]) => world.db.run(sql`
  update segment set full_due = true where shop_id = ${shop} and segment_id = any(${segments}::int[]) and deleted_at is null`);
