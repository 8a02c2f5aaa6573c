// The rows of customers and their tags.
import { z } from "zod";
import type { ShopId } from "../lib/ids.ts";
import { anyShop, mergeRows } from "../lib/merge.server.ts";
import { rounds } from "../lib/merge.ts";
import { wake } from "../lib/pump.server.ts";
import { recordset } from "../lib/recordset.ts";
import { Count, Id, row, sql } from "../lib/sql.ts";
import type { World } from "../lib/world.ts";
import { type CustomerFact, type StoreCreditFact, type TagChangeFact, tagKey } from "./fact.ts";
import { changedFact } from "./happened.ts";
import { happenedFrom, wakeFlows } from "./happened-rows.server.ts";
import { CUSTOMER } from "./tables.ts";

/** Keeps this advisory lock apart from others'; its second half is the shop. */
const FACTS = 5_101;

/**
 * One writer of facts and roll-ups at a time for each shop, until the transaction ends: a roll-up
 * must not be computed from facts older than those another one has committed.
 */
export async function lockFacts(world: World, shop: ShopId): Promise<void> {
  await world.db.run(sql`select pg_advisory_xact_lock(${FACTS}::int, ${shop}::int)`);
}

export async function mergeCustomers(world: World, shop: ShopId, facts: CustomerFact[]): Promise<void> {
  await mergeRows(world, shop, CUSTOMER, facts, (fact) => fact.customerId);
}

/** A row for everybody who is named; it may be described later. */
export async function ensureCustomers(world: World, shop: ShopId, customerIds: string[]): Promise<void> {
  if (customerIds.length === 0) return;
  await world.db.run(sql`
    insert into customer (shop_id, customer_id) select distinct ${shop}::int, id from unnest(${customerIds}::bigint[]) as named(id)
    order by 2 on conflict do nothing`);
}

const LIST = { customerId: "bigint", tagsAt: "timestamptz", tags: "text[]", keys: "text[]" } as const;

/** Whole lists that are the customer's newest: they overrule every earlier word on single tags. A tag that is on them no more leaves its mark, for sync. */
export async function mergeTagLists(world: World, shop: ShopId, facts: CustomerFact[]): Promise<void> {
  const lists = facts.flatMap(({ customerId, tagsAt, tags = [] }) => (tagsAt ? [{ customerId, tagsAt, tags, keys: tags.map(tagKey) }] : []));
  for (const round of rounds(lists, (list) => list.customerId)) {
    await world.db.run(sql`
      with list as (
        select f.* from ${recordset(LIST, round)}
        join customer c on c.shop_id = ${shop} and c.customer_id = f."customerId" and c.tags_at = f."tagsAt"),
      dropped as (
        update customer_tag t set present = false, changed_at = list."tagsAt" from list
        where t.shop_id = ${shop} and t.customer_id = list."customerId" and t.present and t.changed_at <= list."tagsAt" and t.tag_key <> all(list.keys))
      insert into customer_tag as old (shop_id, customer_id, tag_key, tag, present, changed_at)
      select ${shop}::int, list."customerId", each.key, each.tag, true, list."tagsAt" from list, unnest(list.keys, list.tags) as each(key, tag)
      order by list."customerId", each.key
      on conflict (shop_id, customer_id, tag_key) do update set tag = excluded.tag, present = true, changed_at = excluded.changed_at
      where old.changed_at <= excluded.changed_at`);
  }
}

const CHANGE = { customerId: "bigint", at: "timestamptz", present: "boolean", tag: "text", key: "text" } as const;

