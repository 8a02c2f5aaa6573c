// What the pump `hear` takes: what carriers told of texts, and replies that are to be answered.
import { z } from "zod";
import type { Disclosure } from "../../consent/entry.ts";
import { Scope } from "../../consent/grant.ts";
import { NumberHash } from "../../consent/number.ts";
import { ReplyMeaning } from "../../inbox/reply.ts";
import { CustomerId, type ShopId } from "../../lib/ids.ts";
import { recordset } from "../../lib/recordset.ts";
import { Count, Id, Instant, row, sql } from "../../lib/sql.ts";
import { days, later } from "../../lib/time.ts";
import type { World } from "../../lib/world.ts";
import { ConnectionId } from "../../platforms/connection.ts";
import { TextNames } from "../text-names.ts";
import { TEXT_NAMES } from "../text-names-rows.server.ts";

const Receipt = z.object({
  receiptId: Id, status: z.enum(["sent", "undelivered", "delivered"]), errorCode: z.string().nullable(), at: Instant,
  textId: Id, number: NumberHash, customerId: Id.nullable(), state: z.enum(["doubt", "sent", "undelivered", "delivered"]), deliveredAt: Instant.nullable(), heldCode: z.string().nullable(),
  connection: ConnectionId, sentAt: Instant.nullable(), platform: z.string(), key: z.string(), micros: Count.nullable(), names: TextNames,
});
export type TakenReceipt = z.infer<typeof Receipt>;

/** Of texts whose sending has been noted; what comes sooner waits for that. */
export const takeReceipts = (world: World, shop: ShopId, limit: number): Promise<TakenReceipt[]> => world.db.rows(Receipt, sql`
  select r.receipt_id as "receiptId", r.status, r.error_code as "errorCode", r.at, t.text_id as "textId", encode(t.number, 'hex') as number, t.customer_id as "customerId", t.state, t.delivered_at as "deliveredAt", t.error_code as "heldCode", r.connection_id as connection, t.sent_at as "sentAt",
    n.platform, r.key, t.micros, to_jsonb(named) as names
  from receipt r join person_text t on t.shop_id = ${shop} and t.connection_id = r.connection_id and t.provider_id = r.provider_id
    join connection n on n.shop_id = ${shop} and n.connection_id = r.connection_id cross join lateral (select ${TEXT_NAMES}) named
  where r.shop_id = ${shop} and t.state in ('doubt', 'sent', 'undelivered', 'delivered') order by r.receipt_id limit ${limit}`);

export type Settled = { textId: string; state: string; deliveredAt: Date | null; errorCode: string | null };
const SETTLED = { textId: "bigint", state: "text", deliveredAt: "timestamptz", errorCode: "text" } as const;

export async function settleTexts(world: World, shop: ShopId, texts: readonly Settled[]): Promise<void> {
  await world.db.run(sql`
    update person_text t set state = f.state, delivered_at = f."deliveredAt", error_code = f."errorCode"
    from ${recordset<Settled>(SETTLED, texts)} where t.shop_id = ${shop} and t.text_id = f."textId"`);
}

export async function dropReceipts(world: World, shop: ShopId, ids: string[]): Promise<void> {
  await world.db.run(sql`delete from receipt where shop_id = ${shop} and receipt_id = any(${ids}::bigint[])`);
}

/** Of texts that we know nothing of: another system of the merchant's sends through the same account. */
export const dropStrange = (world: World, shop: ShopId, before: Date): Promise<number> => world.db.run(sql`delete from receipt where shop_id = ${shop} and heard_at < ${before}`);

/** Numbers of which an earlier text failed with this code, and none was delivered since. */
export async function failedBefore(world: World, shop: ShopId, texts: { number: NumberHash; textId: string }[], code: string): Promise<Set<NumberHash>> {
  const rows = await world.db.rows(z.object({ number: NumberHash }), sql`
    select asked.number from unnest(${texts.map(({ number }) => number)}::text[], ${texts.map(({ textId }) => textId)}::bigint[]) as asked (number, text_id)
    where exists (
      select 1 from (
        select state, error_code from person_text t
        where t.shop_id = ${shop} and t.number = decode(asked.number, 'hex') and t.sent_at is not null and t.text_id < asked.text_id and t.state in ('delivered', 'undelivered')
        order by t.sent_at desc, t.text_id desc limit 1) as last
      where last.state = 'undelivered' and last.error_code = ${code})`);
  return new Set(rows.map(({ number }) => number));
}

