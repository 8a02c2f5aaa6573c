// OAuth, as far as the platforms that have it agree: a page that asks the merchant, a code that lives a
// short while, tokens for it. Which app asks is known by its client id; the stand-ins know one app each.
import { createHash } from "node:crypto";
import { seconds } from "#app/lib/time.ts";
import { html, type Html } from "#sandbox/frame/html.ts";
import type { Account, Code, Grant } from "./account.ts";
import { letters } from "./ids.ts";
import type { Ask, Reply } from "./platform.ts";

export type Client = { id: string; secret: string };

/** The page a merchant's browser opens; the form sends it back to the same address. */
export function consentPage(title: string, asks: string, scopes: readonly string[], accounts: readonly Account[]): Reply {
  const choices = accounts.map((account, at) => html`<label><input type="radio" name="account" value="${account.number}"${at === 0 ? html` checked` : ""}> ${account.name} (${account.id})</label>`);
  const body = html`<!doctype html><html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${title}</title>
<style>body{font:16px/1.5 system-ui;max-width:32rem;margin:3rem auto;padding:0 1rem}label{display:block;margin:.5rem 0}button{font:inherit;padding:.5rem 1rem;margin-right:.5rem}</style>
<main><h1>${title}</h1><p>${asks}</p><ul>${scopes.map((scope) => html`<li>${scope}</li>`)}</ul>
<form method="post"><fieldset><legend>Account</legend>${choices}</fieldset><p><button name="answer" value="allow">Allow</button><button name="answer" value="deny">Deny</button></p></form></main></html>`;
  return page(200, body);
}

export const page = (status: number, body: Html): Reply => ({ status, headers: { "content-type": "text/html; charset=utf-8" }, body: body.text });

export const redirect = (to: URL): Reply => ({ status: 303, headers: { location: to.href }, body: "" });

export function newCode(account: Account, now: number, asked: { clientId: string; redirectUri: string; challenge: string | null; scopes: string[]; lifeMs: number }): string {
  const { lifeMs, ...rest } = asked;
  const code: Code = { ...rest, code: letters(account, "code", 32), expiresMs: now + lifeMs };
  account.codes.push(code);
  return code.code;
}

/** Once; null where it is unknown, over, for another app or address, or its verifier does not fit. */
export function spendCode(accounts: readonly Account[], now: number, given: { code: string; clientId: string; redirectUri: string; verifier: string | null }): { account: Account; code: Code } | null {
  for (const account of accounts) {
    const at = account.codes.findIndex(({ code }) => code === given.code);
    if (at === -1) continue;
    const [code] = account.codes.splice(at, 1);
    if (!code || code.expiresMs <= now || code.clientId !== given.clientId || code.redirectUri !== given.redirectUri) return null;
    if (code.challenge !== null && code.challenge !== challengeOf(given.verifier ?? "")) return null;
    return { account, code };
  }
  return null;
}

export const challengeOf = (verifier: string): string => createHash("sha256").update(verifier).digest("base64url");

/** A token that the app lets go of or that is refreshed leaves the old one alive until its hour is over. */
export function grantOf(accounts: readonly Account[], now: number, access: string): { account: Account; grant: Grant } | null {
  for (const account of accounts) {
    for (const grant of account.grants) {
      const alive = grant.access === access ? grant.expiresMs === null || grant.expiresMs > now : grant.old.some((old) => old.access === access && old.expiresMs > now);
      if (alive) return { account, grant };
    }
  }
  return null;
}

export const bearerOf = (ask: Ask): string | null => /^Bearer (.+)$/.exec(ask.headers["authorization"] ?? "")?.[1] ?? null;

/** Who asks for a token: in the Basic header, or in the form. */
export function clientOf(ask: Ask, form: URLSearchParams): Client {
  const basic = /^Basic (.+)$/.exec(ask.headers["authorization"] ?? "")?.[1];
  if (!basic) return { id: form.get("client_id") ?? "", secret: form.get("client_secret") ?? "" };
  const [id = "", secret = ""] = Buffer.from(basic, "base64").toString().split(":", 2);
  return { id, secret };
}

export const TOKEN_LIFE_MS = seconds(3600);
