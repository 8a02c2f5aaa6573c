// What the gate said of texts, as rows: one for each time it was asked before a sending, with everything that is needed
// to ask it again. The settings stand in a table of their own, by version.
import { z } from "zod";
import type { NumberHash } from "../../consent/number.ts";
import type { CustomerId, ShopId } from "../../lib/ids.ts";
import { wake } from "../../lib/pump.server.ts";
import { deepRecordset } from "../../lib/recordset.ts";
import { Id, sql } from "../../lib/sql.ts";
import type { World } from "../../lib/world.ts";
import { DecisionRecord } from "../gate/record.ts";

/** As the column holds it. */
export const StoredRecord = DecisionRecord.omit({ settings: true });
export type StoredRecord = z.infer<typeof StoredRecord>;

export type NewDecision = { textId: string; customerId: CustomerId | null; number: NumberHash; record: StoredRecord; /** Whether segments are to know of it. */ isTold: boolean };

const COLUMNS = { textId: "bigint", customerId: "bigint", number: "text", at: "timestamptz", verdict: "text", reason: "text", until: "timestamptz", record: "jsonb", untold: "boolean" } as const;

/** Of a campaign's or a flow's text that does not go now: segments are told so (unsent.server.ts). */
const isUntold = ({ record: { verdict }, isTold }: NewDecision) => isTold && (verdict === "skip" || verdict === "defer");

/** In the order in which they were made; by text. */
export async function writeDecisions(world: World, shop: ShopId, settingsVersion: number, decisions: readonly NewDecision[]): Promise<Map<string, string>> {
  if (decisions.length === 0) return new Map();
  const rows = decisions.map(({ isTold, record, ...rest }) => ({ ...rest, untold: isUntold({ ...rest, record, isTold }), at: new Date(record.at), verdict: record.verdict, reason: record.reason, until: record.until === null ? null : new Date(record.until), record }));
  const written = await world.db.rows(z.object({ decisionId: Id, textId: Id }), sql`
    insert into decision (shop_id, text_id, customer_id, number, at, verdict, reason, until, settings_version, record, untold)
    select ${shop}, f."textId", f."customerId", decode(f.number, 'hex'), f.at, f.verdict, f.reason, f.until, ${settingsVersion}, f.record, f.untold
    from ${deepRecordset<(typeof rows)[number]>(COLUMNS, rows)}
    returning decision_id as "decisionId", text_id as "textId"`);
  if (rows.some(({ untold }) => untold)) await wake(world, shop, "unsent");
  return new Map(written.map(({ decisionId, textId }) => [textId, decisionId]));
}
