// What we believe Shopify holds, as rows: outcomes of commands, people of interest, the difference.
import { z } from "zod";
import { CustomerId, SegmentId, type ShopId } from "../lib/ids.ts";
import { anyShop } from "../lib/merge.server.ts";
import { Id, row, type Sql, sql } from "../lib/sql.ts";
import type { World } from "../lib/world.ts";
import { doneCommand } from "../outbox/done-rows.server.ts";
import { tagKeySql } from "./tag.ts";
import { targetDue } from "./target-rows.server.ts";

const Person = z.object({ segment_id: SegmentId, customer_id: CustomerId });
export type Person = z.infer<typeof Person>;

const DueSteps = z.object({ settled: z.boolean(), removed: z.boolean(), changed: z.boolean(), removing: z.boolean(), targets: z.boolean(), elsewhere: z.boolean() });

/** The commands that somebody waits for and that are done. Of many people one may be waited for: each is asked for once. */
const doneFor = (shop: Sql): Sql => sql`(
    select distinct m.command_id from mirror_member m where m.shop_id = ${shop} and m.command_id is not null) waited
    cross join ${doneCommand(shop, sql`waited.command_id`)}`;

/** What the mirror of one shop (a column or a parameter) has to do, for its own steps and for the tick. */
const dueSql = (shop: Sql, now: Date) => ({
  settled: sql`exists (select 1 from ${doneFor(shop)})`,
  removed: sql`exists (
    select 1 from customer_tag t where t.shop_id = ${shop} and not t.present and t.mirrored_at is distinct from t.changed_at)`,
  changed: sql`exists (select 1 from membership_change c where c.shop_id = ${shop} and c.mirrored_at is null)`,
  /** Some segment is kept on a platform, and there is something to do about it. */
  targets: sql`exists (select 1 from target t where t.shop_id = ${shop})`,
  elsewhere: targetDue(shop, now),
  removing: sql`exists (select 1 from segment s where s.shop_id = ${shop} and s.sync_state = 'removing')`,
  /** Of those that are being removed: nothing is left to take away. */
  removedAll: sql`exists (
    select 1 from segment s where s.shop_id = ${shop} and s.sync_state = 'removing' and not exists (
      select 1 from mirror_member m where m.shop_id = ${shop} and m.segment_id = s.segment_id))`,
});

export function mirrorDue(shop: Sql, now: Date): Sql {
  const { settled, removed, changed, removedAll, elsewhere } = dueSql(shop, now);
  return sql`(${settled} or ${removed} or ${changed} or ${removedAll} or ${elsewhere})`;
}

/** Which of the steps below would find anything: most runs have one thing to do. */
export async function dueOf(world: World, shop: ShopId, now: Date): Promise<z.infer<typeof DueSteps>> {
  const { settled, removed, changed, removing, targets, elsewhere } = dueSql(sql`${shop}::int`, now);
  const found = await row(world.db, DueSteps, sql`
    select ${settled} as settled, ${removed} as removed, ${changed} as changed, ${removing} as removing, ${targets} as targets, ${elsewhere} as elsewhere`);
  return found ?? { settled: false, removed: false, changed: false, removing: false, targets: false, elsewhere: false };
}

/**
 * Commands that are done, told to the people they were about: added is held, removed is nothing,
 * refused is kept with its reason. Of a command that a person let go of, whom it did not reach are refused without
 * a reason, or no longer ours to take the tag from. changed_at becomes the instant before the command was sent, so that
 * whatever happens to the tag afterwards is later; a bulk command may have been sent in parts, so there it
 * is the instant at which it was made. Whoever was merged meanwhile may have passed the tag
 * on before we took it away: that stays held, for followMerges.
 */
export function settle(world: World, shop: ShopId, limit: number): Promise<Person[]> {
  const mine = anyShop(shop);
  return world.db.rows(Person, sql`
    with settled as (
      select m.segment_id, m.customer_id, m.state,
        case when o.kind = 'bulkTags' then o.created_at else coalesce(o.sent_at, o.done_at) end as at,
        case when o.kind <> 'bulkTags' then o.problem
          when p.outcome = 'accepted' then null else coalesce(p.problem, o.problem, 'Nothing is known of this customer.') end as problem,
        o.let_go,
        exists (
          select 1 from customer_gone g
          where g.shop_id = ${mine} and g.customer_id = m.customer_id and g.merged_into is not null) as is_merged
      from ${doneFor(sql`${shop}::int`)} join mirror_member m on m.shop_id = ${mine} and m.command_id = o.command_id
      left join outbox_person p on p.shop_id = ${mine} and p.command_id = m.command_id and p.customer_id = m.customer_id
      order by m.command_id, m.segment_id, m.customer_id limit ${limit}),
    gone as (
      delete from mirror_member m using settled s
      where m.shop_id = ${mine} and m.segment_id = s.segment_id and m.customer_id = s.customer_id
        and ${isGone}
      returning m.segment_id, m.customer_id),
    kept as (
      update mirror_member m set command_id = null, changed_at = s.at, problem = case when not s.let_go then s.problem end,
        state = case when s.state = 'adding' and s.problem is not null then 'refused' else 'held' end
      from settled s
      where m.shop_id = ${mine} and m.segment_id = s.segment_id and m.customer_id = s.customer_id
        and not ${isGone}
      returning m.segment_id, m.customer_id)
    select segment_id, customer_id from gone union all select segment_id, customer_id from kept order by segment_id, customer_id`);
}

