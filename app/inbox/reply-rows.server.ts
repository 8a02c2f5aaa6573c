// Replies as rows, one for each text that came in, and what stood about their numbers when they came.
import { z } from "zod";
import { Disclosure } from "../consent/entry.ts";
import { Scope } from "../consent/grant.ts";
import type { ShopifyWord } from "../consent/held.ts";
import { NumberHash } from "../consent/number.ts";
import { smsWord } from "../customers/sms-word-rows.server.ts";
import { CustomerId, type ShopId } from "../lib/ids.ts";
import { recordset } from "../lib/recordset.ts";
import { Instant, sql } from "../lib/sql.ts";
import type { World } from "../lib/world.ts";
import type { Asked, ReplyMeaning } from "./reply.ts";

type Key = { connection: number; key: string };

/** Each connection counts its own. */
export const keyOf = ({ connection, key }: Key) => `${connection}/${key}`;

/** The keys of those that were heard before; of other connections perhaps more. */
export async function knownReplies(world: World, shop: ShopId, replies: readonly Key[]): Promise<Set<string>> {
  const rows = await world.db.rows(z.object({ connection: z.int(), key: z.string() }), sql`
    select connection_id as connection, key from reply
    where shop_id = ${shop} and connection_id = any(${[...new Set(replies.map(({ connection }) => connection))]}::int[]) and key = any(${replies.map(({ key }) => key)}::text[])`);
  return new Set(rows.map(keyOf));
}

export type NewReply = {
  connection: number; key: string; number: NumberHash; customerId: CustomerId | null; phone: string; body: string; pictures: number;
  meaning: ReplyMeaning; language: string | null; at: Date; state: "new" | "done"; review: "waiting" | null;
  /** Nothing is left for a person to read in it. */
  isSettled: boolean;
};
const NEW = {
  connection: "int", key: "text", number: "text", customerId: "bigint", phone: "text", body: "text", pictures: "int", meaning: "text", language: "text", at: "timestamptz", state: "text", review: "text", isSettled: "boolean",
} as const;

/** At most one of each number at once: the one before it is no longer the last, and needs its phone no more. What is settled is read, unless something before it is not. */
export async function insertReplies(world: World, shop: ShopId, replies: readonly NewReply[], now: Date): Promise<void> {
  await world.db.run(sql`
    update reply set is_last = false, phone = null
    where shop_id = ${shop} and is_last and number in (select decode(number, 'hex') from unnest(${replies.map(({ number }) => number)}::text[]) as heard (number))`);
  await world.db.run(sql`
    insert into reply (shop_id, connection_id, key, number, customer_id, phone, body, pictures, meaning, language, at, heard_at, state, review, read_at)
    select ${shop}::int, f.connection, f.key, decode(f.number, 'hex'), f."customerId", f.phone, f.body, f.pictures, f.meaning, f.language, f.at, ${now}::timestamptz, f.state, f.review,
      case when f."isSettled" and not exists (select 1 from reply u where u.shop_id = ${shop} and u.number = decode(f.number, 'hex') and u.read_at is null) then ${now}::timestamptz end
    from ${recordset<NewReply>(NEW, replies)} order by f.at, f.key`);
}

/** Whoever writes can be reached, and may be answered for a while. Their rows are there, and held by the caller. */
export async function noteWriters(world: World, shop: ShopId, wrote: { number: NumberHash; at: Date }[], now: Date): Promise<void> {
  await world.db.run(sql`
    update number_state n set wrote_at = greatest(n.wrote_at, w.at), reach = 'ok', changed_at = ${now}
    from unnest(${wrote.map(({ number }) => number)}::text[], ${wrote.map(({ at }) => at)}::timestamptz[]) as w (number, at)
    where n.shop_id = ${shop} and n.number = decode(w.number, 'hex')`);
}

/** They have stopped: nothing that they wrote before is in question any more. */
export async function endReviews(world: World, shop: ShopId, numbers: readonly NumberHash[], now: Date): Promise<void> {
  if (numbers.length === 0) return;
  await world.db.run(sql`
    update reply set review = 'stop', reviewed_at = ${now}
    where shop_id = ${shop} and review = 'waiting' and number in (select decode(number, 'hex') from unnest(${numbers}::text[]) as stopped (number))`);
}

const Owner = z.object({ phone: z.string(), customerId: CustomerId, smsState: z.string().nullable(), smsOptInLevel: z.string().nullable(), smsUpdatedAt: Instant.nullable() });
export type Owner = z.infer<typeof Owner> & ShopifyWord;

/** Everybody who has one of these phones, the first of each phone first. */
export const phoneOwners = (world: World, shop: ShopId, phones: string[]): Promise<Owner[]> => world.db.rows(Owner, sql`
  select phone, customer_id as "customerId", said.state as "smsState", said.level as "smsOptInLevel", said.at as "smsUpdatedAt"
  from customer c ${smsWord(shop, "c")} where c.shop_id = ${shop} and c.phone = any(${phones}::text[]) order by c.phone, c.customer_id`);

const AskedRow = z.object({ number: NumberHash, scopes: z.array(Scope).min(1), disclosure: Disclosure, expiresAt: Instant, messageId: z.string().nullable() });

/** Sign-ups that wait for a second yes, with the text that asked for it. */
export async function askedOf(world: World, shop: ShopId, numbers: readonly NumberHash[], now: Date): Promise<Map<NumberHash, Asked>> {
  const rows = await world.db.rows(AskedRow, sql`
    select encode(o.number, 'hex') as number, o.scopes, o.disclosure, o.expires_at as "expiresAt", (
      select t.provider_id from person_text t
      where t.shop_id = ${shop} and t.number = o.number and t.reply_kind = 'optIn' and t.sent_at >= o.asked_at and t.provider_id is not null order by t.sent_at desc, t.text_id desc limit 1) as "messageId"
    from unnest(${[...new Set(numbers)]}::text[]) as heard (number) join opt_in o on o.shop_id = ${shop} and o.number = decode(heard.number, 'hex')
    where o.state = 'asked' and o.expires_at > ${now}`);
  return new Map(rows.map(({ number, ...asked }) => [number, asked]));
}

export async function noteConfirmed(world: World, shop: ShopId, confirmed: { number: NumberHash; at: Date }[]): Promise<void> {
  if (confirmed.length === 0) return;
  await world.db.run(sql`
    update opt_in o set state = 'confirmed', confirmed_at = c.at
    from unnest(${confirmed.map(({ number }) => number)}::text[], ${confirmed.map(({ at }) => at)}::timestamptz[]) as c (number, at)
    where o.shop_id = ${shop} and o.number = decode(c.number, 'hex') and o.state = 'asked'`);
}

export type NewReceipt = { connection: number; key: string; providerId: string; status: string; errorCode: string | null; at: Date };
const RECEIPT = { connection: "int", key: "text", providerId: "text", status: "text", errorCode: "text", at: "timestamptz" } as const;

/** Returns how many were news. */
export const insertReceipts = async (world: World, shop: ShopId, receipts: readonly NewReceipt[], now: Date): Promise<number> => receipts.length === 0 ? 0 : world.db.run(sql`
  insert into receipt (shop_id, connection_id, key, provider_id, status, error_code, at, heard_at)
  select ${shop}::int, f.connection, f.key, f."providerId", f.status, f."errorCode", f.at, ${now}::timestamptz from ${recordset<NewReceipt>(RECEIPT, receipts)} order by f.at, f.key
  on conflict (shop_id, connection_id, key) do nothing`);
