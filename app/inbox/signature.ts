// A request to our API that is signed with the shop's key instead of carrying it, and a call of ours that is
// signed for the merchant's systems: the same scheme both ways. The instant is signed with the rest, so that
// what was found in somebody's log cannot be played back later.
import { createHmac, timingSafeEqual } from "node:crypto";
import { minutes } from "../lib/time.ts";

/** A clock that is wrong by more than this is told so by a refusal. */
export const SIGNED_MS_MAX = minutes(5);

export const signed = (secret: string, text: string) => createHmac("sha256", secret).update(text).digest("hex");

/** `address`: path and query, as they were asked for. */
export type Signed = { method: string; address: string; body: string };

export const requestText = (seconds: number, { method, address, body }: Signed) => `${seconds}.${method} ${address}.${body}`;

const HEADER = /^Segue-HMAC-SHA256 shop=([1-9][0-9]{0,8}), ?t=([0-9]{1,12}), ?v1=([0-9a-f]{64})$/;

export type Claim = { shop: number; seconds: number; signature: string };

/** What an Authorization header claims; null = it is not of this scheme. */
export function readClaim(header: string): Claim | null {
  const [, shop, seconds, signature] = HEADER.exec(header) ?? [];
  return shop === undefined || seconds === undefined || signature === undefined ? null : { shop: Number(shop), seconds: Number(seconds), signature };
}

export function holds({ seconds, signature }: Claim, request: Signed, key: string, now: Date): boolean {
  if (Math.abs(now.getTime() - seconds * 1_000) > SIGNED_MS_MAX) return false;
  return timingSafeEqual(Buffer.from(signature, "hex"), Buffer.from(signed(key, requestText(seconds, request)), "hex"));
}
