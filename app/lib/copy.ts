// Rows as the text that COPY takes: tabs between values, a line a row. The fastest way in for rows that
// are known to be new; whatever may be there already is merged (lib/merge.ts).
import { storable } from "./recordset.ts";

/** Rows handed over at a stretch: large enough to be few, small enough to be garbage soon. */
const ROWS_MAX = 250;

export function* copyText<Row>(rows: readonly Row[], valuesOf: (row: Row) => readonly unknown[]): Generator<string> {
  for (let from = 0; from < rows.length; from += ROWS_MAX) {
    let text = "";
    for (const row of rows.slice(from, from + ROWS_MAX)) text += `${valuesOf(row).map(copyValue).join("\t")}\n`;
    yield text;
  }
}

/** Lists are arrays of texts, other objects are JSON; both null and undefined are null. */
export function copyValue(value: unknown): string {
  if (value === null || value === undefined) return "\\N";
  if (typeof value === "string") return escaped(value);
  if (Array.isArray(value)) return value.length === 0 ? "{}" : escaped(`{${value.map(element).join(",")}}`);
  return typeof value === "object" ? escaped(storable(JSON.stringify(value))) : String(value);
}

const element = (value: unknown) => (value === null ? "NULL" : `"${String(value).replace(/["\\]/g, "\\$&")}"`);

const SPECIAL = /[\\\t\n\r\0]/;
const ESCAPES: Record<string, string> = { "\\": "\\\\", "\t": "\\t", "\n": "\\n", "\r": "\\r", "\0": "\ufffd" };

const escaped = (text: string) => (SPECIAL.test(text) ? text.replace(/[\\\t\n\r\0]/g, (each) => ESCAPES[each] ?? each) : text);
