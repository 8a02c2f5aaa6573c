// Customers that Shopify merged or deleted. Every chain of merges is closed when it is written, so a
// late fact about any of them finds its last survivor in one look.
import { z } from "zod";
import type { ShopId } from "../lib/ids.ts";
import { lockMembership } from "../lib/lock.server.ts";
import { anyShop } from "../lib/merge.server.ts";
import { anyWins, changesOf, rounds } from "../lib/merge.ts";
import { recordset, snake } from "../lib/recordset.ts";
import { empty, Id, raw, type Sql, sql } from "../lib/sql.ts";
import type { World } from "../lib/world.ts";
import { EVENT_KINDS } from "./event-kind.ts";
import type { CustomerFact, GoneFact } from "./fact.ts";
import { moveFlows } from "./flow-moves-rows.server.ts";
import { moveNamed } from "./named-rows.server.ts";
import { CONSENTS } from "./tables.ts";
import { moveTexts } from "./text-moves-rows.server.ts";

const GONE = { customerId: "bigint", mergedInto: "bigint", at: "timestamptz" } as const;
/** A merge's survivor can be merged again, but nobody is merged this often. */
const CHAIN_MAX = 64;

/** Known as gone from now on. A merge says more than a deletion, which Shopify may send for the same customer. */
export async function insertGone(world: World, shop: ShopId, facts: GoneFact[]): Promise<void> {
  for (const round of rounds(facts, (fact) => fact.customerId)) {
    await world.db.run(sql`
      insert into customer_gone as old (shop_id, customer_id, merged_into, gone_at)
      select ${shop}::int, f."customerId", f."mergedInto", f.at from ${recordset(GONE, round)} order by f."customerId"
      on conflict (shop_id, customer_id) do update set
        merged_into = coalesce(old.merged_into, excluded.merged_into), gone_at = least(old.gone_at, excluded.gone_at)`);
  }
  for (let length = 0; length < CHAIN_MAX && (await shortenChains(world, shop)) > 0; length++);
}

const shortenChains = (world: World, shop: ShopId) => world.db.run(sql`
  update customer_gone g set merged_into = next.merged_into from customer_gone next
  where g.shop_id = ${shop} and next.shop_id = ${shop} and next.customer_id = g.merged_into
    and next.merged_into is not null and next.merged_into <> g.customer_id`);

const Gone = z.object({ customer_id: Id, merged_into: Id.nullable() });

/** Gone customer → survivor, or null. Whoever is not in it is alive, as far as we know. */
export async function goneOf(world: World, shop: ShopId, customerIds: string[]): Promise<Map<string, string | null>> {
  if (customerIds.length === 0) return new Map();
  const rows = await world.db.rows(Gone, sql`
    select customer_id, merged_into from customer_gone where shop_id = ${shop} and customer_id = any(${customerIds}::bigint[])`);
  return new Map(rows.map((row) => [row.customer_id, row.merged_into]));
}

/** When somebody was last merged into them, for segments. After the survivors' rows are there. */
export const noteMerged = (world: World, shop: ShopId, survivors: string[]): Promise<number> => world.db.run(sql`
  update customer c set merged_at = g.at
  from (select merged_into, max(gone_at) as at from customer_gone where shop_id = ${shop} and merged_into = any(${survivors}::bigint[]) group by merged_into) g
  where c.shop_id = ${anyShop(shop)} and c.customer_id = g.merged_into and c.merged_at is distinct from g.at`);

const EVENT = sql`event`;

/** Their orders, lines, refunds and events are the survivor's. Those of a deleted customer keep its number. */
export async function moveFacts(world: World, shop: ShopId, customerIds: string[]): Promise<void> {
  for (const table of [sql`orders`, sql`order_line`, sql`order_refund`, EVENT]) {
    await world.db.run(sql`
      update ${table} moved set customer_id = g.merged_into from customer_gone g
      where g.shop_id = ${shop} and g.customer_id = any(${customerIds}::bigint[]) and g.merged_into is not null
        and moved.shop_id = ${anyShop(shop)} and moved.customer_id = g.customer_id${table === EVENT ? sql` and moved.kind = any(${[...EVENT_KINDS]}::text[])` : empty}`);
  }
}

const CONSENT = {
  customerId: "bigint", smsState: "text", smsOptInLevel: "text", smsCollectedFrom: "text", smsUpdatedAt: "timestamptz", smsPhone: "text", emailState: "text", emailOptInLevel: "text", emailUpdatedAt: "timestamptz",
} as const;
const AS_COLUMNS = raw(Object.keys(CONSENT).map((property) => `"${property}" as ${snake(property)}`).join(", "));

/** Consent outlives its customer, because who survives them may only be heard of later. */
export async function keepConsents(world: World, shop: ShopId, customerIds: string[]): Promise<void> {
  await mergeConsents(world, shop, sql`select * from customer where shop_id = ${shop} and customer_id = any(${customerIds}::bigint[])`);
}

