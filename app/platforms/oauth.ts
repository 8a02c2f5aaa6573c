// Being let in by OAuth, as values: the address that the merchant's browser opens, and the requests that make tokens of a
// code, new ones of old ones, and none of any. Klaviyo wants PKCE (S256) and its client by Basic; Attentive has neither,
// and its tokens neither end nor are renewed. State and verifier come from whoever begins, and are kept there.
import { createHash } from "node:crypto";
import { z } from "zod";
import { later, seconds } from "../lib/time.ts";
import type { Credentials, Failure, PlatformAnswer, PlatformId, PlatformRequest } from "./adapter.ts";
import { CAPABILITIES } from "./capabilities.ts";
import { bodyOf, isOk, query, trouble } from "./step.ts";

/** We, as the platform knows us. */
export type OAuthClient = { id: string; secret: string };
export type OAuthCredentials = Extract<Credentials, { kind: "oauth" }>;
type OAuthPlatform = "klaviyo" | "attentive";

type Door = { host: string; path: string; token: string; revoke: string | null; hasPkce: boolean };

const DOORS: Readonly<Record<OAuthPlatform, Door>> = {
  // Tokens are not made at www.klaviyo.com, where the merchant agrees (since 2025-03-31).
  klaviyo: { host: "www.klaviyo.com", path: "/oauth/authorize", token: "/oauth/token", revoke: "/oauth/revoke", hasPkce: true },
  attentive: { host: "ui.attentivemobile.com", path: "/integrations/oauth-install", token: "/v1/authorization-codes/tokens", revoke: null, hasPkce: false },
};

export const hasOAuth = (platform: PlatformId): platform is OAuthPlatform => CAPABILITIES[platform].letIn.oauth !== null;

/** RFC 7636: what is shown at first of a verifier that is shown at last. */
export const challengeOf = (verifier: string) => createHash("sha256").update(verifier).digest("base64url");

/** 43 to 128 signs. */
export const VERIFIER = /^[A-Za-z0-9._~-]{43,128}$/;

/** All that is asked for: what must be, and the optional ones that the merchant wants. */
export function scopesOf(platform: OAuthPlatform, optional: readonly string[] = []): string[] {
  const oauth = CAPABILITIES[platform].letIn.oauth;
  return [...(oauth?.scopes ?? []), ...(oauth?.optional ?? []).filter(({ name }) => optional.includes(name))].map(({ name }) => name);
}

/** Where the merchant's browser goes, on `host`; another may stand in its place (PLATFORM_HOSTS). */
export function authorizing(platform: OAuthPlatform, client: Pick<OAuthClient, "id">, so: { redirect: string; state: string; verifier: string; scopes: readonly string[] }): { host: string; path: string } {
  const { host, path, hasPkce } = DOORS[platform];
  const pkce = hasPkce ? { code_challenge_method: "S256", code_challenge: challengeOf(so.verifier) } : {};
  const asked = { response_type: "code", client_id: client.id, redirect_uri: so.redirect, scope: so.scopes.join(" "), state: so.state, ...pkce };
  return { host, path: `${path}${query(asked)}` };
}

export const exchanging = (platform: OAuthPlatform, client: OAuthClient, so: { code: string; redirect: string; verifier: string }): PlatformRequest =>
  form(platform, client, "exchange", DOORS[platform].token, { grant_type: "authorization_code", code: so.code, redirect_uri: so.redirect, ...(DOORS[platform].hasPkce ? { code_verifier: so.verifier } : {}) });

/** Null: its tokens are not renewed. */
export const refreshing = (platform: OAuthPlatform, client: OAuthClient, credentials: OAuthCredentials): PlatformRequest | null =>
  credentials.refresh === null ? null : form(platform, client, "refresh", DOORS[platform].token, { grant_type: "refresh_token", refresh_token: credentials.refresh });

/** Null: it has no way of giving tokens back. */
export function revoking(platform: OAuthPlatform, client: OAuthClient, credentials: OAuthCredentials): PlatformRequest | null {
  const { revoke } = DOORS[platform];
  const token = credentials.refresh === null ? { token: credentials.access, token_type_hint: "access_token" } : { token: credentials.refresh, token_type_hint: "refresh_token" };
  return revoke === null ? null : form(platform, client, "revoke", revoke, token);
}

function form(platform: OAuthPlatform, client: OAuthClient, operation: string, path: string, fields: Record<string, string>): PlatformRequest {
  const isBasic = platform === "klaviyo";
  const headers: Record<string, string> = { accept: "application/json", "content-type": "application/x-www-form-urlencoded" };
  if (isBasic) headers["authorization"] = `Basic ${Buffer.from(`${client.id}:${client.secret}`).toString("base64")}`;
  const body = new URLSearchParams(isBasic ? fields : { ...fields, client_id: client.id, client_secret: client.secret }).toString();
  return { operation, method: "POST", path, headers, body, budget: "oauth" };
}

const Tokens = z.object({
  access_token: z.string().min(1),
  refresh_token: z.string().min(1).nullish(),
  expires_in: z.number().positive().nullish(),
  scope: z.string().nullish(),
});

const Refusal = z.object({ error: z.string() });

/** `missing`: scopes that were asked for and not given, where the platform says which were. */
export type Granted = { kind: "granted"; credentials: OAuthCredentials; missing: string[] } | { kind: "failure"; failure: Failure };

/** `now` dates the end of the access token. `before` keeps its refresh token where the answer names no new one. */
export function grantOf(platform: OAuthPlatform, answer: PlatformAnswer, now: Date, asked: readonly string[] = [], before: OAuthCredentials | null = null): Granted {
  const { name } = CAPABILITIES[platform];
  // A code or a refresh token that no longer holds is told as 400 or as 401.
  const ended = answer.status === 401 || bodyOf(Refusal, answer)?.error === "invalid_grant";
  if (ended) return failed("unauthorized", `${name} no longer accepts the grant. Connect it again.`);
  const failure = trouble(name, answer);
  if (failure?.kind === "failed") return { kind: "failure", failure: failure.failure };
  if (!isOk(answer)) return failed("refused", `${name} did not let us in (HTTP ${answer.status}). Connect it again.`);
  const tokens = bodyOf(Tokens, answer);
  if (tokens === null) return failed("unreadable", `${name} answered something that does not belong to its API.`);
  const given = tokens.scope?.split(/[\s,]+/) ?? null;
  return {
    kind: "granted",
    credentials: {
      kind: "oauth",
      access: tokens.access_token,
      refresh: tokens.refresh_token ?? before?.refresh ?? null,
      expiresAt: tokens.expires_in ? later(now, seconds(tokens.expires_in)).toISOString() : null,
    },
    missing: given === null ? [] : asked.filter((scope) => !given.includes(scope)),
  };
}

const failed = (reason: Failure["reason"], detail: string): Granted => ({ kind: "failure", failure: { reason, detail, retryAfterMs: null } });
