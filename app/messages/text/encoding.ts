// The two alphabets of a text. GSM-7 (3GPP TS 23.038) has 127 letters of one septet and ten that take an escape and
// one more; a single letter outside it makes the whole text UCS-2, where a part holds 70 units in place of 160.

const BASIC =
  "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà";
const ESCAPED = "\f^{}\\[~]|€";

/** Septets by UTF-16 unit; 0 where the alphabet lacks it. All of it lies in the first plane. */
const SEPTETS = new Uint8Array(0x10000);
for (let at = 0; at < BASIC.length; at++) SEPTETS[BASIC.charCodeAt(at)] = 1;
for (let at = 0; at < ESCAPED.length; at++) SEPTETS[ESCAPED.charCodeAt(at)] = 2;

export type Encoding = "GSM-7" | "UCS-2";

/** 0 where GSM-7 lacks the unit. */
export const septetsOf = (unit: number): number => SEPTETS[unit] ?? 0;

/** Every character of the text that GSM-7 lacks, each once, in order. */
export function charactersOutside(text: string): string[] {
  const found = new Set<string>();
  for (const each of text) if (septetsOf(each.charCodeAt(0)) === 0) found.add(each);
  return [...found];
}

export function isGsm(text: string): boolean {
  for (let at = 0; at < text.length; at++) if (septetsOf(text.charCodeAt(at)) === 0) return false;
  return true;
}
