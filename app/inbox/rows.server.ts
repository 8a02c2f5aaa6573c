// The inbox's rows: stored before understood, due until done or parked, emptied once done.
import { z } from "zod";
import type { ShopId } from "../lib/ids.ts";
import { Count, Id, Instant, raw, row, type Sql, sql } from "../lib/sql.ts";
import type { World } from "../lib/world.ts";
import { ERASING } from "../shops/forget.ts";
import { EVENTS_TOPIC } from "./event-batch.ts";
import type { Delivery } from "./verify.ts";

/**
 * The pump `forget` takes what erases, `events` the batches of the events door, `ingest` all others. However many batches of events wait, what Shopify tells does not
 * stand behind them: each is a queue of its own.
 */
export type Lane = "webhooks" | "events";

/** Spelt out, so that the index of each lane is found. */
const isBatch = raw(`topic = '${EVENTS_TOPIC}'`);
const inLane = (lane: Lane): Sql => (lane === "events" ? isBatch : sql`not (${isBatch}) and topic <> all(${ERASING}::text[])`);

/**
 * One statement, one round trip: the shop (made where it is unknown), the row, the wake-up. False
 * where another delivery is inserting the same new shop at this moment; then ask again.
 */
export async function insertDelivery(world: World, delivery: Delivery, body: string, now: Date): Promise<boolean> {
  const { domain, topic, key, triggeredAt } = delivery;
  const pump = ERASING.includes(topic) ? "forget" : "ingest";
  const [found] = await world.db.often().rows(z.object({ shops: Count }), sql`
    with old as (select shop_id from shop where domain = ${domain}),
    new as (
      insert into shop (domain, state, created_at) select ${domain}, 'unopened', ${now}::timestamptz where not exists (select 1 from old)
      on conflict (domain) do nothing returning shop_id),
    known as (select shop_id from old union all select shop_id from new),
    stored as (
      insert into inbox (shop_id, source, topic, key, triggered_at, received_at, body, due_at)
      select known.shop_id, 'shopify', ${topic}, ${key}, ${triggeredAt}::timestamptz, ${now}::timestamptz, ${body}, ${now}::timestamptz from known
      on conflict (shop_id, source, key) do nothing returning shop_id),
    woken as (
      select graphile_worker.add_job('pump', payload := json_build_object('pump', ${pump}::text, 'shop', stored.shop_id),
        queue_name := ${pump}::text || ':' || stored.shop_id, job_key := ${pump}::text || ':' || stored.shop_id) from stored)
    select (select count(*) from known) as shops, (select count(*) from woken) as woken`);
  return (found?.shops ?? 0) > 0;
}

export const Due = z.object({ inbox_id: Id, topic: z.string(), triggered_at: Instant, body: z.string().nullable() });
export type Due = z.infer<typeof Due>;

const Taken = Due.extend({ shop_state: z.string() });

/** Of one lane, with the state of their shop. Locks them for this transaction; rows that another transaction holds are left to it. */
export async function takeDue(world: World, shop: ShopId, lane: Lane, now: Date, limit: number): Promise<z.infer<typeof Taken>[]> {
  return world.db.rows(Taken, sql`
    select inbox_id, topic, triggered_at, body, coalesce((select state from shop where shop_id = ${shop}), 'uninstalled') as shop_state from inbox
    where shop_id = ${shop} and state = 'due' and due_at <= ${now} and ${inLane(lane)}
    order by due_at, inbox_id limit ${limit} for update skip locked`);
}

export async function isAnyDue(world: World, shop: ShopId, lane: Lane, now: Date): Promise<boolean> {
  const found = await row(world.db, z.object({ exists: z.boolean() }), sql`
    select exists (select 1 from inbox where shop_id = ${shop} and state = 'due' and due_at <= ${now} and ${inLane(lane)})`);
  return found?.exists ?? false;
}

/** The oldest request for an erasure that is due. The queue of the pump keeps others from it. */
export async function takeErasing(world: World, shop: ShopId, now: Date): Promise<{ inboxId: string; topic: string; triggeredAt: Date; body: string | null } | null> {
  const found = await row(world.db, Due, sql`
    select inbox_id, topic, triggered_at, body from inbox
    where shop_id = ${shop} and state = 'due' and due_at <= ${now} and not (${isBatch}) and topic = any(${ERASING}::text[]) order by due_at, inbox_id limit 1`);
  return found && { inboxId: found.inbox_id, topic: found.topic, triggeredAt: found.triggered_at, body: found.body };
}

export async function postpone(world: World, shop: ShopId, inboxId: string, at: Date): Promise<void> {
  await world.db.run(sql`update inbox set due_at = ${at}, attempts = attempts + 1 where shop_id = ${shop} and inbox_id = ${inboxId}`);
}

export async function finish(world: World, shop: ShopId, inboxIds: string[], now: Date): Promise<void> {
  await world.db.run(sql`
    update inbox set state = 'done', body = null, problem = null, done_at = ${now}, attempts = attempts + 1
    where shop_id = ${shop} and inbox_id = any(${inboxIds}::bigint[])`);
}

/** The body stays: a person looks at it, and may try it again. */
export async function park(world: World, shop: ShopId, parked: { inboxId: string; problem: string }[], now: Date): Promise<void> {
  if (parked.length === 0) return;
  await world.db.run(sql`
    update inbox set state = 'parked', problem = p.problem, done_at = ${now}, attempts = attempts + 1
    from unnest(${parked.map((row) => row.inboxId)}::bigint[], ${parked.map((row) => row.problem)}::text[]) as p(inbox_id, problem)
    where inbox.shop_id = ${shop} and inbox.inbox_id = p.inbox_id and inbox.state = 'due'`);
}

/** Shopify says that a bulk mutation has ended: the command that waits for it looks now; one that is being looked at now finds out by itself. */
export function hurryCommand(world: World, shop: ShopId, bulkId: string, now: Date): Promise<number> {
  return world.db.run(sql`
    update outbox set due_at = ${now}
    where shop_id = ${shop} and connection_id is null and state = 'due' and kind = 'bulkTags' and due_at > ${now} and progress->>'bulkId' = ${bulkId}`);
}

/** Whatever reading is under way begins anew. */
export const hurryFollowing = (world: World, shop: ShopId, nativeId: string, now: Date): Promise<number> => world.db.run(sql`
  update list_native set due_at = ${now}, begun_at = null, cursor = null, attempts = 0, fence = fence + 1, leased_until = null
  where shop_id = ${shop} and native_id = ${nativeId}::bigint and gone_at is null and read_at is not null`);
