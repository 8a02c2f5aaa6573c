// The upsert that makes order of arrival irrelevant. A row's columns form groups; each group is one
// register with its own instant, and the newest word on a group wins, whenever it arrives. A fact
// that does not speak of a group leaves it alone.
import { type Columns, snake } from "./recordset.ts";
import { join, raw, type Sql, sql } from "./sql.ts";

export type Group = {
  /** The property that says when the group was true; the fact does not speak of the group where it is null. */
  at: string;
  columns: readonly string[];
  /** SQL over `old` and `excluded`, in place of "is newer or as new". */
  wins?: string;
};

export type Table<Row> = {
  name: string;
  keys: readonly string[];
  columns: Columns<Row>;
  groups: readonly Group[];
  /** What a column holds where a fact says nothing (columns that are not null). */
  otherwise?: Readonly<Record<string, string>>;
  /** SQL over `old` and `excluded` that overrides a column's merged value; @ stands for that value. */
  override?: Readonly<Record<string, string>>;
};

/** `source` is a relation named f whose columns are the properties in quotes; at most one row a key. */
export function mergeInto<Row>(table: Table<Row>, shop: number, source: Sql): Sql {
  const properties = Object.keys(table.columns);
  const into = properties.map((property) => `"${snake(property)}"`).join(", ");
  const values = properties.map((property) => withDefault(table, property)).join(", ");
  const keys = table.keys.map((key) => `"${snake(key)}"`).join(", ");
  const ordered = table.keys.map((key) => `f."${key}"`).join(", ");
  return join([
    sql`insert into ${raw(`"${table.name}"`)} as old (shop_id, ${raw(into)}) select ${shop}::int, ${raw(values)} from ${source}`,
    raw(`order by ${ordered} on conflict (shop_id, ${keys}) do update set ${changesOf(table.groups, table.override)} where ${anyWins(table.groups)}`),
  ], " ");
}

/** The same as mergeInto where no row has any of the keys yet: the columns for COPY, and a row's values in their order. */
export function copyOf<Row extends object>(table: Table<Row>, shop: number): { into: Sql; valuesOf: (row: Row) => unknown[] } {
  const properties = Object.keys(table.columns) as (keyof Row & string)[];
  const otherwise = properties.map((property) => table.otherwise?.[property]?.replace(/^'(.*)'$/, "$1"));
  return {
    into: raw(`copy "${table.name}" (shop_id, ${properties.map((property) => `"${snake(property)}"`).join(", ")}) from stdin`),
    valuesOf: (row) => [shop, ...properties.map((property, index) => row[property] ?? otherwise[index])],
  };
}

/** What an update from `excluded` sets on `old`. */
export const changesOf = (groups: readonly Group[], override: Table<unknown>["override"] = {}) =>
  groups.flatMap((group) => group.columns.map((property) => change(group, property, override))).join(", ");

/** Whether `excluded` says anything newer. */
export const anyWins = (groups: readonly Group[]) => `(${groups.map((group) => `(${winsOf(group)})`).join(" or ")})`;

function withDefault<Row>(table: Table<Row>, property: string): string {
  const otherwise = table.otherwise?.[property];
  return otherwise === undefined ? `f."${property}"` : `coalesce(f."${property}", ${otherwise})`;
}

function change(group: Group, property: string, override: Readonly<Record<string, string>>): string {
  const column = `"${snake(property)}"`;
  const merged = `case when ${winsOf(group)} then excluded.${column} else old.${column} end`;
  return `${column} = ${override[property]?.replaceAll("@", merged) ?? merged}`;
}

function winsOf(group: Group): string {
  const at = `"${snake(group.at)}"`;
  return group.wins ?? `excluded.${at} is not null and (old.${at} is null or excluded.${at} >= old.${at})`;
}

/** Splits rows into rounds with at most one row a key, in order, because one upsert may touch a row once. */
export function rounds<Row>(rows: readonly Row[], keyOf: (row: Row) => string): Row[][] {
  const split: Row[][] = [];
  const seen = new Map<string, number>();
  for (const row of rows) {
    const key = keyOf(row);
    const round = seen.get(key) ?? 0;
    seen.set(key, round + 1);
    (split[round] ??= []).push(row);
  }
  return split;
}