/** Words on single tags: the newest of each counts, unless a whole list is as new. */
export async function mergeTagChanges(world: World, shop: ShopId, facts: TagChangeFact[]): Promise<void> {
  const changes = facts.flatMap(({ tags, ...fact }) => tags.map((tag) => ({ ...fact, tag: tag.trim(), key: tagKey(tag) }))).filter(({ key }) => key !== "");
  if (changes.length === 0) return;
  await world.db.run(sql`
    insert into customer_tag as old (shop_id, customer_id, tag_key, tag, present, changed_at)
    select distinct on (f."customerId", f.key) ${shop}::int, f."customerId", f.key, f.tag, f.present, f.at from ${recordset(CHANGE, changes)}
    join customer c on c.shop_id = ${shop} and c.customer_id = f."customerId" and (c.tags_at is null or f.at > c.tags_at)
    order by f."customerId", f.key, f.at desc, f.present desc, f.tag
    on conflict (shop_id, customer_id, tag_key) do update set tag = excluded.tag, present = excluded.present, changed_at = excluded.changed_at
    where (excluded.changed_at, excluded.present) > (old.changed_at, old.present)`);
}

/** customer.tags is what the words on its tags add up to. */
export async function projectTags(world: World, shop: ShopId, customerIds: string[]): Promise<void> {
  if (customerIds.length === 0) return;
  await world.db.run(sql`
    update customer c set tags = now.tags from (
      select named.id, coalesce(array_agg(t.tag order by t.tag_key collate "C") filter (where t.present), '{}') as tags
      from (select distinct id from unnest(${customerIds}::bigint[]) as id) named
      left join customer_tag t on t.shop_id = ${anyShop(shop)} and t.customer_id = named.id group by named.id) as now
    where c.shop_id = ${anyShop(shop)} and c.customer_id = now.id and c.tags is distinct from now.tags`);
}

const CREDIT = { customerId: "bigint", minor: "bigint", currency: "text", at: "timestamptz" } as const;

/** One account a currency; the shop's own counts. */
export async function setStoreCredits(world: World, shop: ShopId, facts: StoreCreditFact[]): Promise<void> {
  if (facts.length === 0) return;
  await world.db.run(sql`
    update customer c set store_credit_minor = f.minor from ${recordset(CREDIT, facts)}
    join shop s on s.shop_id = ${shop} and s.currency = f.currency
    where c.shop_id = ${shop} and c.customer_id = f."customerId" and c.store_credit_minor is distinct from f.minor`);
}

/** Marks those whose segments must be looked at again, and tells flows that conditions about them may have changed. */
export async function markChanged(world: World, shop: ShopId, customerIds: string[], now: Date): Promise<void> {
  if (customerIds.length === 0) return;
  const noted = await world.db.run(sql`
    with marked as (
      update customer c set changed_at = ${now} from (select distinct id from unnest(${customerIds}::bigint[]) as id order by id) as touched
      where c.shop_id = ${shop} and c.customer_id = touched.id returning c.customer_id)
    ${happenedFrom(shop, sql`(select 'changed' as what, customer_id as "customerId", ${changedFact(now)}::text as fact, ${now}::timestamptz as at, null::jsonb as about, null::text as "textKey", null::jsonb as detail from marked) f`, now)}`);
  if (noted > 0) await wakeFlows(world, shop);
}

/** Marks them, and wakes the pump that looks at their segments. */
export async function tellChanged(world: World, shop: ShopId, customerIds: string[], now: Date): Promise<void> {
  if (customerIds.length === 0) return;
  await markChanged(world, shop, customerIds, now);
  await wake(world, shop, "evaluate");
}

/** Do at least so many wait for their segments to be looked at? Only an active shop's ever are. */
export async function isCrowded(world: World, shop: ShopId, most: number): Promise<boolean> {
  const found = await row(world.db, z.object({ waiting: Count }), sql`
    select count(*) as waiting from (
      select 1 from customer where shop_id = ${shop} and changed_at is not null and exists (select 1 from shop where shop_id = ${shop} and state = 'active') limit ${most}) waiting`);
  return (found?.waiting ?? 0) >= most;
}

/** In pages by key; the empty list is the end. */
export async function customerIdsAfter(world: World, shop: ShopId, after: string, limit: number): Promise<string[]> {
  const rows = await world.db.rows(z.object({ customer_id: Id }), sql`
    select customer_id from customer where shop_id = ${shop} and customer_id > ${after}::bigint order by customer_id limit ${limit}`);
  return rows.map((row) => row.customer_id);
}
