// Flows and their versions as rows, and the messages that a version's own texts are kept as. Whoever changes a flow holds its
// row; a version never changes.
import { z } from "zod";
import type { ShopId } from "../../lib/ids.ts";
import { invariant } from "../../lib/invariant.ts";
import { Instant, row, type Sql, sql } from "../../lib/sql.ts";
import type { World } from "../../lib/world.ts";
import { FlowDefinition } from "../definition.ts";
import { StepId } from "../step-id.ts";
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

export async function nextFlowAt(world: World, shop: ShopId): Promise<Date | null> {
  const found = await row(world.db, z.object({ at: Instant.nullable() }), sql`select min(due_at) as at from flow where shop_id = ${shop} and due_at is not null`);
  return found?.at ?? null;
}

const Named = z.object({ flowId: FlowId, name: z.string() });

/** In a transaction: nobody else names a flow of this shop until it commits. Archived ones have given up their names. */
export async function lockNames(world: World, shop: ShopId): Promise<z.infer<typeof Named>[]> {
  await world.db.rows(z.object({ shopId: z.int() }), sql`select shop_id as "shopId" from shop where shop_id = ${shop} for no key update`);
  return world.db.rows(Named, sql`select flow_id as "flowId", name from flow where shop_id = ${shop} and state <> 'archived' order by flow_id`);
}

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

export const removeFlow = (world: World, shop: ShopId, flow: FlowId): Promise<number> => world.db.run(sql`
  delete from flow where shop_id = ${shop} and flow_id = ${flow} and state = 'draft' and version is null`);

const VersionRow = z.object({ flowId: z.int(), version: z.int(), name: z.string(), definition: FlowDefinition, at: Instant, by: z.string().nullable() });
export type FlowVersionRow = z.infer<typeof VersionRow>;

const VERSION = sql`v.flow_id as "flowId", v.version, v.name, v.definition, v.at, v.by`;

export const readFlowVersion = (world: World, shop: ShopId, flow: number, version: number): Promise<FlowVersionRow | null> => row(world.db, VersionRow, sql`
  select ${VERSION} from flow_version v where v.shop_id = ${shop} and v.flow_id = ${flow} and v.version = ${version}`);

export type VersionName = { flow: number; version: number };
export const versionName = ({ flow, version }: VersionName): string => `${flow}/${version}`;

/** By versionName. */
export async function flowVersions(world: World, shop: ShopId, asked: readonly VersionName[]): Promise<Map<string, FlowVersionRow>> {
  const once = [...new Map(asked.map((each) => [versionName(each), each])).values()];
  if (once.length === 0) return new Map();
  const rows = await world.db.rows(VersionRow, sql`
    select ${VERSION} from unnest(${once.map(({ flow }) => flow)}::int[], ${once.map(({ version }) => version)}::int[]) a(flow, version)
    join flow_version v on v.shop_id = ${shop} and v.flow_id = a.flow and v.version = a.version`);
  return new Map(rows.map((each) => [versionName({ flow: each.flowId, version: each.version }), each]));
}

const Listed = z.object({ version: z.int(), name: z.string(), at: Instant, by: z.string().nullable(), definition: FlowDefinition });
export type ListedVersion = z.infer<typeof Listed>;

/** Newest first. */
export const listVersions = (world: World, shop: ShopId, flow: FlowId): Promise<ListedVersion[]> => world.db.rows(Listed, sql`
  select v.version, v.name, v.at, v.by, v.definition from flow_version v where v.shop_id = ${shop} and v.flow_id = ${flow} order by v.version desc limit 200`);

export const insertFlowVersion = (world: World, shop: ShopId, flow: FlowId, version: { version: number; name: string; definition: FlowDefinition; by: string | null }, now: Date): Promise<number> => world.db.run(sql`
  insert into flow_version (shop_id, flow_id, version, name, definition, at, by) values (${shop}, ${flow}, ${version.version}, ${version.name}, ${JSON.stringify(version.definition)}::jsonb, ${now}, ${version.by})`);

const StepMessage = z.object({ flowId: z.int(), version: z.int(), step: StepId, messageId: z.int(), messageVersion: z.int() });
export type StepMessage = z.infer<typeof StepMessage>;

/** Which message each step of these versions sends. */
export const flowMessages = async (world: World, shop: ShopId, asked: readonly VersionName[]): Promise<StepMessage[]> => (asked.length === 0 ? [] : world.db.rows(StepMessage, sql`
  select m.flow_id as "flowId", m.version, m.step, m.message_id as "messageId", m.message_version as "messageVersion"
  from unnest(${asked.map(({ flow }) => flow)}::int[], ${asked.map(({ version }) => version)}::int[]) a(flow, version)
  join flow_message m on m.shop_id = ${shop} and m.flow_id = a.flow and m.version = a.version order by m.flow_id, m.version, m.step`));

export const insertFlowMessages = async (world: World, shop: ShopId, rows: readonly StepMessage[]): Promise<number> => (rows.length === 0 ? 0 : world.db.run(sql`
  insert into flow_message (shop_id, flow_id, version, step, message_id, message_version)
  select ${shop}, r.flow_id, r.version, r.step, r.message_id, r.message_version
  from unnest(${rows.map(({ flowId }) => flowId)}::int[], ${rows.map(({ version }) => version)}::int[], ${rows.map(({ step }) => step)}::text[], ${rows.map(({ messageId }) => messageId)}::int[],
    ${rows.map(({ messageVersion }) => messageVersion)}::int[]) r(flow_id, version, step, message_id, message_version)`));
