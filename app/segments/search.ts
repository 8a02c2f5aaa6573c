// What a person types to find somebody: the beginning of an email address, of a phone number, or of
// names. Made into LIKE patterns here, so that no typed character means anything but itself. Names are found
// without case and accents (fold.ts). Of email addresses the database lowers both sides by its own locale:
// another's lower case would find what the index does not hold.
import { fold } from "./fold.ts";

export type Search = { email: string | null; phone: string | null; names: string[] };

export const SEARCH_MAX = 100;
const WORDS_MAX = 4;

/** Null where nothing was typed. */
export function readSearch(typed: string): Search | null {
  const text = typed.normalize("NFC").trim().slice(0, SEARCH_MAX);
  if (text === "") return null;
  const digits = text.replace(/[\s().-]/g, "");
  return {
    email: /\s/.test(text) ? null : prefix(text),
    phone: /^\+?\d{3,}$/.test(digits) ? prefix(digits.startsWith("+") ? digits : `+${digits}`) : null,
    names: text.split(/\s+/).slice(0, WORDS_MAX).map((word) => prefix(fold(word))),
  };
}

/** Everything that begins with `text`, as a LIKE pattern. */
export const prefix = (text: string) => `${text.replace(/[\\%_]/g, "\\$&")}%`;
