// Deliveries of platforms on their way in, whom they name, and opt-outs on their way out again.
import { z } from "zod";
import { CustomerId, ShopId } from "../lib/ids.ts";
import { wake } from "../lib/pump.server.ts";
import { Id, type Sql, sql } from "../lib/sql.ts";
import { transact, type World } from "../lib/world.ts";
import type { PlatformId } from "../platforms/adapter.ts";
import { CAPABILITIES } from "../platforms/capabilities.ts";
import { ConnectionId } from "../platforms/connection.ts";

type Delivery = { platform: PlatformId; topic: string; key: string; body: string; now: Date };

/** A delivery that came before changes nothing. */
export const storeDelivery = (world: World, shop: ShopId, { platform, topic, key, body, now }: Delivery): Promise<void> => transact(world, async (within) => {
  await within.db.run(sql`
    insert into inbox (shop_id, source, topic, key, triggered_at, received_at, body, due_at)
    values (${shop}, ${platform}, ${topic}, ${key}, ${now}, ${now}, ${body}, ${now}) on conflict (shop_id, source, key) do nothing`);
  await wake(within, shop, "ingest");
});

const Place = z.object({ shop_id: ShopId, connection_id: ConnectionId });

/** Where one address serves all shops: whose account is this? Crosses shops on purpose; it tells nobody whose they are. */
export const connectionsOfAccount = (world: World, platform: PlatformId, account: string) => world.db.rows(Place, sql`
  select shop_id, connection_id from connection where platform = ${platform} and account_id = ${account} and ended_at is null order by shop_id, connection_id`);

const Owner = z.object({ word: z.string(), customer_id: Id });

/** Everybody who has one of these phones or emails, by it; in the order of their numbers. */
export async function ownersOf(world: World, shop: ShopId, phones: string[], emails: string[]): Promise<Map<string, string[]>> {
  if (phones.length + emails.length === 0) return new Map();
  const rows = await world.db.rows(Owner, sql`
    select phone as word, customer_id from customer where shop_id = ${shop} and phone = any(${phones}::text[])
    union all
    select lower(email), customer_id from customer where shop_id = ${shop} and lower(email) = any(${emails}::text[])
    order by word, customer_id`);
  return new Map([...Map.groupBy(rows, ({ word }) => word)].map(([word, all]) => [word, all.map(({ customer_id }) => customer_id)]));
}

/** Who told us of an opt-out needs not be told: Shopify, or a connection. */
export type OptedOut = { customerId: string; channel: "sms" | "email"; teller: "shopify" | number };

const Made = z.object({ kind: z.string() });

/**
 * Whoever is opted out now, and was not passed on as such, is passed on: to Shopify, and from texts to every platform that the merchant
 * lets us write opt-outs to. An opt-out that comes back from there finds itself passed on already. Who opted in again may opt out anew.
 */
