// A set of objects as a relation: one JSON parameter that PostgreSQL unfolds into typed columns.
// One statement moves any number of rows, text and parameters stay apart, and no type is guessed.
import type { Sql } from "./sql.ts";
import { raw, sql } from "./sql.ts";

/** Property → SQL type, as in { orderId: "bigint", tags: "text[]" }. Keys and types are our own words, never input. */
export type Columns<Row> = { readonly [Property in keyof Row & string]: string };

/** `from ${recordset(columns, rows)}`: columns are named as the properties are, in quotes: f."orderId". */
export function recordset<Row extends object>(columns: Columns<Row>, rows: readonly Row[], alias = "f"): Sql {
  return sql`json_to_recordset(${storable(JSON.stringify(rows))}::json) as ${raw(alias)}(${raw(shapeOf(columns))})`;
}

/** The same where rows hold deep objects: taken apart once, in place of once as text and once more for each column. */
export function deepRecordset<Row extends object>(columns: Columns<Row>, rows: readonly Row[], alias = "f"): Sql {
  return sql`jsonb_to_recordset(${storable(JSON.stringify(rows))}::jsonb) as ${raw(alias)}(${raw(shapeOf(columns))})`;
}

const shapeOf = (columns: Readonly<Record<string, string>>) => Object.entries(columns).map(([property, type]) => `"${property}" ${type}`).join(", ");

/** orderId → order_id */
export const snake = (property: string) => property.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);

const NUL = /(?<!\\)((?:\\\\)*)\\u0000/g;
const LONE_SURROGATE = /(?<!\\)((?:\\\\)*)\\u[dD][89abAB][0-9a-fA-F]{2}/g;

/** PostgreSQL's text holds neither NUL nor half of a surrogate pair; both become the replacement character. */
export function storable(json: string): string {
  if (!json.includes("\\u")) return json;
  return json.replace(NUL, "$1\ufffd").replace(LONE_SURROGATE, "$1\ufffd").replace(/(?<!\\)((?:\\\\)*)\\u[dD][c-fC-F][0-9a-fA-F]{2}/g, "$1\ufffd");
}
