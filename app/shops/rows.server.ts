// The shop's own row, its sessions, its data requests, and the imports asked for.
import { z } from "zod";
import { ShopId } from "../lib/ids.ts";
import { Id, Instant, row, sql } from "../lib/sql.ts";
import type { World } from "../lib/world.ts";
import type { ImportKind, ImportReason } from "./import-kind.ts";
import { Settings } from "./settings.ts";

const ShopState = z.enum(["unopened", "active", "paused", "uninstalled"]);

const Row = z.object({
  shop_id: ShopId, domain: z.string(), host: z.string().nullable(), name: z.string().nullable(), currency: z.string(), time_zone: z.string(), state: ShopState,
  state_reason: z.string().nullable(), scopes: z.array(z.string()), orders_since: Instant.nullable(), settings: Settings,
  installed_at: Instant.nullable(), uninstalled_at: Instant.nullable(),
});

export type Shop = {
  shop: ShopId; domain: string; /** What its customers know it by; the same until Shopify tells. */ host: string; name: string | null; currency: string; timeZone: string; state: z.infer<typeof ShopState>; stateReason: string | null;
  scopes: string[]; ordersSince: Date | null; settings: Settings; installedAt: Date | null; uninstalledAt: Date | null;
};

const COLUMNS = sql`shop_id, domain, host, name, currency, time_zone, state, state_reason, scopes, orders_since, settings, installed_at, uninstalled_at`;

const read = (found: z.infer<typeof Row>): Shop => ({
  shop: found.shop_id, domain: found.domain, host: found.host ?? found.domain, name: found.name, currency: found.currency, timeZone: found.time_zone, state: found.state,
  stateReason: found.state_reason, scopes: found.scopes, ordersSince: found.orders_since, settings: found.settings,
  installedAt: found.installed_at, uninstalledAt: found.uninstalled_at,
});

/** Null once the shop has been erased. */
export async function readShop(world: World, shop: ShopId): Promise<Shop | null> {
  const found = await row(world.db, Row, sql`select ${COLUMNS} from shop where shop_id = ${shop}`);
  return found && read(found);
}

export async function shopByDomain(world: World, domain: string): Promise<Shop | null> {
  const found = await row(world.db, Row, sql`select ${COLUMNS} from shop where domain = ${domain}`);
  return found && read(found);
}

/** The shop's row, made where it is missing, held until the transaction ends. */
export async function lockShop(world: World, domain: string, now: Date): Promise<Shop> {
  await world.db.run(sql`insert into shop (domain, state, created_at) values (${domain}, 'unopened', ${now}) on conflict (domain) do nothing`);
  const found = await row(world.db, Row, sql`select ${COLUMNS} from shop where domain = ${domain} for update`);
  if (!found) throw new Error("The shop was erased while it was being opened.");
  return read(found);
}

/** Held until the transaction ends, so that two changes do not undo each other. */
export async function lockSettings(world: World, shop: ShopId): Promise<Settings> {
  const found = await row(world.db, z.object({ settings: Settings }), sql`select settings from shop where shop_id = ${shop} for update`);
  if (!found) throw new Error("The shop was erased.");
  return found.settings;
}

export async function saveSettings(world: World, shop: ShopId, settings: Settings): Promise<void> {
  await world.db.run(sql`update shop set settings = ${JSON.stringify(settings)}::jsonb where shop_id = ${shop}`);
}

export async function activate(world: World, shop: ShopId, opened: { scopes: string[]; ordersSince: Date | null; installedAt: Date; now: Date }): Promise<void> {
  await world.db.run(sql`
    update shop set state = 'active', state_reason = null, scopes = ${opened.scopes}::text[], orders_since = ${opened.ordersSince}, installed_at = ${opened.installedAt},
      uninstalled_at = null, paused_at = null, probe_at = null, clocked_at = coalesce(clocked_at, ${opened.now})
    where shop_id = ${shop}`);
}

export async function deactivate(world: World, shop: ShopId, domain: string, at: Date): Promise<void> {
  await world.db.run(sql`update shop set state = 'uninstalled', state_reason = null, paused_at = null, probe_at = null, uninstalled_at = ${at}, api_key_hash = null, api_key_at = null where shop_id = ${shop}`);
  await world.db.run(sql`update import_run set state = 'parked', problem = 'The app was uninstalled.', leased_until = null, fence = fence + 1
    where shop_id = ${shop} and state not in ('done', 'parked')`);
  await deleteSessions(world, domain);
}

