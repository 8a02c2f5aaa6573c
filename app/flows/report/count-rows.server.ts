// The counts of flows: added to with the lines that they count, in the same transaction, and read for a flow's page.
import { z } from "zod";
import type { ShopId } from "../../lib/ids.ts";
import { type Columns, recordset } from "../../lib/recordset.ts";
import { Count as Many, sql } from "../../lib/sql.ts";
import type { World } from "../../lib/world.ts";
import { type Count, summed } from "./count.ts";

const COLUMNS: Columns<Count> = { flow: "int", version: "int", step: "text", what: "text", reason: "text", control: "boolean", day: "date", count: "int", ms: "bigint" };

/** One statement, its rows in one order: two who count at once never wait for each other in a circle. */
export async function addCounts(world: World, shop: ShopId, counts: readonly Count[]): Promise<void> {
  if (counts.length === 0) return;
  await world.db.run(sql`
    insert into flow_count as kept (shop_id, flow_id, version, step, what, reason, control, day, count, ms)
    select ${shop}, f.flow, f.version, f.step, f.what, f.reason, f.control, f.day, f.count, f.ms from ${recordset(COLUMNS, summed(counts))}
    on conflict (shop_id, flow_id, version, step, what, reason, control, day) do update set count = kept.count + excluded.count, ms = kept.ms + excluded.ms`);
}

const Passed = z.object({ step: z.string(), came: Many, sent: Many });
export type Passed = z.infer<typeof Passed>;

/** By all versions: how many came to each step and how many texts went from there. At "" came who entered. */
export const passedIn = (world: World, shop: ShopId, flow: number): Promise<Passed[]> => world.db.rows(Passed, sql`
  select step, coalesce(sum(count) filter (where what in ('entered', 'arrived')), 0) as came, coalesce(sum(count) filter (where what = 'sent'), 0) as sent
  from flow_count where shop_id = ${shop} and flow_id = ${flow} and what in ('entered', 'arrived', 'sent') group by step order by step`);
