// The stand-in for Attentive, v1 and v2, as its published documents tell.
import { days, minutes, seconds } from "#app/lib/time.ts";
import { bearerOf, type Client, consentPage, grantOf, newCode, redirect, spendCode } from "../grants.ts";
import { letters } from "../ids.ts";
import { type Ask, type Call, type Entered, type Ground, type Operation, type Platform, type Reply, reply, type Trouble } from "../platform.ts";
import { newId, refusal } from "./answers.ts";
import { happened, hookOperations, retryMs, wrap } from "./hooks.ts";
import { file, FILES_HOST, jobOperations } from "./jobs.ts";
import { finishMembers, segmentOperations } from "./segments.ts";
import { subscriptionOperations } from "./subscriptions.ts";
import { finishUsers, UPSERT, userOperations } from "./users.ts";

export const CLIENT: Client = { id: "sandbox-attentive-client", secret: "sandbox-attentive-secret" };
const CODE_LIFE_MS = minutes(2);
const INSTALL_HOST = "ui.attentivemobile.com";

const me = ({ account }: Call) => reply(200, { applicationName: "Segue (sandbox)", attentiveDomainName: `sandbox${account.number}`, companyName: account.name, contactEmail: "shop@example.com", companyId: account.id });

const operations: Operation[] = [
  { name: "getMe", method: "GET", path: "/v1/me", limit: "usual", run: me },
  { name: "getMeV2", method: "GET", path: "/v2/me", limit: "usual", run: me },
  ...segmentOperations, ...jobOperations, ...userOperations, ...subscriptionOperations, ...hookOperations,
];

function open(ground: Ground, ask: Ask): Reply | undefined {
  if (ask.host === INSTALL_HOST) return ask.path === "/integrations/oauth-install" ? install(ground, ask) : reply(404, { error: "Not found" });
  if (ask.path === "/v1/authorization-codes/tokens" && ask.method === "POST") return token(ground, ask);
  return file(ground, ask);
}

function install(ground: Ground, ask: Ask): Reply {
  const { query } = ask;
  const redirectUri = query.get("redirect_uri") ?? "";
  if (query.get("client_id") !== CLIENT.id || !URL.canParse(redirectUri)) return refusal(400, "client_id or redirect_uri is wrong.");
  const scopes = (query.get("scope") ?? "").split(/[ ,]/).filter(Boolean);
  const accounts = ground.accounts("attentive");
  if (ask.method === "GET") return consentPage("Attentive (stand-in): install an app", "The app asks for:", scopes, accounts);
  const form = new URLSearchParams(ask.body);
  const account = accounts.find(({ number }) => String(number) === form.get("account")) ?? accounts[0];
  const back = new URL(redirectUri);
  const state = query.get("state");
  if (state !== null) back.searchParams.set("state", state);
  if (form.get("answer") !== "allow" || !account) back.searchParams.set("error", "access_denied");
  else back.searchParams.set("code", newCode(account, ground.now(), { clientId: CLIENT.id, redirectUri, challenge: null, scopes, lifeMs: CODE_LIFE_MS }));
  return redirect(back);
}

/** No refresh token, no expiry. */
function token(ground: Ground, ask: Ask): Reply {
  const form = new URLSearchParams(ask.body);
  if (form.get("client_id") !== CLIENT.id || form.get("client_secret") !== CLIENT.secret) return reply(401, { error: "invalid_client" });
  if (form.get("grant_type") !== "authorization_code") return reply(400, { error: "unsupported_grant_type" });
  const spent = spendCode(ground.accounts("attentive"), ground.now(), { code: form.get("code") ?? "", clientId: CLIENT.id, redirectUri: form.get("redirect_uri") ?? "", verifier: null });
  if (!spent) return reply(400, { error: "invalid_grant" });
  const { account, code } = spent;
  const access = letters(account, "access", 40);
  account.grants = [...account.grants.filter(({ clientId }) => clientId !== CLIENT.id), { clientId: CLIENT.id, access, refresh: null, scopes: code.scopes, expiresMs: null, old: [] }];
  account.revoked = false;
  return reply(200, { access_token: access, id_token: letters(account, "id", 40), token_type: "Bearer" });
}

/** Scopes are those of the app, whatever the install page was asked for, where it was asked for none. */
function enter(ground: Ground, ask: Ask): Entered | null {
  const accounts = ground.accounts("attentive");
  const bearer = bearerOf(ask) ?? "";
  const owner = accounts.find(({ credentials }) => credentials.key === bearer);
  if (owner) return { account: owner, who: "key", scopes: null };
  const granted = grantOf(accounts, ground.now(), bearer);
  return granted && { account: granted.account, who: "oauth", scopes: granted.grant.scopes.length > 0 ? granted.grant.scopes : null };
}

function refuse(trouble: Trouble): Reply {
  switch (trouble.kind) {
    case "throttled": return refusal(429, "The user has sent too many requests in a given amount of time");
    case "failed": return refusal(500, "Internal Server Error");
    case "unknownPath": return refusal(404, "The specified resource was not found");
    case "method": return refusal(405, "Method not allowed");
    case "unauthorized": return reply(401, { error: "Unauthorized" });
    case "scope": return refusal(403, "Access Denied");
    default: return trouble satisfies never;
  }
}

const perSecond = (per: number) => [{ per, windowMs: seconds(1) }];

export const attentive: Platform = {
  name: "attentive",
  hosts: ["api.attentivemobile.com", INSTALL_HOST, FILES_HOST],
  opening: (number) => ({ id: `MDc6Q29tcGFueTE${number}`, name: `Sandbox Gifts ${number}`, credentials: { key: `attn_sandbox_${number}`, token: `attentive-signing-${number}` } }),
  newPersonId: (account) => newId(account)(),
  operations,
  limits: { usual: perSecond(150), bulk: perSecond(100), identity: perSecond(10), subscribe: perSecond(10), unsubscribe: perSecond(5) },
  open,
  enter,
  refuse,
  budgetHeaders: ([budget]) => (budget ? { "x-ratelimit-limit": String(budget.limit.per), "x-ratelimit-remaining": String(budget.remaining) } : {}),
  finish: (ground, account, job) => (job.kind === UPSERT ? finishUsers(ground, account, job) : finishMembers(ground, account, job)),
  happened,
  wrap,
  retryMs,
  disablesAfterMs: days(2),
};
