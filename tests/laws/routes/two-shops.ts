// Two shops that have the app, on the built web process: ours and theirs. Theirs is full of words and
// numbers that no answer to us may hold. Once both are at rest the worker is stopped, so that whatever
// changes afterwards was changed by a request.
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, vi } from "vitest";
import { z } from "zod";
import { signatureOf } from "#app/inbox/verify.ts";
import { Count, raw, row, sql } from "#app/lib/sql.ts";
import { hours, later } from "#app/lib/time.ts";
import { type Demo, startDemo } from "#sandbox/demo.ts";
import { hostOf, idToken } from "#sandbox/frame/id-token.ts";
import { generatedShop } from "#sandbox/shop/generate.ts";
import type { SeedShop } from "#sandbox/server.ts";
import { requestData } from "#sandbox/shopify/customers.ts";
import type { Shop } from "#sandbox/shopify/shop.ts";
import { aDatabase } from "#tests/support/database.ts";

const SOON = { timeout: 60_000, interval: 200 };
/** Shopify's library turns away what looks like a crawler. */
const BROWSER = "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/147.0.0.0 Safari/537.36";
export const SECRET_WORD = "Zanzibar";

export type Party = { shop: Shop; shopId: number; domain: string; token(): Promise<string> };
export type Answer = { status: number; text: string; headers: Headers };
export type Ask = { method?: string; body?: string; headers?: Record<string, string> };

export async function twoShops() {
  const dataDir = mkdtempSync(join(tmpdir(), "segue-routes-"));
  const database = await aDatabase();
  const demo = await startDemo({
    dataDir, databaseUrl: database.url, env: { AGEING_SECONDS: "1" },
    shops: [generatedShop({ customers: 30, orders: 90 }), secretive(generatedShop({ seed: 2, customers: 30, orders: 90, settings: { domain: "their-shop.myshopify.com", name: `${SECRET_WORD} Shop` } }))],
  });
  afterAll(async () => {
    await demo.stop();
    await database.drop();
    rmSync(dataDir, { recursive: true, force: true });
  });
  const { db } = database;

  async function ask(path: string, { method = "GET", body, headers = {} }: Ask = {}): Promise<Answer> {
    const answer = await fetch(demo.appUrl + path, { method, redirect: "manual", headers: { "user-agent": BROWSER, ...(body === undefined ? {} : { "content-type": "application/json" }), ...headers }, ...(body === undefined ? {} : { body }) }).catch((problem: unknown) => {
      throw new Error(`${method} ${path} with ${body?.length ?? 0} bytes was not answered`, { cause: problem });
    });
    return { status: answer.status, text: await answer.text(), headers: answer.headers };
  }

  async function open(domain: string): Promise<Party> {
    const shop = demo.sandbox.shops.get(domain);
    if (!shop) throw new Error(`There is no shop ${domain}.`);
    const token = () => idToken({ domain, apiKey: demo.sandbox.app.apiKey, apiSecret: demo.sandbox.app.apiSecret, now: demo.sandbox.clock.now() });
    expect((await ask("/app?_data=routes%2Fapp", { headers: bearer(await token()) })).status).toBe(200);
    const found = await row(db, z.object({ shop_id: Count }), sql`select shop_id from shop where domain = ${domain}`);
    return { shop, domain, token, shopId: found?.shop_id ?? 0 };
  }

  /** Everything that is stored of a shop, table by table. */
  async function stored({ shopId, domain }: Party): Promise<Record<string, string[]>> {
    const tables = await db.rows(z.object({ name: z.string() }), sql`
      select c.relname as name from pg_class c join pg_namespace n on n.oid = c.relnamespace join pg_attribute a on a.attrelid = c.oid and a.attname = 'shop_id'
      where n.nspname = 'public' and c.relkind = 'r' order by 1`);
    const rows = async (query: ReturnType<typeof sql>) => (await db.rows(z.object({ text: z.string() }), query)).map(({ text }) => text).sort();
    const found: Record<string, string[]> = { session: await rows(sql`select to_jsonb(t)::text as text from session t where shop = ${domain}`) };
    for (const { name } of tables) found[name] = await rows(sql`select to_jsonb(t)::text as text from ${raw(name)} t where shop_id = ${shopId}`);
    return found;
  }

  /** A webhook as Shopify signs it; `headers` are laid over the right ones. */
  function deliver(party: Party, topic: string, body: string, headers: Record<string, string> = {}): Promise<Answer> {
    return ask("/webhooks", { method: "POST", body, headers: { ...webhookHeaders(demo, party, topic, body), ...headers } });
  }

  async function settle(party: Party): Promise<void> {
    const open = () => db.rows(z.object({ what: z.string() }), sql`
      select concat_ws(' ', 'import', kind, state, problem) as what from import_run where shop_id = ${party.shopId} and state <> 'done' and due_at < ${later(demo.sandbox.clock.now(), hours(1))}
      union all select concat_ws(' ', 'inbox', topic, state) from inbox where shop_id = ${party.shopId} and state = 'due'
      union all select concat_ws(' ', 'outbox', kind, state, problem) from outbox where shop_id = ${party.shopId} and state not in ('done', 'parked')
      union all select concat_ws(' ', 'segment', name, state, problem) from segment where shop_id = ${party.shopId} and (full_due or state = 'calculating')
      union all select 'file' from list_upload where shop_id = ${party.shopId} and state = 'reading'
      union all select 'customer changed' from customer where shop_id = ${party.shopId} and changed_at is not null
      union all select 'change not mirrored' from membership_change where shop_id = ${party.shopId} and mirrored_at is null`);
    await vi.waitFor(async () => expect(await open()).toEqual([]), SOON);
  }

  return { demo, db, ask, open, stored, deliver, settle, stopWorker: () => Promise.all(demo.children.filter(({ name }) => name === "worker").map((child) => child.stop())) };
}

