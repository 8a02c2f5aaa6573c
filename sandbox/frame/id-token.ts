// The token Shopify's admin hands to an embedded app: who is looking, at which shop, for one minute.
import { randomUUID } from "node:crypto";
import { SignJWT } from "jose";

const LIFE_S = 60;
/** Clocks differ by a little; Shopify backdates by as much. */
const BACKDATE_S = 5;

export type IdTokenOptions = {
  /** such as "gift-shop.myshopify.com". */
  domain: string;
  apiKey: string;
  apiSecret: string;
  now: Date;
  /** The staff member's id. */
  user?: string;
};

export function idToken({ domain, apiKey, apiSecret, now, user = "1" }: IdTokenOptions): Promise<string> {
  const nowS = Math.floor(now.getTime() / 1000);
  return new SignJWT({ dest: `https://${domain}`, sid: randomUUID() })
    .setProtectedHeader({ alg: "HS256", typ: "JWT" })
    .setIssuer(`https://${domain}/admin`)
    .setAudience(apiKey)
    .setSubject(user)
    .setIssuedAt(nowS)
    .setNotBefore(nowS - BACKDATE_S)
    .setExpirationTime(nowS + LIFE_S)
    .setJti(randomUUID())
    .sign(new TextEncoder().encode(apiSecret));
}

/** What Shopify calls the host: where in its admin the app is shown. */
export function hostOf(handle: string): string {
  return Buffer.from(`admin.shopify.com/store/${handle}`).toString("base64").replace(/=+$/, "");
}
