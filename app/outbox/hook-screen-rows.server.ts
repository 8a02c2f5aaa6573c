// Hooks as the merchant sees them: what each is told, how it stands, what came of its newest call.
import { z } from "zod";
import { SegmentId, type ShopId } from "../lib/ids.ts";
import { Count, Instant, row, sql } from "../lib/sql.ts";
import type { World } from "../lib/world.ts";
import { Change, shownAddress } from "./hook.ts";
import { tellCalledOff } from "./told-doing-rows.server.ts";

const Line = z.object({
  id: Count,
  address: z.string().transform(shownAddress),
  segmentId: SegmentId.nullable(),
  segment: z.string().nullable(),
  isSegmentGone: z.boolean(),
  changes: z.array(Change),
  state: z.enum(["on", "off"]),
  problem: z.string().nullable(),
  failingSince: Instant.nullable(),
  createdAt: Instant,
  /** Of the newest call. */
  lastAt: Instant.nullable(),
  lastProblem: z.string().nullable(),
});

const lines = (shop: ShopId) => sql`
  select h.hook_id as id, h.url as address, h.segment_id as "segmentId", s.name as segment, s.deleted_at is not null as "isSegmentGone", h.changes, h.state, h.problem,
    h.failing_since as "failingSince", h.created_at as "createdAt", a.at as "lastAt", a.problem as "lastProblem"
  from hook h left join segment s on s.shop_id = ${shop} and s.segment_id = h.segment_id
    left join lateral (
      select at, problem from hook_attempt where shop_id = ${shop} and hook_id = h.hook_id order by attempt_id desc limit 1) a on true
  where h.shop_id = ${shop}`;

export const hookLines = (world: World, shop: ShopId) => world.db.rows(Line, sql`${lines(shop)} order by h.hook_id`);

export const hookLine = (world: World, shop: ShopId, hook: number) => row(world.db, Line, sql`${lines(shop)} and h.hook_id = ${hook}`);

/** Changes that it will be told of. */
export async function waitingCalls(world: World, shop: ShopId, hook: number): Promise<number> {
  const found = await row(world.db, z.object({ count: Count }), sql`
    select count(*) from outbox where shop_id = ${shop} and kind = 'hookCall' and state in ('due', 'leased') and payload->>'hookId' = ${String(hook)}`);
  return found?.count ?? 0;
}

/** What waits for it goes: it is not told later either. */
export async function pauseHook(world: World, shop: ShopId, hook: number): Promise<void> {
  await world.db.run(sql`update hook set state = 'off', problem = null where shop_id = ${shop} and hook_id = ${hook} and state = 'on'`);
  await tellCalledOff(world, shop, hook);
  await world.db.run(sql`delete from outbox where shop_id = ${shop} and kind = 'hookCall' and state <> 'done' and payload->>'hookId' = ${String(hook)}`);
}

/** Told again from now on. The days of failing are counted anew. */
export const resumeHook = (world: World, shop: ShopId, hook: number) =>
  world.db.run(sql`update hook set state = 'on', problem = null, failing_since = null where shop_id = ${shop} and hook_id = ${hook} and state = 'off'`);
