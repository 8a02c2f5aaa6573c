// The small words of Shopify's payloads: ids, instants, money, tags. Big ids exceed what a JSON
// number holds, so JSON is parsed with its source text at hand.
import { z } from "zod";
import { toMinor } from "../lib/money.ts";

type Reviver = (this: unknown, key: string, value: unknown, context: { source?: string }) => unknown;
const parse = JSON.parse as (text: string, reviver: Reviver) => unknown;

/** JSON in which integers beyond 2^53 stay exact, as text. Undefined where the text is not JSON. */
export function readJson(text: string): unknown {
  try {
    return parse(text, (_key, value, { source }) =>
      typeof value === "number" && !Number.isSafeInteger(value) && source && /^-?\d+$/.test(source) ? source : value);
  } catch {
    return undefined;
  }
}

/** 123, "123" or "gid://shopify/Customer/123?x" → "123" */
export const Digits = z.union([z.string(), z.number().int()]).transform((value, context) => {
  const [, digits] = /^(?:gid:\/\/shopify\/[A-Za-z]+\/)?([1-9][0-9]{0,18})(?:\?.*)?$/.exec(String(value)) ?? [];
  if (digits !== undefined) return digits;
  context.addIssue({ code: "custom", message: "is not an id" });
  return z.NEVER;
});

const INSTANT = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,9})?(Z|[+-]\d\d:?\d\d)$/;
export const isInstant = (text: string) => INSTANT.test(text) && !Number.isNaN(Date.parse(text));
export const Stamp = z.string().refine(isInstant, "is not an instant");

/** Without the spaces around it, on every road; text of nothing but spaces is none. */
export const textOf = (text: string | null | undefined) => text?.trim() || null;
/** "" and null are no country; the rest is upper case, as ISO 3166 has it. */
export const codeOf = (text: string | null | undefined) => text?.trim().toUpperCase() || null;

export const Text = z.string().nullish().transform(textOf);
export const Flag = z.boolean().nullish().transform((flag) => flag ?? null);

/** "a, b" (REST) or ["a", "b"] (GraphQL) */
export const Tags = z.union([z.string(), z.array(z.string())]).nullish()
  .transform((tags) => (typeof tags === "string" ? tags.split(",") : (tags ?? [])).map((tag) => tag.trim()).filter(Boolean));

/** Custom attributes as texts, "name: value", in the order they are written; an attribute without a value says nothing. */
export const attributesOf = (attributes: readonly { name: string; value?: string | null | undefined }[] | null | undefined): string[] =>
  (attributes ?? []).flatMap(({ name, value }) => (value?.trim() ? [`${name.trim()}: ${value.trim()}`] : []));

const Amount = z.union([z.string(), z.number()]).transform(String);

/** REST's shop_money → minor units and their currency. */
const RestMoney = z.object({ shop_money: z.object({ amount: Amount, currency_code: z.string() }) });

function minor(amount: string, currency: string, context: z.RefinementCtx): number {
  const value = toMinor(amount, currency);
  if (value !== null) return value;
  context.addIssue({ code: "custom", message: `is not an amount of ${currency}` });
  return z.NEVER;
}

export const RestAmount = RestMoney.transform(({ shop_money: { amount, currency_code: currency } }, context) => ({ minor: minor(amount, currency, context), currency }));
export const RestMinor = RestMoney.transform(({ shop_money }, context) => minor(shop_money.amount, shop_money.currency_code, context));

export const PlainAmount = Amount;

export const Code = z.string().nullish().transform(codeOf);

export const EPOCH = "1970-01-01T00:00:00Z";

/** From when an order no longer counts (prisma/schema.prisma, orders.void_at). */
export function voidAt(order: { test: boolean; financialStatus: string | null; cancelledAt: string | null }): string | null {
  return order.test || order.financialStatus === "VOIDED" ? EPOCH : order.cancelledAt;
}
