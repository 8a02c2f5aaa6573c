// Everything that waits for a person, whichever table it lies in, as one list.
import { z } from "zod";
import { CustomerId, SegmentId, type ShopId } from "../lib/ids.ts";
import { Count, row, type Sql, sql } from "../lib/sql.ts";
import type { World } from "../lib/world.ts";
import { SENDER } from "../platforms/send-trouble.ts";
import type { ImportKind } from "../shops/import-kind.ts";
import { PROBLEM_KINDS } from "./offer.ts";

export const ProblemKind = z.enum(PROBLEM_KINDS);

export const Stuck = z.object({
  kind: ProblemKind,
  id: z.string(),
  at: z.date(),
  /** What it is about: a webhook's topic, a command's kind, a segment's name, a tag. */
  subject: z.string(),
  reason: z.string(),
  attempts: z.number().nullable(),
  segment_id: SegmentId.nullable(),
  customer_id: CustomerId.nullable(),
  /** What came in is still there; true where nothing came in. */
  has_body: z.boolean(),
});
export type Stuck = z.infer<typeof Stuck>;

export type Place = Pick<Stuck, "at" | "kind" | "id">;

const stuck = (shop: ShopId): Sql => sql`
  select 'inbox' as kind, inbox_id::text as id, received_at as at, topic as subject,
    coalesce(problem, 'It could not be read.') as reason, attempts, null::int as segment_id, null::bigint as customer_id, body is not null as has_body
  from inbox where shop_id = ${shop} and state = 'parked'
  union all
  select 'outbox', command_id::text, coalesce(sent_at, created_at), kind, coalesce(problem, 'It could not be sent.'), attempts, segment_id, customer_id, true
  from outbox where shop_id = ${shop} and state in ('parked', 'doubt')
  union all
  select 'import', import_id::text, created_at, kind, coalesce(problem, 'It stopped.'), attempts, null, null, true
  from import_run where shop_id = ${shop} and state = 'parked'
  union all
  select 'segment', segment_id::text, updated_at, name, coalesce(problem, 'It could not be calculated.'), null, segment_id, null, true
  from segment where shop_id = ${shop} and state = 'parked' and deleted_at is null
  union all
  select 'sync', segment_id::text, updated_at, name, sync_problem, null, segment_id, null, true
  from segment where shop_id = ${shop} and sync_state = 'paused' and sync_problem is not null and deleted_at is null
  union all
  select 'mirror', segment_id || '/' || customer_id, changed_at, tag, problem, null, segment_id, customer_id, true
  from mirror_member where shop_id = ${shop} and problem is not null
  union all
  select 'hook', hook_id::text, coalesce(failing_since, created_at), regexp_replace(url, '[?].*$', '?…'), problem, null, segment_id, null, true
  from hook where shop_id = ${shop} and problem is not null
  union all
  select 'connection', connection_id::text, coalesce(tested_at, created_at), platform, coalesce(problem, 'The platform does not let Segue in any more.'), null, null, null, true
  from connection where shop_id = ${shop} and state = 'broken' and ended_at is null
  union all
  select case when t.state = 'waiting' then 'waiting' else 'place' end, t.connection_id || '/' || t.segment_id, coalesce(t.waiting_since, t.compared_at, t.created_at),
    c.platform || '/' || t.place_name,
    case when t.state = 'waiting' then t.waiting_add || ' would join and ' || t.waiting_remove || ' would leave, more than your limit.' else coalesce(t.problem, 'It stopped.') end,
    null, t.segment_id, null, true
  from target t join connection c on c.shop_id = ${shop} and c.connection_id = t.connection_id and c.state = 'on'
  where t.shop_id = ${shop} and t.state in ('waiting', 'broken')
  union all
  select 'text', text_id::text, coalesce(sent_at, due_at), state || '/' || source, coalesce(problem, reason, 'It stopped.'), null, null, customer_id, true
  from person_text where shop_id = ${shop} and state in ('doubt', 'halted') and not let_go
  union all
  select 'coupon', coupon_id::text, created_at, name, coalesce(problem, 'Shopify gave no reason.'), null, null, null, true
  from coupon where shop_id = ${shop} and state = 'refused'
  union all
  select 'campaign', campaign_id::text, coalesce(paused_at, changed_at), name, problem, null, null, null, true
  from campaign where shop_id = ${shop} and state = 'paused' and problem is not null
  union all
  select 'sender', connection_id::text, coalesce(tested_at, created_at), platform, coalesce(problem, 'The carriers take no texts from it.'), null, null, null, true
  from connection where shop_id = ${shop} and state = 'on' and ended_at is null and ${SENDER}::text = any(missing)
  union all
  select 'doing', d.doing_id::text, coalesce(d.done_at, d.at), coalesce(f.name, 'A flow') || '/' || d.step, coalesce(d.problem, 'It was not taken.'), d.attempts + 1, null, d.customer_id, true
  from flow_doing d left join flow f on f.shop_id = ${shop} and f.flow_id = d.flow_id where d.shop_id = ${shop} and d.state = 'refused'
  union all
  select 'run', r.run_id::text, coalesce(r.due_at, r.entered_at), coalesce(f.name, 'A flow'), coalesce(r.problem, 'It could not be decided.'), r.attempts, null, r.customer_id, true
  from flow_run r left join flow f on f.shop_id = ${shop} and f.flow_id = r.flow_id where r.shop_id = ${shop} and r.state = 'parked'
  union all
  select 'entry', e.entry_id::text, e.told_at, coalesce(f.name, 'A flow'), coalesce(e.problem, 'It could not be decided.'), null, null, e.customer_id, true
  from flow_entry e left join flow f on f.shop_id = ${shop} and f.flow_id = e.flow_id where e.shop_id = ${shop} and e.state = 'parked'`;

