// What the types of a list's columns are called, and how their values are shown.
import { type Kept, type KeptType, keptKey, type KeptValue, type ListColumn } from "#app/lists/column.ts";
import { formatCount } from "../format.ts";

export const TYPE_LABELS: Readonly<Record<KeptType, string>> = { text: "Text", number: "Number", day: "Day", bool: "Yes or no" };

const valueWords = (value: KeptValue) => (typeof value === "boolean" ? (value ? "yes" : "no") : typeof value === "number" ? (Number.isInteger(value) ? formatCount(value) : String(value)) : value);

/** "Skin type: dry · Points: 120". */
export const keptWords = (columns: readonly ListColumn[], kept: Kept): string =>
  columns.flatMap((column) => {
    const value = kept[keptKey(column)];
    return value === undefined ? [] : [`${column.name}: ${valueWords(value)}`];
  }).join(" · ");
