// How a case's customers and events are told in a shop's own words. A trait is a metafield. An event
// is an order whose source is the event's name; its properties stand in the order's texts and
// amounts. What finds no place there is refused.
import { metafieldKey, type MetafieldType } from "#app/segments/fields.ts";
import type { OrderFact } from "#app/customers/fact.ts";
import { refuse } from "./format.ts";

/** Written where an event has no such property: so "is not", which needs a value, is true of it. */
export const ABSENT = "∅";

type TextColumn = "shippingMethod" | "shipCity" | "shipZip" | "name" | "utmSource" | "utmMedium" | "utmCampaign" | "appName";
const TEXTS: [TextColumn, string][] = [
  ["shippingMethod", "order.shippingMethod"], ["shipCity", "order.shipCity"], ["shipZip", "order.shipZip"], ["name", "order.name"],
  ["utmSource", "order.utmSource"], ["utmMedium", "order.utmMedium"], ["utmCampaign", "order.utmCampaign"], ["appName", "order.app"],
];
type AmountColumn = "grossMinor" | "shippingMinor" | "taxMinor";
const AMOUNTS: [AmountColumn, string][] = [["grossMinor", "order.gross"], ["shippingMinor", "order.shipping"], ["taxMinor", "order.tax"]];

export type Slots = {
  text(prop: string): string;
  amount(prop: string): string;
  trait(name: string, type: MetafieldType): string;
  /** What an order says of these properties. */
  write(props: Record<string, unknown>): Partial<OrderFact>;
  metafields(traits: Record<string, unknown>): Record<string, { type: string; value: string }>;
};

export function makeSlots(): Slots {
  const texts = new Map<string, number>();
  const amounts = new Map<string, number>();
  const traits = new Map<string, string>();
  const place = (slots: Map<string, number>, all: readonly unknown[], prop: string, kind: string) => {
    const found = slots.get(prop);
    if (found !== undefined) return found;
    if (slots.size >= all.length) refuse(`More than ${all.length} ${kind} properties are asked about, and an order has no more places for them; custom events are not there yet.`);
    slots.set(prop, slots.size);
    return slots.size - 1;
  };
  const nameOf = (trait: string) => {
    const known = traits.get(trait) ?? `case.trait_${traits.size + 1}`;
    traits.set(trait, known);
    return known;
  };
  return {
    text: (prop) => TEXTS[place(texts, TEXTS, prop, "text")]?.[1] ?? "",
    amount: (prop) => AMOUNTS[place(amounts, AMOUNTS, prop, "number")]?.[1] ?? "",
    trait: (name, type) => metafieldKey(type, nameOf(name)),
    write(props) {
      const order: Partial<OrderFact> = {};
      for (const [prop, slot] of texts) {
        const column = TEXTS[slot]?.[0];
        if (column) order[column] = asText(at(props, prop)) ?? ABSENT;
      }
      for (const [prop, slot] of amounts) {
        const column = AMOUNTS[slot]?.[0];
        if (column) order[column] = asMinor(at(props, prop));
      }
      return order;
    },
    metafields(given) {
      const known = [...new Set([...traits.keys(), ...Object.keys(given)])];
      return Object.fromEntries(known.flatMap((trait) => {
        const value = asText(at(given, trait));
        return value === null || value === "" ? [] : [[nameOf(trait), { type: "single_line_text_field", value }]];
      }));
    },
  };
}

/** "a.b" of {"a": {"b": 1}}, or of {"a.b": 1}. */
export function at(values: Record<string, unknown>, path: string): unknown {
  if (Object.hasOwn(values, path)) return values[path];
  return path.split(".").reduce<unknown>((value, step) => (typeof value === "object" && value !== null && Object.hasOwn(value, step) ? Reflect.get(value, step) : undefined), values);
}

function asText(value: unknown): string | null {
  if (value === undefined || value === null) return null;
  return typeof value === "object" ? JSON.stringify(value) : String(value);
}

function asMinor(value: unknown): number {
  const number = typeof value === "number" ? value : typeof value === "string" && value.trim() !== "" ? Number(value) : 0;
  if (Number.isNaN(number)) return 0;
  const minor = Math.round(number * 100);
  if (minor < 0 || Math.abs(minor - number * 100) > 1e-6) refuse(`The number ${number} of an event stands in an order's amount here, which has two decimals and is not negative; custom events are not there yet.`);
  return minor;
}
