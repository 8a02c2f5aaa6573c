// Connections as rows. One live connection a platform and shop; an ended one is kept for its name.
import { z } from "zod";
import { CustomerId, type ShopId } from "../lib/ids.ts";
import { row, sql } from "../lib/sql.ts";
import type { World } from "../lib/world.ts";
import { PlatformId } from "./adapter.ts";
import { ConnectionId, ConnectionSettings, ConnectionState } from "./connection.ts";

export const Connection = z.object({
  connection_id: ConnectionId,
  platform: PlatformId,
  state: ConnectionState,
  account_id: z.string(),
  account_name: z.string(),
  missing: z.array(z.string()),
  credentials: z.string().nullable(),
  renew_at: z.date().nullable(),
  hook_key: z.string(),
  hook_secret: z.string().nullable(),
  hook_secret_before: z.string().nullable(),
  hook_refs: z.array(z.string()),
  settings: ConnectionSettings,
  problem: z.string().nullable(),
  tested_at: z.date().nullable(),
  created_at: z.date(),
});
export type Connection = z.infer<typeof Connection>;

const columns = sql`connection_id, platform, state, account_id, account_name, missing, credentials, renew_at, hook_key, hook_secret,
  hook_secret_before, hook_refs, settings, problem, tested_at, created_at`;

export const readConnection = (world: World, shop: ShopId, connection: ConnectionId): Promise<Connection | null> =>
  row(world.db, Connection, sql`select ${columns} from connection where shop_id = ${shop} and connection_id = ${connection}`);

/** All that have not ended. */
export const liveConnections = (world: World, shop: ShopId): Promise<Connection[]> =>
  world.db.rows(Connection, sql`select ${columns} from connection where shop_id = ${shop} and ended_at is null order by connection_id`);

/** Held until the transaction ends: one renewal, one connecting at a time. */
export async function lockConnections(world: World, shop: ShopId): Promise<void> {
  await world.db.run(sql`select pg_advisory_xact_lock(hashtextextended(${`connections/${shop}`}, 0))`);
}

/** False: somebody else renews just now, and `mayWait` is not set. */
export async function lockRenewal(world: World, shop: ShopId, connection: ConnectionId, mayWait: boolean): Promise<boolean> {
  const key = `grant/${shop}/${connection}`;
  if (mayWait) {
    await world.db.run(sql`select pg_advisory_xact_lock(hashtextextended(${key}, 0))`);
    return true;
  }
  const [found] = await world.db.rows(z.object({ locked: z.boolean() }), sql`select pg_try_advisory_xact_lock(hashtextextended(${key}, 0)) as locked`);
  return found?.locked ?? false;
}

export async function nextConnection(world: World, shop: ShopId): Promise<ConnectionId> {
  const [counted] = await world.db.rows(z.object({ connection_count: ConnectionId }), sql`
    update shop set connection_count = connection_count + 1 where shop_id = ${shop} returning connection_count`);
  if (!counted) throw new Error("the shop is there");
  return counted.connection_count;
}

type Made = { connection: ConnectionId; platform: PlatformId; account: { accountId: string; name: string; missing: string[] }; credentials: string; renewAt: Date | null; hookKey: string; hookSecret: string | null; now: Date };

export async function insertConnection(world: World, shop: ShopId, made: Made): Promise<void> {
  const { connection, platform, account, credentials, renewAt, hookKey, hookSecret, now } = made;
  await world.db.run(sql`
    insert into connection (shop_id, connection_id, platform, account_id, account_name, missing, credentials, renew_at, hook_key, hook_secret, tested_at, created_at)
    values (${shop}, ${connection}, ${platform}, ${account.accountId}, ${account.name}, ${account.missing}::text[], ${credentials}, ${renewAt}, ${hookKey}, ${hookSecret}, ${now}, ${now})`);
}

type Change = Partial<{ state: ConnectionState; problem: string | null; accountName: string; missing: string[]; testedAt: Date; settings: ConnectionSettings }>;

