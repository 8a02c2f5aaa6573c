// How the fields of a type are read off a record. The same functions serve single answers (through
// graphql-js) and bulk exports (through a writer compiled once per operation), so both say the same.
import type { Shop } from "./shop.ts";

export type Args = Record<string, unknown>;
export type ReadField = (source: unknown, args: Args, shop: Shop) => unknown;
export type FieldsOfType = Record<string, ReadField>;

/** The engine hands a resolver only what another resolver declared to be of that type, hence the one cast. */
export function fieldsOf<Source>(fields: Record<string, (source: Source, args: Args, shop: Shop) => unknown>): FieldsOfType {
  return fields as FieldsOfType;
}

/** What a connection field returns: all its rows; paging (or bulk) is done by whoever runs the query. */
export type Rows = {
  rows: readonly object[];
  /** What the rows are sorted by, for cursors that hold while rows change. Without it, a cursor is a position. */
  key?: (row: object) => [number | string, number];
  /** The largest page, where it is not Shopify's usual one; and fields of the connection besides its page. */
  max?: number;
  more?: object;
};

/** "2026-11-25T10:00:00Z": the Admin API gives no fractions of seconds. */
export const instant = (ms: number) => `${new Date(ms).toISOString().slice(0, 19)}Z`;
export const instantOrNull = (ms: number | null) => (ms === null ? null : instant(ms));
export const text = (args: Args, name: string) => (typeof args[name] === "string" ? args[name] : undefined);