/** The newest first, after `place`. What the merchant paused is no problem. */
export function stuckRows(world: World, shop: ShopId, place: Place | null, limit: number): Promise<Stuck[]> {
  const after = place
    ? sql`where at < ${place.at} or (at = ${place.at} and (kind, id) > (${place.kind}::text, ${place.id}::text))`
    : sql``;
  return world.db.rows(Stuck, sql`select * from (${stuck(shop)}) stuck ${after} order by at desc, kind, id limit ${limit}`);
}

export async function countStuck(world: World, shop: ShopId): Promise<number> {
  const found = await row(world.db, z.object({ count: Count }), sql`select count(*) from (${stuck(shop)}) stuck`);
  return found?.count ?? 0;
}

/** What a parked row of the inbox is about, and whether anything is left to read. */
export const parkedInbox = (world: World, shop: ShopId, id: string) =>
  row(world.db, Stuck.pick({ subject: true, has_body: true }), sql`
    select topic as subject, body is not null as has_body from inbox where shop_id = ${shop} and inbox_id = ${id} and state = 'parked'`);

export const inboxAgain = (world: World, shop: ShopId, id: string, now: Date) =>
  world.db.run(sql`
    update inbox set state = 'due', due_at = ${now}, attempts = 0 where shop_id = ${shop} and inbox_id = ${id} and state = 'parked' and body is not null`);

/** Every parked line of that kind of export is answered by reading all of it anew; those of one that is still being read are not. */
export const closeLines = (world: World, shop: ShopId, kind: ImportKind, now: Date) =>
  world.db.run(sql`
    update inbox set state = 'done', body = null, done_at = ${now}
    where shop_id = ${shop} and source = 'import' and topic = ${`import/${kind}`} and state = 'parked' and not exists (
      select 1 from import_run r where r.shop_id = ${shop} and r.import_id::text = split_part(inbox.key, '/', 1) and r.state not in ('done', 'parked'))`);

/** A bulk command that never learned whether it runs uploads again: a stranger's run must not pass for its own. */
export const outboxAgain = (world: World, shop: ShopId, id: string, now: Date) =>
  world.db.run(sql`
    update outbox set state = 'due', due_at = ${now}, attempts = 0,
      progress = case when progress->>'stage' = 'uploaded' then null else progress end
    where shop_id = ${shop} and command_id = ${id} and state in ('parked', 'doubt')`);

