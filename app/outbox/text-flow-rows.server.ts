// What sending asks of flows, and tells their runs: what became of a text is heard by the run that asked for it, in the
// transaction that settles the row.
import { z } from "zod";
import type { ShopId } from "../lib/ids.ts";
import { anyShop } from "../lib/merge.server.ts";
import { wake } from "../lib/pump.server.ts";
import { deepRecordset } from "../lib/recordset.ts";
import { Count, Id, sql } from "../lib/sql.ts";
import type { World } from "../lib/world.ts";
import { HELD_UNTIL } from "../messages/campaigns/campaign-texts.ts";
import type { RunToldOf } from "./text-flow.ts";

const State = z.object({ flow: z.int(), state: z.string() });

export async function flowStates(world: World, shop: ShopId, flows: readonly number[]): Promise<Map<number, string>> {
  if (flows.length === 0) return new Map();
  const rows = await world.db.rows(State, sql`select flow_id as flow, state from flow where shop_id = ${shop} and flow_id = any(${flows}::int[]) order by flow_id`);
  return new Map(rows.map(({ flow, state }) => [flow, state]));
}

type Asking = { run: string; customer: string | null };
const Hearing = z.object({ run: Id, isAside: z.boolean() });

/**
 * Runs for which something has come that they have not heard yet: an exit may be among it. Or something is to come: a text that was taken
 * back on its way may have been this very one. In one look, for what happened, and what becomes of a text, becomes what a run hears.
 * True: the run is set aside, and hears nothing until somebody has looked.
 */
export async function yetToHear(world: World, shop: ShopId, asking: readonly Asking[], now: Date): Promise<Map<string, boolean>> {
  if (asking.length === 0) return new Map();
  const rows = await world.db.rows(Hearing, sql`
    select a.run, exists (select 1 from flow_run r where r.shop_id = ${anyShop(shop)} and r.run_id = a.run and r.state = 'parked') as "isAside"
    from unnest(${asking.map(({ run }) => run)}::bigint[], ${asking.map(({ customer }) => customer)}::bigint[]) as a (run, customer)
    where exists (select 1 from flow_heard h where h.shop_id = ${anyShop(shop)} and h.run_id = a.run)
      or exists (select 1 from happened p where p.shop_id = ${anyShop(shop)} and p.customer_id = a.customer and p.at <= ${now})
      or exists (select 1 from person_text t where t.shop_id = ${anyShop(shop)} and t.run_id = a.run and t.state = 'leased')`);
  return new Map(rows.map(({ run, isAside }) => [run, isAside]));
}

const TOLD = { run: "bigint", heard: "jsonb" } as const;

export async function tellRuns(world: World, shop: ShopId, told: readonly RunToldOf[], now: Date): Promise<void> {
  if (told.length === 0) return;
  await world.db.run(sql`
    insert into flow_heard (shop_id, run_id, heard, at)
    select ${shop}, f.run, f.heard, ${now} from ${deepRecordset<RunToldOf>(TOLD, told)} join flow_run r on r.shop_id = ${anyShop(shop)} and r.run_id = f.run`);
  await wake(world, shop, "flow");
}

/** What these flows' texts of the day cost, as far as they may have gone; who asks holds the shop's spending (messages/spend-rows.server.ts). */
export async function spentByFlows(world: World, shop: ShopId, flows: readonly number[], since: Date): Promise<Map<number, number>> {
  if (flows.length === 0) return new Map();
  const rows = await world.db.rows(z.object({ flow: z.int(), micros: Count }), sql`
    select t.flow_id as flow, coalesce(sum(t.micros), 0) as micros from person_text t
    where t.shop_id = ${anyShop(shop)} and t.flow_id = any(${flows}::int[]) and t.sent_at >= ${since} and t.sent_at is not null group by t.flow_id order by t.flow_id`);
  return new Map(rows.map(({ flow, micros }) => [flow, micros]));
}

/** The gate's halt was about the sender alone, and that is mended: their runs ask again. */
export async function askHaltedAgain(world: World, shop: ShopId, reasons: readonly string[], now: Date): Promise<void> {
  const halted = await world.db.rows(z.object({ run: Id }), sql`
    with held as (
      update person_text t set state = 'due', due_at = ${HELD_UNTIL}, reason = null where t.shop_id = ${shop} and t.state = 'halted' and not t.let_go and t.run_id is not null and t.reason = any(${reasons}::text[])
      returning t.run_id, t.flow_id),
    mended as (
      update flow w set problem = null where w.shop_id = ${shop} and w.problem = any(${reasons}::text[]) and exists (select 1 from held where held.flow_id = w.flow_id))
    select distinct run_id as run from held order by run_id`);
  await tellRuns(world, shop, halted.map(({ run }) => ({ run, heard: { kind: "resume", overdue: "go", at: now.getTime() } })), now);
}
