// Starting a flow for people by name: by hand, by the merchant's own systems, by Shopify Flow, by another flow. The key makes
// a call one: the same again starts nobody twice.
import { z } from "zod";
import { CustomerId, type ShopId } from "../../lib/ids.ts";
import type { Problem } from "../../lib/problem.ts";
import { Id, row, sql } from "../../lib/sql.ts";
import { transact, type World } from "../../lib/world.ts";
import { FlowState } from "../flow/flow.ts";
import { FlowDefinition } from "../definition.ts";
import { insertEntries } from "./entry-rows.server.ts";



export type StartBy = "manual" | "api" | "shopifyFlow" | "flow";
export type Starting = { by: StartBy; key: string; detail?: unknown };
/** `unknown`: of whom we know no customer. `known`: who was told of by this key before. */
export type Started = { started: number; known: number; unknown: string[] };
/** `gone`: there is no such flow; closed: it takes nobody, or not this way. */
export type NotStarted = { problems: Problem[]; why: "gone" | "closed" };

const Flow = z.object({ name: z.string(), state: FlowState, definition: FlowDefinition.nullable() });

export function startRuns(world: World, shop: ShopId, flow: number, customers: readonly string[], { by, key, detail }: Starting): Promise<Started | NotStarted> {
  return transact(world, async (inside) => {
    const now = world.now();
    const found = await row(inside.db, Flow, sql`
      select f.name, f.state, v.definition from flow f left join flow_version v on v.shop_id = ${shop} and v.flow_id = f.flow_id and v.version = f.version
      where f.shop_id = ${shop} and f.flow_id = ${flow}`);
    const trigger = found?.definition?.triggers.findIndex((each) => each.kind === "call" && each.by === by) ?? -1;
    if (!found || found.state === "archived") return refused("There is no such flow.", "gone");
    if (found.state !== "live" && found.state !== "shadow") return refused(`“${found.name}” is not live: nobody can enter it.`);
    // Whoever starts somebody by hand has looked at the flow.
    if (trigger < 0 && by !== "manual") return refused(`“${found.name}” is not started ${BY[by]}. Add that as a trigger.`);
    const asked = [...new Set(customers)].map((customer) => CustomerId.parse(customer));
    const rows = await inside.db.rows(z.object({ customer: Id }), sql`select customer_id as customer from customer where shop_id = ${shop} and customer_id = any(${asked}::bigint[]) order by customer_id`);
    const started = await insertEntries(inside, shop, rows.map(({ customer }) => ({ flow, customer, trigger: Math.max(trigger, 0), fact: `call/${by}/${key}`, at: now, about: {}, detail: detail ?? null })), now);
    const there = new Set(rows.map(({ customer }) => customer));
    return { started, known: rows.length - started, unknown: asked.filter((customer) => !there.has(customer)) };
  });
}

const BY: Record<StartBy, string> = { manual: "by hand", api: "by your own systems", shopifyFlow: "by Shopify Flow", flow: "by other flows" };
const refused = (message: string, why: NotStarted["why"] = "closed"): NotStarted => ({ problems: [{ path: [], message }], why });
