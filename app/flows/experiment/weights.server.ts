// The weights by which people draw now: one statement for a set of runs, and only where one of their flows has an experiment.
import { z } from "zod";
import type { CustomerId, ShopId } from "../../lib/ids.ts";
import { anyShop } from "../../lib/merge.server.ts";
import { sql } from "../../lib/sql.ts";
import type { World } from "../../lib/world.ts";
import type { FlowDefinition } from "../definition.ts";
import type { Facts } from "../facts.ts";
import { designOf, experimentsIn, nameOf } from "./design.ts";
import { onlyArm, weightsNow } from "./standing.ts";

const Row = z.object({ flowId: z.int(), step: z.string(), key: z.string(), winner: z.int().nullable(), weights: z.array(z.number().min(0)).nullable(), drew: z.record(z.string(), z.int()) });

/** Of a customer in a flow. */
export type WeightsOf = (flow: number, customer: string) => Facts["weights"];

const WRITTEN: Facts["weights"] = () => null;

/** Who drew stays in their arm, until it is decided which one everybody takes. */
export async function readWeights(world: World, shop: ShopId, flows: readonly { flow: number; definition: FlowDefinition }[], customers: readonly CustomerId[]): Promise<WeightsOf> {
  const asked = [...new Set(flows.flatMap(({ flow, definition }) => (experimentsIn(definition.steps).length > 0 ? [flow] : [])))];
  if (asked.length === 0) return () => WRITTEN;
  const rows = await world.db.rows(Row, sql`
    select e.flow_id as "flowId", e.step, e.key, e.winner, e.weights, coalesce((
      select jsonb_object_agg(d.customer_id, d.arm) from flow_draw d
      where d.shop_id = ${anyShop(shop)} and d.flow_id = e.flow_id and d.step = e.step and d.key = e.key and d.customer_id = any(${customers}::bigint[]) and e.winner is null), '{}') as drew
    from flow_experiment e where e.shop_id = ${shop} and e.flow_id = any(${asked}::int[]) order by e.flow_id, e.step, e.key`);
  const known = new Map(rows.map((each) => [nameIn(each.flowId, each.step, each.key), each]));
  return (flow, customer) => (step) => {
    const found = known.get(nameIn(flow, step.id, nameOf(designOf(step))));
    const drew = found?.drew[customer];
    return found ? (drew === undefined ? weightsNow(found, step.arms.length) : onlyArm(drew, step.arms.length)) : null;
  };
}

const nameIn = (flow: number, step: string, key: string): string => JSON.stringify([flow, step, key]);
