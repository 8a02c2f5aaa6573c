// Writes down what runs decided: their lines, their rows, and those that are set aside.
import { z } from "zod";
import type { ShopId } from "../../lib/ids.ts";
import { anyShop } from "../../lib/merge.server.ts";
import { copyText } from "../../lib/copy.ts";
import { type Columns, deepRecordset } from "../../lib/recordset.ts";
import { Id, sql } from "../../lib/sql.ts";
import type { World } from "../../lib/world.ts";
import type { Run } from "../fold.ts";
import type { Line } from "../ledger.ts";

/** Numbers for runs that are about to be let in: what is decided of one may name another. */
export async function newRunIds(world: World, shop: ShopId, count: number): Promise<string[]> {
  if (count === 0) return [];
  const rows = await world.db.rows(z.object({ id: Id }), sql`
    select nextval(pg_get_serial_sequence('flow_run', 'run_id')) as id from shop cross join generate_series(1, ${count}) where shop.shop_id = ${shop}`);
  return rows.map(({ id }) => id);
}

/** What is new goes in by COPY, which takes a part of the time; for fewer it saves nothing. */
const COPY_MIN = 20;
const iso = (at: Date | null): string | null => at?.toISOString() ?? null;

export type RunSaved = {
  runId: string; flowId: number; version: number; customerId: string; key: string; control: boolean; group: string | null; priority: number;
  state: string; step: string | null; waits: string | null; run: Run; lines: number; fence: number; dueAt: Date | null; lookAt: Date | null; enteredAt: Date; endedAt: Date | null; reason: string | null; label: string | null;
};
type RunColumns = Omit<RunSaved, "group"> & { groupName: string | null };

const STATE = {
  runId: "bigint", version: "int", state: "text", step: "text", waits: "text", run: "jsonb", lines: "int", fence: "int", dueAt: "timestamptz", lookAt: "timestamptz", endedAt: "timestamptz", reason: "text", label: "text",
} as const;
const RUN: Columns<RunColumns> = { ...STATE, flowId: "int", customerId: "bigint", key: "text", control: "boolean", groupName: "text", priority: "smallint", enteredAt: "timestamptz" };

const RUN_COLUMNS = sql`shop_id, run_id, flow_id, version, customer_id, key, state, control, group_name, priority, step, waits, run, lines, fence, due_at, look_at, entered_at, ended_at, reason, label`;

export async function insertRuns(world: World, shop: ShopId, runs: readonly RunSaved[]): Promise<void> {
  if (runs.length === 0) return;
  if (runs.length >= COPY_MIN) return void (await world.db.copyIn(sql`copy flow_run (${RUN_COLUMNS}) from stdin`, copyText(runs, (r) => [
    shop, r.runId, r.flowId, r.version, r.customerId, r.key, r.state, r.control, r.group, r.priority, r.step, r.waits, r.run, r.lines, r.fence, iso(r.dueAt), iso(r.lookAt), iso(r.enteredAt), iso(r.endedAt), r.reason, r.label,
  ])));
  await world.db.run(sql`
    insert into flow_run (${RUN_COLUMNS})
    select ${shop}, f."runId", f."flowId", f.version, f."customerId", f.key, f.state, f.control, f."groupName", f.priority, f.step, f.waits, f.run, f.lines, f.fence, f."dueAt", f."lookAt", f."enteredAt", f."endedAt", f.reason, f.label
    from ${deepRecordset<RunColumns>(RUN, runs.map(({ group, ...run }) => ({ ...run, groupName: group })))}`);
}

export type RunMoved = Pick<RunSaved, keyof typeof STATE>;

/** Of runs that the caller holds. */
export async function updateRuns(world: World, shop: ShopId, runs: readonly RunMoved[]): Promise<void> {
  if (runs.length === 0) return;
  await world.db.run(sql`
    update flow_run r set version = f.version, state = f.state, step = f.step, waits = f.waits, run = f.run, lines = f.lines, fence = f.fence, due_at = f."dueAt", look_at = f."lookAt", ended_at = f."endedAt", reason = f.reason, label = f.label,
      attempts = 0, problem = null
    from ${deepRecordset<RunMoved>(STATE, runs)} where r.shop_id = ${anyShop(shop)} and r.run_id = f."runId"`);
}

export type LineSaved = { runId: string; seq: number; at: Date; line: Line };
const LINE: Columns<LineSaved> = { runId: "bigint", seq: "int", at: "timestamptz", line: "jsonb" };

export async function insertLines(world: World, shop: ShopId, lines: readonly LineSaved[]): Promise<void> {
  if (lines.length === 0) return;
  if (lines.length >= COPY_MIN) return void (await world.db.copyIn(sql`copy flow_line (shop_id, run_id, seq, at, line) from stdin`, copyText(lines, ({ runId, seq, at, line }) => [shop, runId, seq, iso(at), line])));
  await world.db.run(sql`
    insert into flow_line (shop_id, run_id, seq, at, line) select ${shop}, f."runId", f.seq, f.at, f.line from ${deepRecordset<LineSaved>(LINE, lines)}`);
}

export type Look = { runId: string; lookAt: Date | null };

/** Nothing was decided, and they are looked at again then. */
export const setLooks = async (world: World, shop: ShopId, looks: readonly Look[]): Promise<number> => (looks.length === 0 ? 0 : world.db.run(sql`
  update flow_run r set look_at = f."lookAt" from ${deepRecordset<Look>({ runId: "bigint", lookAt: "timestamptz" }, looks)} where r.shop_id = ${anyShop(shop)} and r.run_id = f."runId"`));

export type Parked = { runId: string; problem: string };

/** Set aside until somebody looks; what they have yet to hear waits for them. */
export const parkRuns = async (world: World, shop: ShopId, parked: readonly Parked[]): Promise<number> => (parked.length === 0 ? 0 : world.db.run(sql`
  update flow_run r set state = 'parked', problem = f.problem, attempts = r.attempts + 1 from ${deepRecordset<Parked>({ runId: "bigint", problem: "text" }, parked)} where r.shop_id = ${anyShop(shop)} and r.run_id = f."runId"`));