export async function changeConnection(world: World, shop: ShopId, connection: ConnectionId, change: Change): Promise<void> {
  const { state = null, accountName = null, missing = null, testedAt = null, settings = null } = change;
  await world.db.run(sql`
    update connection set state = coalesce(${state}, state), account_name = coalesce(${accountName}, account_name),
      missing = coalesce(${missing}::text[], missing), tested_at = coalesce(${testedAt}::timestamptz, tested_at),
      settings = coalesce(${settings && JSON.stringify(settings)}::jsonb, settings),
      problem = case when ${change.problem === undefined} then problem else ${change.problem ?? null} end
    where shop_id = ${shop} and connection_id = ${connection} and ended_at is null`);
}

export async function saveCredentials(world: World, shop: ShopId, connection: ConnectionId, credentials: string, renewAt: Date | null): Promise<void> {
  await world.db.run(sql`
    update connection set credentials = ${credentials}, renew_at = ${renewAt}
    where shop_id = ${shop} and connection_id = ${connection} and ended_at is null`);
}

/** An access token was refused: it is renewed before anything else is sent. */
export async function renewNow(world: World, shop: ShopId, connection: ConnectionId): Promise<void> {
  await world.db.run(sql`
    update connection set renew_at = 'epoch' where shop_id = ${shop} and connection_id = ${connection} and renew_at is not null and ended_at is null`);
}

/** The secret that held so far still holds for what is under way. */
export async function saveHookSecret(world: World, shop: ShopId, connection: ConnectionId, secret: string, before: string | null): Promise<void> {
  await world.db.run(sql`
    update connection set hook_secret = ${secret}, hook_secret_before = ${before} where shop_id = ${shop} and connection_id = ${connection} and ended_at is null`);
}

export async function saveHookRefs(world: World, shop: ShopId, connection: ConnectionId, refs: string[]): Promise<void> {
  await world.db.run(sql`update connection set hook_refs = ${refs}::text[] where shop_id = ${shop} and connection_id = ${connection}`);
}

/** What let us in is forgotten. */
export async function endConnection(world: World, shop: ShopId, connection: ConnectionId, now: Date): Promise<void> {
  await world.db.run(sql`
    update connection set state = 'ended', ended_at = ${now}, credentials = null, renew_at = null, hook_secret = null, hook_secret_before = null,
      hook_refs = '{}', problem = null
    where shop_id = ${shop} and connection_id = ${connection} and ended_at is null`);
  await world.db.run(sql`delete from connection_person where shop_id = ${shop} and connection_id = ${connection}`);
  // What names a person does not outlive the way to ask for it.
  await world.db.run(sql`delete from outbox where shop_id = ${shop} and connection_id = ${connection} and kind = 'platformErase'`);
  await world.db.run(sql`delete from budget where shop_id = ${shop} and connection_id = ${connection}`);
}

type Sealed = { credentials: string | null; hookSecret: string | null; hookSecretBefore: string | null };

/** The same secrets under a newer key. Only where nobody has renewed the credentials meanwhile. */
export async function saveSealed(world: World, shop: ShopId, connection: ConnectionId, old: string | null, sealed: Sealed): Promise<void> {
  await world.db.run(sql`
    update connection set credentials = ${sealed.credentials}, hook_secret = ${sealed.hookSecret}, hook_secret_before = ${sealed.hookSecretBefore}
    where shop_id = ${shop} and connection_id = ${connection} and credentials is not distinct from ${old}`);
}

export const Known = z.object({ customer_id: CustomerId, platform_id: z.string() });

/** Our customers by the platform's own ids. */
export const personsBy = (world: World, shop: ShopId, connection: ConnectionId, platformIds: string[]): Promise<z.infer<typeof Known>[]> =>
  world.db.rows(Known, sql`
    select distinct on (platform_id) platform_id, customer_id from connection_person
    where shop_id = ${shop} and connection_id = ${connection} and platform_id = any(${platformIds}::text[]) order by platform_id, customer_id`);
