// Discounts with codes, as far as an app makes them: one discount, codes of its own added in sets that take Shopify a
// moment, each good at the checkout until it is used up.
import { toMinor } from "#app/lib/money.ts";
import { fieldsOf, instant, text } from "./fields.ts";
import type { Args, FieldsOfType } from "./fields.ts";
import { gid, numberOf } from "./gid.ts";
import type { Customer, Discount } from "./records.ts";
import { Refusal } from "./refusal.ts";
import type { Shop } from "./shop.ts";

const CODES_MAX = 250;
/** A code nobody may have: asking for it is refused, so that a refusal can be seen on demand. */
export const MAGIC_WORD = "REFUSE";

type Failed = { code: string; message: string };
type CodeSet = { id: number; discount: Discount; at: number; codes: string[]; failed: Failed[]; looks: number };

/** Not kept over a restart: Shopify forgets them as well. */
const sets = new WeakMap<Shop, Map<number, CodeSet>>();

function setsOf(shop: Shop): Map<number, CodeSet> {
  const known = sets.get(shop) ?? new Map<number, CodeSet>();
  sets.set(shop, known);
  return known;
}

export const discountBy = (shop: Shop, id: unknown): Discount | undefined => shop.tables.Discount.get(numberOf(String(id), "DiscountCodeNode") ?? -1);

/** Codes are compared without case. */
export function discountByCode(shop: Shop, code: string): Discount | undefined {
  const key = code.trim().toUpperCase();
  return [...shop.tables.Discount.values()].find((discount) => Object.hasOwn(discount.codes, key));
}

type Input = {
  title?: string; code?: string; startsAt?: string; endsAt?: string | null; usageLimit?: number | null; appliesOncePerCustomer?: boolean;
  customerGets?: { value?: { percentage?: number; discountAmount?: { amount?: string } } }; minimumRequirement?: { subtotal?: { greaterThanOrEqualToSubtotal?: string } };
};

type Kind = "basicCodeDiscount" | "freeShippingCodeDiscount";

/** `field`: the argument in which it came, for the refusals. */
export function createDiscount(shop: Shop, input: Input, field: Kind): Discount {
  const { title = "", code = "", customerGets, startsAt } = input;
  const isShipping = field === "freeShippingCodeDiscount";
  if (title.trim() === "") throw new Refusal("Title can't be blank", [field, "title"], "BLANK");
  if (code.trim() === "") throw new Refusal("Code can't be blank", [field, "code"], "BLANK");
  if (code.startsWith(MAGIC_WORD)) throw new Refusal("The sandbox refuses this code, as it was asked to", [field, "code"], "INVALID");
  if (discountByCode(shop, code)) throw new Refusal("Code must be unique. Please try a different code.", [field, "code"], "TAKEN");
  const { percentage, discountAmount } = customerGets?.value ?? {};
  if (!isShipping && percentage === undefined && !discountAmount) throw new Refusal("Value can't be blank", [field, "customerGets", "value"], "BLANK");
  if (percentage !== undefined && (percentage <= 0 || percentage > 1)) throw new Refusal("Value must be between 0.0 and 1.0", [field, "customerGets", "value", "percentage"], "VALUE_OUTSIDE_RANGE");
  const endsAt = input.endsAt ? Date.parse(input.endsAt) : null;
  if (endsAt !== null && startsAt && endsAt <= Date.parse(startsAt)) throw new Refusal("Ends at needs to be after starts_at", [field, "endsAt"], "END_DATE_BEFORE_START_DATE");
  const minor = (amount: string | undefined) => (amount === undefined ? null : toMinor(amount, shop.settings.currency));
  const discount: Discount = {
    kind: "Discount", id: shop.nextId("Discount"), title, percent: percentage === undefined ? null : percentage * 100, amount: minor(discountAmount?.amount), isShipping, minimum: minor(input.minimumRequirement?.subtotal?.greaterThanOrEqualToSubtotal),
    startsAt: startsAt ? Date.parse(startsAt) : shop.now(), endsAt, usageLimit: input.usageLimit ?? null, isOnce: input.appliesOncePerCustomer ?? false, codes: { [code.toUpperCase()]: [] }, createdAt: shop.now(),
  };
  shop.save(discount);
  shop.saveState();
  return discount;
}

