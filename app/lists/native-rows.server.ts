// The rows of lists that follow a segment of Shopify's: leased by a fence, so that a reader that lost
// its lease writes nothing; and who of the members is on the list.
import { z } from "zod";
import { type ListId, SegmentId, ListId as ListNumber, type ShopId } from "../lib/ids.ts";
import { Count, Id, Instant, row, type Sql, sql } from "../lib/sql.ts";
import { later, seconds } from "../lib/time.ts";
import type { World } from "../lib/world.ts";

/** Longer than Shopify is given to answer. */
export const LEASE_MS = seconds(60);

const Following = z.object({
  listId: ListNumber, nativeId: Id.nullable(), name: z.string(), query: z.string(), segmentId: SegmentId.nullable(), version: Count.nullable(), dueAt: Instant.nullable(),
  fence: Id, attempts: Count, reading: Count, begunAt: Instant.nullable(), cursor: z.string().nullable(), unknown: Count, unknownBefore: Count,
  readAt: Instant.nullable(), goneAt: Instant.nullable(), problem: z.string().nullable(),
});
export type Following = z.infer<typeof Following>;

const COLUMNS = sql`
  n.list_id as "listId", n.native_id as "nativeId", n.name, n.query, n.segment_id as "segmentId", n.version, n.due_at as "dueAt", n.fence, n.attempts, n.reading,
  n.begun_at as "begunAt", n.cursor, n.unknown, n.unknown_before as "unknownBefore", n.read_at as "readAt", n.gone_at as "goneAt", n.problem`;

export const readFollowing = (world: World, shop: ShopId, list: ListId): Promise<Following | null> =>
  row(world.db, Following, sql`select ${COLUMNS} from list_native n where n.shop_id = ${shop} and n.list_id = ${list}`);

/** The latest copy of a segment of ours. */
export const readCopy = (world: World, shop: ShopId, segment: SegmentId): Promise<Following | null> => row(world.db, Following, sql`
  select ${COLUMNS} from list_native n where n.shop_id = ${shop} and n.segment_id = ${segment} order by n.list_id desc limit 1`);

/** The list that follows this segment of Shopify's; a copy is none. */
export const followerOf = (world: World, shop: ShopId, nativeId: string) => row(world.db, z.object({ listId: ListNumber }), sql`
  select n.list_id as "listId" from list_native n join list l on l.shop_id = ${shop} and l.list_id = n.list_id
  where n.shop_id = ${shop} and n.native_id = ${nativeId}::bigint and l.source = 'shopify' order by n.list_id limit 1`);

export type NewFollowing = { nativeId: string | null; name: string; query: string; segmentId: SegmentId | null; version: number | null };

export const insertFollowing = (world: World, shop: ShopId, list: ListId, { nativeId, name, query, segmentId, version }: NewFollowing, now: Date) => world.db.run(sql`
  insert into list_native (shop_id, list_id, native_id, name, query, segment_id, version, due_at)
  values (${shop}, ${list}, ${nativeId}::bigint, ${name}, ${query}, ${segmentId}, ${version}, ${now})`);

/** Takes the one that has waited longest; nobody else has it until the lease ends. */
export const claimFollowing = (world: World, shop: ShopId, now: Date): Promise<Following | null> => row(world.db, Following, sql`
  update list_native n set fence = n.fence + 1, leased_until = ${later(now, LEASE_MS)}
  where n.shop_id = ${shop} and n.list_id = (
    select c.list_id from list_native c
    where c.shop_id = ${shop} and c.due_at <= ${now} and (c.leased_until is null or c.leased_until <= ${now})
    order by c.due_at, c.list_id limit 1 for update skip locked)
  returning ${COLUMNS}`);

export async function nextFollowingDue(world: World, shop: ShopId): Promise<Date | null> {
  const found = await row(world.db, z.object({ at: Instant.nullable() }), sql`
    select min(greatest(due_at, leased_until)) as at from list_native where shop_id = ${shop} and due_at is not null`);
  return found?.at ?? null;
}

