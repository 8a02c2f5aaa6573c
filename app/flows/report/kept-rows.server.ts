// What a report counted last of a flow, kept on the flow's row.
import { z } from "zod";
import type { ShopId } from "../../lib/ids.ts";
import { row, sql } from "../../lib/sql.ts";
import type { World } from "../../lib/world.ts";
import { OrderedRow, PeopleRow, ReachedRow } from "./outcome-rows.server.ts";
import { ClickRow, OptOutRow, TextRow } from "./report-rows.server.ts";

const Outcomes = z.object({ texts: z.array(TextRow), clicks: z.array(ClickRow), optOuts: z.array(OptOutRow), people: z.array(PeopleRow), reached: z.array(ReachedRow), ordered: z.array(OrderedRow) });
export type Outcomes = z.infer<typeof Outcomes>;

/** `key`: what was asked. */
const Kept = z.object({ key: z.string(), at: z.coerce.date(), outcomes: Outcomes });
export type Kept = z.infer<typeof Kept>;

/** What another version of ours kept is counted anew. */
export async function keptOutcomes(world: World, shop: ShopId, flow: number): Promise<Kept | null> {
  const found = await row(world.db, z.object({ report: z.unknown() }), sql`select report from flow where shop_id = ${shop} and flow_id = ${flow}`);
  return Kept.safeParse(found?.report).data ?? null;
}

export const keepOutcomes = (world: World, shop: ShopId, flow: number, kept: Kept): Promise<number> => world.db.run(sql`update flow set report = ${JSON.stringify(kept)}::jsonb where shop_id = ${shop} and flow_id = ${flow}`);
