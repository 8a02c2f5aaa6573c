// What became of commands to platforms, told to the people they were about and to the places.
import { z } from "zod";
import { CustomerId, SegmentId, type ShopId } from "../lib/ids.ts";
import { anyShop } from "../lib/merge.server.ts";
import { Count, Id, row, sql } from "../lib/sql.ts";
import type { World } from "../lib/world.ts";
import { doneCommand } from "../outbox/done-rows.server.ts";
import { ConnectionId } from "../platforms/connection.ts";
import { UNSURE } from "./target.ts";

const Settled = z.object({
  connection_id: ConnectionId, segment_id: SegmentId, customer_id: CustomerId, was: z.enum(["adding", "removing"]),
  outcome: z.enum(["accepted", "skipped", "refused", "unknown"]), loud: z.boolean(), moves: z.number(), at: z.date(),
  told_phone: z.string().nullable(), told_email: z.string().nullable(),
});
export type SettledPerson = z.infer<typeof Settled>;

/**
 * Added is held, removed is nothing; refused and skipped are kept with their reason. Whoever it is not known of may be
 * there: it is done once more. Whom the platform does not know is gone from it.
 */
export function settleTargets(world: World, shop: ShopId, limit: number): Promise<SettledPerson[]> {
  const mine = anyShop(shop);
  return world.db.rows(Settled, sql`
    with told as (
      select p.command_id, p.customer_id, p.outcome, p.problem, o.let_go, o.connection_id, o.segment_id
      from (select distinct command_id from outbox_person where shop_id = ${shop} and outcome is not null) named
      cross join ${doneCommand(sql`${shop}::int`, sql`named.command_id`)}
      join outbox_person p on p.shop_id = ${mine} and p.command_id = o.command_id
      where o.kind = 'platformChange' and p.outcome is not null order by p.command_id, p.customer_id limit ${limit}),
    cleared as (
      delete from outbox_person p using told where p.shop_id = ${mine} and p.command_id = told.command_id and p.customer_id = told.customer_id),
    settled as (
      select m.connection_id, m.segment_id, m.customer_id, m.state, told.outcome, told.problem, told.let_go, m.loud, m.moves, m.changed_at, m.told_phone, m.told_email
      from told cross join lateral (
        select * from target_member t where t.shop_id = ${mine} and t.connection_id = told.connection_id and t.segment_id = told.segment_id
          and t.customer_id = told.customer_id order by t.customer_id limit 1) m
      where m.command_id = told.command_id),
    gone as (
      delete from target_member m using settled s
      where m.shop_id = ${mine} and m.connection_id = s.connection_id and m.segment_id = s.segment_id and m.customer_id = s.customer_id and ${isGone}),
    kept as (
      update target_member m set command_id = null,
        reason = case when s.state = 'adding' and s.outcome = 'unknown' then ${UNSURE} when s.outcome <> 'unknown' then s.problem end,
        state = case when s.state = 'removing' or s.outcome in ('accepted', 'unknown') then 'held' else s.outcome end
      from settled s
      where m.shop_id = ${mine} and m.connection_id = s.connection_id and m.segment_id = s.segment_id and m.customer_id = s.customer_id and not ${isGone})
    select connection_id, segment_id, customer_id, state as was, outcome, loud, moves, changed_at as at, told_phone, told_email from settled
    order by connection_id, segment_id, customer_id`);
}

const isGone = sql`(s.state = 'removing' and (s.outcome in ('accepted', 'skipped') or s.let_go))`;

const Neighbour = z.object({ connection_id: ConnectionId, segment_id: SegmentId, customer_id: CustomerId });

