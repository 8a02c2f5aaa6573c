import { expect, test } from "vitest";
import type { PlatformAnswer } from "./adapter.ts";
import { authorizing, challengeOf, exchanging, grantOf, hasOAuth, type OAuthCredentials, refreshing, revoking, scopesOf } from "./oauth.ts";

const CLIENT = { id: "client", secret: "secret" };
const NOW = new Date("2026-11-26T10:00:00Z");
const VERIFIER = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk";
const HELD: OAuthCredentials = { kind: "oauth", access: "a", refresh: "r", expiresAt: null };
const answer = (status: number, body: unknown): PlatformAnswer => ({ status, headers: {}, body: JSON.stringify(body) });

test("the challenge is the one of RFC 7636, appendix B", () => {
  expect(challengeOf(VERIFIER)).toBe("E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM");
});

test("the merchant agrees at Klaviyo's own address, with state and challenge and without the verifier or the secret", () => {
  const { host, path } = authorizing("klaviyo", CLIENT, { redirect: "https://segue.example/back", state: "s+1", verifier: VERIFIER, scopes: ["lists:read", "lists:write"] });
  expect(host).toBe("www.klaviyo.com");
  expect(Object.fromEntries(new URLSearchParams(path.split("?")[1]))).toEqual({ response_type: "code", client_id: "client", redirect_uri: "https://segue.example/back", scope: "lists:read lists:write", state: "s+1", code_challenge_method: "S256", code_challenge: challengeOf(VERIFIER) });
  expect(path).not.toContain(VERIFIER);
  expect(authorizing("attentive", CLIENT, { redirect: "https://segue.example/back", state: "s", verifier: VERIFIER, scopes: [] })).toMatchObject({ host: "ui.attentivemobile.com" });
});

test("Klaviyo's tokens are made with the client by Basic and the verifier, Attentive's with the client in the form", () => {
  const klaviyo = exchanging("klaviyo", CLIENT, { code: "c", redirect: "https://segue.example/back", verifier: VERIFIER });
  expect(klaviyo.headers["authorization"]).toBe(`Basic ${Buffer.from("client:secret").toString("base64")}`);
  expect(Object.fromEntries(new URLSearchParams(klaviyo.body ?? ""))).toEqual({ grant_type: "authorization_code", code: "c", redirect_uri: "https://segue.example/back", code_verifier: VERIFIER });
  const attentive = exchanging("attentive", CLIENT, { code: "c", redirect: "https://segue.example/back", verifier: VERIFIER });
  expect(attentive.headers["authorization"]).toBeUndefined();
  expect(Object.fromEntries(new URLSearchParams(attentive.body ?? ""))).toEqual({ grant_type: "authorization_code", code: "c", redirect_uri: "https://segue.example/back", client_id: "client", client_secret: "secret" });
});

test("tokens are renewed and given back where the platform can do it", () => {
  expect(refreshing("klaviyo", CLIENT, HELD)?.body).toBe("grant_type=refresh_token&refresh_token=r");
  expect(refreshing("attentive", CLIENT, { ...HELD, refresh: null })).toBeNull();
  expect(revoking("klaviyo", CLIENT, HELD)).toMatchObject({ path: "/oauth/revoke", body: "token=r&token_type_hint=refresh_token" });
  expect(revoking("attentive", CLIENT, HELD)).toBeNull();
  expect(["klaviyo", "attentive", "postscript", "twilio", "omnisend"].filter((id) => hasOAuth(id as "klaviyo"))).toEqual(["klaviyo", "attentive"]);
});

test("a grant dates its end, keeps a refresh token that is not named again, and says which scopes are missing", () => {
  expect(grantOf("klaviyo", answer(200, { access_token: "b", expires_in: 3600, scope: "lists:read" }), NOW, ["lists:read", "lists:write"], HELD)).toEqual({
    kind: "granted", credentials: { kind: "oauth", access: "b", refresh: "r", expiresAt: "2026-11-26T11:00:00.000Z" }, missing: ["lists:write"],
  });
  expect(grantOf("attentive", answer(200, { access_token: "b", id_token: "x", token_type: "Bearer" }), NOW)).toMatchObject({ credentials: { refresh: null, expiresAt: null }, missing: [] });
});

test("a grant that has ended is told from trouble that passes", () => {
  const reason = (status: number, body: unknown) => { const grant = grantOf("klaviyo", answer(status, body), NOW); return grant.kind === "failure" ? grant.failure.reason : null; };
  expect([reason(400, { error: "invalid_grant" }), reason(401, {}), reason(400, { error: "invalid_request" }), reason(429, {}), reason(503, {}), reason(200, {})]).toEqual(["unauthorized", "unauthorized", "refused", "throttled", "server", "unreadable"]);
});

test("all scopes that must be are asked for, and the optional ones where the merchant wants them", () => {
  expect(scopesOf("klaviyo")).not.toContain("subscriptions:write");
  expect(scopesOf("klaviyo", ["subscriptions:write", "made:up"])).toEqual([...scopesOf("klaviyo"), "subscriptions:write"]);
});
