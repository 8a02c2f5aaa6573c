// Columns of lists: what an uploaded file says of whoever is on its list. Unknown of everybody else, and of whom it says nothing.
import { columnField, type KeptType, keptKey, namedColumn } from "#app/lists/column.ts";
import type { CustomerField, Value } from "../field.ts";
import type { KnownLists } from "../fields.ts";

/** How a value that stands as text in JSON becomes one of its type. */
const CAST: Readonly<Record<KeptType, string>> = { text: "", number: "::numeric", day: "::date", bool: "::boolean" };

/** By its key alone, which does not say what the merchant calls it. */
export function fieldOfColumn(key: string): CustomerField | null {
  const named = namedColumn(key);
  if (named === null) return null;
  const { list, type } = named;
  const kept = keptKey(named);
  return {
    key, label: columnLabel(named.key, `list ${list}`), group: "Columns of lists", type, scope: "customer", history: "today", list,
    sql: `(lm.kept ->> '${kept}')${CAST[type]}`, read: ({ listed }): Value => listed[list]?.[kept] ?? null,
  };
}

const columnLabel = (column: string, list: string) => `${column} (${list})`;

export const columnFields = (lists: KnownLists): CustomerField[] => lists.flatMap(({ listId, name, columns }) => columns.flatMap((column): CustomerField[] => {
  const field = fieldOfColumn(columnField(listId, column));
  return field === null ? [] : [{ ...field, label: columnLabel(column.name, `list “${name}”`) }];
}));

/** What the merchant reads of a field where the shop's lists are known. */
export const labelIn = ({ key, label }: { key: string; label: string }, lists: KnownLists): string => {
  const named = namedColumn(key);
  return named === null ? label : (columnFields(lists).find((field) => field.key === key)?.label ?? label);
};
