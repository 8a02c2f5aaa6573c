// What flows want a person to look at: questions that hold a run until somebody says yes or no, and alerts. Oldest first, as
// they came.
import { z } from "zod";
import { CustomerId, type ShopId } from "../../lib/ids.ts";
import { anyShop } from "../../lib/merge.server.ts";
import { Count, empty, Id, Instant, row, sql } from "../../lib/sql.ts";
import type { World } from "../../lib/world.ts";
import { askedIn } from "../experiment/experiment-rows.server.ts";

export const TASKS_SHOWN = 50;

const Task = z.object({
  doingId: Id, runId: Id, flowId: z.int(), flowName: z.string(), customerId: CustomerId, firstName: z.string().nullable(), lastName: z.string().nullable(), email: z.string().nullable(),
  what: z.enum(["alert", "approval"]), says: z.string().nullable(), at: Instant, expiresAt: Instant.nullable(),
});
export type Task = z.infer<typeof Task>;

/** `after`: the last one seen. A question whose time is over is not to be answered any more. */
export const listTasks = (world: World, shop: ShopId, after: string | null, now: Date): Promise<Task[]> => world.db.rows(Task, sql`
  with asked as materialized (
    select d.* from flow_doing d where d.shop_id = ${shop} and d.state = 'asked' and (d.expires_at is null or d.expires_at > ${now}) ${after === null ? empty : sql`and d.doing_id > ${after}::bigint`}
    order by d.doing_id limit ${TASKS_SHOWN + 1})
  select d.doing_id as "doingId", d.run_id as "runId", d.flow_id as "flowId", f.name as "flowName", d.customer_id::text as "customerId", c.first_name as "firstName", c.last_name as "lastName", c.email,
    d.what, d.says, d.at, d.expires_at as "expiresAt"
  from asked d join flow f on f.shop_id = ${anyShop(shop)} and f.flow_id = d.flow_id left join customer c on c.shop_id = ${anyShop(shop)} and c.customer_id = d.customer_id
  order by d.doing_id`);

/** With the questions of experiments. */
export async function askedInFlows(world: World, shop: ShopId): Promise<number> {
  const found = await row(world.db, z.object({ count: Count }), sql`
    select (select count(*) from flow_doing where shop_id = ${shop} and state = 'asked')
      + (select count(*) from ${askedIn(shop)}) as count`);
  return found?.count ?? 0;
}