/** Others who have the phone or email under which these were removed: they had to wait. */
export function neighbours(world: World, shop: ShopId, removed: SettledPerson[]): Promise<z.infer<typeof Neighbour>[]> {
  if (removed.length === 0) return Promise.resolve([]);
  return world.db.rows(Neighbour, sql`
    with words as (
      select * from unnest(${removed.map((r) => r.connection_id)}::int[], ${removed.map((r) => r.segment_id)}::int[], ${removed.map((r) => r.customer_id)}::bigint[],
        ${removed.map((r) => r.told_phone)}::text[], ${removed.map((r) => r.told_email?.toLowerCase() ?? null)}::text[]) as words (connection_id, segment_id, customer_id, phone, email))
    select w.connection_id, w.segment_id, c.customer_id from words w join customer c on c.shop_id = ${anyShop(shop)} and c.phone = w.phone and c.customer_id <> w.customer_id
    union
    select w.connection_id, w.segment_id, c.customer_id from words w join customer c on c.shop_id = ${anyShop(shop)} and lower(c.email) = w.email and c.customer_id <> w.customer_id
    order by 1, 2, 3`);
}

const Ended = z.object({
  connection_id: ConnectionId, segment_id: SegmentId, command_id: Id, kind: z.enum(["platformPlace", "platformDrop", "platformMembers"]), problem: z.string().nullable(),
  progress: z.object({ strangers: z.number().default(0) }).catch({ strangers: 0 }),
});
export type EndedCommand = z.infer<typeof Ended>;

/** Commands about the places themselves that are done. */
export const endedCommands = (world: World, shop: ShopId): Promise<EndedCommand[]> =>
  world.db.rows(Ended, sql`
    select t.connection_id, t.segment_id, o.command_id, o.kind, o.problem, coalesce(o.progress, '{}') as progress
    from target t cross join ${doneCommand(sql`${shop}::int`, sql`t.command_id`)}
    where t.shop_id = ${shop} order by t.connection_id, t.segment_id`);

type Read = Pick<EndedCommand, "connection_id" | "segment_id" | "command_id"> & { strangers: number; before: Date; now: Date };

/**
 * The comparison: whom we hold and did not see is not there; whom we saw and do not hold is there. Both are written
 * down as they are, and the difference mends them. Who changed shortly before the reading began may be seen late.
 */
export async function compareRead(world: World, shop: ShopId, { connection_id, segment_id, command_id, strangers, before, now }: Read): Promise<void> {
  const found = await row(world.db, z.object({ missing: Count, extra: Count }), sql`
    with missing as (
      delete from target_member m where m.shop_id = ${shop} and m.connection_id = ${connection_id} and m.segment_id = ${segment_id}
        and m.state = 'held' and m.changed_at < ${before} and not exists (
          select 1 from outbox_person p where p.shop_id = ${shop} and p.command_id = ${command_id} and p.customer_id = m.customer_id)
      returning 1),
    extra as (
      insert into target_member (shop_id, connection_id, segment_id, customer_id, state, told_phone, told_email, changed_at)
      select ${shop}, ${connection_id}, ${segment_id}, p.customer_id, 'held', k.phone, k.email, ${now} from outbox_person p
      join connection_person k on k.shop_id = ${shop} and k.connection_id = ${connection_id} and k.customer_id = p.customer_id
      where p.shop_id = ${shop} and p.command_id = ${command_id}
      on conflict (shop_id, connection_id, segment_id, customer_id) do nothing
      returning 1)
    select (select count(*) from missing) as missing, (select count(*) from extra) as extra`);
  await world.db.run(sql`delete from outbox_person where shop_id = ${shop} and command_id = ${command_id}`);
  await world.db.run(sql`
    update target set compared_at = ${now}, reading_at = null, command_id = null, whole_due = true,
      drift_missing = ${found?.missing ?? 0}, drift_extra = ${found?.extra ?? 0}, drift_unknown = ${strangers}
    where shop_id = ${shop} and connection_id = ${connection_id} and segment_id = ${segment_id}`);
}

/** A comparison begins. */
export async function beginReading(world: World, shop: ShopId, of: Pick<EndedCommand, "connection_id" | "segment_id">, command: string, { now, next }: { now: Date; next: Date }): Promise<void> {
  await world.db.run(sql`
    update target set reading = reading + 1, reading_at = ${now}, compare_at = ${next}, command_id = ${command}
    where shop_id = ${shop} and connection_id = ${of.connection_id} and segment_id = ${of.segment_id}`);
}
