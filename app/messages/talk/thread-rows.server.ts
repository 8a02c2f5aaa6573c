// The inbox's conversations as rows: by number, the one with the newest reply first.
import { z } from "zod";
import { NumberHash } from "../../consent/number.ts";
import { ReplyMeaning } from "../../inbox/reply.ts";
import { smsWord } from "../../customers/sms-word-rows.server.ts";
import { CustomerId, type ShopId } from "../../lib/ids.ts";
import { parseJson } from "../../lib/json.ts";
import { Count, empty, Id, Instant, row, type Sql, sql } from "../../lib/sql.ts";
import type { World } from "../../lib/world.ts";
import type { ThreadFilter } from "./thread.ts";

export const THREADS_MAX = 50;

const Person = { customerId: CustomerId.nullable(), firstName: z.string().nullable(), lastName: z.string().nullable(), email: z.string().nullable() };
const Thread = z.object({
  replyId: Id, number: NumberHash, ...Person, phone: z.string().nullable(), sealed: z.string().nullable(),
  body: z.string(), pictures: Count, meaning: ReplyMeaning, at: Instant, isUnread: z.boolean(), isWaiting: z.boolean(),
});
export type ThreadRow = z.infer<typeof Thread>;

const Owner = z.object({ ...Person, customerId: CustomerId, phone: z.string(), smsState: z.string().nullable(), smsOptInLevel: z.string().nullable(), smsUpdatedAt: Instant.nullable() });
export type ThreadOwner = z.infer<typeof Owner>;

/** Whoever became a customer, or another one, since they wrote: the first that has the phone now. */
export async function ownersNow(world: World, shop: ShopId, phones: string[]): Promise<Map<string, ThreadOwner>> {
  if (phones.length === 0) return new Map();
  const rows = await world.db.rows(Owner, sql`
    select distinct on (phone) phone, customer_id as "customerId", first_name as "firstName", last_name as "lastName", email, said.state as "smsState", said.level as "smsOptInLevel", said.at as "smsUpdatedAt"
    from customer c ${smsWord(shop, "c")} where c.shop_id = ${shop} and c.phone = any(${phones}::text[]) order by c.phone, c.customer_id`);
  return new Map(rows.map((owner) => [owner.phone, owner]));
}

const WAITING = (shop: ShopId) => sql`exists (select 1 from reply w where w.shop_id = ${shop} and w.review = 'waiting' and w.number = r.number)`;

const filtered = (shop: ShopId, show: ThreadFilter): Sql => {
  switch (show) {
    case "all": return empty;
    case "unread": return sql`and r.read_at is null`;
    case "review": return sql`and r.number in (select w.number from reply w where w.shop_id = ${shop} and w.review = 'waiting')`;
    default: return show satisfies never;
  }
};

const KEY = /^[1-9]\d{0,18}$/;

/** `after`: the last one's reply. */
export const listThreads = (world: World, shop: ShopId, { show, after }: { show: ThreadFilter; after?: string | undefined }): Promise<ThreadRow[]> => world.db.rows(Thread, sql`
  select r.reply_id as "replyId", encode(r.number, 'hex') as number, c.customer_id as "customerId", c.first_name as "firstName", c.last_name as "lastName", c.email, c.phone, r.phone as sealed,
    left(r.body, 200) as body, r.pictures, r.meaning, r.at, r.read_at is null as "isUnread", ${WAITING(shop)} as "isWaiting"
  from reply r left join customer c on c.shop_id = ${shop} and c.customer_id = r.customer_id
  where r.shop_id = ${shop} and r.is_last ${filtered(shop, show)} ${after !== undefined && KEY.test(after) ? sql`and r.reply_id < ${after}::bigint` : empty}
  order by r.reply_id desc limit ${THREADS_MAX + 1}`);

const Waiting = z.object({ unread: Count, review: Count });
/** More are told as so many. */
export const COUNTED_MAX = 1_000;

/** Of the whole inbox. */
export async function countThreads(world: World, shop: ShopId): Promise<z.infer<typeof Waiting>> {
  const found = await row(world.db, Waiting, sql`
    select (select count(*) from (select 1 from reply where shop_id = ${shop} and is_last and read_at is null limit ${COUNTED_MAX}) as few) as unread,
      (select count(distinct number) from (select number from reply where shop_id = ${shop} and review = 'waiting' limit ${COUNTED_MAX}) as few) as review`);
  return found ?? { unread: 0, review: 0 };
}

const Head = z.object({ ...Person, number: NumberHash, phone: z.string().nullable(), sealed: z.string().nullable(), smsState: z.string().nullable(), smsOptInLevel: z.string().nullable(), smsUpdatedAt: Instant.nullable(), isUnread: z.boolean(), connectionId: Count });
export type ThreadHead = z.infer<typeof Head>;

