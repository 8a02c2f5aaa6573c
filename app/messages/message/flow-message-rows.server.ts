// The texts that are a flow's own, as messages: whatever sends, counts and shows texts finds them like any other, but no list
// shows them and nobody chooses them. One for each step; what it says anew is its next version.
import { z } from "zod";
import type { ShopId } from "../../lib/ids.ts";
import { type Columns, deepRecordset } from "../../lib/recordset.ts";
import { row, sql } from "../../lib/sql.ts";
import type { World } from "../../lib/world.ts";
import { MessageDefinition } from "./message.ts";

type NewMessage = { messageId: number; name: string; definition: MessageDefinition };
const NEW: Columns<NewMessage> = { messageId: "int", name: "text", definition: "jsonb" };

/** Their numbers, in that order. */
export async function insertFlowMessages(world: World, shop: ShopId, messages: readonly Omit<NewMessage, "messageId">[], now: Date): Promise<number[]> {
  if (messages.length === 0) return [];
  const counted = await row(world.db, z.object({ last: z.int() }), sql`update shop set message_count = message_count + ${messages.length}::int where shop_id = ${shop} returning message_count as last`);
  const first = (counted?.last ?? 0) - messages.length + 1;
  const rows = messages.map((message, place) => ({ messageId: first + place, ...message }));
  await world.db.run(sql`
    insert into message (shop_id, message_id, name, version, state, created_at, changed_at)
    select ${shop}::int, f."messageId", f.name, 1, 'flow', ${now}::timestamptz, ${now}::timestamptz from ${deepRecordset<NewMessage>(NEW, rows)}`);
  await world.db.run(sql`
    insert into message_version (shop_id, message_id, version, definition, at) select ${shop}::int, f."messageId", 1, f.definition, ${now}::timestamptz from ${deepRecordset<NewMessage>(NEW, rows)}`);
  return rows.map(({ messageId }) => messageId);
}

type Again = { messageId: number; name: string; version: number; definition: MessageDefinition };
const AGAIN: Columns<Again> = { messageId: "int", name: "text", version: "int", definition: "jsonb" };

/** `version`: the one after its newest. */
export async function addFlowVersions(world: World, shop: ShopId, messages: readonly Again[], now: Date): Promise<void> {
  if (messages.length === 0) return;
  await world.db.run(sql`
    insert into message_version (shop_id, message_id, version, definition, at) select ${shop}::int, f."messageId", f.version, f.definition, ${now}::timestamptz from ${deepRecordset<Again>(AGAIN, messages)}`);
  await world.db.run(sql`
    update message m set version = f.version, name = f.name, changed_at = ${now} from ${deepRecordset<Again>(AGAIN, messages)}
    where m.shop_id = ${shop} and m.message_id = f."messageId" and m.state = 'flow'`);
}

const Kept = z.object({ messageId: z.int(), newest: z.int(), version: z.int(), definition: MessageDefinition });
export type KeptMessage = z.infer<typeof Kept>;

/** Every version of these. */
export const flowMessageVersions = async (world: World, shop: ShopId, messages: readonly number[]): Promise<KeptMessage[]> => (messages.length === 0 ? [] : world.db.rows(Kept, sql`
  select m.message_id as "messageId", m.version as newest, v.version, v.definition from message m join message_version v on v.shop_id = ${shop} and v.message_id = m.message_id
  where m.shop_id = ${shop} and m.message_id = any(${[...messages]}::int[]) and m.state = 'flow' order by m.message_id, v.version`));
