// Cursor paging over rows: what first, after, last and before mean for every connection.
import { GraphQLError } from "graphql";
import type { Args, Rows } from "./fields.ts";

/** Shopify's own limit, shopify.dev "Paginating results", 2026-10. */
export const PAGE_MAX = 250;

export type Edge = { node: object; cursor: string };
export type Page = { edges: Edge[]; nodes: object[]; pageInfo: { hasNextPage: boolean; hasPreviousPage: boolean; startCursor: string | null; endCursor: string | null } };

export function pageOf({ rows, key, max = PAGE_MAX, more }: Rows, args: Args): Page {
  const [first, last] = [count(args, "first", max), count(args, "last", max)];
  if (first === undefined && last === undefined) throw new GraphQLError("you must provide one of first or last");
  const cursorOf = (row: object, position: number) => encode(key ? key(row) : position);
  const from = typeof args.after === "string" ? after(rows, key, decode(args.after), args.reverse === true) : 0;
  const to = typeof args.before === "string" ? position(rows, key, decode(args.before), args.reverse === true) : rows.length;
  const start = first === undefined ? Math.max(from, to - (last ?? 0)) : from;
  const end = first === undefined ? to : Math.min(to, from + first);
  const edges = rows.slice(start, Math.max(start, end)).map((node, index) => ({ node, cursor: cursorOf(node, start + index) }));
  return {
    ...more,
    edges,
    nodes: edges.map((edge) => edge.node),
    pageInfo: { hasNextPage: end < rows.length, hasPreviousPage: start > 0, startCursor: edges[0]?.cursor ?? null, endCursor: edges.at(-1)?.cursor ?? null },
  };
}

function count(args: Args, name: string, max: number): number | undefined {
  const value = args[name];
  if (typeof value !== "number") return undefined;
  if (value < 0 || value > max) throw new GraphQLError(`${name} must be between 0 and ${max}`);
  return value;
}

type Cursor = number | [number | string, number];
const encode = (cursor: Cursor) => Buffer.from(JSON.stringify(cursor)).toString("base64");

function decode(text: string): Cursor {
  try {
    const cursor: unknown = JSON.parse(Buffer.from(text, "base64").toString());
    if (typeof cursor === "number") return cursor;
    if (Array.isArray(cursor) && cursor.length === 2 && typeof cursor[1] === "number") return [cursor[0] as number | string, cursor[1]];
  } catch {
    // Falls through: what cannot be read is as wrong as what has another shape.
  }
  throw new GraphQLError(`Invalid cursor: ${text}`);
}

/** Where the rows begin that come after the cursor, even if its own row has moved or gone. */
function after(rows: readonly object[], key: Rows["key"], cursor: Cursor, reverse: boolean): number {
  return boundary(rows, key, cursor, reverse, (order) => order > 0);
}

const position = (rows: readonly object[], key: Rows["key"], cursor: Cursor, reverse: boolean) => boundary(rows, key, cursor, reverse, (order) => order >= 0);

function boundary(rows: readonly object[], key: Rows["key"], cursor: Cursor, reverse: boolean, beyond: (order: number) => boolean): number {
  const found = rows.findIndex((row, index) => {
    const order = key && typeof cursor !== "number" ? compare(key(row), cursor) : index - (typeof cursor === "number" ? cursor : 0);
    return beyond(key && reverse ? -order : order);
  });
  return found === -1 ? rows.length : found;
}

const compare = ([value, id]: [number | string, number], [other, otherId]: [number | string, number]) =>
  value < other ? -1 : value > other ? 1 : id - otherId;
