// Texts to single persons as the pump `text` takes them: chosen, leased with all that is about to be sent, and recorded
// by whoever still holds the lease.
import { z } from "zod";
import type { CustomerId, ShopId } from "../lib/ids.ts";
import { anyShop } from "../lib/merge.server.ts";
import { recordset } from "../lib/recordset.ts";
import { Id, row, sql } from "../lib/sql.ts";
import type { World } from "../lib/world.ts";
import { HELD_UNTIL } from "../messages/campaigns/campaign-texts.ts";
import type { ConnectionId } from "../platforms/connection.ts";
import type { TextFate } from "./text.ts";
import { TextRow } from "./text-row.ts";
import type { Settled } from "./text-settled.ts";

const columns = sql`text_id as "textId", key, source, customer_id as "customerId", encode(number, 'hex') as number, campaign_id as "campaignId", message_id as "messageId", message_version as "messageVersion",
  class, scope, topic, subject, cart, reply_kind as "replyKind", reply_to as "replyTo", expires_at as "expiresAt", body, media, attempts, fence,
  flow_id as "flowId", run_id as "runId", asked, flow_limit as "flowLimit", flow_day_micros as "flowDayMicros",
  connection_id as "connectionId", progress, sent_at as "sentAt", parts, micros`;

/** What of rank 0 to 2 goes first (messages/person-text.ts). Asked one by one, so that what waits until tomorrow is never read through. */
const RANKS = sql`unnest(array[0, 1, 2]::smallint[]) as first (rank)`;

/** Answers before service before promotion, then the oldest. Held until the transaction ends. */
export async function dueTexts(world: World, shop: ShopId, limit: number, now: Date): Promise<TextRow[]> {
  const rows = await world.db.rows(TextRow, sql`
    select t.* from ${RANKS} cross join lateral (
      select ${columns}, due_at from person_text p where p.shop_id = ${anyShop(shop)} and p.state = 'due' and p.rank = first.rank and p.due_at <= ${now}
      order by p.due_at, p.text_id limit ${limit} for update skip locked) as t
    order by first.rank, t.due_at, t."textId"::bigint`);
  return rows.slice(0, limit);
}

/** Somebody leased these and is not heard of since, or no answer came: they may have been taken. */
export const lostTexts = (world: World, shop: ShopId, limit: number, now: Date): Promise<TextRow[]> => world.db.rows(TextRow, sql`
  select ${columns} from person_text p where p.shop_id = ${anyShop(shop)} and p.state = 'leased' and p.leased_until <= ${now}
  order by p.leased_until, p.text_id limit ${limit} for update skip locked`);

const SETTLED = {
  textId: "bigint", decisionId: "bigint", state: "text", reason: "text", dueAt: "timestamptz", connectionId: "int", progress: "text", body: "text", media: "text", parts: "int", micros: "bigint",
  sentAt: "timestamptz", until: "timestamptz",
} as const;

/** Of texts that the caller holds. What is leased counts from here on as sent; of everything else nothing is remembered. */
export async function settle(world: World, shop: ShopId, settled: readonly Settled[]): Promise<void> {
  if (settled.length === 0) return;
  await world.db.run(sql`
    update person_text t set state = f.state, reason = f.reason, due_at = coalesce(f."dueAt", t.due_at), decision_id = coalesce(f."decisionId", t.decision_id), connection_id = f."connectionId",
      progress = f.progress::jsonb, body = coalesce(f.body, t.body), media = coalesce(f.media, t.media), parts = f.parts, micros = f.micros, sent_at = f."sentAt", leased_until = f.until,
      fence = t.fence + 1, problem = null, held_due_at = case when f."dueAt" >= ${HELD_UNTIL} then t.due_at end
    from ${recordset<Settled>(SETTLED, settled)} where t.shop_id = ${anyShop(shop)} and t.text_id = f."textId"`);
}

/** The lease of those that are looked for begins anew. */
export const leaseAgain = (world: World, shop: ShopId, texts: readonly string[], until: Date): Promise<number> => world.db.run(sql`
  update person_text set leased_until = ${until}, fence = fence + 1 where shop_id = ${anyShop(shop)} and text_id = any(${texts}::bigint[])`);

/** What only the sender stood in the way of, where that is mended. */
export const unhaltTexts = (world: World, shop: ShopId, reasons: readonly string[], now: Date): Promise<number> => world.db.run(sql`
  update person_text set state = 'due', due_at = ${now}, reason = null where shop_id = ${anyShop(shop)} and state = 'halted' and not let_go and run_id is null and reason = any(${reasons}::text[])`);

/** `connection`: through which it was leased. */
export type Recorded = { textId: string; fence: string; connection: ConnectionId | null; handedAt: Date | null; fate: TextFate; /** Found in the provider's list, by its words and its number. */ isFound: boolean };

