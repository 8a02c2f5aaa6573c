// What runs set off besides their texts: rows for what they do, others that may go on where one of their group has ended,
// and the flow's word that a person has to look.
import { z } from "zod";
import type { ShopId } from "../../lib/ids.ts";
import { anyShop } from "../../lib/merge.server.ts";
import { wake } from "../../lib/pump.server.ts";
import { type Columns, deepRecordset, recordset } from "../../lib/recordset.ts";
import { row, sql } from "../../lib/sql.ts";
import type { World } from "../../lib/world.ts";
import type { HeardOf } from "../ledger.ts";
import type { Doing } from "./follow-up.ts";

type NewDoing = Omit<Doing, "expires"> & { runId: string; flowId: number; customerId: string; says: string | null; expires: number | null };
type DoingRow = Omit<NewDoing, "expires"> & { state: string; expiresAt: Date | null };
const DOING: Columns<DoingRow> = { runId: "bigint", flowId: "int", version: "int", customerId: "bigint", step: "text", key: "text", what: "text", says: "text", state: "text", expiresAt: "timestamptz" };

/** By its key at most once. */
export async function insertDoings(world: World, shop: ShopId, doings: readonly NewDoing[], now: Date): Promise<void> {
  if (doings.length === 0) return;
  const rows = doings.map(({ expires, ...doing }): DoingRow => ({ ...doing, state: doing.what === "approval" ? "asked" : "due", expiresAt: expires === null ? null : new Date(expires) }));
  await world.db.run(sql`
    insert into flow_doing (shop_id, run_id, flow_id, version, customer_id, step, key, what, state, due_at, says, expires_at, at)
    select ${shop}, f."runId", f."flowId", f.version, f."customerId", f.step, f.key, f.what, f.state, ${now}, f.says, f."expiresAt", ${now} from ${deepRecordset<DoingRow>(DOING, rows)}
    on conflict (shop_id, run_id, key) do nothing`);
}

type Ended = { runId: string; customerId: string; group: string | null };
const ENDED: Columns<Ended> = { runId: "bigint", customerId: "bigint", group: "text" };

/** Runs that stood still for one that has ended go on, unless their flow stands still or another one of the group runs. */
export async function letOthersGoOn(world: World, shop: ShopId, ended: readonly Ended[], now: Date): Promise<void> {
  if (ended.length === 0) return;
  const resume: HeardOf<"resume"> = { kind: "resume", overdue: "go", at: now.getTime() };
  const told = await world.db.run(sql`
    insert into flow_heard (shop_id, run_id, heard, at)
    select distinct on (r.run_id) ${shop}::int, r.run_id, ${JSON.stringify(resume)}::jsonb, ${now}::timestamptz
    from ${recordset<Ended>(ENDED, ended)}
      join flow_run r on r.shop_id = ${anyShop(shop)} and r.customer_id = f."customerId" and r.group_name = f."group" and r.state = 'paused' and r.run_id <> f."runId"
      join flow w on w.shop_id = ${anyShop(shop)} and w.flow_id = r.flow_id and w.state in ('live', 'shadow')
    where not exists (
      select 1 from flow_run o where o.shop_id = ${anyShop(shop)} and o.customer_id = r.customer_id and o.group_name = r.group_name and o.ended_at is null and o.run_id not in (r.run_id, f."runId")
        and (o.priority, o.run_id) > (r.priority, r.run_id))
    order by r.run_id`);
  if (told > 0) await wake(world, shop, "flow");
}

/** Names are unique among flows that are not archived. */
export async function flowNamed(world: World, shop: ShopId, name: string): Promise<number | null> {
  const found = await row(world.db, z.object({ flow: z.int() }), sql`select flow_id as flow from flow where shop_id = ${shop} and lower(name) = lower(${name}) and state <> 'archived'`);
  return found?.flow ?? null;
}
