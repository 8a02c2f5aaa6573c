import { expect, test } from "vitest";
import { aSandbox, exchange, installed, post, SECRET, KEY } from "./testing.ts";

const { sandbox, shop } = await aSandbox();
const { ask } = await installed(sandbox, shop);

test("an answer has Shopify's shape: data, cost, version", async () => {
  const { status, headers, body } = await ask("{ shop { name currencyCode ianaTimezone myshopifyDomain } customersCount { count precision } currentAppInstallation { accessScopes { handle } } }");
  expect(status).toBe(200);
  expect(headers.get("x-shopify-api-version")).toBe("2026-10");
  expect(body.data.shop).toEqual({ name: "Small Shop", currencyCode: "GBP", ianaTimezone: "Europe/London", myshopifyDomain: "small-shop.myshopify.com" });
  expect(body.data.customersCount).toEqual({ count: 20, precision: "EXACT" });
  expect(body.data.currentAppInstallation.accessScopes).toContainEqual({ handle: "read_orders" });
  expect(body.extensions.cost).toMatchObject({ requestedQueryCost: expect.any(Number), throttleStatus: { maximumAvailable: 2000, restoreRate: 100 } });
});

test("pages follow each other by cursor without a gap or a repeat", async () => {
  const seen: string[] = [];
  for (let after: string | null = null; ; ) {
    const { body } = await ask("query($after: String) { customers(first: 7, after: $after, sortKey: UPDATED_AT) { nodes { id } pageInfo { hasNextPage endCursor } } }", { after });
    const { nodes, pageInfo } = body.data.customers;
    seen.push(...nodes.map((node: { id: string }) => node.id));
    if (!pageInfo.hasNextPage) break;
    after = pageInfo.endCursor;
  }
  expect(new Set(seen).size).toBe(20);
  expect(seen).toHaveLength(20);
});

test("a field without a reader, a field that does not exist and a missing token are three clear errors", async () => {
  const unread = await ask("{ customers(first: 1) { nodes { taxExemptions } } }");
  expect(unread.body.errors[0].message).toMatch(/does not know Customer\.taxExemptions/);
  const unknown = await ask("{ customers(first: 1) { nodes { shoeSize } } }");
  expect(unknown.body.errors[0]).toMatchObject({ extensions: { code: "undefinedField" } });
  expect((await ask("{ shop { name } }", {}, "shpat_nonsense")).status).toBe(401);
});

test("an id_token of another secret or another shop buys nothing", async () => {
  expect((await exchange(sandbox, shop, { subject_token: "a.b.c" })).status).toBe(400);
  expect((await exchange(sandbox, shop, { client_secret: "wrong" })).status).toBe(400);
});

test("a refresh token stays good until its successor's access token is used, then it is dead", async () => {
  const refresh = (refresh_token: string) => post(sandbox, shop, "/admin/oauth/access_token", { client_id: KEY, client_secret: SECRET, grant_type: "refresh_token", refresh_token });
  const { tokens } = await installed(sandbox, shop);
  const first = await refresh(tokens.refresh_token);
  const again = await refresh(tokens.refresh_token);
  expect([first.status, again.status]).toEqual([200, 200]);
  expect((await ask("{ shop { name } }", {}, again.body.access_token)).status).toBe(200);
  expect((await refresh(tokens.refresh_token)).status).toBe(400);
});

test("an access token lasts an hour of the sandbox's time", async () => {
  const { tokens, ask: askFresh } = await installed(sandbox, shop);
  expect(tokens.expires_in).toBe(3600);
  sandbox.clock.forward(3_600_000);
  expect((await askFresh("{ shop { name } }")).status).toBe(401);
});
