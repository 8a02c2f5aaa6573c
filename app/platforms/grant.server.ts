// The one source of credentials for work in the background, opened from where they are sealed. An access token that
// is about to end is renewed by one process only, under a lock, in the one transaction that spans a request; while
// the old one still works nobody waits. What an older encryption key sealed is sealed anew when it is used.
import type { ShopId } from "../lib/ids.ts";
import { seal, unseal } from "../lib/seal.server.ts";
import { transact, type World } from "../lib/world.ts";
import type { Credentials, PlatformId } from "./adapter.ts";
import { httpOf } from "./ask.server.ts";
import { CAPABILITIES } from "./capabilities.ts";
import { boundTo, type ConnectionId, readCredentials } from "./connection.ts";
import { type Connection, lockRenewal, readConnection, saveCredentials, saveSealed } from "./connection-rows.server.ts";
import { renewAtOf } from "./grant.ts";
import { grantOf, hasOAuth, type OAuthCredentials, refreshing } from "./oauth.ts";

export type LetIn = { kind: "credentials"; credentials: Credentials } | { kind: "failed"; detail: string; /** Only the merchant can mend it. */ isOver: boolean };

export async function credentialsOf(world: World, shop: ShopId, connection: Connection): Promise<LetIn> {
  const credentials = open(world, shop, connection);
  if (credentials === null) return { kind: "failed", detail: "The connection has ended.", isOver: true };
  const { renew_at: renewAt, platform } = connection;
  if (renewAt !== null && renewAt <= world.now() && credentials.kind === "oauth") return renew(world, shop, connection.connection_id, platform);
  if (!isNewest(world, connection)) await sealAnew(world, shop, connection, credentials);
  return { kind: "credentials", credentials };
}

function open(world: World, shop: ShopId, { connection_id: id, credentials }: Connection): Credentials | null {
  return credentials === null ? null : readCredentials(unseal(world.secrets, credentials, boundTo(shop, id, "credentials")));
}

const SECRETS = ["credentials", "hook_secret", "hook_secret_before"] as const;

function isNewest(world: World, connection: Connection): boolean {
  const newest = world.secrets.encryptionKeys[0]?.id;
  return SECRETS.every((column) => connection[column] === null || connection[column].startsWith(`${newest}.`));
}

async function sealAnew(world: World, shop: ShopId, connection: Connection, credentials: Credentials): Promise<void> {
  const id = connection.connection_id;
  const again = (column: "hook_secret" | "hook_secret_before") => {
    const sealed = connection[column];
    return sealed === null ? null : seal(world.secrets, unseal(world.secrets, sealed, boundTo(shop, id, column)), boundTo(shop, id, column));
  };
  const sealed = { credentials: sealCredentials(world, shop, id, credentials), hookSecret: again("hook_secret"), hookSecretBefore: again("hook_secret_before") };
  await saveSealed(world, shop, id, connection.credentials, sealed);
}

export const sealCredentials = (world: World, shop: ShopId, id: ConnectionId, credentials: Credentials) =>
  seal(world.secrets, JSON.stringify(credentials), boundTo(shop, id, "credentials"));

function renew(world: World, shop: ShopId, id: ConnectionId, platform: PlatformId): Promise<LetIn> {
  return transact(world, async (world) => {
    const now = world.now();
    const before = await readConnection(world, shop, id);
    const old = before && open(world, shop, before);
    const mayWait = !old || old.kind !== "oauth" || old.expiresAt === null || Date.parse(old.expiresAt) <= now.getTime() || before.renew_at?.getTime() === 0;
    const locked = await lockRenewal(world, shop, id, mayWait);
    const connection = await readConnection(world, shop, id);
    const credentials = connection && open(world, shop, connection);
    if (!connection || credentials?.kind !== "oauth") return { kind: "failed", detail: "The connection has ended.", isOver: true };
    const isDue = connection.renew_at !== null && connection.renew_at <= now;
    if (!locked || !isDue) return { kind: "credentials", credentials };
    return refresh(world, shop, { id, platform, credentials, isForced: connection.renew_at?.getTime() === 0 }, now);
  });
}

type Refresh = { id: ConnectionId; platform: PlatformId; credentials: OAuthCredentials; isForced: boolean };

async function refresh(world: World, shop: ShopId, { id, platform, credentials, isForced }: Refresh, now: Date): Promise<LetIn> {
  const client = world.secrets.platformClients?.[platform];
  const { name } = CAPABILITIES[platform];
  const request = client && hasOAuth(platform) ? refreshing(platform, client, credentials) : null;
  if (!request || !hasOAuth(platform)) return { kind: "failed", detail: `${name}'s access has ended and cannot be renewed. Connect it again.`, isOver: true };
  const answer = await world.http.send(httpOf(CAPABILITIES[platform], request));
  const granted = answer.kind === "answer" ? grantOf(platform, answer, now, [], credentials) : null;
  if (granted?.kind === "granted") {
    await saveCredentials(world, shop, id, sealCredentials(world, shop, id, granted.credentials), renewAtOf(granted.credentials));
    return { kind: "credentials", credentials: granted.credentials };
  }
  if (granted && (granted.failure.reason === "unauthorized" || granted.failure.reason === "refused")) return { kind: "failed", detail: granted.failure.detail, isOver: true };
  const isLive = !isForced && (credentials.expiresAt === null || Date.parse(credentials.expiresAt) > now.getTime());
  return isLive ? { kind: "credentials", credentials } : { kind: "failed", detail: granted?.failure.detail ?? `${name} could not be reached.`, isOver: false };
}
