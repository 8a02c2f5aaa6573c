// Hooks, the calls that are due to them, and the log of those that were made.
import { z } from "zod";
import { SegmentId, type ShopId } from "../lib/ids.ts";
import { seal, unseal } from "../lib/seal.server.ts";
import { Count, Id, Instant, row, sql } from "../lib/sql.ts";
import type { World } from "../lib/world.ts";
import { hookBound } from "../shops/seal-rows.server.ts";
import { Change, type NewHook } from "./hook.ts";
import { tellCalledOff } from "./told-doing-rows.server.ts";

const LOG_MAX = 50;

const Hook = z.object({
  id: Count, url: z.string(), segmentId: SegmentId.nullable(), changes: z.array(Change), state: z.enum(["on", "off"]), problem: z.string().nullable(), createdAt: Instant,
});
export type Hook = z.infer<typeof Hook>;

const COLUMNS = sql`hook_id as id, url, segment_id as "segmentId", changes, state, problem, created_at as "createdAt"`;

export const listHooks = (world: World, shop: ShopId): Promise<Hook[]> => world.db.rows(Hook, sql`select ${COLUMNS} from hook where shop_id = ${shop} order by hook_id`);

export const readHook = (world: World, shop: ShopId, hook: number): Promise<Hook | null> => row(world.db, Hook, sql`select ${COLUMNS} from hook where shop_id = ${shop} and hook_id = ${hook}`);

const Attempt = z.object({ at: Instant, status: z.number().nullable(), changes: Count, problem: z.string().nullable() });

export const listAttempts = (world: World, shop: ShopId, hook: number) => world.db.rows(Attempt, sql`
  select at, status, changes, problem from hook_attempt where shop_id = ${shop} and hook_id = ${hook} order by attempt_id desc limit ${LOG_MAX}`);

/** In a transaction: nobody else makes a hook of this shop until it commits. Returns the next number. */
export async function nextHook(world: World, shop: ShopId): Promise<number> {
  const counted = await row(world.db, z.object({ hook: Count }), sql`update shop set hook_count = hook_count + 1 where shop_id = ${shop} returning hook_count as hook`);
  if (!counted) throw new Error("The shop is gone.");
  return counted.hook;
}

export const isSegment = async (world: World, shop: ShopId, segment: number): Promise<boolean> =>
  (await world.db.run(sql`select 1 from segment where shop_id = ${shop} and segment_id = ${segment} and deleted_at is null`)) > 0;

export const insertHook = (world: World, shop: ShopId, hook: number, { url, segmentId, changes }: NewHook, secret: string, now: Date) => world.db.run(sql`
  insert into hook (shop_id, hook_id, url, secret, segment_id, changes, created_at)
  values (${shop}, ${hook}, ${url}, ${seal(world.secrets, secret, hookBound(shop, hook))}, ${segmentId}, ${changes}::text[], ${now})`);

/** What waits to be told to it goes with it. */
export async function removeHook(world: World, shop: ShopId, hook: number): Promise<boolean> {
  await tellCalledOff(world, shop, hook);
  await world.db.run(sql`
    delete from outbox where shop_id = ${shop} and kind = 'hookCall' and state <> 'done' and payload->>'hookId' = ${String(hook)}`);
  await world.db.run(sql`delete from hook_attempt where shop_id = ${shop} and hook_id = ${hook}`);
  return (await world.db.run(sql`delete from hook where shop_id = ${shop} and hook_id = ${hook}`)) > 0;
}

const Leased = z.object({ command_id: Id, fence: Id, attempts: Count, payload: z.record(z.string(), z.unknown()) });
export type Leased = z.infer<typeof Leased>;
type Lease = { now: Date; until: Date; limit: number };

