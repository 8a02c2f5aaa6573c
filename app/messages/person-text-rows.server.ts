// Texts to single persons as rows: written once, before anything goes out.
import type { ShopId } from "../lib/ids.ts";
import { wake } from "../lib/pump.server.ts";
import { recordset } from "../lib/recordset.ts";
import { sql } from "../lib/sql.ts";
import type { World } from "../lib/world.ts";
import { type NewText, rankOf } from "./person-text.ts";

const COLUMNS = {
  key: "text", source: "text", customerId: "bigint", number: "text", campaignId: "int", messageId: "int", messageVersion: "int", class: "text", scope: "text", topic: "text",
  subject: "text", cart: "jsonb", replyKind: "text", replyTo: "timestamptz", rank: "smallint", dueAt: "timestamptz", expiresAt: "timestamptz", body: "text", media: "text",
  flowId: "int", runId: "bigint", step: "text", asked: "int", flowLimit: "jsonb", flowDayMicros: "bigint",
} as const;

/** Returns how many were new: a key that is known is written once. Those that are due are on their way with the caller's transaction. */
export async function writeTexts(world: World, shop: ShopId, texts: NewText[], now: Date): Promise<number> {
  if (texts.length === 0) return 0;
  const rows = texts.map(({ message, reply, flow, ...text }) => ({
    ...text, messageId: message?.id ?? null, messageVersion: message?.version ?? null, replyKind: reply?.kind ?? null, replyTo: reply?.to ?? null, rank: rankOf(text),
    flowId: flow?.flow ?? null, runId: flow?.run ?? null, step: flow?.step ?? null, asked: flow?.asked ?? null,
    flowLimit: flow?.limit ?? null, flowDayMicros: flow?.dayMicros ?? null,
  }));
  const written = await world.db.run(sql`
    insert into person_text (shop_id, key, source, customer_id, number, campaign_id, message_id, message_version, class, scope, topic, subject, cart, reply_kind, reply_to,
      rank, due_at, expires_at, body, media, flow_id, run_id, step, asked, flow_limit, flow_day_micros, created_at)
    select ${shop}, f.key, f.source, f."customerId", decode(f.number, 'hex'), f."campaignId", f."messageId", f."messageVersion", f.class, f.scope, f.topic, f.subject, f.cart, f."replyKind", f."replyTo",
      f.rank, f."dueAt", f."expiresAt", f.body, f.media, f."flowId", f."runId", f.step, f.asked, f."flowLimit", f."flowDayMicros", ${now}
    from ${recordset(COLUMNS, rows)}
    on conflict (shop_id, key) do nothing`);
  const first = Math.min(...texts.map(({ dueAt }) => dueAt.getTime()));
  if (written > 0) await wake(world, shop, "text", first > now.getTime() ? new Date(first) : undefined);
  return written;
}
