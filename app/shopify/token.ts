// When an access token must be renewed, and what the answer to a renewal means. Tokens live an hour;
// each renewal brings a new refresh token, and the one before stays valid until the new access token
// is used, so a renewal whose answer was lost can be asked again.
import { z } from "zod";
import type { HttpAnswer, HttpRequest } from "../lib/http.ts";
import { parseJson } from "../lib/json.ts";
import { hours, later, minutes, seconds } from "../lib/time.ts";
import type { Secrets } from "../lib/world.ts";

export type OfflineSession = {
  id: string;
  accessToken: string;
  expires: Date | null;
  refreshToken: string | null;
  refreshTokenExpires: Date | null;
};

const RENEW_BEFORE_MS = minutes(5);
const TIMEOUT_MS = seconds(10);
/** What Shopify gives today; assumed where an answer does not say. */
const LIFE_SECONDS = 3600;

export type Standing = "fresh" | "ageing" | "expired" | "dead";

export function standing(session: OfflineSession, now: Date): Standing {
  const renewable = session.refreshToken !== null && (session.refreshTokenExpires === null || session.refreshTokenExpires > now);
  // Without an end: a token of the old kind that never ends, unless a refresh token came with it
  // (an answer that left expires_in out), and then it must not be trusted for ever.
  if (session.expires === null) return renewable ? "ageing" : "fresh";
  if (session.expires > later(now, RENEW_BEFORE_MS)) return "fresh";
  if (session.expires > now) return renewable ? "ageing" : "fresh";
  return renewable ? "expired" : "dead";
}

export function renewalRequest(secrets: Secrets, domain: string, refreshToken: string): HttpRequest {
  return {
    method: "POST",
    url: `https://${domain}/admin/oauth/access_token`,
    headers: { "content-type": "application/json", accept: "application/json" },
    body: JSON.stringify({
      client_id: secrets.shopifyApiKey,
      client_secret: secrets.shopifyApiSecret,
      grant_type: "refresh_token",
      refresh_token: refreshToken,
    }),
    timeoutMs: TIMEOUT_MS,
  };
}

const Renewed = z.object({
  access_token: z.string().min(1),
  scope: z.string().optional(),
  expires_in: z.number().positive().optional(),
  refresh_token: z.string().min(1).optional(),
  refresh_token_expires_in: z.number().positive().optional(),
});

export type Renewal =
  | { kind: "renewed"; session: OfflineSession; scope: string | null }
  | { kind: "refused"; detail: string }
  /** The shop is unpaid or locked: the token may be renewed once it is not. */
  | { kind: "shut"; detail: string }
  | { kind: "later"; detail: string };

export function renewal(before: OfflineSession, answer: HttpAnswer, now: Date): Renewal {
  if (answer.kind === "none") return { kind: "later", detail: `Shopify did not answer (${answer.reason}).` };
  if (answer.status === 429 || answer.status >= 500) return { kind: "later", detail: `Shopify answered ${answer.status}.` };
  if (answer.status === 402 || answer.status === 423) return { kind: "shut", detail: `The shop is shut by Shopify (${answer.status}).` };
  if (answer.status !== 200) return { kind: "refused", detail: `Shopify refused to renew the access token (${answer.status}).` };
  const read = Renewed.safeParse(parseJson(answer.body));
  if (!read.success) return { kind: "later", detail: "Shopify's answer holds no access token." };
  const token = read.data;
  const refreshExpiry = token.refresh_token_expires_in;
  return {
    kind: "renewed",
    scope: token.scope ?? null,
    session: {
      id: before.id,
      accessToken: token.access_token,
      expires: later(now, seconds(token.expires_in ?? LIFE_SECONDS)),
      refreshToken: token.refresh_token ?? before.refreshToken,
      refreshTokenExpires: refreshExpiry ? later(now, seconds(refreshExpiry)) : token.refresh_token ? later(now, hours(24 * 30)) : before.refreshTokenExpires,
    },
  };
}
