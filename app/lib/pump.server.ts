// Work is rows that are due. A pump moves one shop's rows one batch further and says how many it
// moved; 0 means at rest. graphile-worker only wakes pumps: one job key per (pump, shop), so wake-ups
// coalesce, and one queue per (pump, shop), so a shop's pump never runs twice at once.
import { z } from "zod";
import type { ShopId } from "./ids.ts";
import { sql } from "./sql.ts";
import type { World } from "./world.ts";

/** A run ends with the step in which its ten seconds pass (app/pump-run.server.ts); the longest step, an import's roll-ups for everybody, takes some minutes. */
const RUN_MINUTES_MAX = 10;

export const PumpName = z.enum(["import", "ingest", "evaluate", "clock", "mirror", "deliver", "forget", "list", "probe", "detail", "native", "events", "call", "relay", "campaign", "text", "hear", "coupon", "click", "unsent", "flow", "replay"]);
export type PumpName = z.infer<typeof PumpName>;

export type Pump = {
  name: PumpName;
  /** Moves at most one batch; returns how many rows moved. Must be safe to stop at any moment. */
  step(world: World, shop: ShopId): Promise<number>;
  /** Asked between two steps: a cheap look whether another one is worth it. Without it the step itself finds out. */
  isDue?(world: World, shop: ShopId): Promise<boolean>;
  /** In place of a step, where the pump follows on another: what is quick of it. */
  follow?(world: World, shop: ShopId): Promise<number>;
};

/**
 * These follow on another within the same run, in this order, as soon as its step has committed: nobody has
 * to be woken first. Their job is written all the same, for a little later, should this process die between.
 * They hold their shop's lock, so that two at once take turns; and none of them talks to the network.
 */
export const FOLLOWING = ["evaluate", "mirror"] as const satisfies PumpName[];
const FOLLOWING_SECONDS = 2;

/**
 * In the transaction that wrote the rows: the pump runs once that has committed, or when `at` has come.
 * The delay is measured on the world's clock and waited out on the database's. A wake-up that is lost
 * all the same costs one tick (app/wake-due.server.ts).
 */
export async function wake(world: World, shop: ShopId, pump: PumpName, at?: Date): Promise<void> {
  if (!at && world.awake === pump) return;
  const name = `${pump}:${shop}`;
  if (!at && world.next && FOLLOWING.some((each) => each === pump)) {
    world.next.add(pump);
    return wakeLater(world, shop, pump);
  }
  const delayMs = at ? Math.max(0, at.getTime() - world.now().getTime()) : 0;
  const payload = JSON.stringify({ pump, shop });
  await world.db.run(
    delayMs === 0
      ? sql`select graphile_worker.add_job('pump', ${payload}::json, ${name}, job_key := ${name})`
      : sql`select graphile_worker.add_job('pump', ${payload}::json, ${name}, job_key := ${`${name}:later`},
          run_at := now() + ${delayMs}::double precision * interval '1 millisecond')`,
  );
}

/** A job that waits for its turn already is enough, however many steps there are until then. */
async function wakeLater(world: World, shop: ShopId, pump: PumpName): Promise<void> {
  const name = `${pump}:${shop}`;
  await world.db.run(sql`
    select graphile_worker.add_job('pump', ${JSON.stringify({ pump, shop })}::json, ${name}, job_key := ${name}, job_key_mode := 'preserve_run_at',
      run_at := now() + ${FOLLOWING_SECONDS}::int * interval '1 second')
    where not exists (select 1 from graphile_worker.jobs where key = ${name} and locked_at is null and attempts = 0)`);
}

/**
 * graphile-worker keeps a pump's queue locked for four hours where a worker died in the middle of a run, or
 * was stopped while one ended (0.17.3 does not wait for that to be written). These workers are no more, or
 * have been at one run for longer than any takes: what they hold may run elsewhere. Should one still be
 * alive, nothing is done twice: every step holds its own rows.
 */
export async function release(world: World, workers: string[]): Promise<void> {
  await world.db.run(sql`
    select graphile_worker.force_unlock_workers(array(
      select distinct locked_by from graphile_worker.jobs
      where locked_by = any(${workers}::text[]) or locked_at < now() - ${RUN_MINUTES_MAX}::int * interval '1 minute'))`);
}
