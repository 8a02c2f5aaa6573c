// A column of its files that a list keeps: what it is called, how its values are read, and by which key segments
// ask about it. Its key is made of its first name and is the list's alone; the name may say anything.
import { z } from "zod";
import { WHOLE_TEXT } from "../lib/whole-text.ts";

export const KEPT_TYPES = ["text", "number", "day", "bool"] as const;
export const KeptType = z.enum(KEPT_TYPES);
export type KeptType = z.infer<typeof KeptType>;

/** How many columns a list keeps. */
export const KEPT_MAX = 20;
export const VALUE_CHARS_MAX = 255;
export const COLUMN_NAME_MAX = 60;
const KEY_CHARS_MAX = 40;

export const ColumnName = z.string().trim().min(1, "Give the column a name.").max(COLUMN_NAME_MAX, `A column's name has at most ${COLUMN_NAME_MAX} characters.`).regex(WHOLE_TEXT, "Use whole characters.");

export const ListColumn = z.object({ key: z.string().regex(/^[a-z0-9_]{1,40}$/), type: KeptType, name: z.string() });
export type ListColumn = z.infer<typeof ListColumn>;

/** A day is its text, 2026-01-31. What is not known is not there. */
export type KeptValue = string | number | boolean;
/** What a list says of one of its people: `number.points` → 120. */
export const Kept = z.record(z.string(), z.union([z.string(), z.number(), z.boolean()]));
export type Kept = z.infer<typeof Kept>;

/** With its type, so that a column that comes back as another type never meets values of the first. */
export const keptKey = ({ type, key }: Pick<ListColumn, "type" | "key">) => `${type}.${key}`;

export const isSameName = (one: string, other: string) => one.trim().toLowerCase() === other.trim().toLowerCase();

/** "Skin type" → skin_type; a number behind it where that is taken. */
export function keyFor(name: string, taken: readonly string[]): string {
  const plain = name.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase().replace(/[^a-z0-9]+/g, "_").replace(/^_+|_+$/g, "").slice(0, KEY_CHARS_MAX - 3) || "column";
  for (let number = 1; ; number += 1) {
    const key = number === 1 ? plain : `${plain}_${number}`;
    if (!taken.includes(key)) return key;
  }
}

const FIELD = /^list\.([1-9][0-9]{0,8})\.(text|number|day|bool)\.([a-z0-9_]{1,40})$/;

/** How segments name it: list.3.number.points. */
export const columnField = (list: number, column: Pick<ListColumn, "type" | "key">) => `list.${list}.${keptKey(column)}`;

/** The column that a field's key names; null where it names none. */
export function namedColumn(field: string): { list: number; type: KeptType; key: string } | null {
  const [, list, type, key] = FIELD.exec(field) ?? [];
  const read = KeptType.safeParse(type);
  return list === undefined || key === undefined || !read.success ? null : { list: Number(list), type: read.data, key };
}
