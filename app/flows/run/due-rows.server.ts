// Runs that are to be looked at: they heard something, their timer is due, or time alone may have changed a condition that
// they wait for. Held until the transaction ends; what another worker holds is passed over.
import { z } from "zod";
import type { ShopId } from "../../lib/ids.ts";
import { CustomerId } from "../../lib/ids.ts";
import { anyShop } from "../../lib/merge.server.ts";
import { Id, Instant, sql } from "../../lib/sql.ts";
import type { World } from "../../lib/world.ts";
import { FACTS_AT_ONCE_MAX } from "../ledger.ts";

const Due = z.object({
  runId: Id, flowId: z.int(), version: z.int(), customerId: CustomerId, run: z.unknown(), lines: z.int(), dueAt: Instant.nullable(), lookAt: Instant.nullable(), group: z.string().nullable(), endedAt: Instant.nullable(),
  isThere: z.boolean(),
});
export type DueRow = z.infer<typeof Due>;

/** So many more are looked through, for those that others hold. */
const AHEAD = 4;

export const claimRuns = (world: World, shop: ShopId, now: Date, limit: number): Promise<DueRow[]> => world.db.rows(Due, sql`
  with told as (
    select h.run_id from flow_heard h
    where h.shop_id = ${shop} and (select p.state from flow_run p where p.shop_id = ${anyShop(shop)} and p.run_id = h.run_id) is distinct from 'parked'
    order by h.heard_id limit ${limit * AHEAD}),
  timed as (
    select r.run_id from flow_run r where r.shop_id = ${shop} and r.state = 'running' and least(r.due_at, r.look_at) <= ${now}
    order by least(r.due_at, r.look_at), r.run_id limit ${limit * AHEAD}),
  picked as (select run_id from told union select run_id from timed)
  select r.run_id as "runId", r.flow_id as "flowId", r.version, r.customer_id as "customerId", r.run, r.lines, r.due_at as "dueAt", r.look_at as "lookAt", r.group_name as "group", r.ended_at as "endedAt",
    (select true from customer c where c.shop_id = ${anyShop(shop)} and c.customer_id = r.customer_id) is true as "isThere"
  from picked join flow_run r on r.shop_id = ${anyShop(shop)} and r.run_id = picked.run_id
  where r.state <> 'parked' order by r.run_id limit ${limit} for update of r skip locked`);

const Told = z.object({ runId: Id, heardId: Id, heard: z.unknown(), version: z.int().nullable() });
export type ToldRow = z.infer<typeof Told>;

/** Beside them there is room in the line for a timer and a look. */
const TOLD_MAX = FACTS_AT_ONCE_MAX - 2;

/** What each of them has yet to hear, oldest first, as much as a line takes. */
export const toldTo = (world: World, shop: ShopId, runs: readonly string[]): Promise<ToldRow[]> => world.db.rows(Told, sql`
  select h.run_id as "runId", h.heard_id as "heardId", h.heard, h.version from unnest(${runs}::bigint[]) as asked (run_id)
  cross join lateral (select * from flow_heard t where t.shop_id = ${anyShop(shop)} and t.run_id = asked.run_id order by t.heard_id limit ${TOLD_MAX}) h
  order by h.run_id, h.heard_id`);

export const forgetTold = (world: World, shop: ShopId, heard: readonly string[]): Promise<number> => world.db.run(sql`
  delete from flow_heard where shop_id = ${anyShop(shop)} and heard_id = any(${heard}::bigint[])`);
