import { expect, test } from "vitest";
import { type OfflineSession, renewal, standing } from "./token.ts";

const now = new Date("2026-06-15T12:00:00.000Z");
const inMinutes = (count: number) => new Date(now.getTime() + count * 60_000);
const session = (change: Partial<OfflineSession> = {}): OfflineSession => ({
  id: "offline_a.myshopify.com", accessToken: "old", expires: inMinutes(60), refreshToken: "r1", refreshTokenExpires: inMinutes(60 * 24), ...change,
});

test.each([
  ["an hour left", session(), "fresh"],
  ["five minutes left", session({ expires: inMinutes(5) }), "ageing"],
  ["ended, renewable", session({ expires: inMinutes(-1) }), "expired"],
  ["ended, the refresh token too", session({ expires: inMinutes(-1), refreshTokenExpires: inMinutes(-1) }), "dead"],
  ["ended, without a refresh token", session({ expires: inMinutes(-1), refreshToken: null }), "dead"],
  ["nearly ended and not renewable", session({ expires: inMinutes(1), refreshToken: null }), "fresh"],
  ["a token that never ends", session({ expires: null, refreshToken: null }), "fresh"],
  ["no end was said, yet it can be renewed", session({ expires: null }), "ageing"],
])("%s: %s", (_, given, expected) => {
  expect(standing(given, now)).toBe(expected);
});

const ok = (body: unknown) => ({ kind: "answer" as const, status: 200, headers: {}, body: JSON.stringify(body) });

test("A renewed token brings its end and the next refresh token.", () => {
  const next = renewal(session(), ok({ access_token: "new", expires_in: 3600, refresh_token: "r2", refresh_token_expires_in: 7200, scope: "a,b" }), now);
  expect(next).toEqual({
    kind: "renewed",
    scope: "a,b",
    session: { id: "offline_a.myshopify.com", accessToken: "new", expires: inMinutes(60), refreshToken: "r2", refreshTokenExpires: inMinutes(120) },
  });
});

test("An answer that leaves out when the token ends is taken to mean an hour, and keeps the refresh token it does not replace.", () => {
  const next = renewal(session(), ok({ access_token: "new" }), now);
  expect(next).toMatchObject({ session: { expires: inMinutes(60), refreshToken: "r1", refreshTokenExpires: inMinutes(60 * 24) } });
});

test.each([
  ["refused", { ...ok({ error: "invalid_grant" }), status: 400 }],
  ["refused", { ...ok({}), status: 401 }],
  ["later", { ...ok({}), status: 503 }],
  ["later", { ...ok({}), status: 429 }],
  ["later", ok({ nothing: true })],
  ["later", { kind: "none" as const, reason: "reset" }],
])("A renewal that fails is %s.", (kind, answer) => {
  expect(renewal(session(), answer, now).kind).toBe(kind);
});