const New = z.object({
  replyId: Id, number: NumberHash, meaning: ReplyMeaning, language: z.string().nullable(), at: Instant, phone: z.string().nullable(),
  customerId: CustomerId.nullable(), locale: z.string().nullable(), askedLocale: z.string().nullable(), scopes: z.array(Scope).nullable(),
});
export type NewReply = z.infer<typeof New>;

/** Replies that are to be answered, with what is known of the language and of what was asked. */
export const takeNew = (world: World, shop: ShopId, limit: number): Promise<NewReply[]> => world.db.rows(New, sql`
  select r.reply_id as "replyId", encode(r.number, 'hex') as number, r.meaning, r.language, r.at, coalesce(r.phone, (
      select l.phone from reply l where l.shop_id = ${shop} and l.number = r.number and l.is_last order by l.reply_id desc limit 1)) as phone,
    r.customer_id as "customerId", c.locale, o.locale as "askedLocale", o.scopes
  from reply r left join customer c on c.shop_id = ${shop} and c.customer_id = r.customer_id left join opt_in o on o.shop_id = ${shop} and o.number = r.number
  where r.shop_id = ${shop} and r.state = 'new' order by r.reply_id limit ${limit}`);

export async function noteAnswered(world: World, shop: ShopId, replyIds: string[]): Promise<void> {
  await world.db.run(sql`update reply set state = 'done' where shop_id = ${shop} and reply_id = any(${replyIds}::bigint[])`);
}

export type AskedRow = { number: NumberHash; phone: string; customerId: CustomerId | null; locale: string; scopes: Scope[]; disclosure: Disclosure; at: Date };
type KeptRow = AskedRow & { expiresAt: Date };
const ASKED = { number: "text", phone: "text", customerId: "bigint", locale: "text", scopes: "text[]", disclosure: "jsonb", at: "timestamptz", expiresAt: "timestamptz" } as const;

/** A sign-up that nobody confirmed. */
const ASKED_FOR_MS = days(7);

/** Whoever was asked before is asked anew, in the words of now. */
export async function noteAsked(world: World, shop: ShopId, asked: readonly AskedRow[]): Promise<void> {
  await world.db.run(sql`
    insert into opt_in (shop_id, number, phone, customer_id, state, locale, scopes, disclosure, asked_at, expires_at)
    select ${shop}::int, decode(f.number, 'hex'), f.phone, f."customerId", 'asked', f.locale, f.scopes, f.disclosure, f.at, f."expiresAt" from ${recordset<KeptRow>(ASKED, asked.map((row) => ({ ...row, expiresAt: later(row.at, ASKED_FOR_MS) })))} order by f.number
    on conflict (shop_id, number) do update set phone = excluded.phone, customer_id = excluded.customer_id, state = 'asked', locale = excluded.locale, scopes = excluded.scopes,
      disclosure = excluded.disclosure, asked_at = excluded.asked_at, confirmed_at = null, expires_at = excluded.expires_at`);
}

const Waiting = z.object({ replies: z.boolean(), receipts: z.boolean(), early: z.boolean() });

/** `early`: receipts that came since then, of texts whose sending is not noted yet. */
export async function waiting(world: World, shop: ShopId, since: Date): Promise<z.infer<typeof Waiting>> {
  const found = await row(world.db, Waiting, sql`
    select exists (select 1 from reply where shop_id = ${shop} and state = 'new') as replies,
      exists (
        select 1 from receipt r join person_text t on t.shop_id = ${shop} and t.connection_id = r.connection_id and t.provider_id = r.provider_id
        where r.shop_id = ${shop} and t.state in ('doubt', 'sent', 'undelivered', 'delivered')) as receipts,
      exists (select 1 from receipt where shop_id = ${shop} and heard_at > ${since}) as early`);
  return found ?? { replies: false, receipts: false, early: false };
}
