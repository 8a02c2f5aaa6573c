// For the sandbox's own tests: a sandbox on a free port, an app that notes its webhooks, and a client
// that speaks to the sandbox as the app's would. Closed after the file.
import { createServer } from "node:http";
import { afterAll } from "vitest";
import { generatedShop } from "./shop/generate.ts";
import { startSandbox } from "./server.ts";
import type { Sandbox, SandboxOptions } from "./server.ts";
import type { Shop } from "./shopify/shop.ts";
import { idToken } from "./shopify/tokens.ts";

export const KEY = "app-key";
export const SECRET = "app-secret";

export type Hook = { path: string; headers: Record<string, string>; body: string };
export type Listener = { url: string; hooks: Hook[]; answer: (hook: Hook) => number; close(): Promise<void> };

export async function aListener(): Promise<Listener> {
  const listener: Listener = { url: "", hooks: [], answer: () => 200, close: async () => {} };
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const hook: Hook = { path: request.url ?? "", headers: request.headers as Record<string, string>, body: Buffer.concat(chunks).toString() };
    listener.hooks.push(hook);
    response.writeHead(listener.answer(hook)).end();
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  listener.url = `http://127.0.0.1:${typeof address === "object" && address ? address.port : 0}`;
  listener.close = async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  };
  afterAll(() => listener.close());
  return listener;
}

export async function aSandbox(options: Partial<SandboxOptions> = {}): Promise<{ sandbox: Sandbox; shop: Shop; app: Listener }> {
  const app = await aListener();
  const sandbox = await startSandbox({ appUrl: app.url, apiKey: KEY, apiSecret: SECRET, shops: [generatedShop()], retryMs: () => 10, ...options });
  afterAll(() => sandbox.stop());
  const [shop] = [...sandbox.shops.values()];
  if (!shop) throw new Error("The sandbox has no shop.");
  // Nothing to wait for but what the test is about.
  shop.faults.bulk.createdMs = 0;
  shop.faults.bulk.runningMs = 0;
  shop.faults.webhooks.delayMs = [0, 0];
  return { sandbox, shop, app };
}

export async function post(sandbox: Sandbox, shop: Shop, path: string, body: unknown, headers: Record<string, string> = {}) {
  const answer = await fetch(sandbox.url + path, { method: "POST", headers: { "content-type": "application/json", "x-forwarded-host": shop.settings.domain, ...headers }, body: JSON.stringify(body) });
  // Tests look at what they expect; a wrong shape fails there.
  return { status: answer.status, headers: answer.headers, body: await answer.json() };
}

export const exchange = (sandbox: Sandbox, shop: Shop, more: Record<string, unknown> = {}) =>
  post(sandbox, shop, "/admin/oauth/access_token", {
    client_id: KEY,
    client_secret: SECRET,
    grant_type: "urn:ietf:params:oauth:grant-type:token-exchange",
    subject_token: idToken(shop, { apiKey: KEY, apiSecret: SECRET }),
    subject_token_type: "urn:ietf:params:oauth:token-type:id_token",
    requested_token_type: "urn:shopify:params:oauth:token-type:offline-access-token",
    expiring: "1",
    ...more,
  });

/** Installs the app, as opening it does, and returns a way to ask the shop. */
export async function installed(sandbox: Sandbox, shop: Shop) {
  shop.shut = false;
  const { body } = await exchange(sandbox, shop);
  const ask = (query: string, variables: Record<string, unknown> = {}, token: string = body.access_token) =>
    post(sandbox, shop, "/admin/api/2026-10/graphql.json", { query, variables }, { "x-shopify-access-token": token });
  return { ask, tokens: body as { access_token: string; refresh_token: string; expires_in: number } };
}