/** Null: nobody wrote from that number. */
export const threadHead = (world: World, shop: ShopId, number: NumberHash): Promise<ThreadHead | null> => row(world.db, Head, sql`
  select encode(r.number, 'hex') as number, c.customer_id as "customerId", c.first_name as "firstName", c.last_name as "lastName", c.email, c.phone, r.phone as sealed, r.connection_id as "connectionId",
    said.state as "smsState", said.level as "smsOptInLevel", said.at as "smsUpdatedAt", r.read_at is null as "isUnread"
  from reply r left join customer c on c.shop_id = ${shop} and c.customer_id = r.customer_id ${smsWord(shop, "c")}
  where r.shop_id = ${shop} and r.number = decode(${number}, 'hex') and r.is_last order by r.reply_id desc limit 1`);

export const ITEMS_MAX = 50;

const Item = z.object({
  kind: z.enum(["reply", "text"]), id: Id, at: Instant, body: z.string().nullable(), pictures: Count, meaning: ReplyMeaning.nullable(), review: z.enum(["waiting", "stop", "fine"]).nullable(),
  source: z.string().nullable(), state: z.string().nullable(), reason: z.string().nullable(), errorCode: z.string().nullable(), parts: Count.nullable(), campaign: z.string().nullable(),
});
export type ThreadItem = z.infer<typeof Item>;

const Key = z.tuple([z.iso.datetime(), z.enum(["reply", "text"]), z.string().regex(KEY)]);
export const itemKey = ({ at, kind, id }: Pick<ThreadItem, "at" | "kind" | "id">): string => Buffer.from(JSON.stringify([at.toISOString(), kind, id])).toString("base64url");

function older(key: string | undefined, at: Sql, kind: Sql, id: Sql): Sql {
  const read = key === undefined ? undefined : Key.safeParse(parseJson(Buffer.from(key, "base64url").toString())).data;
  return read ? sql`and (${at}, ${kind}, ${id}) < (${read[0]}::timestamptz, ${read[1]}::text, ${read[2]}::bigint)` : empty;
}

/** What they wrote and what they got, the newest first. Of what did not go out only what was meant for them alone. */
export const threadItems = (world: World, shop: ShopId, number: NumberHash, before: string | undefined): Promise<ThreadItem[]> => world.db.rows(Item, sql`
  with wrote as (
    select 'reply' as kind, reply_id as id, at, body, pictures, meaning, review, null::text as source, null::text as state, null::text as reason, null::text as error_code, null::int as parts, null::int as campaign_id
    from reply where shop_id = ${shop} and number = decode(${number}, 'hex') ${older(before, sql`at`, sql`'reply'`, sql`reply_id`)} order by at desc, reply_id desc limit ${ITEMS_MAX + 1}),
  got as (
    select 'text' as kind, text_id as id, sent_at as at, body, case when media is null then 0 else 1 end, null, null, source, state, reason, error_code, parts, campaign_id
    from person_text where shop_id = ${shop} and number = decode(${number}, 'hex') and sent_at is not null ${older(before, sql`sent_at`, sql`'text'`, sql`text_id`)} order by sent_at desc, text_id desc limit ${ITEMS_MAX + 1}),
  held as (
    select 'text' as kind, text_id as id, created_at as at, body, case when media is null then 0 else 1 end, null, null, source, state, reason, error_code, parts, campaign_id
    from person_text where shop_id = ${shop} and number = decode(${number}, 'hex') and sent_at is null and source in ('inbox', 'reply', 'optIn') ${older(before, sql`created_at`, sql`'text'`, sql`text_id`)}
    order by created_at desc, text_id desc limit ${ITEMS_MAX + 1})
  select i.kind, i.id, i.at, i.body, i.pictures, i.meaning, i.review, i.source, i.state, i.reason, i.error_code as "errorCode", i.parts, g.name as campaign
  from (select * from wrote union all select * from got union all select * from held) i left join campaign g on g.shop_id = ${shop} and g.campaign_id = i.campaign_id
  order by i.at desc, i.kind desc, i.id desc limit ${ITEMS_MAX + 1}`);

export const setRead = (world: World, shop: ShopId, number: NumberHash, at: Date | null): Promise<number> => world.db.run(at
  ? sql`update reply set read_at = ${at} where shop_id = ${shop} and number = decode(${number}, 'hex') and read_at is null`
  : sql`update reply set read_at = null where shop_id = ${shop} and number = decode(${number}, 'hex') and is_last`);

const Reviewed = z.object({ key: z.string(), body: z.string(), at: Instant, left: Count });

/** Once; null where nobody waits for it. `left`: of the same number that wait still. */
export const takeReview = (world: World, shop: ShopId, number: NumberHash, replyId: string, verdict: "stop" | "fine", now: Date) => row(world.db, Reviewed, sql`
  update reply r set review = ${verdict}, reviewed_at = ${now} where r.shop_id = ${shop} and r.reply_id = ${replyId}::bigint and r.number = decode(${number}, 'hex') and r.review = 'waiting'
  returning r.key, r.body, r.at, (select count(*) from reply w where w.shop_id = ${shop} and w.number = r.number and w.review = 'waiting' and w.reply_id <> r.reply_id) as left`);
