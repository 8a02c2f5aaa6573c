// What the merchant's own systems say of a customer, through our API: a tier, a score, a date. To segments it is a
// metafield of the namespace “api”; Shopify neither tells nor overwrites it.
import { z } from "zod";
import { WHOLE_TEXT } from "../lib/whole-text.ts";
import { API_NAMESPACE } from "../shops/settings.ts";

export const ATTRIBUTES_MAX = 25;

const Name = z.string().regex(/^[a-z][a-z0-9_]{1,58}$/, "must be 2 to 59 lower-case letters, digits and _, beginning with a letter");
const Value = z.union([z.string().min(1).max(500).regex(WHOLE_TEXT, "must be whole Unicode characters and no NUL"), z.number().min(-1e12).max(1e12), z.boolean(), z.null()]);

export const Attributes = z.strictObject({
  attributes: z.record(Name, Value).refine((all) => Object.keys(all).length > 0 && Object.keys(all).length <= ATTRIBUTES_MAX, `must have 1 to ${ATTRIBUTES_MAX} names`)
    .meta({ description: "By name: a text (YYYY-MM-DD is a day), a number, true or false; null takes it away. Names that are left out stay as they are." }),
});
export type Attributes = z.output<typeof Attributes>["attributes"];

export const PublishedAttributes = z.object({ customerId: z.string(), attributes: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])) });

/** As Shopify keeps a metafield. */
export type Kept = { type: string; value: string };
export const Kept = z.record(z.string(), z.object({ type: z.string(), value: z.string() }));

export function kept(attributes: Attributes): { set: Record<string, Kept>; gone: string[] } {
  const named = Object.entries(attributes).map(([name, value]) => [`${API_NAMESPACE}${name}`, value] as const);
  return {
    set: Object.fromEntries(named.flatMap(([name, value]) => (value === null ? [] : [[name, { type: typeOf(value), value: String(value) }]]))),
    gone: named.flatMap(([name, value]) => (value === null ? [name] : [])),
  };
}

const DAY = /^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/;
const typeOf = (value: string | number | boolean) => (typeof value === "number" ? "number_decimal" : typeof value === "boolean" ? "boolean" : DAY.test(value) ? "date" : "single_line_text_field");

export function published(customerId: string, all: z.infer<typeof Kept>): z.infer<typeof PublishedAttributes> {
  const valueOf = ({ type, value }: Kept) => (type === "number_decimal" ? Number(value) : type === "boolean" ? value === "true" : value);
  return { customerId, attributes: Object.fromEntries(Object.entries(all).map(([name, each]) => [name.slice(API_NAMESPACE.length), valueOf(each)])) };
}
