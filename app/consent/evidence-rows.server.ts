// What was decided about a number, sent to it and heard from it, in one period.
import { z } from "zod";
import type { ShopId } from "../lib/ids.ts";
import { Count, Id, Instant, type Sql, sql } from "../lib/sql.ts";
import type { World } from "../lib/world.ts";
import type { NumberHash } from "./number.ts";

/** Far more than one person gets in ten years under any cap. */
const ROWS_MAX = 20_000;

export type Period = { number: NumberHash; from: Date; to: Date };

const Maybe = z.string().nullable();

export const TextRow = z.object({
  textId: Id, source: z.string(), class: z.string(), scope: z.string(), topic: Maybe, campaignId: z.number().nullable(), messageId: z.number().nullable(), messageVersion: z.number().nullable(),
  state: z.string(), reason: Maybe, createdAt: Instant, sentAt: Instant.nullable(), deliveredAt: Instant.nullable(), providerId: Maybe, errorCode: Maybe, body: Maybe,
});
export type TextRow = z.infer<typeof TextRow>;

const within = ({ from, to }: Period, column: Sql): Sql => sql`${column} >= ${from}::timestamptz and ${column} <= ${to}::timestamptz`;

export const textsIn = (world: World, shop: ShopId, period: Period): Promise<TextRow[]> => world.db.rows(TextRow, sql`
  select text_id as "textId", source, class, scope, topic, campaign_id as "campaignId", message_id as "messageId", message_version as "messageVersion", state, reason, created_at as "createdAt", sent_at as "sentAt",
    delivered_at as "deliveredAt", provider_id as "providerId", error_code as "errorCode", body
  from person_text where shop_id = ${shop} and number = decode(${period.number}, 'hex') and ${within(period, sql`coalesce(sent_at, created_at)`)} order by coalesce(sent_at, created_at), text_id limit ${ROWS_MAX}`);

export const DecisionRow = z.object({ decisionId: Id, textId: Id, at: Instant, verdict: z.string(), reason: z.string(), until: Instant.nullable(), settingsVersion: Count, record: z.unknown() });
export type DecisionRow = z.infer<typeof DecisionRow>;

export const decisionsIn = (world: World, shop: ShopId, period: Period): Promise<DecisionRow[]> => world.db.rows(DecisionRow, sql`
  select decision_id as "decisionId", text_id as "textId", at, verdict, reason, until, settings_version as "settingsVersion", record
  from decision where shop_id = ${shop} and number = decode(${period.number}, 'hex') and ${within(period, sql`at`)} order by decision_id limit ${ROWS_MAX}`);

export const ReplyRow = z.object({ replyId: Id, at: Instant, heardAt: Instant, body: z.string(), pictures: Count, meaning: z.string(), language: Maybe });
export type ReplyRow = z.infer<typeof ReplyRow>;

export const repliesIn = (world: World, shop: ShopId, period: Period): Promise<ReplyRow[]> => world.db.rows(ReplyRow, sql`
  select reply_id as "replyId", at, heard_at as "heardAt", body, pictures, meaning, language
  from reply where shop_id = ${shop} and number = decode(${period.number}, 'hex') and ${within(period, sql`at`)} order by reply_id limit ${ROWS_MAX}`);

export const TraceRow = z.object({ seq: Count, address: Maybe, agent: Maybe });

export const tracesOf = (world: World, shop: ShopId, number: NumberHash): Promise<z.infer<typeof TraceRow>[]> => world.db.rows(TraceRow, sql`
  select seq, address, agent from consent_trace where shop_id = ${shop} and number = decode(${number}, 'hex') order by seq`);
