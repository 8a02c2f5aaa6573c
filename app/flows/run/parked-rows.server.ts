// Runs that were set aside, and texts that wait for a person: both are tried once more when somebody says so.
import { z } from "zod";
import type { ShopId } from "../../lib/ids.ts";
import { Id, row, sql } from "../../lib/sql.ts";
import type { World } from "../../lib/world.ts";
import { HELD_UNTIL } from "../../messages/campaigns/campaign-texts.ts";
import { hearRuns } from "./run-rows.server.ts";

/** What it has yet to hear is heard, and its timer is due as it was. Where it still cannot be decided it is set aside again. */
export const runAgain = (world: World, shop: ShopId, run: string, now: Date): Promise<number> => world.db.run(sql`
  update flow_run set state = case when ended_at is not null then 'ended' when (run ->> 'isPaused')::boolean then 'paused' else 'running' end, problem = null, look_at = case when ended_at is null then ${now}::timestamptz end
  where shop_id = ${shop} and run_id = ${run}::bigint and state = 'parked'`);

/** Whoever a trigger told of is decided about once more. */
export const entryAgain = (world: World, shop: ShopId, entry: string, now: Date): Promise<number> => world.db.run(sql`
  update flow_entry set state = 'waiting', due_at = ${now}, problem = null, decided_at = null where shop_id = ${shop} and entry_id = ${entry}::bigint and state = 'parked'`);

/** They do not enter by this fact. */
export const letEntryGo = (world: World, shop: ShopId, entry: string, now: Date): Promise<number> => world.db.run(sql`
  update flow_entry set state = 'refused', reason = 'byMerchant', problem = null, decided_at = ${now} where shop_id = ${shop} and entry_id = ${entry}::bigint and state = 'parked'`);

/** A run's text that was halted: its run asks the gate once more. False: it is no run's. */
export async function askHaltedOnce(world: World, shop: ShopId, text: string, now: Date): Promise<boolean> {
  const found = await row(world.db, z.object({ run: Id }), sql`
    update person_text set state = 'due', due_at = ${HELD_UNTIL}, reason = null, problem = null where shop_id = ${shop} and text_id = ${text}::bigint and state = 'halted' and run_id is not null returning run_id as run`);
  if (found) await hearRuns(world, shop, [{ run: found.run, heard: { kind: "resume", overdue: "go", at: now.getTime() } }], now);
  return found !== null;
}
