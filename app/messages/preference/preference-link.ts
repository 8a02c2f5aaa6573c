// The address of somebody's preference page: it names the shop, the number's hash and which link of theirs it is, and is
// signed with the shop's own key. It never ends by itself; counting up the number's link_seq voids all before.
import { timingSafeEqual } from "node:crypto";
import { NumberHash } from "../../consent/number.ts";
import { CustomerId, ShopId } from "../../lib/ids.ts";

/** `customerId`: whoever had the number when the link was made; whose it is now is looked up. */
export type Holder = { shop: ShopId; number: NumberHash; customerId: CustomerId | null; seq: number };

export const PREFERENCE_PATH = "/p/";
const SIGNATURE_BYTES = 16;
const HEAD_BYTES = 4 + 32 + 8 + 2;

/** What is signed: no phone number begins like it, so no number's hash is anybody's signature. */
const words = (head: Buffer) => `preferences/${head.toString("hex")}`;

/** `keyed`: HMAC-SHA256 in hex with the shop's key (consent/number.server.ts). */
export function preferenceToken({ shop, number, customerId, seq }: Holder, keyed: (text: string) => string): string {
  const head = Buffer.alloc(HEAD_BYTES);
  head.writeUInt32BE(shop, 0);
  head.write(number, 4, "hex");
  head.writeBigUInt64BE(BigInt(customerId ?? 0), 36);
  head.writeUInt16BE(seq % 65_536, 44);
  return Buffer.concat([head, Buffer.from(keyed(words(head)), "hex").subarray(0, SIGNATURE_BYTES)]).toString("base64url");
}

/** As it says itself; whether it is signed, `isSigned` knows, once the shop's key is there. */
export function readPreferenceToken(token: string): (Holder & { isSigned(keyed: (text: string) => string): boolean }) | null {
  const bytes = Buffer.from(token, "base64url");
  if (bytes.length !== HEAD_BYTES + SIGNATURE_BYTES || bytes.toString("base64url") !== token) return null;
  const head = bytes.subarray(0, HEAD_BYTES);
  const shop = ShopId.safeParse(head.readUInt32BE(0));
  const customer = head.readBigUInt64BE(36);
  const customerId = customer === 0n ? null : CustomerId.safeParse(String(customer)).data;
  if (!shop.success || customerId === undefined || shop.data >= 2 ** 31) return null;
  return {
    shop: shop.data, number: NumberHash.parse(head.toString("hex", 4, 36)), customerId, seq: head.readUInt16BE(44),
    isSigned: (keyed) => timingSafeEqual(bytes.subarray(HEAD_BYTES), Buffer.from(keyed(words(head)), "hex").subarray(0, SIGNATURE_BYTES)),
  };
}

/** As it stands in a text before it is made short, where every address is https. */
export const preferenceUrl = (appUrl: string, token: string) => `https://${new URL(appUrl).host}${PREFERENCE_PATH}${token}`;

/** All are as long, for previews and costs. */
export const SAMPLE_TOKEN = "x".repeat(Math.ceil(((HEAD_BYTES + SIGNATURE_BYTES) * 4) / 3));

/** It is ours, and none of a merchant's hosts: a short link may lead there all the same. Null: it is no such page. */
export function preferencePage(url: string, appUrl: string): string | null {
  const [read, ours] = [URL.parse(url), URL.parse(appUrl)];
  const isOne = read !== null && ours !== null && read.protocol === "https:" && read.host === ours.host && /^\/p\/[A-Za-z0-9_-]+$/.test(read.pathname) && read.search === "" && read.hash === "";
  return isOne ? new URL(read.pathname, ours).href : null;
}

export const isPreferencePage = (url: string, appUrl: string): boolean => preferencePage(url, appUrl) !== null;