export async function passOn(world: World, shop: ShopId, heard: OptedOut[], now: Date): Promise<void> {
  if (heard.length === 0) return;
  const rows = [...new Map(heard.map((one) => [`${one.customerId}/${one.channel}/${one.teller}`, one])).values()];
  const made = await world.db.rows(Made, sql`
    with heard as materialized (
      select customer_id, channel, bool_or(teller = 'shopify') as by_shopify, array_agg(teller) as tellers
      from unnest(${rows.map(({ customerId }) => customerId)}::bigint[], ${rows.map(({ channel }) => channel)}::text[], ${rows.map(({ teller }) => String(teller))}::text[]) as told (customer_id, channel, teller)
      group by customer_id, channel),
    fresh as (
      update customer c set
        sms_out_at = case when h.sms then c.sms_updated_at else c.sms_out_at end, email_out_at = case when h.email then c.email_updated_at else c.email_out_at end
      from (
        select k.customer_id, bool_or(h.channel = 'sms' and k.sms_state = 'UNSUBSCRIBED' and k.sms_out_at is null) as sms,
          bool_or(h.channel = 'email' and k.email_state = 'UNSUBSCRIBED' and k.email_out_at is null) as email
        from heard h join customer k on k.shop_id = ${shop} and k.customer_id = h.customer_id group by k.customer_id) h
      where c.shop_id = ${shop} and c.customer_id = h.customer_id and (h.sms or h.email)
      returning c.customer_id, case when h.sms then c.sms_updated_at end as sms_at, case when h.email then c.email_updated_at end as email_at),
    outs as (
      select f.customer_id, h.channel, h.by_shopify, h.tellers, coalesce(o.at, ${now}::timestamptz) as at
      from fresh f cross join lateral (values ('sms', f.sms_at), ('email', f.email_at)) as o (channel, at)
      join heard h on h.customer_id = f.customer_id and h.channel = o.channel where o.at is not null),
    wanted as (
      select null::int as connection_id, channel || 'OptOut' as kind, 'optOut/' || channel || '/' || customer_id || '/' || (extract(epoch from at) * 1000)::bigint as key,
        customer_id, jsonb_build_object('customerId', customer_id::text, 'at', at) as payload
      from outs where not by_shopify
      union all
      select n.connection_id, 'platformOptOut', 'optOut/' || n.connection_id || '/' || customer_id || '/' || (extract(epoch from at) * 1000)::bigint, customer_id,
        jsonb_build_object('customerId', customer_id::text, 'at', to_char(at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'), 'source', 'Segue')
      from outs join connection n on n.shop_id = ${shop} and n.state in ('on', 'paused', 'broken') and coalesce((n.settings->>'writeOptOuts')::boolean, true)
        and n.connection_id::text <> all(tellers)
        and n.platform = any(${Object.entries(CAPABILITIES).flatMap(([platform, { consent }]) => (consent.optOut ? [platform] : []))}::text[])
      where channel = 'sms')
    insert into outbox (shop_id, kind, key, payload, due_at, created_at, customer_id, connection_id)
    select ${shop}::int, kind, key, payload, ${now}::timestamptz, ${now}::timestamptz, customer_id, connection_id from wanted order by key
    on conflict (shop_id, key) do nothing returning kind`);
  if (made.some(({ kind }) => kind !== "platformOptOut")) await wake(world, shop, "deliver");
  if (made.some(({ kind }) => kind === "platformOptOut")) await wake(world, shop, "relay");
}

/** Opted in again: the next opt-out is news. */
export async function clearPassedOn(world: World, shop: ShopId, customerIds: string[]): Promise<void> {
  if (customerIds.length === 0) return;
  await world.db.run(sql`
    update customer c set sms_out_at = case when sms_state = 'UNSUBSCRIBED' then sms_out_at end, email_out_at = case when email_state = 'UNSUBSCRIBED' then email_out_at end
    where c.shop_id = ${shop} and c.customer_id = any(${customerIds}::bigint[])
      and (sms_out_at is not null and sms_state is distinct from 'UNSUBSCRIBED' or email_out_at is not null and email_state is distinct from 'UNSUBSCRIBED')`);
}

/** What is kept the same on platforms, and the commands that are for nothing now; a webhook that is being set up is waited for. */
export async function clearTargets(world: World, shop: ShopId): Promise<void> {
  await world.db.run(sql`delete from target_member where shop_id = ${shop}`);
  await world.db.run(sql`delete from target where shop_id = ${shop}`);
  await world.db.run(sql`
    with gone as (
      delete from outbox where shop_id = ${shop} and connection_id is not null and state <> 'done' and kind not in ('platformUnhook', 'platformErase') and (kind <> 'platformHookUp' or progress is null)
      returning command_id)
    delete from outbox_person p using gone where p.shop_id = ${shop} and p.command_id = gone.command_id`);
}

/** Connections that have something to do before they end. */
export async function unfinished(world: World, shop: ShopId): Promise<Set<ConnectionId>> {
  const rows = await world.db.rows(z.object({ connection_id: ConnectionId }), sql`
    select distinct connection_id from outbox where shop_id = ${shop} and state in ('due', 'leased') and kind in ('platformHookUp', 'platformUnhook', 'platformErase') order by connection_id`);
  return new Set(rows.map(({ connection_id }) => connection_id));
}