/** Words on the consent of somebody who is gone already. */
export async function addConsents(world: World, shop: ShopId, facts: CustomerFact[]): Promise<void> {
  for (const round of rounds(facts.filter(({ smsState, emailState }) => smsState ?? emailState), (fact) => fact.customerId)) {
    await mergeConsents(world, shop, sql`select ${AS_COLUMNS} from ${recordset<Pick<CustomerFact, keyof typeof CONSENT>>(CONSENT, round)}`);
  }
}

const mergeConsents = (world: World, shop: ShopId, source: Sql) => world.db.run(sql`
  update customer_gone as old set ${raw(changesOf(CONSENTS))} from (${source}) as excluded
  where old.shop_id = ${shop} and old.customer_id = excluded.customer_id and ${raw(anyWins(CONSENTS))}`);

const WHO = { customerId: "bigint", updatedAt: "timestamptz", email: "text", phone: "text" } as const;

/** Their email and phone outlive a customer too, unreadable: events that name them by it may come later. */
export async function keepWhos(world: World, shop: ShopId, customerIds: string[]): Promise<void> {
  await mergeWhos(world, shop, sql`select customer_id as "customerId", updated_at as "updatedAt", email, phone from customer where shop_id = ${shop} and customer_id = any(${customerIds}::bigint[])`);
}

/** The same of somebody who is gone already. */
export async function addWhos(world: World, shop: ShopId, facts: CustomerFact[]): Promise<void> {
  for (const round of rounds(facts.filter(({ updatedAt }) => updatedAt), (fact) => fact.customerId)) {
    await mergeWhos(world, shop, sql`select * from ${recordset<Pick<CustomerFact, keyof typeof WHO>>(WHO, round)}`);
  }
}

const mergeWhos = (world: World, shop: ShopId, source: Sql) => world.db.run(sql`
  update customer_gone g set described_at = w."updatedAt", email_who = md5(lower(w.email))::uuid, phone_who = md5(lower(w.phone))::uuid from (${source}) w
  where g.shop_id = ${shop} and g.customer_id = w."customerId" and w."updatedAt" is not null and (g.described_at is null or w."updatedAt" >= g.described_at)`);

const Consents = z.object({ customerId: Id, emailState: z.string(), emailOptInLevel: z.string().nullable(), emailUpdatedAt: z.string().nullable() });

/** What those who were merged into them had said of email, as facts about the survivors. Of texts each spoke of a phone of their own: a no is the survivor's by the ledger. */
export async function consentsFor(world: World, shop: ShopId, survivors: string[]): Promise<CustomerFact[]> {
  const rows = await world.db.rows(Consents, sql`
    select merged_into as "customerId", email_state as "emailState", email_opt_in_level as "emailOptInLevel", to_json(email_updated_at) #>> '{}' as "emailUpdatedAt"
    from customer_gone where shop_id = ${shop} and merged_into = any(${survivors}::bigint[]) and email_state is not null order by customer_id`);
  return rows;
}

/** The customer's own rows go; stays end with the reason, so that every number of members stays true. Sync sees to the tags. */
export async function deleteGone(world: World, shop: ShopId, customerIds: string[], now: Date): Promise<void> {
  await lockMembership(world, shop); // A road under way may be about to open a stay for one of them.
  await world.db.run(sql`delete from customer_tag where shop_id = ${shop} and customer_id = any(${customerIds}::bigint[])`);
  await world.db.run(sql`delete from customer where shop_id = ${shop} and customer_id = any(${customerIds}::bigint[])`);
  await moveNamed(world, shop, customerIds);
  await moveFlows(world, shop, customerIds, now);
  await moveTexts(world, shop, customerIds);
  await world.db.run(sql`
    with ended as (
      update membership m set left_at = greatest(${now}::timestamptz, m.entered_at), left_cause = case when g.merged_into is null then 'fact' else 'merge' end, left_version = m.entered_version
      from customer_gone g
      where g.shop_id = ${shop} and g.customer_id = any(${customerIds}::bigint[]) and m.shop_id = ${shop} and m.customer_id = g.customer_id and m.left_at is null
      returning m.segment_id, m.customer_id, m.left_cause, m.left_version),
    told as (
      insert into membership_change (shop_id, segment_id, customer_id, kind, cause, version, at)
      select ${shop}::int, segment_id, customer_id, 'left', left_cause, left_version, ${now}::timestamptz from ended order by segment_id, customer_id)
    update segment s set member_count = s.member_count - fewer.count
    from (select segment_id, count(*)::int as count from ended group by segment_id) as fewer
    where s.shop_id = ${shop} and s.segment_id = fewer.segment_id`);
}
