// Which flows use a segment, a list or a column of one, a message or a coupon: by the version that is live or has people in it still. One that
// was never live, or has ended, only tells of it.
import { z } from "zod";
import type { ShopId } from "../lib/ids.ts";
import type { Problem } from "../lib/problem.ts";
import { sql } from "../lib/sql.ts";
import type { World } from "../lib/world.ts";

/** Where in a definition it is named; $id is its number, or a column's key, with which those of a list's columns begin. */
const WHERE = {
  segment: "$.** ? (@.segment == $id || @.among == $id)",
  list: "$.** ? (@.list == $id || @.field starts with $columns)",
  column: "$.** ? (@.field == $id)",
  message: '$.steps[*].message ? (@.kind == "saved" && @.id == $id)',
  coupon: '$.steps[*] ? (@.kind == "coupon" && @.coupon == $id)',
} as const;

const Flow = z.object({ flowId: z.int(), name: z.string() });
export type FlowUser = z.infer<typeof Flow>;

export const flowsUsing = (world: World, shop: ShopId, what: keyof typeof WHERE, id: number | string): Promise<FlowUser[]> => world.db.rows(Flow, sql`
  select f.flow_id as "flowId", f.name from flow f where f.shop_id = ${shop} and f.state in ('shadow', 'live', 'paused') and exists (
    select 1 from flow_version v where v.shop_id = ${shop} and v.flow_id = f.flow_id
      and (v.version = f.version or exists (select 1 from flow_run r where r.shop_id = ${shop} and r.flow_id = v.flow_id and r.version = v.version and r.ended_at is null))
      and jsonb_path_exists(v.definition, ${WHERE[what]}::jsonpath, ${JSON.stringify({ id, columns: `list.${id}.` })}::jsonb))
  order by lower(f.name), f.flow_id`);

/** Why it cannot be deleted; empty where no flow needs it. */
export async function neededByFlows(world: World, shop: ShopId, what: keyof typeof WHERE, id: number | string, gone: "deleted" | "dropped" = "deleted"): Promise<Problem[]> {
  const flows = await flowsUsing(world, shop, what, id);
  if (flows.length === 0) return [];
  const said = flows.map(({ name }) => `“${name}”`).join(", ");
  return [{ path: [], message: `It cannot be ${gone} while ${flows.length === 1 ? `the flow ${said} uses` : `the flows ${said} use`} it. Change or end ${flows.length === 1 ? "it" : "them"} first.` }];
}
