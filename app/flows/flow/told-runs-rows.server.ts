// The runs of a flow that are to be told something, a page at a time.
import { z } from "zod";
import type { ShopId } from "../../lib/ids.ts";
import { Count, row, sql } from "../../lib/sql.ts";
import type { World } from "../../lib/world.ts";
import { StepId } from "../step-id.ts";
import { type FlowId, RunId } from "./flow.ts";

const Run = z.object({ runId: RunId, step: StepId.nullable(), isOverdue: z.boolean() });
export type RunToTell = z.infer<typeof Run>;

/** Those that have not ended; `below`: of an older version. `isOverdue`: something should have happened by now, or a person had to look; a run that stands still has no timer of its own. */
export const runsToTell = (world: World, shop: ShopId, flow: FlowId, { below, cursor }: { below: number | null; cursor: string }, now: Date, limit: number): Promise<RunToTell[]> => world.db.rows(Run, sql`
  select r.run_id as "runId", r.step, coalesce(r.waits = 'halted' or (r.run #>> '{blocked,until}')::bigint <= ${now.getTime()}, false) as "isOverdue" from flow_run r
  where r.shop_id = ${shop} and r.flow_id = ${flow} and r.run_id > ${cursor}::bigint and r.ended_at is null and (${below}::int is null or r.version < ${below}::int)
  order by r.run_id limit ${limit}`);

/** How many are in it. */
export async function runsIn(world: World, shop: ShopId, flow: FlowId): Promise<number> {
  const found = await row(world.db, z.object({ people: Count }), sql`select count(*) as people from flow_run r where r.shop_id = ${shop} and r.flow_id = ${flow} and r.ended_at is null`);
  return found?.people ?? 0;
}