export async function askUnhook(world: World, shop: ShopId, { connection, key, refs, now }: { connection: ConnectionId; key: string; refs: string[]; now: Date }): Promise<void> {
  await world.db.run(sql`
    insert into outbox (shop_id, connection_id, kind, key, payload, due_at, created_at)
    values (${shop}, ${connection}, 'platformUnhook', ${key}, ${JSON.stringify({ refs })}::jsonb, ${now}, ${now}) on conflict (shop_id, key) do nothing`);
}

/** Of these customers, those whom some platform knows by other words than they have now, and those whose words it knows as somebody else's. */
export async function noteReworded(world: World, shop: ShopId, customerIds: string[]): Promise<void> {
  const elsewhere = (mine: Sql, word: Sql) => sql`exists (
    select 1 from connection n join target_member m on m.shop_id = ${shop} and m.connection_id = n.connection_id and ${word} = ${mine}
    where n.shop_id = ${shop} and n.ended_at is null and m.customer_id <> c.customer_id)`;
  const made = customerIds.length === 0 ? 0 : await world.db.run(sql`
    insert into customer_reworded (shop_id, customer_id)
    select ${shop}, c.customer_id from customer c
    where c.shop_id = ${shop} and c.customer_id = any(${customerIds}::bigint[]) and exists (select 1 from target t where t.shop_id = ${shop}) and (
      exists (
        select 1 from target_member m where m.shop_id = ${shop} and m.customer_id = c.customer_id
          and (m.told_phone is distinct from c.phone or lower(m.told_email) is distinct from lower(c.email)))
      or ${elsewhere(sql`c.phone`, sql`m.told_phone`)} or ${elsewhere(sql`lower(c.email)`, sql`lower(m.told_email)`)})
    on conflict (shop_id, customer_id) do nothing`);
  if (made > 0) await wake(world, shop, "mirror");
}

const Elsewhere = z.object({ connection_id: ConnectionId, customerId: CustomerId, phone: z.string().nullable(), email: z.string().nullable(), platformId: z.string().nullable() });

/** By which words the platforms that we told of these customers know them: as told, place by place, or as they are now. */
export const knownElsewhere = (world: World, shop: ShopId, customerIds: string[]): Promise<z.infer<typeof Elsewhere>[]> =>
  world.db.rows(Elsewhere, sql`
    select n.connection_id, k.customer_id as "customerId", k.phone, k.email, max(k.platform_id) as "platformId"
    from connection n cross join lateral (
      select customer_id, phone, email, platform_id from connection_person p
      where p.shop_id = ${shop} and p.connection_id = n.connection_id and p.customer_id = any(${customerIds}::bigint[])
      union
      select customer_id, told_phone, told_email, null from target_member m
      where m.shop_id = ${shop} and m.connection_id = n.connection_id and m.customer_id = any(${customerIds}::bigint[])
      union
      select c.customer_id, c.phone, c.email, null from customer c
      where c.shop_id = ${shop} and c.customer_id = any(${customerIds}::bigint[]) and exists (
        select 1 from outbox o where o.shop_id = ${shop} and o.connection_id = n.connection_id and o.customer_id = c.customer_id)) k
    where n.shop_id = ${shop} and n.ended_at is null and num_nonnulls(k.phone, k.email, k.platform_id) > 0
    group by n.connection_id, k.customer_id, k.phone, k.email order by n.connection_id, k.customer_id, k.phone, k.email`);

export async function askErase(world: World, shop: ShopId, asked: { connection: ConnectionId; key: string; sealed: string }[], now: Date): Promise<void> {
  await world.db.run(sql`
    insert into outbox (shop_id, connection_id, kind, key, payload, due_at, created_at)
    select ${shop}, connection_id, 'platformErase', key, jsonb_build_object('sealed', sealed), ${now}, ${now}
    from unnest(${asked.map(({ connection }) => connection)}::int[], ${asked.map(({ key }) => key)}::text[], ${asked.map(({ sealed }) => sealed)}::text[]) as one (connection_id, key, sealed)
    on conflict (shop_id, key) do nothing`);
}
