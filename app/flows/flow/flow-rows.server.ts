// Flows as rows: what a merchant works on, and where each flow is. Whoever changes a flow holds its row.
import { z } from "zod";
import type { ShopId } from "../../lib/ids.ts";
import { invariant } from "../../lib/invariant.ts";
import { Instant, row, type Sql, sql } from "../../lib/sql.ts";
import type { World } from "../../lib/world.ts";
import { FlowDefinition } from "../definition.ts";
import { FlowId, FlowState } from "./flow.ts";
import { Progress } from "./progress.ts";

export const FlowRow = z.object({
  flowId: FlowId, name: z.string(), state: FlowState, draft: FlowDefinition, draftRev: z.int(), version: z.int().nullable(), problem: z.string().nullable(), seed: z.string().nullable(), createdAt: Instant, changedAt: Instant,
  liveAt: Instant.nullable(), pausedAt: Instant.nullable(), endedAt: Instant.nullable(), dueAt: Instant.nullable(), progress: Progress,
});
export type FlowRow = z.infer<typeof FlowRow>;

const COLUMNS = sql`f.flow_id as "flowId", f.name, f.state, f.draft, f.draft_rev as "draftRev", f.version, f.problem, f.seed, f.created_at as "createdAt", f.changed_at as "changedAt", f.live_at as "liveAt", f.paused_at as "pausedAt",
  f.ended_at as "endedAt", f.due_at as "dueAt", f.progress`;

const flowWhere = (world: World, which: Sql) => row(world.db, FlowRow, sql`select ${COLUMNS} from flow f where ${which}`);

export const flowById = (world: World, shop: ShopId, flow: FlowId): Promise<FlowRow | null> => flowWhere(world, sql`f.shop_id = ${shop} and f.flow_id = ${flow}`);

/** Until the transaction ends nobody else changes it. */
export const lockFlow = (world: World, shop: ShopId, flow: FlowId): Promise<FlowRow | null> => flowWhere(world, sql`f.shop_id = ${shop} and f.flow_id = ${flow} for no key update`);

/** The one that has waited longest, held until the transaction ends. */
export const dueFlow = (world: World, shop: ShopId, now: Date): Promise<FlowRow | null> => flowWhere(world, sql`f.shop_id = ${shop} and f.due_at <= ${now} order by f.due_at, f.flow_id limit 1 for no key update skip locked`);

const Named = z.object({ flowId: FlowId, name: z.string() });

/** In a transaction: nobody else names a flow of this shop until it commits. Archived ones have given up their names. */
export async function lockNames(world: World, shop: ShopId): Promise<z.infer<typeof Named>[]> {
  await world.db.rows(z.object({ shopId: z.int() }), sql`select shop_id as "shopId" from shop where shop_id = ${shop} for no key update`);
  return world.db.rows(Named, sql`select flow_id as "flowId", name from flow where shop_id = ${shop} and state <> 'archived' order by flow_id`);
}

/** What other flows can name. */
export const namedFlows = (world: World, shop: ShopId): Promise<z.infer<typeof Named>[]> => world.db.rows(Named, sql`
  select flow_id as "flowId", name from flow where shop_id = ${shop} and state <> 'archived' order by name, flow_id`);

/** Counted per shop from 1, and never given twice. */
export async function insertFlow(world: World, shop: ShopId, { name, definition, seed }: { name: string; definition: FlowDefinition; seed: string | null }, now: Date): Promise<FlowId> {
  const counted = await row(world.db, z.object({ flow: FlowId }), sql`update shop set flow_count = flow_count + 1 where shop_id = ${shop} returning flow_count as flow`);
  invariant(counted, "the shop is there");
  await world.db.run(sql`
    insert into flow (shop_id, flow_id, name, draft, seed, created_at, changed_at) values (${shop}, ${counted.flow}, ${name}, ${JSON.stringify(definition)}::jsonb, ${seed}, ${now}, ${now})`);
  return counted.flow;
}

export const writeDraft = (world: World, shop: ShopId, flow: FlowId, name: string, definition: FlowDefinition, now: Date): Promise<number> => world.db.run(sql`
  update flow set name = ${name}, draft = ${JSON.stringify(definition)}::jsonb, draft_rev = draft_rev + 1, changed_at = ${now} where shop_id = ${shop} and flow_id = ${flow}`);

export const renameFlowRow = (world: World, shop: ShopId, flow: FlowId, name: string, now: Date): Promise<number> => world.db.run(sql`
  update flow set name = ${name}, changed_at = ${now} where shop_id = ${shop} and flow_id = ${flow}`);

/** What a change of state writes; what is not named stays. */
export type FlowTurn = Partial<Pick<FlowRow, "state" | "version" | "problem" | "liveAt" | "pausedAt" | "endedAt" | "dueAt" | "progress">>;

export async function turnFlow(world: World, shop: ShopId, { flowId, ...before }: FlowRow, turn: FlowTurn, now: Date): Promise<void> {
  const after = { ...before, ...turn };
  await world.db.run(sql`
    update flow set state = ${after.state}, version = ${after.version}, problem = ${after.problem}, live_at = ${after.liveAt}, paused_at = ${after.pausedAt}, ended_at = ${after.endedAt}, due_at = ${after.dueAt},
      progress = ${JSON.stringify(after.progress)}::jsonb, changed_at = ${now} where shop_id = ${shop} and flow_id = ${flowId}`);
}

/** How far something came that is under way; the flow itself does not change. */
export const noteProgress = (world: World, shop: ShopId, flow: FlowId, progress: Progress, dueAt: Date | null): Promise<number> => world.db.run(sql`
  update flow set progress = ${JSON.stringify(progress)}::jsonb, due_at = ${dueAt} where shop_id = ${shop} and flow_id = ${flow}`);

/** One that was never published, with what its replays told. */
export async function removeFlow(world: World, shop: ShopId, flow: FlowId): Promise<void> {
  await world.db.run(sql`delete from flow_replay where shop_id = ${shop} and flow_id = ${flow}`);
  await world.db.run(sql`delete from flow where shop_id = ${shop} and flow_id = ${flow} and state = 'draft' and version is null`);
}
