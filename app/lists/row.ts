// Who a row is about, by the columns that the merchant pointed at: what can be looked up, or why nothing can; and what else it says of them.
import { parsePhoneNumberFromString, type CountryCode } from "libphonenumber-js/max";
import { type Kept, keptKey } from "./column.ts";
import type { Mapping } from "./mapping.ts";
import type { Reason, Reject } from "./reasons.ts";
import { readValue } from "./value.ts";

/** As they are looked up: digits, an address in any case, E.164. */
export type Keys = { id: string | null; email: string | null; phone: string | null };

export function keysOf(cells: string[], mapping: Mapping): Keys | { reason: Reason } {
  if (isRagged(cells, mapping.columns)) return { reason: "columns" };
  const cell = (column: number | null) => (column === null ? "" : (cells[column] ?? "").trim());
  const [id, email, phone] = [cell(mapping.id), cell(mapping.email), cell(mapping.phone)];
  if ([id, email, phone].some((text) => text.includes("\0"))) return { reason: "unreadable" };
  if (id === "" && email === "" && phone === "") return { reason: "empty" };
  const keys = { id: customerId(id), email: emailAddress(email), phone: phoneNumber(phone, mapping.country) };
  if (keys.id !== null || keys.email !== null || keys.phone !== null) return keys;
  return { reason: id !== "" ? "id" : email !== "" ? "email" : "phone" };
}

/** What the kept columns say of the row's person, and which of them say what is no value of their type. */
export function keptOf(cells: string[], { kept, manner }: Pick<Mapping, "kept" | "manner">): { kept: Kept; wrong: Omit<Reject, "line">[] } {
  const found: Kept = {};
  const wrong: Omit<Reject, "line">[] = [];
  for (const column of kept) {
    const read = readValue(cells[column.column] ?? "", column.type, manner);
    if (read === null) continue;
    if ("reason" in read) wrong.push({ reason: read.reason, ofColumn: column.name });
    else found[keptKey(column)] = read.value;
  }
  return { kept: found, wrong };
}

/** Cells too many are forgiven where nothing stands in them. */
const isRagged = (cells: string[], columns: number) => cells.length < columns || cells.slice(columns).some((cell) => cell.trim() !== "");

const ID_MAX = 9_223_372_036_854_775_807n;

/** 123, '123 as Shopify's own exports write it, or gid://shopify/Customer/123. */
export function customerId(text: string): string | null {
  const [, digits] = /^(?:'|gid:\/\/shopify\/Customer\/)?([1-9]\d{0,18})$/.exec(text) ?? [];
  return digits !== undefined && BigInt(digits) <= ID_MAX ? digits : null;
}

const EMAIL_MAX = 254;

/**
 * Enough to tell an address from what is none; whether it is a customer's, the shop knows. Its case is left to the database, which lowers both sides
 * by its own locale: lowered here, É would become é, and find nobody where the database leaves É alone.
 */
export function emailAddress(text: string): string | null {
  return text.length <= EMAIL_MAX && /^[^\s@,;<>"]+@[^\s@,;<>"]+\.[^\s@,;<>"]+$/.test(text) ? text.normalize("NFC") : null;
}

/** A number that already is as Shopify writes it is not parsed: that takes a hundred times as long as all else here. */
export function phoneNumber(text: string, country: string | null): string | null {
  if (text === "") return null;
  if (/^\+[1-9]\d{7,14}$/.test(text)) return text;
  const read = text.replace(/^'/, "").replace(/^00(?=[1-9])/, "+");
  const parsed = parsePhoneNumberFromString(read, isCountry(country) ? country : undefined);
  return parsed?.isPossible() ? parsed.number : null;
}

const isCountry = (country: string | null): country is CountryCode => country !== null && /^[A-Z]{2}$/.test(country);
