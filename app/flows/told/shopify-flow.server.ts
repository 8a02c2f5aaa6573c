// Shopify Flow's action "Start a flow": a run of a workflow lets its customer enter one of ours, once for each run.
import { z } from "zod";
import { CustomerId, type ShopId } from "../../lib/ids.ts";
import { row, sql } from "../../lib/sql.ts";
import type { World } from "../../lib/world.ts";
import { type Heard, readSigned, type Signed } from "../../outbox/flow-door.server.ts";
import { Digits } from "../../shopify/values.ts";
import { startRuns } from "./start.server.ts";

const Run = z.object({
  shopify_domain: z.string(),
  action_run_id: z.union([z.string().min(1).max(150), z.number()]).transform(String),
  properties: z.object({ customer_id: Digits.pipe(CustomerId), flow: z.union([z.string().trim().min(1).max(200), z.number().int().positive()]) }),
});

export async function startFromShopifyFlow(world: World, signed: Signed): Promise<Heard> {
  const heard = await readSigned(world, signed, Run);
  if ("status" in heard) return heard;
  const { shop: { shop }, said: { action_run_id: run, properties: { customer_id: customer, flow: named } } } = heard;
  const flow = await flowCalled(world, shop, String(named));
  if (flow === null) return { status: 422, message: "Segue has no flow of this name." };
  const started = await startRuns(world, shop, flow, [customer], { by: "shopifyFlow", key: run });
  if ("problems" in started) return { status: 422, message: started.problems[0]?.message ?? "Nobody can enter this flow." };
  return started.unknown.length > 0 ? { status: 422, message: "Segue does not know this customer." } : { status: 200, message: started.started > 0 ? "started" : "already" };
}

/** By its name, else by its number. */
async function flowCalled(world: World, shop: ShopId, called: string): Promise<number | null> {
  const number = /^[1-9]\d{0,8}$/.test(called) ? Number(called) : null;
  const found = await row(world.db, z.object({ flow: z.int() }), sql`
    select flow_id as flow from flow where shop_id = ${shop} and state <> 'archived' and (lower(name) = lower(${called}) or flow_id = ${number}::int) order by (lower(name) = lower(${called})) desc, flow_id limit 1`);
  return found?.flow ?? null;
}
