// Commands to platforms as rows: chosen, leased with what was about to be sent, and recorded by whoever still
// holds the lease.
import { z } from "zod";
import { CustomerId, SegmentId, type ShopId } from "../lib/ids.ts";
import { anyShop } from "../lib/merge.server.ts";
import { Id, row, sql } from "../lib/sql.ts";
import type { World } from "../lib/world.ts";
import type { Person, PersonOutcome } from "../platforms/adapter.ts";
import type { ConnectionId } from "../platforms/connection.ts";
import { PLATFORM_KINDS } from "./platform-command.ts";
import { Progress, type RelayFate } from "./relay.ts";

const Waiting = z.object({
  command_id: Id,
  kind: z.string(),
  payload: z.record(z.string(), z.unknown()),
  progress: Progress.nullable().catch(null),
  attempts: z.number(),
  fence: Id,
  customer_id: CustomerId.nullable(),
  segment_id: SegmentId.nullable(),
});
export type Waiting = z.infer<typeof Waiting>;

type Asked = { kinds: readonly string[]; counts: readonly number[]; now: Date };

/**
 * What is due, what has begun before what has not, then the oldest first: of each kind so many. Nothing else of
 * a customer is under way whose change is taken.
 */
export async function dueCommands(world: World, shop: ShopId, connection: ConnectionId, { kinds, counts, now }: Asked): Promise<Waiting[]> {
  const columns = sql`o.command_id, o.kind, o.payload, o.progress, o.attempts, o.fence, o.customer_id, o.segment_id, o.due_at`;
  const due = sql`o.shop_id = ${anyShop(shop)} and o.connection_id = ${connection} and o.state in ('due', 'leased') and o.due_at <= ${now}
    and (o.kind <> 'platformChange' or o.customer_id is null or not exists (
      select 1 from outbox other where other.shop_id = ${shop} and other.connection_id = ${connection} and other.state = 'leased' and other.due_at > ${now}
        and other.customer_id = o.customer_id and other.kind = 'platformChange'))`;
  const begun = await world.db.rows(Waiting, sql`
    select ${columns} from outbox o where ${due} and o.progress is not null and o.kind = any(${kinds}::text[])
    order by o.due_at, o.command_id limit ${Math.max(0, ...counts)} for update skip locked`);
  const fresh = await world.db.rows(Waiting, sql`
    select one.* from unnest(${kinds}::text[], ${counts}::int[]) with ordinality as kind (name, most, place) cross join lateral (
      select ${columns} from outbox o where ${due} and o.kind = kind.name and o.progress is null
      order by o.due_at, o.command_id limit kind.most for update skip locked) as one
    order by kind.place, one.due_at, one.command_id`);
  return [...begun, ...fresh];
}

export type Lease = { commandId: string; progress: Progress };

/** What is about to be sent is stored first: a death in between asks what became of it. */
export async function leaseCommands(world: World, shop: ShopId, leases: Lease[], { now, until }: { now: Date; until: Date }): Promise<void> {
  await world.db.run(sql`
    update outbox set state = 'leased', fence = fence + 1, leased_until = ${until}, due_at = ${until}, sent_at = ${now}, progress = mine.progress::jsonb
    from unnest(${leases.map(({ commandId }) => commandId)}::bigint[], ${leases.map(({ progress }) => JSON.stringify(progress))}::text[]) as mine (command_id, progress)
    where outbox.shop_id = ${anyShop(shop)} and outbox.command_id = mine.command_id`);
}

/** The next request of the same lease is about to be sent; false: the lease is another's by now. */
export async function noteSending(world: World, shop: ShopId, { command_id, fence }: Pick<Waiting, "command_id" | "fence">, progress: Progress): Promise<boolean> {
  const noted = await world.db.run(sql`
    update outbox set progress = ${JSON.stringify(progress)}::jsonb
    where shop_id = ${shop} and command_id = ${command_id} and fence = ${fence} and state = 'leased'`);
  return noted > 0;
}

export type Recorded = { commandId: string; fence: string; fate: RelayFate };

/** Where the lease is still ours; returns the commands that were written. */
export async function recordFates(world: World, shop: ShopId, recorded: Recorded[], now: Date): Promise<Set<string>> {
  const column = <Value>(of: (fate: RelayFate) => Value) => recorded.map(({ fate }) => of(fate));
  const written = await world.db.rows(z.object({ command_id: Id }), sql`
    update outbox set state = mine.state, problem = mine.problem, leased_until = null, attempts = mine.attempts, due_at = coalesce(mine.at, outbox.due_at),
      progress = mine.progress::jsonb, done_at = case when mine.state = 'done' then ${now}::timestamptz end,
      payload = case when mine.state = 'done' and outbox.kind = 'platformErase' then '{}'::jsonb else outbox.payload end
    from unnest(${recorded.map(({ commandId }) => commandId)}::bigint[], ${recorded.map(({ fence }) => fence)}::bigint[],
      ${column(({ state }) => state)}::text[], ${column(({ problem }) => problem)}::text[], ${column(({ attempts }) => attempts)}::int[],
      ${column((fate) => (fate.state === "due" ? fate.at : null))}::timestamptz[],
      ${column(({ progress }) => (progress === null ? null : JSON.stringify(progress)))}::text[]) as mine (command_id, fence, state, problem, attempts, at, progress)
    where outbox.shop_id = ${anyShop(shop)} and outbox.command_id = mine.command_id and outbox.fence = mine.fence and outbox.state = 'leased'
    returning outbox.command_id`);
  return new Set(written.map(({ command_id }) => command_id));
}

