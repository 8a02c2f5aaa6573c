// Who should be in a segment's place on a platform beside who is, and what we are about to do about it.
import { z } from "zod";
import { CustomerId, type SegmentId, type ShopId } from "../lib/ids.ts";
import { anyShop } from "../lib/merge.server.ts";
import { Count, row, type Sql, sql } from "../lib/sql.ts";
import type { World } from "../lib/world.ts";
import type { ConnectionId } from "../platforms/connection.ts";
import { SKIPPED, TargetMemberState, UNSURE } from "./target.ts";

const Row = z.object({
  customer_id: CustomerId,
  wanted: z.boolean(),
  skip: z.enum(["nameless", "phone", "email"]).nullable(),
  state: TargetMemberState.nullable(),
  reason: z.string().nullable(),
  moved: z.boolean(),
  shared: z.boolean(),
  blocked: z.boolean(),
  stay: z.number(),
});
export type BesideRow = z.infer<typeof Row>;

/** `people` null: everybody. `retryBefore`: whom the platform did not know earlier than that is named to it once more. */
type Asked = { connection: ConnectionId; segment: SegmentId; isWanted: boolean; people: CustomerId[] | null; retryBefore: Date };

const gone = (shop: ShopId, customer: Sql) => sql`exists (select 1 from customer_gone g where g.shop_id = ${anyShop(shop)} and g.customer_id = ${customer})`;

/** Of several customers with one phone or email the oldest is the one whom a platform knows by it. */
const skip = (shop: ShopId, c: Sql) => sql`case
  when ${c}.phone is null and ${c}.email is null then 'nameless'
  when exists (
    select 1 from customer older where older.shop_id = ${anyShop(shop)} and older.phone = ${c}.phone and older.customer_id < ${c}.customer_id and not ${gone(shop, sql`older.customer_id`)}) then 'phone'
  when exists (
    select 1 from customer older where older.shop_id = ${anyShop(shop)} and lower(older.email) = lower(${c}.email) and older.customer_id < ${c}.customer_id
      and not ${gone(shop, sql`older.customer_id`)}) then 'email' end`;

/** Everybody who has the phone or email of an older customer. Asked of the whole shop at once, because few do. */
const doubles = (shop: ShopId) => {
  const by = (word: Sql, of: Sql) => sql`
    select c.customer_id from customer c join (
      select ${word} as word, min(customer_id) as first from customer c where shop_id = ${anyShop(shop)} and ${word} is not null and not ${gone(shop, sql`c.customer_id`)}
      group by 1 having count(*) > 1) d on d.word = ${of} and c.customer_id > d.first
    where c.shop_id = ${anyShop(shop)}`;
  return sql`${by(sql`phone`, sql`c.phone`)} union ${by(sql`lower(email)`, sql`lower(c.email)`)}`;
};

/** The same of some people. */
const doublesOf = (shop: ShopId, people: CustomerId[]) => sql`
  select c.customer_id from customer c where c.shop_id = ${anyShop(shop)} and c.customer_id = any(${people}::bigint[]) and ${skip(shop, sql`c`)} in ('phone', 'email')`;

const renamed = sql`(held.told_phone is distinct from c.phone or lower(held.told_email) is distinct from lower(c.email))`;

/** Whoever is not as wanted, and whoever is left out, and has no command under way. */
const unlike = (shop: ShopId, { connection, segment, isWanted, people, retryBefore }: Asked) => {
  const asked = people === null ? sql`` : sql`and m.customer_id = any(${people}::bigint[])`;
  return sql`
    doubles as materialized (${people === null ? doubles(shop) : doublesOf(shop, people)}),
    wanted as (
      select m.customer_id, m.stay from membership m
      where ${isWanted} and m.shop_id = ${anyShop(shop)} and m.segment_id = ${segment} and m.left_at is null ${asked} and not ${gone(shop, sql`m.customer_id`)}),
    held as (
      select m.customer_id, m.state, m.reason, m.changed_at, m.moves, m.told_phone, m.told_email,
        m.told_phone is not null or m.told_email is not null as is_told from target_member m
      where m.shop_id = ${anyShop(shop)} and m.connection_id = ${connection} and m.segment_id = ${segment} ${asked}),
    unlike as (
      select coalesce(wanted.customer_id, held.customer_id) as customer_id, wanted.customer_id is not null as wanted, held.state, held.reason, held.told_phone, held.told_email,
        coalesce(held.state in ('held', 'refused') and wanted.customer_id is not null and held.is_told and c.customer_id is not null and ${renamed}, false) as moved,
        coalesce(wanted.stay, (held.moves + 1) / 2) as stay
      from wanted full join held using (customer_id)
      left join customer c on c.shop_id = ${anyShop(shop)} and c.customer_id = coalesce(wanted.customer_id, held.customer_id)
      where coalesce(held.state, '') not in ('adding', 'removing')
        and (held.state is null or wanted.customer_id is null
          or held.state = 'held' and held.reason = ${UNSURE} or held.state = 'held' and held.customer_id in (select customer_id from doubles)
          or held.state = 'skipped' and (held.reason = any(${Object.values(SKIPPED)}::text[]) or held.changed_at < ${retryBefore})
          or held.state in ('held', 'refused') and held.is_told and ${renamed})
        and not (wanted.customer_id is null and held.state = 'held' and held.reason is not null and held.reason <> ${UNSURE}))`;
};

