// Targets as rows: which segments are kept on which connections, and how each stands.
import { z } from "zod";
import { SegmentId, type ShopId } from "../lib/ids.ts";
import { Count, Id, row, type Sql, sql } from "../lib/sql.ts";
import type { World } from "../lib/world.ts";
import { doneCommand } from "../outbox/done-rows.server.ts";
import { PLACE_MODELS, PlatformId } from "../platforms/adapter.ts";
import { ConnectionId, ConnectionSettings, ConnectionState } from "../platforms/connection.ts";
import { TargetState } from "./target.ts";

const Target = z.object({
  connection_id: ConnectionId,
  segment_id: SegmentId,
  platform: PlatformId,
  connection: ConnectionState,
  settings: ConnectionSettings,
  segment_gone: z.boolean(),
  place_key: z.string(),
  place_name: z.string(),
  place_ref: z.string().nullable(),
  model: z.enum(PLACE_MODELS),
  state: TargetState,
  problem: z.string().nullable(),
  events: z.boolean(),
  whole_due: z.boolean(),
  window_at: z.date().nullable(),
  window_people: z.number(),
  window_moved: z.number(),
  waiting_add: z.number(),
  waiting_remove: z.number(),
  waiting_since: z.date().nullable(),
  allowed_add: z.number(),
  allowed_remove: z.number(),
  reading: z.number(),
  reading_at: z.date().nullable(),
  compared_at: z.date().nullable(),
  compare_at: z.date().nullable(),
  drift_missing: z.number(),
  drift_extra: z.number(),
  drift_unknown: z.number(),
  command_id: Id.nullable(),
});
export type Target = z.infer<typeof Target>;

const columns = sql`t.connection_id, t.segment_id, c.platform, c.state as connection, c.settings, (s.segment_id is null or s.deleted_at is not null) as segment_gone,
  t.place_key, t.place_name, t.place_ref, t.model, t.state, t.problem, t.events, t.whole_due, t.window_at, t.window_people, t.window_moved, t.waiting_add,
  t.waiting_remove, t.waiting_since, t.allowed_add, t.allowed_remove, t.reading, t.reading_at, t.compared_at, t.compare_at, t.drift_missing, t.drift_extra, t.drift_unknown, t.command_id`;

const from = (shop: ShopId) => sql`
  from target t join connection c on c.shop_id = ${shop} and c.connection_id = t.connection_id
  left join segment s on s.shop_id = ${shop} and s.segment_id = t.segment_id where t.shop_id = ${shop}`;

export const allTargets = (world: World, shop: ShopId): Promise<Target[]> =>
  world.db.rows(Target, sql`select ${columns} ${from(shop)} order by t.connection_id, t.segment_id`);

export const readTarget = (world: World, shop: ShopId, connection: ConnectionId, segment: SegmentId): Promise<Target | null> =>
  row(world.db, Target, sql`select ${columns} ${from(shop)} and t.connection_id = ${connection} and t.segment_id = ${segment}`);

/** What the targets of one shop (a column or a parameter) have to do, besides what is done for the tags. */
export const targetDue = (shop: Sql, now: Date): Sql => sql`(
  exists (
    select 1 from target t join connection c on c.shop_id = ${shop} and c.connection_id = t.connection_id
    where t.shop_id = ${shop} and c.state in ('on', 'ending') and (
      t.whole_due and (t.place_ref is not null or t.state = 'removing') and t.state in ('first', 'on', 'waiting', 'removing')
      or t.compare_at <= ${now} and t.state = 'on'))
  or exists (select 1 from customer_reworded r where r.shop_id = ${shop})
  or exists (
    select 1 from (select distinct command_id from outbox_person where shop_id = ${shop} and outcome is not null) told
    cross join ${doneCommand(shop, sql`told.command_id`)} where o.connection_id is not null)
  or exists (
    select 1 from target t join segment s on s.shop_id = ${shop} and s.segment_id = t.segment_id and s.deleted_at is not null
    where t.shop_id = ${shop} and t.state <> 'removing')
  or exists (
    select 1 from connection c where c.shop_id = ${shop} and c.state = 'ending' and not exists (
      select 1 from target t where t.shop_id = ${shop} and t.connection_id = c.connection_id))
  or exists (
    select 1 from target t cross join ${doneCommand(shop, sql`t.command_id`)} where t.shop_id = ${shop}))`;

type New = Pick<Target, "connection_id" | "segment_id" | "place_key" | "place_name" | "model" | "events"> & { compareAt: Date };

export async function insertTarget(world: World, shop: ShopId, made: New, now: Date): Promise<void> {
  await world.db.run(sql`
    insert into target (shop_id, connection_id, segment_id, place_key, place_name, model, events, compare_at, created_at)
    values (${shop}, ${made.connection_id}, ${made.segment_id}, ${made.place_key}, ${made.place_name}, ${made.model}, ${made.events}, ${made.compareAt}, ${now})`);
}

type Of = Pick<Target, "connection_id" | "segment_id">;
const its = (shop: ShopId, { connection_id, segment_id }: Of): Sql => sql`shop_id = ${shop} and connection_id = ${connection_id} and segment_id = ${segment_id}`;

export async function setTarget(world: World, shop: ShopId, of: Of, { state, problem = null, wholeDue = true }: { state: TargetState; problem?: string | null; wholeDue?: boolean }): Promise<void> {
  await world.db.run(sql`update target set state = ${state}, problem = ${problem}, whole_due = ${wholeDue} where ${its(shop, of)}`);
}

