// What the gate said of texts, as rows: one for each time it was asked before a sending, with everything that is needed
// to ask it again. The settings stand in a table of their own, by version.
import { z } from "zod";
import type { NumberHash } from "../../consent/number.ts";
import type { CustomerId, ShopId } from "../../lib/ids.ts";
import { deepRecordset } from "../../lib/recordset.ts";
import { Id, sql } from "../../lib/sql.ts";
import type { World } from "../../lib/world.ts";
import { DecisionRecord } from "../gate/record.ts";

/** As the column holds it. */
export const StoredRecord = DecisionRecord.omit({ settings: true });
export type StoredRecord = z.infer<typeof StoredRecord>;

export type NewDecision = { textId: string; customerId: CustomerId | null; number: NumberHash; record: StoredRecord };

const COLUMNS = { textId: "bigint", customerId: "bigint", number: "text", at: "timestamptz", verdict: "text", reason: "text", until: "timestamptz", record: "jsonb" } as const;

/** In the order in which they were made; by text. */
export async function writeDecisions(world: World, shop: ShopId, settingsVersion: number, decisions: readonly NewDecision[]): Promise<Map<string, string>> {
  if (decisions.length === 0) return new Map();
  const rows = decisions.map(({ record, ...rest }) => ({ ...rest, at: new Date(record.at), verdict: record.verdict, reason: record.reason, until: record.until === null ? null : new Date(record.until), record }));
  const written = await world.db.rows(z.object({ decisionId: Id, textId: Id }), sql`
    insert into decision (shop_id, text_id, customer_id, number, at, verdict, reason, until, settings_version, record)
    select ${shop}, f."textId", f."customerId", decode(f.number, 'hex'), f.at, f.verdict, f.reason, f.until, ${settingsVersion}, f.record
    from ${deepRecordset<(typeof rows)[number]>(COLUMNS, rows)}
    returning decision_id as "decisionId", text_id as "textId"`);
  return new Map(written.map(({ decisionId, textId }) => [textId, decisionId]));
}
