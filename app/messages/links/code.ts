// The code of a short link: ten random signs of 62, so that nobody finds a link by trying (60 bits), and nothing of the
// destination or the person stands in it. It is drawn from the world's ids.
import { ShopId } from "../../lib/ids.ts";
import { invariant } from "../../lib/invariant.ts";

const SIGNS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
export const CODE_LENGTH = 10;
const SPACE = 62n ** BigInt(CODE_LENGTH);

/** `uuid`: a new one of world.ids. Its 122 random bits leave no code likelier than another by more than 2^-60. */
export function codeOf(uuid: string): string {
  const digits = uuid.replaceAll("-", "");
  invariant(/^[0-9a-f]{32}$/i.test(digits), "an id is a UUID");
  let left = BigInt(`0x${digits}`) % SPACE;
  let code = "";
  for (let at = 0; at < CODE_LENGTH; at++) {
    code = SIGNS.charAt(Number(left % 62n)) + code;
    left /= 62n;
  }
  return code;
}

/** Anything else is no link of ours, and is not looked up. */
export const isCode = (text: string) => text.length === CODE_LENGTH && /^[0-9A-Za-z]+$/.test(text);

/** What stands behind the host: the shop's number in the same signs, then the code. So one row is looked up, and no other shop's. */
export const linkPath = (shop: ShopId, code: string) => `${numberIn62(shop)}${code}`;

/** Longest number of a shop: 2^31 - 1. */
const SHOP_SIGNS_MAX = 6;

export function readLinkPath(path: string): { shop: ShopId; code: string } | null {
  const [signs, code] = [path.slice(0, -CODE_LENGTH), path.slice(-CODE_LENGTH)];
  if (!isCode(code) || !/^[1-9A-Za-z][0-9A-Za-z]*$/.test(signs) || signs.length > SHOP_SIGNS_MAX) return null;
  const shop = [...signs].reduce((sum, sign) => sum * 62 + SIGNS.indexOf(sign), 0);
  return shop < 2 ** 31 ? { shop: ShopId.parse(shop), code } : null;
}

function numberIn62(number: number): string {
  const rest = Math.floor(number / 62);
  return `${rest > 0 ? numberIn62(rest) : ""}${SIGNS.charAt(number % 62)}`;
}