/** From where it stood: the file, the running export, or a new one. */
export const importAgain = (world: World, shop: ShopId, id: string, now: Date) =>
  world.db.run(sql`
    update import_run set state = case when url is not null then 'reading' when bulk_id is not null then 'running' else 'asked' end,
      due_at = ${now}, attempts = 0, problem = null, unreached_since = null
    where shop_id = ${shop} and import_id = ${id} and state = 'parked'`);

export const segmentAgain = (world: World, shop: ShopId, id: string) =>
  world.db.run(sql`
    update segment set state = case when evaluated_at is null then 'calculating' else 'live' end, full_due = true, problem = null
    where shop_id = ${shop} and segment_id = ${id} and state = 'parked'`);

/** Refused: forgotten, so that it is wanted anew. Kept by Shopify against our wish: asked again. */
export const mirrorAgain = (world: World, shop: ShopId, segment: SegmentId, customer: CustomerId) =>
  world.db.run(sql`
    with refused as (
      delete from mirror_member where shop_id = ${shop} and segment_id = ${segment} and customer_id = ${customer} and state = 'refused')
    update mirror_member set problem = null where shop_id = ${shop} and segment_id = ${segment} and customer_id = ${customer} and state = 'held'`);

/** Called again from now on; what it was not told of meanwhile stays untold. */
export const hookAgain = (world: World, shop: ShopId, id: string) =>
  world.db.run(sql`update hook set state = 'on', problem = null, failing_since = null where shop_id = ${shop} and hook_id = ${id} and problem is not null`);

/** It stays off. */
export const dismissHook = (world: World, shop: ShopId, id: string) =>
  world.db.run(sql`update hook set problem = null where shop_id = ${shop} and hook_id = ${id} and problem is not null`);

export const dismissInbox = (world: World, shop: ShopId, id: string, now: Date) =>
  world.db.run(sql`update inbox set state = 'done', body = null, done_at = ${now} where shop_id = ${shop} and inbox_id = ${id} and state = 'parked'`);

export const dismissOutbox = (world: World, shop: ShopId, id: string, now: Date) =>
  world.db.run(sql`
    with nobody as (
      update outbox_person p set outcome = 'refused', problem = null from outbox o
      where p.shop_id = ${shop} and o.shop_id = ${shop} and o.command_id = ${id} and p.command_id = o.command_id and o.kind = 'platformChange' and p.outcome is null
        and o.state in ('parked', 'doubt'))
    update outbox set state = 'done', done_at = ${now}, let_go = true, problem = 'Dismissed. ' || coalesce(problem, '')
    where shop_id = ${shop} and command_id = ${id} and state in ('parked', 'doubt')`);

/** The gate is asked again. What may have gone out is not. */
export const textAgain = (world: World, shop: ShopId, id: string, now: Date) =>
  world.db.run(sql`update person_text set state = 'due', due_at = ${now}, problem = null where shop_id = ${shop} and text_id = ${id}::bigint and state = 'halted'`);

export const dismissText = (world: World, shop: ShopId, id: string) =>
  world.db.run(sql`update person_text set let_go = true where shop_id = ${shop} and text_id = ${id}::bigint and state in ('doubt', 'halted') and not let_go`);

export const dismissImport = (world: World, shop: ShopId, id: string, now: Date) =>
  world.db.run(sql`update import_run set state = 'done', finished_at = ${now} where shop_id = ${shop} and import_id = ${id} and state = 'parked'`);

/** Refused stays refused, without asking for attention. What Shopify kept against our wish is no longer ours to take away. */
export const dismissMirror = async (world: World, shop: ShopId, segment: SegmentId, customer: CustomerId): Promise<number> =>
  (await world.db.run(sql`
    delete from mirror_member where shop_id = ${shop} and segment_id = ${segment} and customer_id = ${customer} and state = 'held' and problem is not null`))
  + (await world.db.run(sql`
    update mirror_member set problem = null
    where shop_id = ${shop} and segment_id = ${segment} and customer_id = ${customer} and state = 'refused' and problem is not null`));