const FATE = { textId: "bigint", fence: "bigint", connectionId: "int", state: "text", problem: "text", code: "text", providerId: "text", dueAt: "timestamptz", until: "timestamptz", attempts: "int", handedAt: "timestamptz" } as const;

const ANOTHERS = "The provider named a text that was another.";

/** Of two with the same words to the same number the provider may name one text for both: it was the one's that was just handed over and answered so, else the first one's that was looked for. */
function eachNamedOnce(recorded: readonly Recorded[]): Recorded[] {
  const named = new Set<string>();
  return recorded.toSorted((one, other) => Number(one.isFound) - Number(other.isFound)).map((each) => {
    const name = "providerId" in each.fate ? `${each.connection}/${each.fate.providerId}` : null;
    if (name !== null && named.has(name)) return { ...each, fate: { state: "doubt", problem: ANOTHERS } };
    if (name !== null) named.add(name);
    return each;
  });
}

/** Where the lease is still ours; returns the texts that were written, with their states. What was sent counts from when it was handed over. A provider's number that another text has already is none of this one's. */
export async function recordTexts(world: World, shop: ShopId, recorded: readonly Recorded[]): Promise<Map<string, string>> {
  const rows = eachNamedOnce(recorded).map(({ textId, fence, connection, handedAt, fate }) => ({
    textId, fence, connectionId: connection, state: fate.state, problem: "problem" in fate ? fate.problem : null, code: "code" in fate ? fate.code : null, providerId: "providerId" in fate ? fate.providerId : null,
    dueAt: "at" in fate ? fate.at : null, until: "until" in fate ? fate.until : null, attempts: "attempts" in fate ? fate.attempts : null, handedAt: fate.state === "sent" ? handedAt : null,
  }));
  const written = await world.db.rows(z.object({ textId: Id, state: z.string() }), sql`
    update person_text t set state = case when f."providerId" is not null and other.text_id is not null then 'doubt' else f.state end,
      provider_id = case when other.text_id is null then f."providerId" end,
      problem = case when other.text_id is not null then ${ANOTHERS} else f.problem end,
      error_code = f.code, due_at = coalesce(f."dueAt", t.due_at), leased_until = f.until, attempts = coalesce(f.attempts, t.attempts),
      sent_at = case when f.state = 'due' then null else coalesce(f."handedAt", t.sent_at) end, progress = case when f.state = 'leased' then t.progress end
    from ${recordset<(typeof rows)[number]>(FATE, rows)}
      left join lateral (
        select o.text_id from person_text o
        where o.shop_id = ${anyShop(shop)} and o.connection_id = f."connectionId" and o.provider_id = f."providerId" and o.text_id <> f."textId" limit 1) as other on true
    where t.shop_id = ${anyShop(shop)} and t.text_id = f."textId" and t.fence = f.fence and t.state = 'leased'
    returning t.text_id as "textId", t.state`);
  return new Map(written.map(({ textId, state }) => [textId, state]));
}

/** When there is something to do again, of what is not due yet. */
export async function nextTextAt(world: World, shop: ShopId, now: Date): Promise<Date | null> {
  const found = await row(world.db, z.object({ at: z.date().nullable() }), sql`
    select min(at) as at from (
      select due.at from ${RANKS} cross join lateral (
        select due_at as at from person_text where shop_id = ${anyShop(shop)} and state = 'due' and rank = first.rank and due_at > ${now} and due_at < ${HELD_UNTIL} order by due_at limit 1) as due
      union all
      (select leased_until from person_text where shop_id = ${anyShop(shop)} and state = 'leased' order by leased_until limit 1)) as coming`);
  return found?.at ?? null;
}

const Asked = z.object({ textId: Id });

/** Of cart reminders: whose customer has ordered since the cart was left. */
export async function orderedSince(world: World, shop: ShopId, asked: readonly { textId: string; customerId: CustomerId; leftAt: Date }[], now: Date): Promise<Set<string>> {
  if (asked.length === 0) return new Set();
  const rows = await world.db.rows(Asked, sql`
    select a.text_id as "textId" from unnest(${asked.map(({ textId }) => textId)}::bigint[], ${asked.map(({ customerId }) => customerId)}::bigint[], ${asked.map(({ leftAt }) => leftAt)}::timestamptz[]) as a (text_id, customer_id, left_at)
    where exists (select 1 from orders o where o.shop_id = ${anyShop(shop)} and o.customer_id = a.customer_id and o.processed_at >= a.left_at and o.processed_at <= ${now} and (o.void_at is null or o.void_at > ${now}))`);
  return new Set(rows.map(({ textId }) => textId));
}
