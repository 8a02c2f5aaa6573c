// A world whose network is the stand-in for Shopify, and an active shop of ours with its token.
import { openHttp } from "#app/http.server.ts";
import type { Http, HttpRequest } from "#app/lib/http.ts";
import type { ShopId } from "#app/lib/ids.ts";
import { hours, later } from "#app/lib/time.ts";
import { saveOfflineSession } from "#app/shopify/session-rows.server.ts";
import { generatedShop, type ShopSize } from "#sandbox/shop/generate.ts";
import type { Sandbox } from "#sandbox/server.ts";
import type { Shop } from "#sandbox/shopify/shop.ts";
import { aSandbox, installed, KEY, SECRET } from "#sandbox/testing.ts";
import { aShop } from "./shop.ts";
import { aWorld, type TestWorld } from "./world.ts";

/** `sent`: the bodies of the requests that went to Shopify. */
export type SandboxWorld = { world: TestWorld; sandbox: Sandbox; store: Shop; sent: string[]; opened(tokenLifeMs?: number): Promise<ShopId> };

/** At the top of a test file. Our clock begins at the sandbox's and is the test's. */
export async function aSandboxWorld(size: ShopSize): Promise<SandboxWorld> {
  const { sandbox, shop: store } = await aSandbox({ shops: [generatedShop(size)] });
  const { tokens } = await installed(sandbox, store);
  const { domain } = store.settings;
  // The bucket refills in real time, and tests do not wait.
  store.faults.api.restorePerSecond = 1_000_000;
  const http = openHttp(null);
  const sent: string[] = [];
  const redirected = (request: HttpRequest): HttpRequest => ({ ...request, url: request.url.replace(`https://${domain}`, sandbox.url), headers: { ...request.headers, "x-forwarded-host": domain } });
  const toSandbox: Http = { send: (request) => (sent.push(String(request.body)), http.send(redirected(request))), stream: (request) => http.stream(redirected(request)) };
  const own = await aWorld(new Date(sandbox.clock.ms()));
  const world: TestWorld = { ...own, http: toSandbox, secrets: { ...own.secrets, shopifyApiKey: KEY, shopifyApiSecret: SECRET } };
  const opened = async (tokenLifeMs = hours(10_000)) => {
    const shop = await aShop(world, { domain, currency: store.settings.currency });
    const expires = later(world.now(), tokenLifeMs);
    await saveOfflineSession(world, domain, { id: `offline_${domain}`, accessToken: tokens.access_token, refreshToken: tokens.refresh_token, expires, refreshTokenExpires: later(world.now(), hours(10_000)) }, null);
    return shop;
  };
  return { world, sandbox, store, sent, opened };
}
