// Ids as each platform's look, from the account's running number: the same calls give the same ids.
import { chanceFrom } from "#sandbox/chance.ts";
import type { Account } from "./account.ts";

const UPPER = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
const LETTERS = "abcdefghijkmnopqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ23456789";
const HEX = "0123456789abcdef";

function word(account: Account, kind: string, alphabet: string, length: number): string {
  account.counter += 1;
  const chance = chanceFrom(`${account.platform}/${account.number}/${kind}/${account.counter}`);
  return Array.from({ length }, () => alphabet.charAt(chance.whole(0, alphabet.length - 1))).join("");
}

/** 26 signs, as Klaviyo's profiles and jobs have. */
export const ulid = (account: Account, kind: string): string => `01${word(account, kind, UPPER, 24)}`;
export const letters = (account: Account, kind: string, length: number): string => word(account, kind, LETTERS, length);
export const hex = (account: Account, kind: string, length: number): string => word(account, kind, HEX, length);

export const uuid = (account: Account, kind: string): string => dashed(word(account, kind, HEX, 32));

/** The same for the same text. */
export function uuidOf(text: string): string {
  const chance = chanceFrom(text);
  return dashed(Array.from({ length: 32 }, () => HEX.charAt(chance.whole(0, 15))).join(""));
}

function dashed(text: string): string {
  return `${text.slice(0, 8)}-${text.slice(8, 12)}-4${text.slice(13, 16)}-8${text.slice(17, 20)}-${text.slice(20)}`;
}