export async function setEvents(world: World, shop: ShopId, of: Of, events: boolean): Promise<void> {
  await world.db.run(sql`update target set events = ${events} where ${its(shop, of)}`);
}

export async function setCompareAt(world: World, shop: ShopId, of: Of, at: Date): Promise<void> {
  await world.db.run(sql`update target set compare_at = ${at} where ${its(shop, of)}`);
}

/** The difference of the whole segment: due, or taken. */
export async function setWhole(world: World, shop: ShopId, of: Of, wholeDue: boolean): Promise<void> {
  await world.db.run(sql`update target set whole_due = ${wholeDue} where ${its(shop, of)} and whole_due <> ${wholeDue}`);
}

/** It waits for a yes to so many. */
export async function waitForYes(world: World, shop: ShopId, of: Of, counts: { adds: number; removes: number; wholeDue: boolean }, now: Date): Promise<void> {
  await world.db.run(sql`
    update target set state = 'waiting', waiting_add = ${counts.adds}, waiting_remove = ${counts.removes}, waiting_since = coalesce(waiting_since, ${now}),
      whole_due = ${counts.wholeDue}
    where ${its(shop, of)}`);
}

/** The yes is to what was shown, and to no more. */
export async function sayYes(world: World, shop: ShopId, of: Of): Promise<number> {
  return world.db.run(sql`
    update target set state = 'on', allowed_add = waiting_add, allowed_remove = waiting_remove, waiting_add = 0, waiting_remove = 0, waiting_since = null, whole_due = true
    where ${its(shop, of)} and state = 'waiting'`);
}

/** Nothing waits any more. */
export async function goOn(world: World, shop: ShopId, of: Of): Promise<void> {
  await world.db.run(sql`
    update target set state = 'on', waiting_add = 0, waiting_remove = 0, waiting_since = null where ${its(shop, of)} and state = 'waiting'`);
}

/** A new hour begins: so many are there. */
export async function openWindow(world: World, shop: ShopId, of: Of, now: Date): Promise<number> {
  const found = await row(world.db, z.object({ people: Count }), sql`
    update target set window_at = ${now}, window_moved = 0, window_people = (
      select count(*) from target_member m where m.shop_id = ${shop} and m.connection_id = ${of.connection_id} and m.segment_id = ${of.segment_id} and m.state in ('held', 'removing'))
    where ${its(shop, of)} returning window_people as people`);
  return found?.people ?? 0;
}

/** What was let through: by the last yes as far as that goes, then by the limit. */
export async function noteMoved(world: World, shop: ShopId, of: Of, { adds, removes }: { adds: number; removes: number }): Promise<void> {
  await world.db.run(sql`
    update target set window_moved = window_moved + greatest(0, ${adds}::int - allowed_add) + greatest(0, ${removes}::int - allowed_remove),
      allowed_add = greatest(0, allowed_add - ${adds}::int), allowed_remove = greatest(0, allowed_remove - ${removes}::int)
    where ${its(shop, of)}`);
}

/** The whole difference was taken: what is left of a yes is over. Those that have filled for the first time are on. */
export async function noteWhole(world: World, shop: ShopId, of: Of): Promise<void> {
  await world.db.run(sql`update target set whole_due = false, allowed_add = 0, allowed_remove = 0 where ${its(shop, of)}`);
}

export async function endFirst(world: World, shop: ShopId): Promise<void> {
  // In the order of the index of those, because PostgreSQL hopes to meet one soon among all who are held, and while a place fills there are ever more.
  await world.db.run(sql`
    update target t set state = 'on' where t.shop_id = ${shop} and t.state = 'first' and t.place_ref is not null and not t.whole_due and (
      select m.customer_id from target_member m where m.shop_id = ${shop} and m.connection_id = t.connection_id and m.segment_id = t.segment_id and m.state = 'adding'
      order by m.customer_id limit 1) is null`);
}

/** The command that makes the place, drops it, or reads who is in it. */
export async function setCommand(world: World, shop: ShopId, of: Of, command: string | null): Promise<void> {
  await world.db.run(sql`update target set command_id = ${command} where ${its(shop, of)}`);
}

export async function isBeingMade(world: World, shop: ShopId, target: Pick<Target, "command_id">): Promise<boolean> {
  const found = await row(world.db, z.object({ is: z.boolean() }), sql`select exists (
    select 1 from outbox where shop_id = ${shop} and command_id = ${target.command_id}::bigint and kind = 'platformPlace' and state in ('due', 'leased')) as is`);
  return found?.is ?? false;
}

/** The place is to be made anew: nothing of ours is there, and an attempt that was given up is for nothing. */
export async function startAnew(world: World, shop: ShopId, of: Of): Promise<void> {
  await world.db.run(sql`
    delete from outbox where shop_id = ${shop} and connection_id = ${of.connection_id} and segment_id = ${of.segment_id} and kind = 'platformPlace' and state in ('parked', 'doubt')`);
  await world.db.run(sql`delete from target_member where ${its(shop, of)}`);
  await world.db.run(sql`
    update target set state = 'first', problem = null, place_ref = null, whole_due = true, waiting_add = 0, waiting_remove = 0, waiting_since = null,
      allowed_add = 0, allowed_remove = 0, window_at = null, reading_at = null, command_id = null
    where ${its(shop, of)}`);
}

export async function deleteTarget(world: World, shop: ShopId, of: Of): Promise<void> {
  await world.db.run(sql`delete from target_member where ${its(shop, of)}`);
  await world.db.run(sql`delete from target where ${its(shop, of)}`);
}