const isGone = sql`(s.state = 'removing' and (s.problem is null and not s.is_merged or s.problem is not null and s.let_go))`;

/** The people of bulk commands whose outcomes everybody knows. */
export async function clearPeople(world: World, shop: ShopId): Promise<void> {
  await world.db.run(sql`
    delete from outbox_person p using (
      select o.command_id from (select distinct command_id from outbox_person where shop_id = ${shop}) named
      cross join ${doneCommand(sql`${shop}::int`, sql`named.command_id`)} where o.connection_id is null) o
    where p.shop_id = ${anyShop(shop)} and p.command_id = o.command_id
      and not exists (select 1 from mirror_member m where m.shop_id = ${anyShop(shop)} and m.command_id = p.command_id)`);
}

const Change = z.object({ change_id: Id, segment_id: SegmentId, customer_id: CustomerId.nullable(), cause: z.string(), is_gone: z.boolean() });
export type Change = z.infer<typeof Change>;

/** Takes changes that sync has not seen; customer_id null stands for a whole segment. */
export function takeChanges(world: World, shop: ShopId, now: Date, limit: number): Promise<Change[]> {
  return world.db.rows(Change, sql`
    with taken as (
      select change_id from membership_change
      where shop_id = ${shop} and mirrored_at is null
      order by segment_id, change_id limit ${limit} for update skip locked)
    update membership_change c set mirrored_at = ${now} from taken
    where c.shop_id = ${shop} and c.change_id = taken.change_id
    returning c.change_id, c.segment_id, c.cause, case when c.kind <> 'rebuilt' then c.customer_id end as customer_id,
      exists (select 1 from customer_gone g where g.shop_id = ${shop} and g.customer_id = c.customer_id) as is_gone`);
}

/** A whole segment is one batch too large: it comes round again. */
export async function putBack(world: World, shop: ShopId, changeId: string): Promise<void> {
  await world.db.run(sql`update membership_change set mirrored_at = null where shop_id = ${shop} and change_id = ${changeId}`);
}

/** Sync itself asks for the difference of a whole segment. Flows pass over rows of this kind. */
export async function askWhole(world: World, shop: ShopId, segment: SegmentId, version: number, now: Date): Promise<void> {
  await world.db.run(sql`
    insert into membership_change (shop_id, segment_id, customer_id, kind, cause, version, at)
    values (${shop}, ${segment}, null, 'rebuilt', 'sync', ${version}, ${now})`);
}

const Removed = Person.extend({ removed_at: z.date(), written_at: z.date() });
export type Removed = z.infer<typeof Removed>;

/** Tags of ours that are gone from someone of whom we believe that they carry it. Looked at once, unless a command is under way. */
export function takeRemovals(world: World, shop: ShopId, limit: number): Promise<Removed[]> {
  return world.db.rows(Removed, sql`
    with fresh as (
      select t.customer_id, t.tag_key, t.changed_at from customer_tag t
      where t.shop_id = ${shop} and not t.present and t.mirrored_at is distinct from t.changed_at
        and not exists (
          select 1 from mirror_member m where m.shop_id = ${shop} and m.customer_id = t.customer_id
            and ${tagKeySql("m.tag")} = t.tag_key and m.state in ('adding', 'removing'))
      order by t.customer_id, t.tag_key limit ${limit}),
    seen as (
      update customer_tag t set mirrored_at = t.changed_at from fresh
      where t.shop_id = ${shop} and t.customer_id = fresh.customer_id and t.tag_key = fresh.tag_key)
    select m.segment_id, m.customer_id, fresh.changed_at as removed_at, m.changed_at as written_at
    from fresh join mirror_member m on m.shop_id = ${shop} and m.customer_id = fresh.customer_id
      and ${tagKeySql("m.tag")} = fresh.tag_key and m.state = 'held'
    order by m.segment_id, m.customer_id`);
}

/**
 * Customers that Shopify merged hand what we gave them on to the survivor; deleted ones take it away.
 * Whether it was handed on is not known for sure, so a survivor who is a member gets the tag (again) and
 * one who is not loses it: both do no harm. Returns the survivors. `people` null: everybody in the segments.
 */
export function followMerges(world: World, shop: ShopId, segments: SegmentId[], people: CustomerId[] | null): Promise<Person[]> {
  const asked = people === null ? sql`` : sql`and m.customer_id = any(${people}::bigint[])`;
  return world.db.rows(Person, sql`
    with gone as (
      delete from mirror_member m using customer_gone g
      where m.shop_id = ${shop} and g.shop_id = ${shop} and g.customer_id = m.customer_id
        and m.segment_id = any(${segments}::int[]) and m.state in ('held', 'refused') ${asked}
      returning m.segment_id, m.customer_id, m.tag, m.changed_at, g.merged_into),
    moved as (
      insert into mirror_member (shop_id, segment_id, customer_id, tag, state, changed_at)
      select distinct on (segment_id, merged_into) ${shop}::int, segment_id, merged_into, tag, 'held', changed_at
      from gone where merged_into is not null and not exists (
        select 1 from membership m where m.shop_id = ${shop} and m.segment_id = gone.segment_id
          and m.customer_id = gone.merged_into and m.left_at is null)
      order by segment_id, merged_into, changed_at desc, customer_id
      on conflict (shop_id, segment_id, customer_id) do nothing)
    select distinct segment_id, merged_into as customer_id from gone where merged_into is not null order by segment_id, customer_id`);
}