type OfCommand = { connection: ConnectionId; commandId: string; /** As they were named in it. */ people: readonly Person[] };

/** What became of each person of a command, and by which number the platform knows them under the words that it names them by. */
export async function recordPeople(world: World, shop: ShopId, { connection, commandId, people }: OfCommand, outcomes: PersonOutcome[], now: Date): Promise<void> {
  const column = <Value>(of: (outcome: PersonOutcome) => Value) => outcomes.map(of);
  await world.db.run(sql`
    insert into outbox_person (shop_id, command_id, customer_id, outcome, problem)
    select ${shop}, ${commandId}, customer_id, outcome, problem
    from unnest(${column((o) => o.customerId)}::bigint[], ${column((o) => o.result)}::text[], ${column((o) => o.reason)}::text[]) as told (customer_id, outcome, problem)
    on conflict (shop_id, command_id, customer_id) do update set outcome = excluded.outcome, problem = excluded.problem`);
  const ids = new Map(outcomes.flatMap(({ customerId, platformId }) => (platformId === null ? [] : [[customerId, platformId] as const])));
  const known = people.filter(({ customerId }) => ids.has(customerId));
  if (known.length === 0) return;
  await world.db.run(sql`
    update connection_person p set platform_id = told.platform_id, seen_at = ${now}
    from unnest(${known.map((p) => p.customerId)}::bigint[], ${known.map((p) => ids.get(p.customerId) ?? null)}::text[], ${known.map((p) => p.phone)}::text[],
      ${known.map((p) => p.email)}::text[]) as told (customer_id, platform_id, phone, email)
    where p.shop_id = ${anyShop(shop)} and p.connection_id = ${connection} and p.customer_id = told.customer_id and p.platform_id is distinct from told.platform_id
      and p.phone is not distinct from told.phone and lower(p.email) is not distinct from lower(told.email)`);
}

/** The same of everybody of a command of whom nothing else is known. */
export async function tellPeople(world: World, shop: ShopId, commandId: string, outcome: "refused" | "unknown", problem: string | null): Promise<void> {
  await world.db.run(sql`
    update outbox_person set outcome = ${outcome}, problem = ${problem} where shop_id = ${shop} and command_id = ${commandId} and outcome is null`);
}

/** When anything that waits becomes due, of what is not due yet. */
export async function nextRelayAt(world: World, shop: ShopId, connection: ConnectionId, now: Date): Promise<Date | null> {
  const found = await row(world.db, z.object({ at: z.date().nullable() }), sql`
    select min(next.due_at) as at from unnest(${PLATFORM_KINDS}::text[]) as kind (name) cross join lateral (
      select due_at from outbox where shop_id = ${anyShop(shop)} and connection_id = ${connection} and state in ('due', 'leased') and kind = kind.name and due_at > ${now}
      order by due_at, command_id limit 1) as next`);
  return found?.at ?? null;
}

/** A connection that is being ended has nothing there and nothing to do any more. */
export async function isOver(world: World, shop: ShopId, connection: ConnectionId): Promise<boolean> {
  const found = await row(world.db, z.object({ over: z.boolean() }), sql`
    select state = 'ending' and not exists (select 1 from target t where t.shop_id = ${shop} and t.connection_id = ${connection})
      and not exists (select 1 from outbox o where o.shop_id = ${shop} and o.connection_id = ${connection} and o.state in ('due', 'leased')) as over
    from connection where shop_id = ${shop} and connection_id = ${connection}`);
  return found?.over ?? false;
}

type New = { key: string; kind: string; payload: string; customer: CustomerId | null; segment: SegmentId | null };

export async function insertPlatform(world: World, shop: ShopId, connection: ConnectionId, rows: New[], now: Date): Promise<Map<string, string>> {
  const column = <Value>(of: (row: New) => Value) => rows.map(of);
  const made = await world.db.rows(z.object({ key: z.string(), command_id: Id }), sql`
    insert into outbox (shop_id, connection_id, kind, key, payload, due_at, created_at, customer_id, segment_id)
    select ${shop}, ${connection}, kind, key, payload::jsonb, ${now}, ${now}, customer_id, segment_id
    from unnest(${column((r) => r.kind)}::text[], ${column((r) => r.key)}::text[], ${column((r) => r.payload)}::text[],
      ${column((r) => r.customer)}::bigint[], ${column((r) => r.segment)}::int[]) with ordinality as command (kind, key, payload, customer_id, segment_id, place)
    order by place
    on conflict (shop_id, key) do nothing
    returning key, command_id`);
  return new Map(made.map((row) => [row.key, row.command_id]));
}

export async function insertPlatformPeople(world: World, shop: ShopId, people: { id: string; customer: CustomerId }[]): Promise<void> {
  if (people.length === 0) return;
  await world.db.run(sql`
    insert into outbox_person (shop_id, command_id, customer_id)
    select ${shop}, command_id, customer_id from unnest(${people.map(({ id }) => id)}::bigint[], ${people.map(({ customer }) => customer)}::bigint[]) as person (command_id, customer_id)
    on conflict (shop_id, command_id, customer_id) do nothing`);
}
