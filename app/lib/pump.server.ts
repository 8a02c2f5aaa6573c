// Work is rows that are due. A pump moves one shop's rows one batch further and says how many it
// moved; 0 means at rest. graphile-worker only wakes pumps: one job key per (pump, shop), so wake-ups
// coalesce, and one queue per (pump, shop), so a shop's pump never runs twice at once.
import { z } from "zod";
import type { ShopId } from "./ids.ts";
import { sql } from "./sql.ts";
import type { World } from "./world.ts";

export const PumpName = z.enum(["import", "ingest", "evaluate", "clock", "mirror", "deliver", "forget"]);
export type PumpName = z.infer<typeof PumpName>;

export type Pump = {
  name: PumpName;
  /** Moves at most one batch; returns how many rows moved. Must be safe to stop at any moment. */
  step(world: World, shop: ShopId): Promise<number>;
};

/** In the transaction that wrote the rows: the pump runs once that has committed, or at `at` if that is later. */
export async function wake(world: World, shop: ShopId, pump: PumpName, at?: Date): Promise<void> {
  const name = `${pump}:${shop}`;
  await world.db.run(sql`
    select graphile_worker.add_job('pump', payload := ${JSON.stringify({ pump, shop })}::json, queue_name := ${name},
      job_key := ${at ? `${name}:later` : name}, run_at := ${at ?? null}::timestamptz, job_key_mode := ${at ? "preserve_run_at" : "replace"})`);
}