/** Gives the lease back. False: it was lost, and nothing was written. */
export async function recordFollowing(world: World, shop: ShopId, { listId, fence }: Following, changes: Sql): Promise<boolean> {
  return (await world.db.run(sql`update list_native set ${changes}, leased_until = null where shop_id = ${shop} and list_id = ${listId} and fence = ${fence}`)) === 1;
}

/** A merchant wants it read now: whatever reading is under way begins anew. False: Shopify has no such segment any more. */
export async function readAnew(world: World, shop: ShopId, list: ListId, now: Date): Promise<boolean> {
  return (await world.db.run(sql`
    update list_native set due_at = ${now}, begun_at = null, cursor = null, attempts = 0, fence = fence + 1, leased_until = null
    where shop_id = ${shop} and list_id = ${list} and gone_at is null`)) === 1;
}

/** False: it has never been read to its end. */
export const isReady = async (world: World, shop: ShopId, list: ListId): Promise<boolean> =>
  (await world.db.run(sql`select 1 from list where shop_id = ${shop} and list_id = ${list} and state = 'ready'`)) > 0;

const Seen = z.object({ added: Count, unknown: Count });

/** Members of one page are on the list from now on. `mark`: somebody asks about it, so that whoever is new has changed. */
export async function seeMembers(world: World, shop: ShopId, { listId, reading }: Following, members: string[], mark: boolean, now: Date): Promise<z.infer<typeof Seen>> {
  const found = await row(world.db, Seen, sql`
    with named as materialized (select distinct id from unnest(${members}::bigint[]) as n (id)),
    found as materialized (
      select n.id, coalesce(i.customer_id, s.customer_id) as customer_id from named n
      left join customer i on i.shop_id = ${shop} and i.customer_id = n.id
      left join customer_gone g on g.shop_id = ${shop} and g.customer_id = n.id
      left join customer s on s.shop_id = ${shop} and s.customer_id = g.merged_into),
    seen as (
      insert into list_member as m (shop_id, list_id, customer_id, added_at, reading)
      select ${shop}::int, ${listId}::int, f.customer_id, ${now}::timestamptz, ${reading}::int
      from (select distinct customer_id from found where customer_id is not null) f order by f.customer_id
      on conflict (shop_id, list_id, customer_id) do update set reading = excluded.reading
      returning m.customer_id, m.xmax = 0 as is_new),
    marked as (
      update customer c set changed_at = ${now} from seen where ${mark}::boolean and seen.is_new and c.shop_id = ${shop} and c.customer_id = seen.customer_id),
    counted as (
      update list l set member_count = l.member_count + fresh.count, updated_at = ${now} from (select count(*)::int as count from seen where is_new) fresh
      where fresh.count > 0 and l.shop_id = ${shop} and l.list_id = ${listId})
    select (select count(*) from seen where is_new) as added, (select count(*) from found where customer_id is null) as unknown`);
  return found ?? { added: 0, unknown: 0 };
}

/** Whoever the reading, now over, did not find is no member any more. Returns how many left. */
export async function dropUnseen(world: World, shop: ShopId, { listId, reading }: Following, mark: boolean, now: Date): Promise<number> {
  const found = await row(world.db, z.object({ left: Count }), sql`
    with gone as (
      delete from list_member m where m.shop_id = ${shop} and m.list_id = ${listId} and m.reading is distinct from ${reading}::int returning m.customer_id),
    marked as (
      update customer c set changed_at = ${now} from gone where ${mark}::boolean and c.shop_id = ${shop} and c.customer_id = gone.customer_id),
    counted as (
      update list l set member_count = l.member_count - fewer.count, updated_at = ${now} from (select count(*)::int as count from gone) fewer
      where fewer.count > 0 and l.shop_id = ${shop} and l.list_id = ${listId})
    select count(*) as left from gone`);
  return found?.left ?? 0;
}
