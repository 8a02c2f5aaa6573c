// The outbox as rows: written once, leased, recorded by whoever still holds the lease.
import { z } from "zod";
import { CustomerId, type ShopId } from "../lib/ids.ts";
import { Id, sql } from "../lib/sql.ts";
import type { World } from "../lib/world.ts";
import type { Command, SmsOptIn } from "./command.ts";
import type { Fate } from "./deliver.ts";

export async function insertCommands(
  world: World,
  shop: ShopId,
  commands: { key: string; command: Command }[],
  now: Date,
): Promise<Map<string, string>> {
  const column = <Value>(of: (command: Command) => Value) => commands.map(({ command }) => of(command));
  const rows = await world.db.rows(z.object({ key: z.string(), command_id: Id }), sql`
    insert into outbox (shop_id, kind, key, payload, due_at, created_at, customer_id, segment_id)
    select ${shop}, kind, key, payload::jsonb, ${now}, ${now}, customer_id, segment_id
    from unnest(${column((c) => c.kind)}::text[], ${commands.map(({ key }) => key)}::text[], ${column(payloadOf)}::text[],
      ${column((c) => ("customerId" in c ? c.customerId : null))}::bigint[], ${column((c) => ("segmentId" in c ? (c.segmentId ?? null) : null))}::int[])
      with ordinality as command (kind, key, payload, customer_id, segment_id, place)
    order by place
    on conflict (shop_id, key) do nothing
    returning key, command_id`);
  return new Map(rows.map((row) => [row.key, row.command_id]));
}

function payloadOf({ kind: _, ...payload }: Command): string {
  return JSON.stringify(payload);
}

export async function insertPeople(world: World, shop: ShopId, commandId: string, people: CustomerId[]): Promise<void> {
  await world.db.run(sql`
    insert into outbox_person (shop_id, command_id, customer_id)
    select ${shop}, ${commandId}, customer_id from unnest(${people}::bigint[]) as person (customer_id)
    on conflict (shop_id, command_id, customer_id) do nothing`);
}

const Leased = z.object({
  command_id: Id,
  kind: z.string(),
  payload: z.record(z.string(), z.unknown()),
  progress: z.unknown(),
  attempts: z.number(),
  fence: Id,
});
export type Leased = z.infer<typeof Leased>;

type Lease = { now: Date; until: Date; limit: number };

/**
 * The commands that are due, oldest first, or that a dead worker left leased: one bulk command alone,
 * or up to `limit` others. One bulk command of a shop runs at a time; the next waits until it is done.
 */
export async function lease(world: World, shop: ShopId, { now, until, limit }: Lease): Promise<Leased[]> {
  const due = await world.db.rows(z.object({ command_id: Id, kind: z.string() }), sql`
    select command_id, kind from outbox
    where shop_id = ${shop} and state in ('due', 'leased') and due_at <= ${now} and connection_id is null and kind <> 'hookCall'
      and not (kind = 'bulkTags' and progress is null and exists (
        select 1 from outbox running where running.shop_id = ${shop} and running.kind = 'bulkTags'
          and running.state in ('due', 'leased') and running.progress is not null))
    order by due_at, command_id limit ${limit}
    for update skip locked`);
  const isBulk = due[0]?.kind === "bulkTags";
  const chosen = isBulk ? due.slice(0, 1) : due.filter(({ kind }) => kind !== "bulkTags");
  const leased = await world.db.rows(Leased, sql`
    update outbox set state = 'leased', fence = fence + 1, leased_until = ${until}, due_at = ${until}, sent_at = ${now}
    where shop_id = ${shop} and command_id = any(${chosen.map((row) => row.command_id)}::bigint[])
    returning command_id, kind, payload, progress, attempts, fence`);
  return leased.sort((a, b) => Number(BigInt(a.command_id) - BigInt(b.command_id)));
}

/**
 * Of these opt-ins those whose customers have said something else since, or are gone: Shopify would let the older yes win
 * over the newer no.
 */
export async function takenBack(world: World, shop: ShopId, optIns: readonly SmsOptIn[]): Promise<Set<CustomerId>> {
  if (optIns.length === 0) return new Set();
  const rows = await world.db.rows(z.object({ id: CustomerId }), sql`
    select o.id from unnest(${optIns.map(({ customerId }) => customerId)}::bigint[], ${optIns.map(({ at }) => at)}::timestamptz[]) as o (id, at)
    where not exists (select 1 from customer c where c.shop_id = ${shop} and c.customer_id = o.id and c.sms_state = 'SUBSCRIBED' and c.sms_updated_at >= o.at) order by o.id`);
  return new Set(rows.map(({ id }) => id));
}

export type Recorded = { commandId: string; fence: string; fate: Fate };

/** Writes where the lease is still ours; returns how many rows that were. */
export function record(world: World, shop: ShopId, recorded: Recorded[], now: Date): Promise<number> {
  const column = <Value>(of: (fate: Fate) => Value) => recorded.map(({ fate }) => of(fate));
  return world.db.run(sql`
    update outbox set state = mine.state, problem = mine.problem, leased_until = null,
      attempts = coalesce(mine.attempts, outbox.attempts), due_at = coalesce(mine.at, outbox.due_at),
      done_at = case when mine.state = 'done' then ${now}::timestamptz end
    from unnest(${recorded.map(({ commandId }) => commandId)}::bigint[], ${recorded.map(({ fence }) => fence)}::bigint[],
      ${column(({ state }) => state)}::text[], ${column(({ problem }) => problem)}::text[],
      ${column((fate) => (fate.state === "due" ? fate.attempts : null))}::int[],
      ${column((fate) => (fate.state === "due" ? fate.at : null))}::timestamptz[]) as mine (command_id, fence, state, problem, attempts, at)
    where outbox.shop_id = ${shop} and outbox.command_id = mine.command_id and outbox.fence = mine.fence and outbox.state = 'leased'`);
}
