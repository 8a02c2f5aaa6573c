// The flows that segments ask about. A flow that was ever published is never deleted, so no segment loses the one it names.
import { z } from "zod";
import type { ShopId } from "../lib/ids.ts";
import { Count, sql } from "../lib/sql.ts";
import type { World } from "../lib/world.ts";
import type { PublishedFlow } from "./check.ts";

const Known = z.object({
  flowId: Count, name: z.string(), steps: z.array(z.object({ step: z.string(), kind: z.string() })), experiments: z.array(z.object({ step: z.string(), arms: z.array(z.string()) })),
});

const versions = sql`flow_version v, jsonb_array_elements(v.definition->'steps') step`;
const ofFlow = sql`v.shop_id = f.shop_id and v.flow_id = f.flow_id`;
/** What any of its versions had: somebody may still stand at a step that was taken out since, and has drawn the arm that was. */
const flows = sql`
  select f.flow_id as "flowId", f.name,
    coalesce((select jsonb_agg(distinct jsonb_build_object('step', step->>'id', 'kind', step->>'kind')) from ${versions} where ${ofFlow}), '[]') as steps,
    coalesce((select jsonb_agg(jsonb_build_object('step', x.step, 'arms', x.arms) order by x.step) from (
      select step->>'id' as step, jsonb_agg(distinct arm->>'name') as arms from ${versions}, jsonb_array_elements(step->'arms') arm where ${ofFlow} and step->>'kind' = 'experiment' group by 1) x), '[]') as experiments
  from flow f`;

/** Nobody was ever in any other. */
export const publishedFlows = (world: World, shop: ShopId) => world.db.rows(Known, sql`
  ${flows} where f.shop_id = ${shop} and f.version is not null order by lower(f.name), f.flow_id`);

/** Those of these flows that were ever published. */
export async function everPublished(world: World, shop: ShopId, wanted: number[]): Promise<Map<number, PublishedFlow>> {
  if (wanted.length === 0) return new Map();
  const found = await world.db.rows(Known, sql`${flows} where f.shop_id = ${shop} and f.flow_id = any(${wanted}::int[]) and f.version is not null order by f.flow_id`);
  return new Map(found.map((flow) => [flow.flowId, flow]));
}

/** What of a flow segments ask about: who comes in, goes out or draws an arm; or each step, too. */
export type AskedFlows = ReadonlyMap<number, { byStep: boolean }>;

/** Those that a segment asks about: whoever moves in one is to be looked at again. Empty in most shops. */
export async function askedFlows(world: World, shop: ShopId): Promise<AskedFlows> {
  const found = await world.db.rows(z.object({ flow: Count, byStep: z.boolean() }), sql`
    select flow, bool_or(flow = any(s.flow_step_ids)) as "byStep" from segment s, unnest(s.flow_ids) flow where s.shop_id = ${shop} and s.flow_ids <> '{}' and s.deleted_at is null group by flow`);
  return new Map(found.map(({ flow, byStep }) => [flow, { byStep }]));
}