/** The oldest calls of one hook that are due, or that a dead worker left leased. */
export async function leaseCalls(world: World, shop: ShopId, { now, until, limit }: Lease): Promise<{ hook: number; calls: Leased[] } | null> {
  const due = sql`shop_id = ${shop} and kind = 'hookCall' and state in ('due', 'leased') and due_at <= ${now}`;
  const first = await row(world.db, z.object({ hook: Count }), sql`
    select payload->>'hookId' as hook from outbox where ${due} order by due_at, command_id limit 1 for update skip locked`);
  if (!first) return null;
  const calls = await world.db.rows(Leased, sql`
    with chosen as (
      select command_id from outbox where ${due} and payload->>'hookId' = ${String(first.hook)} order by due_at, command_id limit ${limit} for update skip locked)
    update outbox o set state = 'leased', fence = fence + 1, leased_until = ${until}, due_at = ${until}, sent_at = ${now} from chosen
    where o.shop_id = ${shop} and o.command_id = chosen.command_id returning o.command_id, o.fence, o.attempts, o.payload`);
  return { hook: first.hook, calls: calls.sort((one, two) => Number(BigInt(one.command_id) - BigInt(two.command_id))) };
}

const Called = z.object({ url: z.string(), secret: z.string(), state: z.enum(["on", "off"]), failingSince: Instant.nullable(), domain: z.string() });

export async function hookToCall(world: World, shop: ShopId, hook: number): Promise<z.infer<typeof Called> | null> {
  const found = await row(world.db, Called, sql`
    select h.url, h.secret, h.state, h.failing_since as "failingSince", s.domain from hook h join shop s on s.shop_id = ${shop} where h.shop_id = ${shop} and h.hook_id = ${hook}`);
  return found && { ...found, secret: unseal(world.secrets, found.secret, hookBound(shop, hook)) };
}

export async function segmentNames(world: World, shop: ShopId, segments: number[]): Promise<Map<number, string>> {
  const rows = await world.db.rows(z.object({ id: Count, name: z.string() }), sql`
    select segment_id as id, name from segment where shop_id = ${shop} and segment_id = any(${segments}::int[])`);
  return new Map(rows.map(({ id, name }) => [id, name]));
}

export type Made = { hook: number; at: Date; status: number | null; changes: number; problem: string | null };

export async function noteAttempt(world: World, shop: ShopId, { hook, at, status, changes, problem }: Made): Promise<void> {
  // A test that failed is no outage: nothing was to be told.
  const failing = problem === null ? sql`null::timestamptz` : changes === 0 ? sql`failing_since` : sql`coalesce(failing_since, ${at}::timestamptz)`;
  await world.db.run(sql`
    insert into hook_attempt (shop_id, hook_id, at, status, changes, problem)
    select ${shop}::int, hook_id, ${at}::timestamptz, ${status}::int, ${changes}::int, ${problem}::text from hook where shop_id = ${shop} and hook_id = ${hook}`);
  await world.db.run(sql`
    update hook set failing_since = ${failing} where shop_id = ${shop} and hook_id = ${hook}`);
}

/** It is called no more, and what waits for it goes. */
export async function switchOff(world: World, shop: ShopId, hook: number, problem: string): Promise<void> {
  await world.db.run(sql`update hook set state = 'off', problem = ${problem} where shop_id = ${shop} and hook_id = ${hook}`);
  await tellCalledOff(world, shop, hook);
  await world.db.run(sql`delete from outbox where shop_id = ${shop} and kind = 'hookCall' and state <> 'done' and payload->>'hookId' = ${String(hook)}`);
}

/** Of several at one address the one that was there first. */
export const hookAt = (world: World, shop: ShopId, url: string): Promise<{ id: number; state: "on" | "off" } | null> =>
  row(world.db, Hook.pick({ id: true, state: true }), sql`select hook_id as id, state from hook where shop_id = ${shop} and url = ${url} order by hook_id limit 1`);

/** What was signed with the old one and waits is signed with the new one. */
export const replaceSecret = async (world: World, shop: ShopId, hook: number, secret: string): Promise<boolean> =>
  (await world.db.run(sql`update hook set secret = ${seal(world.secrets, secret, hookBound(shop, hook))} where shop_id = ${shop} and hook_id = ${hook}`)) > 0;
