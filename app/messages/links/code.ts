// The code of a short link: ten random signs of 62, so that nobody finds a link by trying (60 bits), and nothing of the
// destination or the person stands in it. It is drawn from the world's ids.
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
