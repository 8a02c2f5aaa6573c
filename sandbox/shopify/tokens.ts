// POST /admin/oauth/access_token: an id_token (or a refresh token) becomes an access token that lasts
// an hour. A refresh token stays good until the access token that replaced its own has been used.
import { createHmac, randomBytes, timingSafeEqual } from "node:crypto";
import { z } from "zod";
import { days, hours, seconds } from "#app/lib/time.ts";
import { install } from "./life.ts";
import type { Token } from "./records.ts";
import type { Shop } from "./shop.ts";

export type App = { apiKey: string; apiSecret: string; scopes: string[] };

export const ACCESS_LIFE_MS = hours(1);
export const REFRESH_LIFE_MS = days(90);

const EXCHANGE = "urn:ietf:params:oauth:grant-type:token-exchange";
const OFFLINE = "urn:shopify:params:oauth:token-type:offline-access-token";

const Asked = z.object({
  client_id: z.string(),
  client_secret: z.string(),
  grant_type: z.string(),
  subject_token: z.string().optional(),
  requested_token_type: z.string().optional(),
  expiring: z.union([z.string(), z.number(), z.boolean()]).optional(),
  refresh_token: z.string().optional(),
});

export type TokenAnswer = { status: number; body: Record<string, unknown> };

const refuse = (error: string, description: string): TokenAnswer => ({ status: 400, body: { error, error_description: description } });

export function grantToken(shop: Shop, app: App, body: unknown): TokenAnswer {
  const asked = Asked.safeParse(body);
  if (!asked.success) return refuse("invalid_request", "The request lacks a field it needs.");
  const { data } = asked;
  if (data.client_id !== app.apiKey || data.client_secret !== app.apiSecret) return refuse("application_cannot_be_found", "No such app, or its secret is another.");
  if (data.grant_type === "refresh_token") return refresh(shop, data.refresh_token ?? "");
  if (data.grant_type !== EXCHANGE) return refuse("unsupported_grant_type", "The sandbox knows token exchange and refresh.");
  const problem = idTokenProblem(shop, app, data.subject_token ?? "");
  if (problem) return refuse("invalid_subject_token", problem);
  if (shop.shut) return refuse("invalid_subject_token", "The app was uninstalled since.");
  if (data.requested_token_type !== OFFLINE) return refuse("invalid_request", "The sandbox gives offline tokens only.");
  install(shop, app.scopes);
  const expiring = ["1", "true"].includes(String(data.expiring ?? "0"));
  return granted(shop, newToken(shop, expiring, null));
}

function refresh(shop: Shop, refreshToken: string): TokenAnswer {
  const now = shop.clock.ms();
  const token = [...shop.tables.Token.values()].find((held) => held.refresh === refreshToken && !held.dead);
  if (!token || (token.refreshExpiresAt ?? 0) <= now) return refuse("invalid_grant", "The refresh token is not valid.");
  return granted(shop, newToken(shop, true, token.id));
}

function newToken(shop: Shop, expiring: boolean, replaces: number | null): Token {
  const now = shop.clock.ms();
  const token: Token = {
    kind: "Token", id: shop.nextId("Token"), access: `shpat_${randomBytes(16).toString("hex")}`, refresh: expiring ? `shprt_${randomBytes(16).toString("hex")}` : null,
    expiresAt: expiring ? now + ACCESS_LIFE_MS : null, refreshExpiresAt: expiring ? now + REFRESH_LIFE_MS : null, usedAt: null, replaces, dead: false,
  };
  shop.save(token);
  shop.saveState();
  return token;
}

function granted(shop: Shop, token: Token): TokenAnswer {
  const expiry = token.refresh === null ? {} : { expires_in: ACCESS_LIFE_MS / 1000, refresh_token: token.refresh, refresh_token_expires_in: REFRESH_LIFE_MS / 1000 };
  return { status: 200, body: { access_token: token.access, scope: shop.scopes.join(","), ...expiry } };
}

/** Whether the token opens the shop now. Its first use kills the refresh token it came from. */
export function useToken(shop: Shop, access: string): boolean {
  const now = shop.clock.ms();
  const token = [...shop.tables.Token.values()].find((held) => held.access === access);
  if (!shop.installed || !token || (token.expiresAt !== null && token.expiresAt <= now)) return false;
  if (token.usedAt === null) {
    token.usedAt = now;
    shop.save(token);
    const old = token.replaces === null ? undefined : shop.tables.Token.get(token.replaces);
    if (old) {
      old.dead = true;
      shop.save(old);
    }
    for (const held of shop.tables.Token.values()) if (held.dead && (held.expiresAt ?? 0) <= now) shop.drop("Token", held.id);
  }
  return true;
}

const base64url = (value: object) => Buffer.from(JSON.stringify(value)).toString("base64url");
const signature = (text: string, secret: string) => createHmac("sha256", secret).update(text).digest("base64url");

/** What Shopify's admin gives the app's frame: who looks at which shop, good for a minute. */
export function idToken(shop: Shop, app: Pick<App, "apiKey" | "apiSecret">, userId = "1"): string {
  const now = Math.floor(shop.clock.ms() / 1000);
  const site = `https://${shop.settings.domain}`;
  const claims = { iss: `${site}/admin`, dest: site, aud: app.apiKey, sub: userId, exp: now + 60, nbf: now, iat: now, jti: randomBytes(8).toString("hex"), sid: randomBytes(16).toString("hex") };
  const text = `${base64url({ alg: "HS256", typ: "JWT" })}.${base64url(claims)}`;
  return `${text}.${signature(text, app.apiSecret)}`;
}

const Claims = z.object({ dest: z.string(), aud: z.string(), exp: z.number(), nbf: z.number() });
const LEEWAY_MS = seconds(10);

function idTokenProblem(shop: Shop, app: App, token: string): string | null {
  const [head = "", claimed = "", signed = ""] = token.split(".");
  const expected = Buffer.from(signature(`${head}.${claimed}`, app.apiSecret));
  const given = Buffer.from(signed);
  if (expected.length !== given.length || !timingSafeEqual(expected, given)) return "The id_token is signed with another secret.";
  const claims = Claims.safeParse(JSON.parse(Buffer.from(claimed, "base64url").toString()));
  if (!claims.success) return "The id_token lacks a claim it needs.";
  const now = shop.clock.ms();
  if (claims.data.aud !== app.apiKey) return "The id_token is for another app.";
  if (claims.data.dest !== `https://${shop.settings.domain}`) return "The id_token is for another shop.";
  if (claims.data.exp * 1000 + LEEWAY_MS < now || claims.data.nbf * 1000 - LEEWAY_MS > now) return "The id_token is not valid at this time.";
  return null;
}
