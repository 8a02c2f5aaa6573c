// What a condition looked at, as the merchant reads it: with its unit, or in words.
import { formatMoney, minorDigits, toMinor } from "#app/lib/money.ts";
import type { Expression, Leaf } from "#app/segments/definition.ts";
import { customerField, eventField } from "#app/segments/fields.ts";
import { measuredWords } from "../builder/measures.ts";
import { formatCount, formatInstant, formatPlural } from "../format.ts";

export type Seen = string | number | boolean | Date | string[] | { latitude: number; longitude: number } | null;
type Unit = "money" | "day" | "year" | "percent" | "plain";
type Shop = { currency: string; timeZone: string };

const LIST_MAX = 6;

/** Null where there was nothing to look at. */
export function saw(leaf: Leaf, value: Seen, { currency, timeZone }: Shop): string | null {
  if (value === null) return null;
  if (typeof value === "boolean") return value ? "yes" : "no";
  if (typeof value === "string") return value === "" ? "an empty text" : optionLabel(leaf, value);
  if (typeof value === "number") return inUnit(value, unitOf(leaf), currency);
  if (value instanceof Date) return formatInstant(value.toISOString(), timeZone);
  if (!Array.isArray(value)) return `${value.latitude.toFixed(2)}, ${value.longitude.toFixed(2)}`;
  const more = value.length > LIST_MAX ? ` and ${value.length - LIST_MAX} more` : "";
  return value.length === 0 ? "none" : `${value.slice(0, LIST_MAX).join(", ")}${more}`;
}

function inUnit(value: number, unit: Unit, currency: string): string {
  const number = value.toLocaleString("en-US", { maximumFractionDigits: 2 });
  switch (unit) {
    case "money":
      return formatMoney(toMinor(value.toFixed(minorDigits(currency)), currency) ?? 0, currency);
    case "day":
    case "year":
      return Number.isInteger(value) ? formatPlural(value, unit) : `${number} ${unit}s`;
    case "percent":
      return `${number}%`;
    case "plain":
      return Number.isInteger(value) ? formatCount(value) : number;
    default:
      return unit satisfies never;
  }
}

function unitOf(leaf: Leaf): Unit {
  switch (leaf.kind) {
    case "attr": {
      const field = customerField(leaf.field);
      return field?.type === "money" ? "money" : field?.type === "elapsed" ? (field.unit ?? "day") : "plain";
    }
    case "nth":
      return eventField(leaf.event, leaf.field)?.type === "money" ? "money" : "plain";
    case "agg": {
      const { type } = measuredWords(leaf.event, leaf.measure, leaf.field);
      return type === "money" ? "money" : type === "elapsed" ? "day" : "plain";
    }
    case "share":
    case "rate":
    case "trend":
      return "percent";
    case "rank":
      return expressionUnit(leaf.of);
    case "top":
    case "some":
    case "cmp":
    case "seq":
    case "in":
    case "flow":
    case "list":
    case "bucket":
      return "plain";
    default:
      return leaf satisfies never;
  }
}

function expressionUnit(of: Expression): Unit {
  switch (of.kind) {
    case "attr":
    case "nth":
      return unitOf({ ...of, test: { op: "known" } });
    case "agg":
      return unitOf({ ...of, test: { op: "known" } });
    case "rate":
      return "percent";
    default:
      return of satisfies never;
  }
}

const optionLabel = (leaf: Leaf, value: string) => (leaf.kind === "attr" ? (customerField(leaf.field)?.options?.find((option) => option.value === value)?.label ?? value) : value);
