// How far the reading of the shop's history has come, for Home.
import { z } from "zod";
import type { ShopId } from "../lib/ids.ts";
import { Count, sql } from "../lib/sql.ts";
import type { World } from "../lib/world.ts";
import { IMPORT_KINDS, type ImportKind } from "../shops/import-kind.ts";

export type ImportLine = {
  kind: ImportKind;
  state: "waiting" | "reading" | "done" | "stopped";
  rowsRead: number;
  rowsTotal: number | null;
  rowsParked: number;
  problem: string | null;
};

const Row = z.object({
  kind: z.enum(IMPORT_KINDS), state: z.string(), rows_read: Count, rows_total: Count.nullable(), rows_parked: Count, problem: z.string().nullable(),
});

/** The newest whole import of each kind, in the order they are shown. Empty before the shop was opened. */
export async function importProgress(world: World, shop: ShopId): Promise<ImportLine[]> {
  const rows = await world.db.rows(Row, sql`
    select distinct on (kind) kind, state, rows_read, rows_total, rows_parked, problem from import_run
    where shop_id = ${shop} and reason <> 'reconcile' order by kind, import_id desc`);
  const lines = rows.map((row): ImportLine => ({
    kind: row.kind, state: STATES[row.state] ?? "waiting", rowsRead: row.rows_read, rowsTotal: row.rows_total, rowsParked: row.rows_parked, problem: row.problem,
  }));
  return lines.sort((one, two) => IMPORT_KINDS.indexOf(one.kind) - IMPORT_KINDS.indexOf(two.kind));
}

/** While Shopify prepares the file there is nothing to read yet. */
const STATES: Record<string, ImportLine["state"]> = { asked: "waiting", running: "waiting", reading: "reading", done: "done", parked: "stopped" };