export function besidesTarget(world: World, shop: ShopId, asked: Asked, limit: number): Promise<BesideRow[]> {
  const { connection, segment } = asked;
  // Few are known by the same phone: they are looked up first, whatever PostgreSQL believes of tables that have just grown.
  const there = (word: Sql, mine: Sql) => sql`there as materialized (
    select r.customer_id, r.state, r.reason, r.segment_id from target_member r
    where r.shop_id = ${anyShop(shop)} and r.connection_id = ${connection} and ${word} = ${mine} and r.customer_id <> u.customer_id)`;
  const other = (word: Sql, told: Sql) => sql`exists (
    with ${there(word, told)} select 1 from there r join membership m on m.shop_id = ${anyShop(shop)} and m.segment_id = ${segment} and m.customer_id = r.customer_id and m.left_at is null
    where ${asked.isWanted} and r.segment_id = ${segment} and r.state in ('held', 'adding') and not ${gone(shop, sql`r.customer_id`)})`;
  const leaving = (word: Sql, mine: Sql) => sql`exists (
    with ${there(word, mine)} select 1 from there r where r.segment_id = ${segment} and (r.state in ('adding', 'removing') or r.state = 'held' and (r.reason is null or r.reason = ${UNSURE})))`;
  return world.db.rows(Row, sql`
    with ${unlike(shop, asked)}
    select u.customer_id, u.wanted, u.state, u.reason, u.moved, u.stay,
      case when u.wanted and c.customer_id is null then 'nameless' when u.wanted then ${skip(shop, sql`c`)} end as skip,
      case when u.state = 'held' then ${other(sql`r.told_phone`, sql`u.told_phone`)} or ${other(sql`lower(r.told_email)`, sql`lower(u.told_email)`)} else false end as shared,
      case when u.wanted then ${leaving(sql`r.told_phone`, sql`c.phone`)} or ${leaving(sql`lower(r.told_email)`, sql`lower(c.email)`)} else false end as blocked
    from unlike u left join customer c on c.shop_id = ${anyShop(shop)} and c.customer_id = u.customer_id
    order by u.customer_id limit ${limit}`);
}

/** How many would be added and removed, about: who shares a phone is counted too. */
export async function countUnlike(world: World, shop: ShopId, asked: Asked): Promise<{ adds: number; removes: number }> {
  const found = await row(world.db, z.object({ adds: Count, removes: Count }), sql`
    with ${unlike(shop, asked)}
    select count(*) filter (where wanted and state is null) as adds, count(*) filter (where not wanted and state = 'held') as removes from unlike`);
  return found ?? { adds: 0, removes: 0 };
}

type Move = { connection: ConnectionId; segment: SegmentId; people: { customerId: CustomerId; moves: number; loud: boolean; commandId: string }[]; now: Date };

export async function markTargetAdding(world: World, shop: ShopId, { connection, segment, people, now }: Move): Promise<void> {
  await world.db.run(sql`
    insert into target_member (shop_id, connection_id, segment_id, customer_id, state, command_id, moves, loud, changed_at)
    select ${shop}, ${connection}, ${segment}, customer_id, 'adding', command_id, moves, loud, ${now}
    from ${moving(people)}
    on conflict (shop_id, connection_id, segment_id, customer_id) do update set state = 'adding', reason = null, command_id = excluded.command_id,
      moves = excluded.moves, loud = excluded.loud, changed_at = excluded.changed_at,
      told_phone = case when ${mayBeThere} then target_member.told_phone end, told_email = case when ${mayBeThere} then target_member.told_email end`);
}

/** Under the words of then. Otherwise nothing is there under these, or it is somebody else's by now. */
const mayBeThere = sql`(target_member.state = 'held' and target_member.reason = ${UNSURE})`;