export async function deleteSessions(world: World, domain: string): Promise<void> {
  await world.db.run(sql`delete from session where shop = ${domain}`);
}

export async function saveScopes(world: World, shop: ShopId, scopes: string[], ordersSince: Date | null): Promise<void> {
  await world.db.run(sql`update shop set scopes = ${scopes}::text[], orders_since = ${ordersSince} where shop_id = ${shop}`);
}

/** Null leaves a value as it is. A changed zone or currency gives every segment a new answer. */
export async function describeShop(world: World, shop: ShopId, told: { name: string | null; currency: string | null; timeZone: string | null; host: string | null }): Promise<void> {
  const { name, currency, timeZone, host } = told;
  const changed = await world.db.run(sql`
    update shop set time_zone = coalesce(${timeZone}::text, time_zone), currency = coalesce(${currency}::text, currency)
    where shop_id = ${shop} and (time_zone <> coalesce(${timeZone}::text, time_zone) or currency <> coalesce(${currency}::text, currency))`);
  await world.db.run(sql`update shop set name = coalesce(${name}::text, name), host = coalesce(${host}::text, host)
    where shop_id = ${shop} and (name, host) is distinct from (coalesce(${name}::text, name), coalesce(${host}::text, host))`);
  if (changed > 0) await dueAllSegments(world, shop);
}

/** Nothing was told to us for a while: events of that time are missing, whoever vouched for the time before. */
export const coverFrom = (world: World, shop: ShopId, now: Date) => world.db.run(sql`update event_cover set since = ${now} where shop_id = ${shop} and since < ${now}`);

/** A coupon may be used while nothing is told to us; all else that Segue alone does stands still meanwhile. */
export const coverUsesFrom = (world: World, shop: ShopId, now: Date) => world.db.run(sql`
  insert into event_cover (shop_id, kind, name, since) values (${shop}, 'couponUsed', '', ${now}) on conflict (shop_id, kind, name) do nothing`);

/** Held in the order in which a road holds them, so that neither waits for the other in a circle. */
export const dueAllSegments = (world: World, shop: ShopId) => world.db.run(sql`
  with held as materialized (select segment_id from segment where shop_id = ${shop} and deleted_at is null order by segment_id for no key update)
  update segment s set full_due = true from held where s.shop_id = ${shop} and s.segment_id = held.segment_id`);

/** One run of a kind and reason waits: asking again changes nothing. One that has begun asks for what was wanted then, and is followed by another. */
export async function askImports(world: World, shop: ShopId, kinds: readonly ImportKind[], reason: ImportReason, filter: string, now: Date): Promise<number> {
  return world.db.run(sql`
    insert into import_run (shop_id, kind, reason, filter, due_at, created_at)
    select ${shop}::int, kind, ${reason}::text, ${filter}::text, ${now}::timestamptz, ${now}::timestamptz from unnest(${kinds}::text[]) with ordinality as asked(kind, place)
    where not exists (select 1 from import_run r where r.shop_id = ${shop} and r.kind = asked.kind and r.reason = ${reason} and r.state = 'asked')
    order by place`);
}

export async function saveDataRequest(world: World, shop: ShopId, requestId: string, customerId: string, at: Date): Promise<void> {
  await world.db.run(sql`
    insert into data_request (shop_id, request_id, customer_id, requested_at) values (${shop}, ${requestId}, ${customerId}, ${at})
    on conflict (shop_id, request_id) do nothing`);
}

const DataRequest = z.object({ request_id: Id, customer_id: Id, requested_at: Instant, fetched_at: Instant.nullable() });

const REQUESTS_MAX = 100;

/** The newest first; the law gives the merchant 30 days. */
export async function listDataRequests(world: World, shop: ShopId): Promise<{ requestId: string; customerId: string; requestedAt: Date; fetchedAt: Date | null }[]> {
  const rows = await world.db.rows(DataRequest, sql`
    select request_id, customer_id, requested_at, fetched_at from data_request where shop_id = ${shop} order by requested_at desc, request_id desc limit ${REQUESTS_MAX}`);
  return rows.map((found) => ({ requestId: found.request_id, customerId: found.customer_id, requestedAt: found.requested_at, fetchedAt: found.fetched_at }));
}
