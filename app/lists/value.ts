// What stands in a cell of a kept column, read as the column's type: a value, nothing, or none of that type. Written
// narrowly: what could be meant in two ways is decided for the whole file, and never guessed cell by cell.
import { z } from "zod";
import { type KeptType, type KeptValue, VALUE_CHARS_MAX } from "./column.ts";
import type { ValueReason } from "./reasons.ts";

/** How the file writes numbers and days, which the merchant says for all of its columns. */
export const Manner = z.object({
  /** Before the decimals of a number; the other one stands between thousands. */
  decimal: z.enum([".", ","]).default("."),
  /** Which comes first in 03/04/2026. 2026-04-03 is read anyhow, and with points (3.4.2026) the day comes first. */
  days: z.enum(["month", "day"]).default("month"),
});
export type Manner = z.infer<typeof Manner>;

export type Read = { value: KeptValue } | { reason: ValueReason } | null;

/** Null: nothing stands there. */
export function readValue(cell: string, type: KeptType, manner: Manner): Read {
  const text = cell.trim();
  if (text === "") return null;
  switch (type) {
    case "text": return /\0/.test(text) || !text.isWellFormed() || [...text].length > VALUE_CHARS_MAX ? { reason: "text" } : { value: text };
    case "number": return valueOr(numberIn(text, manner.decimal), "number");
    case "day": return valueOr(dayIn(text, manner.days), "day");
    case "bool": return valueOr(YES.has(text.toLowerCase()) ? true : NO.has(text.toLowerCase()) ? false : null, "bool");
    default: return type satisfies never;
  }
}

const valueOr = (value: KeptValue | null, reason: ValueReason): Read => (value === null ? { reason } : { value });

const YES = new Set(["yes", "y", "true", "t", "1", "x", "on", "ja", "oui", "sí", "si"]);
const NO = new Set(["no", "n", "false", "f", "0", "off", "nein", "non"]);

/** Up to 999,999,999 and six decimals: so many digits a number holds exactly. */
function numberIn(text: string, decimal: Manner["decimal"]): number | null {
  const [point, group] = decimal === "." ? ["[.]", ","] : [",", "[.]"];
  const found = new RegExp(`^(-?)([0-9]{1,9}|[0-9]{1,3}(?:${group}[0-9]{3}){1,2})(?:${point}([0-9]{1,6}))?$`).exec(text);
  return found === null ? null : Number(`${found[1]}${(found[2] ?? "").replace(/[.,]/g, "")}.${found[3] ?? "0"}`) + 0;
}

function dayIn(text: string, days: Manner["days"]): string | null {
  const [, year, month, day] = /^(\d{4})-(\d{1,2})-(\d{1,2})(?:[T ]\d{2}:.*)?$/.exec(text) ?? [];
  if (year !== undefined) return dayOf(year, month, day);
  const [, first, sign, second, last] = /^(\d{1,2})([./-])(\d{1,2})\2(\d{4})$/.exec(text) ?? [];
  return sign === "." || days === "day" ? dayOf(last, second, first) : dayOf(last, first, second);
}

/** Of the years 1900 to 2099; null where the calendar has no such day. */
function dayOf(year = "", month = "", day = ""): string | null {
  const text = `${year}-${month.padStart(2, "0")}-${day.padStart(2, "0")}`;
  return /^(19|20)\d\d-/.test(text) && z.iso.date().safeParse(text).success ? text : null;
}

const MANNERS: readonly Manner[] = [{ decimal: ".", days: "month" }, { decimal: ",", days: "month" }, { decimal: ".", days: "day" }, { decimal: ",", days: "day" }];

/** Of ten cells one may be none of the type. */
const ODD_MAX = 0.1;

/** What its first cells are: days, yes or no in words, numbers, else texts. Long numbers, and such that begin with 0, are codes. */
export function guessType(cells: readonly string[]): KeptType {
  const said = cells.filter((cell) => cell.trim() !== "");
  const are = (type: KeptType) => said.length > 0 && MANNERS.some((manner) => said.filter((cell) => !isRead(cell, type, manner)).length <= said.length * ODD_MAX);
  if (are("day")) return "day";
  if (are("bool") && !said.every((cell) => /^[01]$/.test(cell.trim()))) return "bool";
  return are("number") && !said.some((cell) => /^-?0\d/.test(cell.trim())) ? "number" : "text";
}

/** The manner in which the most of these cells can be read. */
export function guessManner(columns: readonly { type: KeptType; cells: readonly string[] }[]): Manner {
  const readable = (manner: Manner) => columns.reduce((sum, { type, cells }) => sum + cells.filter((cell) => isRead(cell, type, manner)).length, 0);
  return MANNERS.reduce((best, manner) => (readable(manner) > readable(best) ? manner : best));
}

function isRead(cell: string, type: KeptType, manner: Manner): boolean {
  const read = readValue(cell, type, manner);
  return read !== null && "value" in read;
}