export async function markTargetRemoving(world: World, shop: ShopId, { connection, segment, people, now }: Move): Promise<void> {
  await world.db.run(sql`
    update target_member m set state = 'removing', reason = null, command_id = one.command_id, moves = one.moves, loud = one.loud, changed_at = ${now}
    from ${moving(people)}
    where m.shop_id = ${anyShop(shop)} and m.connection_id = ${connection} and m.segment_id = ${segment} and m.customer_id = one.customer_id and m.state = 'held'`);
}

const moving = (people: Move["people"]) => sql`unnest(${people.map((p) => p.customerId)}::bigint[], ${people.map((p) => p.commandId)}::bigint[],
  ${people.map((p) => p.moves)}::int[], ${people.map((p) => p.loud)}::boolean[]) as one (customer_id, command_id, moves, loud)`;

type Some = { connection: ConnectionId; segment: SegmentId };

export async function markSkipped(world: World, shop: ShopId, { connection, segment }: Some, people: { customerId: CustomerId; reason: string }[], now: Date): Promise<void> {
  if (people.length === 0) return;
  await world.db.run(sql`
    insert into target_member (shop_id, connection_id, segment_id, customer_id, state, reason, changed_at)
    select ${shop}, ${connection}, ${segment}, customer_id, 'skipped', reason, ${now}
    from unnest(${people.map((p) => p.customerId)}::bigint[], ${people.map((p) => p.reason)}::text[]) as one (customer_id, reason)
    on conflict (shop_id, connection_id, segment_id, customer_id) do update set state = 'skipped', reason = excluded.reason, command_id = null, changed_at = excluded.changed_at`);
}

/** Of people without a command under way. */
export async function forgetTarget(world: World, shop: ShopId, { connection, segment }: Some, people: CustomerId[]): Promise<void> {
  if (people.length === 0) return;
  await world.db.run(sql`
    delete from target_member where shop_id = ${anyShop(shop)} and connection_id = ${connection} and segment_id = ${segment}
      and customer_id = any(${people}::bigint[]) and state not in ('adding', 'removing')`);
}

export async function isMoving(world: World, shop: ShopId, { connection, segment }: Some): Promise<boolean> {
  const found = await row(world.db, z.object({ is: z.boolean() }), sql`
    select (select command_id from target_member where shop_id = ${shop} and connection_id = ${connection} and segment_id = ${segment} and command_id is not null
      order by command_id limit 1) is not null as is`);
  return found?.is ?? false;
}

const Counts = z.object({ held: Count, adding: Count, removing: Count, refused: Count, skipped: Count });
export type TargetCounts = z.infer<typeof Counts>;

export async function countTarget(world: World, shop: ShopId, { connection, segment }: Some): Promise<TargetCounts> {
  const found = await row(world.db, Counts, sql`
    select count(*) filter (where state = 'held') as held, count(*) filter (where state = 'adding') as adding, count(*) filter (where state = 'removing') as removing,
      count(*) filter (where state = 'refused' or state = 'held' and reason is not null) as refused, count(*) filter (where state = 'skipped') as skipped
    from target_member where shop_id = ${shop} and connection_id = ${connection} and segment_id = ${segment}`);
  return found ?? { held: 0, adding: 0, removing: 0, refused: 0, skipped: 0 };
}

const Reason = z.object({ state: TargetMemberState, reason: z.string(), people: Count });

/** Why people are not there, the most frequent reason first. */
export const reasonsOf = (world: World, shop: ShopId, { connection, segment }: Some, limit: number): Promise<z.infer<typeof Reason>[]> =>
  world.db.rows(Reason, sql`
    select state, reason, count(*) as people from target_member
    where shop_id = ${shop} and connection_id = ${connection} and segment_id = ${segment} and reason is not null
    group by state, reason order by people desc, state, reason limit ${limit}`);

/** Commands that no worker ever took are withdrawn, and their people stand as before. */
export async function withdrawTarget(world: World, shop: ShopId, { connection, segment }: Some): Promise<void> {
  await world.db.run(sql`
    with withdrawn as (
      delete from outbox where shop_id = ${shop} and connection_id = ${connection} and segment_id = ${segment} and kind in ('platformChange', 'platformTrack')
        and state = 'due' and fence = 0 returning command_id),
    people as (delete from outbox_person p using withdrawn w where p.shop_id = ${anyShop(shop)} and p.command_id = w.command_id),
    added as (
      delete from target_member m using withdrawn w where m.shop_id = ${anyShop(shop)} and m.command_id = w.command_id and m.state = 'adding')
    update target_member m set state = 'held', command_id = null from withdrawn w
    where m.shop_id = ${anyShop(shop)} and m.command_id = w.command_id and m.state = 'removing'`);
}
