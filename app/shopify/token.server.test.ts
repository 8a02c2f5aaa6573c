import { beforeEach, expect, test } from "vitest";
import { z } from "zod";
import type { HttpAnswer } from "../lib/http.ts";
import type { ShopId } from "../lib/ids.ts";
import { sql } from "../lib/sql.ts";
import { hours, later, minutes } from "../lib/time.ts";
import { domainOf, saveOfflineSession } from "./session-rows.server.ts";
import { freshenSession, offlineToken, tokenAfterRefusal } from "./token.server.ts";
import { aShop } from "#tests/support/shop.ts";
import { aWorld } from "#tests/support/world.ts";

const world = await aWorld();
let shop: ShopId;
let domain: string;
let asked: string[];
let answer: () => HttpAnswer | Promise<HttpAnswer>;

const renewed = (token: string, rest = {}): HttpAnswer => ({
  kind: "answer", status: 200, headers: {},
  body: JSON.stringify({ access_token: token, expires_in: 3600, refresh_token: "refresh-2", refresh_token_expires_in: 86_400, ...rest }),
});
const status = (code: number): HttpAnswer => ({ kind: "answer", status: code, headers: {}, body: "{}" });

beforeEach(async () => {
  shop = await aShop(world);
  domain = (await domainOf(world, shop)) ?? "";
  asked = [];
  answer = () => renewed("token-2");
  world.network.on((request) => {
    if (request.url !== `https://${domain}/admin/oauth/access_token`) return undefined;
    asked.push(String(request.body));
    return answer();
  });
});

const save = (minutesLeft: number | null, refreshToken: string | null = "refresh-1") =>
  saveOfflineSession(world, domain, {
    id: `offline_${domain}`, accessToken: "token-1", refreshToken,
    expires: minutesLeft === null ? null : later(world.now(), minutes(minutesLeft)), refreshTokenExpires: refreshToken ? later(world.now(), hours(24)) : null,
  }, "read_customers");

const shopRow = async () => (await world.db.rows(z.object({ state: z.string(), state_reason: z.string().nullable() }), sql`
  select state, state_reason from shop where shop_id = ${shop}`))[0];

test("A token with time left is used as it is, and lies sealed in its row.", async () => {
  await save(6);
  expect(await offlineToken(world, shop)).toEqual({ kind: "token", domain, accessToken: "token-1" });
  expect(asked).toEqual([]);
  const [stored] = await world.db.rows(z.object({ all: z.string() }), sql`select row_to_json(session)::text as all from session where shop = ${domain}`);
  expect(stored?.all).not.toMatch(/token-1|refresh-1/);
});

test("With less than five minutes left it is renewed, and the next refresh token kept.", async () => {
  await save(4);
  expect(await offlineToken(world, shop)).toMatchObject({ accessToken: "token-2" });
  expect(JSON.parse(asked[0] ?? "")).toEqual({ client_id: "test-key", client_secret: "test-secret", grant_type: "refresh_token", refresh_token: "refresh-1" });
  world.clock.advance(minutes(58));
  answer = () => renewed("token-3");
  expect(await offlineToken(world, shop)).toMatchObject({ accessToken: "token-3" });
  expect(asked[1]).toContain("refresh-2");
});

test("However many ask at once, one renews; nobody waits while the old token works.", async () => {
  await save(4);
  let release = () => {};
  const gate = new Promise<void>((resolve) => (release = resolve));
  answer = () => gate.then(() => renewed("token-2"));
  const first = offlineToken(world, shop);
  await expect.poll(() => asked.length).toBe(1);
  expect(await offlineToken(world, shop)).toMatchObject({ accessToken: "token-1" });
  release();
  expect(await first).toMatchObject({ accessToken: "token-2" });
});

test("Where the old token has ended, the others wait for the one that renews.", async () => {
  await save(-1);
  const tokens = await Promise.all([1, 2, 3, 4].map(() => offlineToken(world, shop)));
  expect(tokens).toEqual(Array(4).fill({ kind: "token", domain, accessToken: "token-2" }));
  expect(asked).toHaveLength(1);
});

test("The library's own sessions are renewed before they are read; anybody else's are left alone.", async () => {
  await save(4);
  await freshenSession(world, `online_${domain}`);
  await freshenSession(world, "offline_nobody.myshopify.com");
  expect(asked).toEqual([]);
  await freshenSession(world, `offline_${domain}`);
  expect(await offlineToken(world, shop)).toMatchObject({ accessToken: "token-2" });
  expect(asked).toHaveLength(1);
});

test("An answer without its end does not switch renewing off.", async () => {
  await save(4);
  answer = () => renewed("token-2", { expires_in: undefined, refresh_token: undefined });
  await offlineToken(world, shop);
  world.clock.advance(minutes(57));
  answer = () => renewed("token-3");
  expect(await offlineToken(world, shop)).toMatchObject({ accessToken: "token-3" });
});

test("While Shopify is down the old token serves as long as it lives, and then the work waits.", async () => {
  await save(4);
  answer = () => status(503);
  expect(await offlineToken(world, shop)).toMatchObject({ accessToken: "token-1" });
  world.clock.advance(minutes(5));
  expect(await offlineToken(world, shop)).toMatchObject({ kind: "failed", reason: "network", retryAt: expect.any(Date) });
  expect(await shopRow()).toMatchObject({ state: "active" });
});

test("A refused renewal pauses the shop and says what to do.", async () => {
  await save(-1);
  answer = () => status(400);
  expect(await offlineToken(world, shop)).toMatchObject({ kind: "failed", reason: "dead" });
  expect(await shopRow()).toEqual({ state: "paused", state_reason: expect.stringContaining("Open Segue again") });
});

test("A renewal that a shut shop cannot have pauses it until Shopify answers again.", async () => {
  await save(-1);
  answer = () => status(402);
  expect(await offlineToken(world, shop)).toMatchObject({ kind: "failed", reason: "shut" });
  expect(await shopRow()).toEqual({ state: "paused", state_reason: "The shop is shut by Shopify (402)." });
});

test("A shop that never opened the app has no token, and is not paused for it.", async () => {
  expect(await offlineToken(world, shop)).toMatchObject({ kind: "failed", reason: "missing" });
  expect(await shopRow()).toMatchObject({ state: "active" });
});

test("After a 401: another's renewal is used, ours is tried once, and a token that cannot be renewed is dead.", async () => {
  await save(50);
  expect(await tokenAfterRefusal(world, shop, "an older token")).toMatchObject({ accessToken: "token-1" });
  expect(await tokenAfterRefusal(world, shop, "token-1")).toMatchObject({ accessToken: "token-2" });
  expect(asked).toHaveLength(1);
  await save(50, null);
  expect(await tokenAfterRefusal(world, shop, "token-1")).toMatchObject({ kind: "failed", reason: "dead" });
  expect(await shopRow()).toMatchObject({ state: "paused" });
});