export function addCodes(shop: Shop, id: unknown, inputs: readonly { code: string }[]): CodeSet {
  const discount = discountBy(shop, id);
  if (!discount) throw new Refusal("Code discount does not exist.", ["discountId"], "INVALID");
  if (inputs.length > CODES_MAX) throw new Refusal(`Codes is too long (maximum is ${CODES_MAX} codes)`, ["codes"], "TOO_MANY_ARGUMENTS");
  const set: CodeSet = { id: shop.nextId("Discount"), discount, at: shop.now(), codes: [], failed: [], looks: 0 };
  for (const { code } of inputs) {
    const key = code.trim().toUpperCase();
    if (discountByCode(shop, key)) set.failed.push({ code, message: "Code must be unique. Please try a different code." });
    else discount.codes[key] = [];
    set.codes.push(code);
  }
  setsOf(shop).set(set.id, set);
  shop.save(discount);
  shop.saveState();
  return set;
}

export const setBy = (shop: Shop, id: unknown): CodeSet | null => setsOf(shop).get(numberOf(String(id), "DiscountRedeemCodeBulkCreation") ?? -1) ?? null;

export function endDiscount(shop: Shop, id: unknown): Discount {
  const discount = discountBy(shop, id);
  if (!discount) throw new Refusal("Code discount does not exist.", ["id"], "INVALID");
  discount.endsAt = shop.now();
  shop.save(discount);
  return discount;
}

/** At the checkout: what a code takes off, as a share of it all; null where no discount of the shop has it. */
export function redeem(shop: Shop, customer: Customer, code: string, subtotal: number): { code: string; percent: number } | null {
  const discount = discountByCode(shop, code);
  if (!discount) return null;
  const key = code.trim().toUpperCase();
  const used = discount.codes[key] ?? [];
  const now = shop.now();
  const isUsedUp = (discount.usageLimit !== null && used.length >= discount.usageLimit) || (discount.isOnce && Object.values(discount.codes).some((by) => by.includes(customer.id)));
  if (now < discount.startsAt || (discount.endsAt !== null && now >= discount.endsAt)) throw new Refusal(`${key} discount code isn’t valid now`, ["code"]);
  if (isUsedUp) throw new Refusal(`${key} discount code has been used already`, ["code"]);
  if (discount.minimum !== null && subtotal < discount.minimum) throw new Refusal(`${key} discount code isn’t valid for the items in your cart`, ["code"]);
  discount.codes[key] = [...used, customer.id];
  shop.save(discount);
  return { code: key, percent: discount.percent ?? (subtotal === 0 ? 0 : Math.min(100, (100 * (discount.amount ?? 0)) / subtotal)) };
}

export const DISCOUNT_FIELDS: Record<string, FieldsOfType> = {
  DiscountCodeNode: fieldsOf<Discount>({ id: (discount) => gid("DiscountCodeNode", discount.id) }),
  DiscountRedeemCodeBulkCreation: fieldsOf<CodeSet>({
    id: (set) => gid("DiscountRedeemCodeBulkCreation", set.id),
    // The first look always finds it under way.
    done: (set) => set.looks++ > 0,
    codesCount: (set) => set.codes.length,
    failedCount: (set) => set.failed.length,
    importedCount: (set) => set.codes.length - set.failed.length,
    createdAt: (set) => instant(set.at),
    discountCode: (set) => set.discount,
    codes: (set) => ({ rows: set.codes.map((code) => ({ code, failed: set.failed.find((each) => each.code === code) ?? null, id: set.discount.id })) }),
  }),
  DiscountRedeemCodeBulkCreationCode: fieldsOf<{ code: string; failed: Failed | null; id: number }>({
    code: ({ code }) => code,
    errors: ({ failed }) => (failed ? [{ field: ["code"], message: failed.message, code: "TAKEN", extraInfo: null }] : []),
    discountRedeemCode: (of) => (of.failed ? null : of),
  }),
  DiscountRedeemCode: fieldsOf<{ code: string; id: number }>({ id: ({ id }) => gid("DiscountRedeemCode", id), code: ({ code }) => code, asyncUsageCount: () => 0, createdBy: () => null }),
};

export const discountInput = (args: Args, field: Kind) => (args[field] ?? {}) as Input;
export const codesInput = (args: Args) => (Array.isArray(args.codes) ? (args.codes as { code: string }[]) : []);
export const codeIn = (args: Args) => text(args, "code") ?? "";
