// The rows of events. They never change; whose they are, to which campaign they belong, and that something ended sooner may be found out later: an event that came
// before its customer waits under what its teller called them by.
import { z } from "zod";
import type { ShopId } from "../lib/ids.ts";
import { type Columns, recordset } from "../lib/recordset.ts";
import { Id, type Sql, sql } from "../lib/sql.ts";
import type { World } from "../lib/world.ts";
import { type EventKind, KINDS_OF_FIELD } from "./event-kind.ts";
import type { CoverFact, EventFact, Naming } from "./fact.ts";
import { FoundEvent } from "./state.ts";

const EVENT: Columns<EventFact> = {
  source: "text", sourceId: "text", kind: "text", at: "timestamptz", customerId: "bigint", who: "text", name: "text", productId: "bigint", variantId: "bigint",
  collectionId: "bigint", valueMinor: "bigint", quantity: "int", text: "text", campaign: "text", device: "text", referrer: "text", utmSource: "text",
  utmMedium: "text", utmCampaign: "text", props: "jsonb", endsAt: "timestamptz",
};

const Whose = z.object({ customerId: Id.nullable() });
const FOUND = sql`e.customer_id as "customerId", e.event_id as "eventId", e.kind, e.source, e.at, e.product_id as "productId", e.variant_id as "variantId", e.props`;

/** Returns the customers of those that are new, and the events themselves where somebody wants to know. */
export async function insertEvents(world: World, shop: ShopId, facts: EventFact[], isListened: boolean): Promise<{ actors: string[]; events: FoundEvent[] }> {
  if (facts.length === 0) return { actors: [], events: [] };
  const events = isListened ? (await world.db.rows(FoundEvent.extend(Whose.shape), insertion(shop, facts, FOUND))).flatMap(({ customerId, ...event }) => (customerId === null ? [] : [{ ...event, customerId }])) : [];
  const whose = isListened ? events : await world.db.rows(Whose, insertion(shop, facts, sql`e.customer_id as "customerId"`));
  return { actors: [...new Set(whose.flatMap(({ customerId }) => customerId ?? []))], events };
}

/**
 * Whom an email or phone names is looked for among customers, then among those
 * that were merged or deleted; who is found is known from then on, and `who` is forgotten.
 */
const insertion = (shop: ShopId, facts: EventFact[], returned: Sql): Sql => sql`
    with told as (
      select distinct on (event_id) * from (
        select md5(f.source || ' ' || f."sourceId")::uuid as event_id, case when f."customerId" is null then lower(f.who) end as called, f.* from ${recordset(EVENT, facts)}) keyed
      order by event_id, called nulls first),
    known as (
      select told.*, coalesce(told."customerId",
        (select min(c.customer_id) from customer c where c.shop_id = ${shop} and lower(c.email) = told.called),
        (select min(c.customer_id) from customer c where c.shop_id = ${shop} and c.phone = told.called),
        (select min(coalesce(g.merged_into, g.customer_id)) from customer_gone g where g.shop_id = ${shop} and g.email_who = md5(told.called)::uuid),
        (select min(coalesce(g.merged_into, g.customer_id)) from customer_gone g where g.shop_id = ${shop} and g.phone_who = md5(told.called)::uuid)) as owner
      from told)
    insert into event as e (shop_id, event_id, customer_id, at, product_id, variant_id, collection_id, value_minor, who, quantity, kind, source, name, text, campaign, device,
      referrer, utm_source, utm_medium, utm_campaign, props, ends_at)
    select ${shop}::int, event_id, owner, at, "productId", "variantId", "collectionId", "valueMinor", case when owner is null then md5(called)::uuid end, quantity, kind, source, name, text,
      campaign, device, referrer, "utmSource", "utmMedium", "utmCampaign", props, "endsAt" from known order by event_id
    on conflict (shop_id, event_id) do update set customer_id = excluded.customer_id, who = excluded.who
    where e.customer_id is null and (excluded.customer_id is not null or (e.who is null and excluded.who is not null))
    returning ${returned}`;

const NAMING: Columns<Naming> = { source: "text", sourceId: "text", campaign: "text", props: "jsonb" };

/** What events belonged to, where their teller could not know. Returns whose they are. In a transaction that holds the shop's facts. */
export async function nameEvents(world: World, shop: ShopId, named: readonly Naming[]): Promise<string[]> {
  if (named.length === 0) return [];
  const whose = await world.db.rows(Whose, sql`
    update event e set campaign = coalesce(e.campaign, f.campaign), props = coalesce(e.props, '{}') || coalesce(f.props, '{}') from ${recordset(NAMING, [...named])}
    where e.shop_id = ${shop} and e.event_id = md5(f.source || ' ' || f."sourceId")::uuid returning e.customer_id as "customerId"`);
  return [...new Set(whose.flatMap(({ customerId }) => customerId ?? []))];
}

