// Klaviyo's OAuth: the page that asks the merchant, PKCE (S256), tokens of an hour. A refresh gives the same
// refresh token again, and the old access token lives on until its own hour is over.
import { minutes } from "#app/lib/time.ts";
import { bearerOf, type Client, clientOf, consentPage, grantOf, newCode, redirect, spendCode, TOKEN_LIFE_MS } from "../grants.ts";
import { letters } from "../ids.ts";
import { type Ask, type Entered, type Ground, type Reply, reply } from "../platform.ts";

export const CLIENT: Client = { id: "sandbox-klaviyo-client", secret: "sandbox-klaviyo-secret" };
const CODE_LIFE_MS = minutes(5);

export function open(ground: Ground, ask: Ask): Reply | undefined {
  if (ask.host === "www.klaviyo.com") return ask.path === "/oauth/authorize" ? authorize(ground, ask) : reply(404, { error: "not_found" });
  if (ask.method !== "POST") return undefined;
  if (ask.path === "/oauth/token") return token(ground, ask);
  return ask.path === "/oauth/revoke" ? revoke(ground, ask) : undefined;
}

const wrong = (error: string, description: string) => reply(400, { error, error_description: description });

function authorize(ground: Ground, ask: Ask): Reply {
  const { query } = ask;
  const redirectUri = query.get("redirect_uri") ?? "";
  if (query.get("client_id") !== CLIENT.id) return wrong("invalid_client", "Unknown client_id.");
  if (!URL.canParse(redirectUri)) return wrong("invalid_request", "redirect_uri is missing or not an address.");
  if (query.get("response_type") !== "code") return wrong("unsupported_response_type", "response_type must be code.");
  const challenge = query.get("code_challenge");
  if (!challenge || query.get("code_challenge_method") !== "S256") return wrong("invalid_request", "PKCE with S256 is required.");
  const scopes = (query.get("scope") ?? "").split(" ").filter(Boolean);
  const accounts = ground.accounts("klaviyo");
  if (ask.method === "GET") return consentPage("Klaviyo (stand-in): connect an app", "The app asks to:", scopes, accounts);
  const form = new URLSearchParams(ask.body);
  const account = accounts.find(({ number }) => String(number) === form.get("account")) ?? accounts[0];
  const back = new URL(redirectUri);
  const state = query.get("state");
  if (state !== null) back.searchParams.set("state", state);
  if (form.get("answer") !== "allow" || !account) back.searchParams.set("error", "access_denied");
  else back.searchParams.set("code", newCode(account, ground.now(), { clientId: CLIENT.id, redirectUri, challenge, scopes, lifeMs: CODE_LIFE_MS }));
  return redirect(back);
}

function token(ground: Ground, ask: Ask): Reply {
  const form = new URLSearchParams(ask.body);
  const client = clientOf(ask, form);
  if (client.id !== CLIENT.id || client.secret !== CLIENT.secret) return reply(401, { error: "invalid_client", error_description: "Client authentication failed." });
  const accounts = ground.accounts("klaviyo");
  const now = ground.now();
  if (form.get("grant_type") === "authorization_code") {
    const spent = spendCode(accounts, now, { code: form.get("code") ?? "", clientId: client.id, redirectUri: form.get("redirect_uri") ?? "", verifier: form.get("code_verifier") });
    if (!spent) return wrong("invalid_grant", "The code is unknown or over, or does not fit.");
    const { account, code } = spent;
    const grant = { clientId: client.id, access: letters(account, "access", 48), refresh: letters(account, "refresh", 48), scopes: code.scopes, expiresMs: now + TOKEN_LIFE_MS, old: [] };
    account.grants = [...account.grants.filter(({ clientId }) => clientId !== client.id), grant];
    account.revoked = false;
    return given(grant);
  }
  if (form.get("grant_type") !== "refresh_token") return wrong("unsupported_grant_type", "grant_type is not known.");
  for (const account of accounts) {
    const grant = account.grants.find(({ refresh }) => refresh === form.get("refresh_token"));
    if (!grant || account.revoked) continue;
    grant.old = [...grant.old.filter(({ expiresMs }) => expiresMs > now), { access: grant.access, expiresMs: grant.expiresMs ?? now }];
    grant.access = letters(account, "access", 48);
    grant.expiresMs = now + TOKEN_LIFE_MS;
    return given(grant);
  }
  return wrong("invalid_grant", "The refresh token is not known any more.");
}

const given = (grant: { access: string; refresh: string | null; scopes: string[] }) => reply(200, { access_token: grant.access, refresh_token: grant.refresh, expires_in: TOKEN_LIFE_MS / 1000, token_type: "Bearer", scope: grant.scopes.join(" ") });

function revoke(ground: Ground, ask: Ask): Reply {
  const form = new URLSearchParams(ask.body);
  for (const account of ground.accounts("klaviyo")) account.grants = account.grants.filter(({ access, refresh }) => ![access, refresh].includes(form.get("token") ?? ""));
  return reply(200, {});
}

export function enter(ground: Ground, ask: Ask): Entered | null {
  const accounts = ground.accounts("klaviyo");
  const key = /^Klaviyo-API-Key (.+)$/.exec(ask.headers["authorization"] ?? "")?.[1];
  const owner = accounts.find(({ credentials }) => credentials.key === key);
  if (owner) return { account: owner, who: "key", scopes: null };
  const granted = grantOf(accounts, ground.now(), bearerOf(ask) ?? "");
  return granted && { account: granted.account, who: `oauth/${granted.grant.clientId}`, scopes: granted.grant.scopes };
}
