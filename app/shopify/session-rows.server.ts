// The shop's offline session as rows. The table is Shopify's session storage's, whose instants are
// UTC without a zone; tokens are sealed (seal.server.ts) under the same names as app/sessions.server.ts.
import { z } from "zod";
import { ShopId } from "../lib/ids.ts";
import { row, sql } from "../lib/sql.ts";
import type { World } from "../lib/world.ts";
import { seal, unseal } from "../lib/seal.server.ts";
import type { OfflineSession } from "./token.ts";

const OFFLINE = "offline_";
const offlineId = (domain: string) => OFFLINE + domain;

export async function domainOf(world: World, shop: ShopId): Promise<string | null> {
  const found = await row(world.db, z.object({ domain: z.string() }), sql`select domain from shop where shop_id = ${shop}`);
  return found?.domain ?? null;
}

/** The active shop whose offline session this is. */
export async function shopOfSession(world: World, sessionId: string): Promise<ShopId | null> {
  const found = await row(world.db, z.object({ shop_id: ShopId }), sql`
    select shop_id from shop where domain = ${sessionId.slice(OFFLINE.length)} and ${OFFLINE} || domain = ${sessionId} and state = 'active'`);
  return found?.shop_id ?? null;
}

const SessionRow = z.object({
  id: z.string(),
  accessToken: z.string(),
  expires: z.date().nullable(),
  refreshToken: z.string().nullable(),
  refreshTokenExpires: z.date().nullable(),
});

export async function offlineSession(world: World, domain: string): Promise<OfflineSession | null> {
  const found = await row(world.db, SessionRow, sql`
    select id, "accessToken", expires at time zone 'UTC' as expires,
      "refreshToken", "refreshTokenExpires" at time zone 'UTC' as "refreshTokenExpires"
    from session where shop = ${domain} and id = ${offlineId(domain)} and not "isOnline"`);
  if (!found || found.accessToken === "") return null;
  const { id, refreshToken } = found;
  return {
    ...found,
    accessToken: unseal(world.secrets, found.accessToken, `${id}/accessToken`),
    refreshToken: refreshToken === null ? null : unseal(world.secrets, refreshToken, `${id}/refreshToken`),
  };
}

export async function saveOfflineSession(world: World, domain: string, session: OfflineSession, scope: string | null): Promise<void> {
  const access = seal(world.secrets, session.accessToken, `${session.id}/accessToken`);
  const refresh = session.refreshToken === null ? null : seal(world.secrets, session.refreshToken, `${session.id}/refreshToken`);
  await world.db.run(sql`
    insert into session (id, shop, state, "isOnline", scope, expires, "accessToken", "refreshToken", "refreshTokenExpires")
    values (${session.id}, ${domain}, '', false, ${scope}, ${session.expires}::timestamptz at time zone 'UTC', ${access},
      ${refresh}, ${session.refreshTokenExpires}::timestamptz at time zone 'UTC')
    on conflict (id) do update set scope = coalesce(excluded.scope, session.scope), expires = excluded.expires,
      "accessToken" = excluded."accessToken", "refreshToken" = excluded."refreshToken",
      "refreshTokenExpires" = excluded."refreshTokenExpires"
    where session.shop = ${domain}`);
}

/** One renewal a shop, over all processes. Released with the transaction. */
export async function lockRenewal(world: World, domain: string, mayWait: boolean): Promise<boolean> {
  const key = sql`hashtextextended(${`token/${domain}`}, 0)`;
  if (mayWait) {
    await world.db.run(sql`select pg_advisory_xact_lock(${key})`);
    return true;
  }
  const got = await row(world.db, z.object({ got: z.boolean() }), sql`select pg_try_advisory_xact_lock(${key}) as got`);
  return got?.got ?? false;
}