/** Gives events that wait for these customers to them, or to whoever survives them. Returns them. */
export async function attachWaiting(world: World, shop: ShopId, customerIds: string[]): Promise<FoundEvent[]> {
  if (customerIds.length === 0) return [];
  // Asked once and first: in most shops nothing waits, and an import tells of everybody.
  const isAnyWaiting = sql`exists (select 1 from event w where w.shop_id = ${shop} and w.who is not null)`;
  return world.db.rows(FoundEvent, sql`
    with named as (
      select min(customer_id) as customer_id, who from (
        select c.customer_id, unnest(array[md5(lower(c.email)), md5(lower(c.phone))])::uuid as who from customer c
        where c.shop_id = ${shop} and c.customer_id = any(${customerIds}::bigint[]) and ${isAnyWaiting}
        union all
        select coalesce(g.merged_into, g.customer_id), unnest(array[g.email_who, g.phone_who]) from customer_gone g
        where g.shop_id = ${shop} and g.customer_id = any(${customerIds}::bigint[]) and ${isAnyWaiting}) called
      where who is not null group by who),
    given as (
      update event e set customer_id = named.customer_id, who = null from named
      where e.shop_id = ${shop} and e.who = named.who returning e.*)
    select ${FOUND} from given e order by 1, 5, 2`);
}

/** Does any event wait under one of these names? */
export const isAnyWaiting = async (world: World, shop: ShopId, names: string[]): Promise<boolean> =>
  (await world.db.run(sql`select 1 from event e where e.shop_id = ${shop} and e.who in (select md5(name)::uuid from unnest(${names}::text[]) as name) limit 1`)) > 0;

/** The same for those whom a platform calls by its own number, once we learn who that is. */
export const attachNamed = (world: World, shop: ShopId, people: { who: string; customerId: string }[]): Promise<FoundEvent[]> => world.db.rows(FoundEvent, sql`
  with given as (
    update event e set customer_id = named.customer_id, who = null
    from unnest(${people.map(({ who }) => who)}::text[], ${people.map(({ customerId }) => customerId)}::bigint[]) as named (who, customer_id)
    where e.shop_id = ${shop} and e.who = md5(named.who)::uuid returning e.*)
  select ${FOUND} from given e order by 1, 5, 2`);

const COVER: Columns<CoverFact> = { kind: "text", name: "text", since: "timestamptz", toldAt: "timestamptz" };

const Told = z.object({ kind: z.string() });

/**
 * Where a kind is told of for the first time, or since earlier than we knew, every segment that asks about it is asked anew. What we were told
 * before an uninstall, and read after the return, cannot vouch for the time between, in which the door was shut.
 */
export async function coverKinds(world: World, shop: ShopId, facts: CoverFact[]): Promise<void> {
  if (facts.length === 0) return;
  const moved = await world.db.rows(Told, sql`
    insert into event_cover as old (shop_id, kind, name, since)
    select ${shop}::int, f.kind, coalesce(f.name, ''), min(case when f."toldAt" < shop.installed_at then greatest(f.since, shop.installed_at) else f.since end)
    from ${recordset(COVER, facts)} join shop on shop.shop_id = ${shop} group by f.kind, coalesce(f.name, '') order by 2, 3
    on conflict (shop_id, kind, name) do update set since = excluded.since where excluded.since < old.since
    returning kind`);
  if (moved.length > 0) await dueAskers(world, shop, moved.map(({ kind }) => kind));
}

/** Whether all of these are told of by now, since whenever. */
export const areCovered = async (world: World, shop: ShopId, kinds: readonly EventKind[]): Promise<boolean> =>
  (await world.db.run(sql`select 1 from event_cover where shop_id = ${shop} and kind = any(${kinds}::text[]) and name = ''`)) === kinds.length;

/**
 * A definition names every kind it asks about, or a field that stands for it: whatever holds one of the words is asked. Held in the order in
 * which a road holds segments, so that neither waits for the other in a circle.
 */
async function dueAskers(world: World, shop: ShopId, kinds: string[]): Promise<void> {
  const fields = Object.entries(KINDS_OF_FIELD).flatMap(([field, asked]) => (asked.some((kind) => kinds.includes(kind)) ? [field] : []));
  await world.db.run(sql`
    with held as materialized (
      select s.segment_id from segment s join segment_version v on v.shop_id = ${shop} and v.segment_id = s.segment_id and v.version = s.version
      where s.shop_id = ${shop} and s.deleted_at is null
        and exists (select 1 from unnest(${[...kinds, ...fields]}::text[]) as told(word) where jsonb_path_exists(v.definition, '$.** ? (@ == $word)', jsonb_build_object('word', told.word)))
      order by s.segment_id for no key update of s)
    update segment s set full_due = true from held where s.shop_id = ${shop} and s.segment_id = held.segment_id`);
}
