// The one source of access tokens for work in the background. A token is renewed when less than five
// minutes are left, by one process only: an advisory lock keyed by the shop is held during that one
// request. It is the one transaction that spans a network call (ten seconds at most): it holds no row
// lock, and a process that dies lets go of it at once. While the old token still works nobody waits.
import type { ShopId } from "../lib/ids.ts";
import { later, seconds } from "../lib/time.ts";
import { transact, type World } from "../lib/world.ts";
import { pauseShop } from "../shops/pause-rows.server.ts";
import { domainOf, lockRenewal, offlineSession, saveOfflineSession, shopOfSession } from "./session-rows.server.ts";
import { type OfflineSession, renewal, renewalRequest, standing } from "./token.ts";

export type Token =
  | { kind: "token"; domain: string; accessToken: string }
  /** missing: the app was never opened, or is uninstalled. dead and shut: the shop is paused now, until the merchant comes or Shopify answers. */
  | { kind: "failed"; reason: "missing" | "dead" | "shut" | "network"; detail: string; retryAt?: Date };

const RETRY_MS = seconds(30);

export async function offlineToken(world: World, shop: ShopId): Promise<Token> {
  const domain = await domainOf(world, shop);
  const session = domain === null ? null : await offlineSession(world, domain);
  if (domain === null || session === null) return { kind: "failed", reason: "missing", detail: "The shop has no access token." };
  const state = standing(session, world.now());
  switch (state) {
    case "fresh":
      return token(domain, session);
    case "ageing":
    case "expired":
      return renew(world, shop, domain, { mayWait: state === "expired" });
    case "dead":
      return bury(world, shop, "The access token has ended and cannot be renewed. Open Segue again from Shopify.");
    default:
      return state satisfies never;
  }
}

/** Before the Shopify library reads a session: renewed, if it is due, by the one way that locks. */
export async function freshenSession(world: World, sessionId: string): Promise<void> {
  const shop = await shopOfSession(world, sessionId);
  if (shop !== null) await offlineToken(world, shop);
}

/** Shopify answered 401 to `used`: renewed elsewhere in the meantime, renewed now, or dead. */
export async function tokenAfterRefusal(world: World, shop: ShopId, used: string): Promise<Token> {
  const domain = await domainOf(world, shop);
  const session = domain === null ? null : await offlineSession(world, domain);
  if (domain === null || session === null) return { kind: "failed", reason: "missing", detail: "The shop has no access token." };
  if (session.accessToken !== used) return token(domain, session);
  if (session.refreshToken === null) return bury(world, shop, REFUSED);
  return renew(world, shop, domain, { mayWait: true, refused: used });
}

const REFUSED = "Shopify no longer accepts our access token. Open Segue again from Shopify.";

type Renew = { mayWait: boolean; refused?: string };

function renew(world: World, shop: ShopId, domain: string, { mayWait, refused }: Renew): Promise<Token> {
  return transact(world, async (world) => {
    const locked = await lockRenewal(world, domain, mayWait);
    const session = await offlineSession(world, domain);
    if (session === null) return { kind: "failed", reason: "missing", detail: "The shop has no access token." };
    const state = standing(session, world.now());
    const isRefused = session.accessToken === refused;
    if (!locked || (state === "fresh" && !isRefused)) return token(domain, session);
    if (session.refreshToken === null) return bury(world, shop, REFUSED);
    const answer = await world.http.send(renewalRequest(world.secrets, domain, session.refreshToken));
    const next = renewal(session, answer, world.now());
    switch (next.kind) {
      case "renewed":
        await saveOfflineSession(world, domain, next.session, next.scope);
        return token(domain, next.session);
      case "refused":
        return bury(world, shop, `${next.detail} Open Segue again from Shopify.`);
      case "shut":
        await pauseShop(world, shop, next.detail, true);
        return { kind: "failed", reason: "shut", detail: next.detail };
      case "later":
        if (state === "ageing" && !isRefused) return token(domain, session);
        return { kind: "failed", reason: "network", detail: next.detail, retryAt: later(world.now(), RETRY_MS) };
      default:
        return next satisfies never;
    }
  });
}

const token = (domain: string, session: OfflineSession): Token => ({ kind: "token", domain, accessToken: session.accessToken });

async function bury(world: World, shop: ShopId, detail: string): Promise<Token> {
  await pauseShop(world, shop, detail, false);
  world.log.warn("shop paused", { shop, detail });
  return { kind: "failed", reason: "dead", detail };
}
