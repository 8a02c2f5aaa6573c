// A shop of the sandbox, an app that hears its webhooks, and workers that are killed.
import { afterAll } from "vitest";
import type { ShopId } from "#app/lib/ids.ts";
import { receive } from "#app/inbox/receive.server.ts";
import { saveOfflineSession } from "#app/shopify/session-rows.server.ts";
import { openShop } from "#app/shops/install.server.ts";
import { later, seconds } from "#app/lib/time.ts";
import { type Chance, chanceFrom } from "#sandbox/chance.ts";
import { type Sandbox, startSandbox } from "#sandbox/server.ts";
import { generatedShop } from "#sandbox/shop/generate.ts";
import { placeOrder } from "#sandbox/shopify/orders.ts";
import type { Shop } from "#sandbox/shopify/shop.ts";
import { idToken } from "#sandbox/shopify/tokens.ts";
import { aWorld, type TestWorld } from "#tests/support/world.ts";
import { listening } from "./listening.ts";
import { secrets } from "./order.ts";

export type UnderFire = { world: TestWorld; sandbox: Sandbox; store: Shop; shop: ShopId; chance: Chance };

const SCOPES = ["read_customers", "write_customers", "read_orders", "read_products", "read_all_orders"];

export async function aShopUnderFire(seed: number): Promise<UnderFire> {
  const world = { ...(await aWorld()), now: () => new Date(), secrets };
  const appUrl = await aDoor(world);
  const generated = generatedShop({ seed, customers: 30, orders: 90 });
  const sandbox = await startSandbox({ appUrl, apiKey: secrets.shopifyApiKey, apiSecret: secrets.shopifyApiSecret, shops: [generated], retryMs: () => 10 });
  afterAll(() => sandbox.stop());
  const store = [...sandbox.shops.values()][0];
  if (!store) throw new Error("the sandbox has no shop");
  store.faults.bulk = { ...store.faults.bulk, createdMs: 0, runningMs: 0, shuffle: true };
  store.faults.webhooks.delayMs = [0, 0];
  const shop = await openShop(world, { domain: store.settings.domain, scopes: SCOPES });
  await signIn(world, sandbox, store);
  return { world, sandbox, store, shop, chance: chanceFrom(seed) };
}

/** The app's door, as app/routes/webhooks.tsx has it. */
async function aDoor(world: TestWorld): Promise<string> {
  return listening(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const headers = { get: (name: string) => [request.headers[name]].flat()[0] ?? null };
    const { status } = await receive(world, headers, Buffer.concat(chunks));
    response.writeHead(status).end();
  });
}

async function signIn(world: TestWorld, sandbox: Sandbox, store: Shop): Promise<void> {
  const { domain } = store.settings;
  const body = {
    client_id: secrets.shopifyApiKey,
    client_secret: secrets.shopifyApiSecret,
    grant_type: "urn:ietf:params:oauth:grant-type:token-exchange",
    subject_token: idToken(store, { apiKey: secrets.shopifyApiKey, apiSecret: secrets.shopifyApiSecret }),
    subject_token_type: "urn:ietf:params:oauth:token-type:id_token",
    requested_token_type: "urn:shopify:params:oauth:token-type:offline-access-token",
    expiring: "1",
  };
  const answer = await fetch(`${sandbox.url}/admin/oauth/access_token`, { method: "POST", headers: { "content-type": "application/json", "x-forwarded-host": domain }, body: JSON.stringify(body) });
  const tokens = (await answer.json()) as { access_token: string; refresh_token: string; expires_in: number; refresh_token_expires_in: number };
  const expires = (inSeconds: number) => later(world.now(), seconds(inSeconds));
  await saveOfflineSession(world, domain, {
    id: `offline_${domain}`,
    accessToken: tokens.access_token,
    expires: expires(tokens.expires_in),
    refreshToken: tokens.refresh_token,
    refreshTokenExpires: expires(tokens.refresh_token_expires_in),
  }, SCOPES.join(","));
}

/** What goes on in the shop between two deaths. Webhooks come twice now and then. */
export function shopOn({ store, chance }: UnderFire): void {
  store.faults.webhooks.duplicate = 0.3;
  const customers = [...store.tables.Customer.keys()];
  const products = [...store.tables.Product.values()];
  for (let order = chance.whole(1, 3); order > 0; order--) {
    placeOrder(store, { customerId: chance.pick(customers), lines: [{ productId: chance.pick(products).id, quantity: chance.whole(1, 3) }] });
  }
}
