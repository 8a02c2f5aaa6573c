// The one way to tell runs anything: a row for each thing, heard when the run is next looked at, which is at once.
import type { ShopId } from "../../lib/ids.ts";
import { anyShop } from "../../lib/merge.server.ts";
import { wake } from "../../lib/pump.server.ts";
import { deepRecordset } from "../../lib/recordset.ts";
import { sql } from "../../lib/sql.ts";
import type { World } from "../../lib/world.ts";
import type { Heard } from "../ledger.ts";

/** `version`: of a move, by which the run goes on. */
export type ToldRun = { run: string; heard: Heard; version?: number };

type Told = { run: string; heard: Heard; version: number | null };
const TOLD = { run: "bigint", heard: "jsonb", version: "int" } as const;

/** In the caller's transaction. Runs that are not there hear nothing. */
export async function hearRuns(world: World, shop: ShopId, told: readonly ToldRun[], now: Date): Promise<void> {
  if (told.length === 0) return;
  await world.db.run(sql`
    insert into flow_heard (shop_id, run_id, heard, version, at)
    select ${shop}, f.run, f.heard, f.version, ${now}
    from ${deepRecordset<Told>(TOLD, told.map(({ run, heard, version = null }) => ({ run, heard, version })))} join flow_run r on r.shop_id = ${anyShop(shop)} and r.run_id = f.run`);
  await wake(world, shop, "flow");
}
