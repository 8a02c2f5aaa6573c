// Replays as rows: one for each time that a merchant asked for one, taken further a set of people at a time.
import { z } from "zod";
import type { ShopId } from "../../lib/ids.ts";
import { Count, Id, Instant, row, sql } from "../../lib/sql.ts";
import type { World } from "../../lib/world.ts";
import { FlowDefinition } from "../definition.ts";
import { ReplayResult } from "./result.ts";
import { ReplayView } from "./replay-view.ts";

const Running = z.object({ replayId: Id, flow: z.int(), definition: FlowDefinition, days: Count, until: Instant, cursor: Id.nullable(), people: Count, total: Count.nullable(), result: ReplayResult });
export type Running = z.infer<typeof Running>;

/** The oldest, held until the transaction ends. */
export const runningReplay = (world: World, shop: ShopId): Promise<Running | null> => row(world.db, Running, sql`
  select replay_id as "replayId", flow_id as flow, definition, days, until, cursor, people, total, result from flow_replay
  where shop_id = ${shop} and state = 'running' order by replay_id limit 1 for update skip locked`);

export const isAnyRunning = async (world: World, shop: ShopId): Promise<boolean> => (await world.db.run(sql`select 1 from flow_replay where shop_id = ${shop} and state = 'running' limit 1`)) > 0;

export type NewReplay = { flow: number; digest: string; definition: FlowDefinition; days: number; until: Date };

export async function insertReplay(world: World, shop: ShopId, { flow, digest, definition, days, until }: NewReplay): Promise<string> {
  const made = await world.db.rows(z.object({ replayId: Id }), sql`
    insert into flow_replay (shop_id, flow_id, digest, definition, days, until, started_at)
    values (${shop}, ${flow}, ${digest}, ${JSON.stringify(definition)}::jsonb, ${days}, ${until}, ${until}) returning replay_id as "replayId"`);
  return made[0]?.replayId ?? "";
}

/** What is still running of the flow; returns how many that were. */
export const endReplays = (world: World, shop: ShopId, flow: number, now: Date): Promise<number> => world.db.run(sql`
  update flow_replay set state = 'cancelled', done_at = ${now} where shop_id = ${shop} and flow_id = ${flow} and state = 'running'`);

export type Further = { cursor: string | null; people: number; total: number | null; result: ReplayResult; doneAt: Date | null };

/** Not where it was cancelled meanwhile. */
export async function saveFurther(world: World, shop: ShopId, replay: string, { cursor, people, total, result, doneAt }: Further): Promise<void> {
  await world.db.run(sql`
    update flow_replay set cursor = ${cursor}::bigint, people = ${people}, total = ${total}::int, result = ${JSON.stringify(result)}::jsonb, state = ${doneAt === null ? "running" : "done"}, done_at = ${doneAt}
    where shop_id = ${shop} and replay_id = ${replay}::bigint and state = 'running'`);
}

export async function failReplay(world: World, shop: ShopId, replay: string, problem: string, now: Date): Promise<void> {
  await world.db.run(sql`update flow_replay set state = 'failed', problem = ${problem}, done_at = ${now} where shop_id = ${shop} and replay_id = ${replay}::bigint and state = 'running'`);
}

/** The newest of this very definition that was not called off. */
export const readReplay = (world: World, shop: ShopId, flow: number, digest: string): Promise<ReplayView | null> => row(world.db, ReplayView, sql`
  select replay_id as "replayId", days, until, state, people, total, result, problem, started_at as "startedAt", done_at as "doneAt", seen_at as "seenAt" from flow_replay
  where shop_id = ${shop} and flow_id = ${flow} and digest = ${digest} and state <> 'cancelled' order by replay_id desc limit 1`);

const Of = z.object({ definition: FlowDefinition, days: Count, until: Instant });

/** Whatever became of it since. */
export const replayOf = (world: World, shop: ShopId, flow: number, replay: string): Promise<z.infer<typeof Of> | null> => row(world.db, Of, sql`
  select definition, days, until from flow_replay where shop_id = ${shop} and flow_id = ${flow} and replay_id = ${replay}::bigint`);
