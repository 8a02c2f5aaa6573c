// Runs a shop's pumps until nothing is due, and then goes forward to the next instant at which
// something will be, until nothing waits at all. What graphile-worker does with wake-ups, without its clock.
import { z } from "zod";
import type { ShopId } from "#app/lib/ids.ts";
import type { Pump, PumpName } from "#app/lib/pump.server.ts";
import { row, sql } from "#app/lib/sql.ts";
import type { World } from "#app/lib/world.ts";

type Clocked = World & { clock: { set(instant: Date): void } };

/** The clock pump has something to do whenever it is asked: it is run by tests that are about time. */
const NAMES: PumpName[] = ["import", "ingest", "events", "list", "evaluate", "mirror", "deliver", "relay", "forget"];
const ROUNDS_MAX = 2000;
const Next = z.object({ at: z.date().nullable() });

/** The next night's reconcile may wait. `isDone` may end it earlier, as when a paused shop leaves rows that wait for a person. */
export async function settle(world: Clocked, shop: ShopId, pumps: Pump[], isDone: () => boolean = () => false): Promise<void> {
  for (let round = 0; round < ROUNDS_MAX && !isDone(); round++) {
    if ((await runOnce(world, shop, pumps)) > 0) continue;
    const next = await nextDue(world, shop);
    if (next === null) return;
    if (next > world.now()) world.clock.set(next);
  }
  if (!isDone()) throw new Error(`The shop is still not at rest after ${ROUNDS_MAX} rounds.`);
}

async function runOnce(world: World, shop: ShopId, pumps: Pump[]): Promise<number> {
  let moved = 0;
  for (const name of NAMES) moved += (await pumps.find((pump) => pump.name === name)?.step(world, shop)) ?? 0;
  return moved;
}

async function nextDue(world: World, shop: ShopId): Promise<Date | null> {
  const found = await row(world.db, Next, sql`
    select min(at) as at from (
      select min(due_at) as at from inbox where shop_id = ${shop} and state = 'due'
      union all
      select min(greatest(due_at, leased_until)) from import_run where shop_id = ${shop} and state not in ('done', 'parked') and (reason <> 'reconcile' or state <> 'asked')
      union all
      select min(greatest(due_at, leased_until)) from list_upload where shop_id = ${shop} and state = 'reading'
      union all
      select min(case when state = 'leased' then leased_until else due_at end) from outbox where shop_id = ${shop} and state in ('due', 'leased')
    ) as waiting`);
  return found?.at ?? null;
}