export type Two = Awaited<ReturnType<typeof twoShops>>;

export const only = <Value>(values: Iterable<Value>): Value => {
  for (const value of values) return value;
  throw new Error("There is none.");
};

export const bearer = (token: string) => ({ authorization: `Bearer ${token}` });
/** What Shopify's admin adds to the address of a document. */
export const framed = (domain: string, token: string) => ({ shop: domain, host: hostOf(domain.replace(".myshopify.com", "")), embedded: "1", id_token: token });

/** The same shop, its people and goods under names that no answer to another shop may hold. */
function secretive(seed: SeedShop): SeedShop {
  return {
    ...seed,
    fill(shop, bornAt) {
      seed.fill(shop, bornAt);
      for (const customer of shop.tables.Customer.values()) {
        Object.assign(customer, { firstName: SECRET_WORD, email: `${customer.id}@${SECRET_WORD}.example`.toLowerCase(), tags: [`${SECRET_WORD} tag`], note: SECRET_WORD });
      }
      for (const product of shop.tables.Product.values()) Object.assign(product, { title: `${SECRET_WORD} ${product.title}`, vendor: `${SECRET_WORD} vendor`, productType: `${SECRET_WORD} type` });
    },
  };
}

export const askForData = (party: Party) => {
  const [customer] = party.shop.tables.Customer.values();
  if (customer) requestData(party.shop, customer);
};

function webhookHeaders({ sandbox }: Demo, { domain }: Party, topic: string, body: string): Record<string, string> {
  const event = crypto.randomUUID();
  return {
    "x-shopify-topic": topic, "x-shopify-shop-domain": domain, "x-shopify-event-id": event, "x-shopify-webhook-id": event,
    "x-shopify-triggered-at": sandbox.clock.now().toISOString(), "x-shopify-hmac-sha256": signatureOf(body, sandbox.app.apiSecret),
  };
}

/** Tokens that Shopify did not make for us, or not for now. */
export async function badTokens({ sandbox }: Demo, domain: string): Promise<Record<string, string>> {
  const { apiKey, apiSecret } = sandbox.app;
  const now = sandbox.clock.now();
  const part = (value: object) => Buffer.from(JSON.stringify(value)).toString("base64url");
  const claims = { iss: `https://${domain}/admin`, dest: `https://${domain}`, aud: apiKey, sub: "1", exp: Math.floor(now.getTime() / 1000) + 60, nbf: 0, iat: 0, jti: "1", sid: "1" };
  return {
    forged: await idToken({ domain, apiKey, apiSecret: "another secret", now }),
    expired: await idToken({ domain, apiKey, apiSecret, now: new Date(now.getTime() - 10 * 60_000) }),
    "of another app": await idToken({ domain, apiKey: "another app", apiSecret, now }),
    unsigned: `${part({ alg: "none", typ: "JWT" })}.${part(claims)}.`,
    rubbish: "rubbish",
    empty: "",
  };
}
