// A coupon: one discount in Shopify under which everybody gets a code of their own. What a merchant decides about it, what
// Shopify is asked for, and what a text says of it.
import { z } from "zod";
import { formatMoney, fromMinor } from "../../lib/money.ts";
import { type Language, languageOf } from "../text/wording.ts";

export const COUPON_NAME_MAX = 80;

/** Counted per shop from 1. */
export const CouponId = z.number().int().positive().brand<"CouponId">();
export type CouponId = z.infer<typeof CouponId>;

export const Saving = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("percent"), percent: z.int("A percentage is a whole number.").min(1, "At least 1 %.").max(100, "At most 100 %.") }),
  z.strictObject({ kind: z.literal("amount"), minor: z.int().positive("An amount is more than nothing.").max(1e11, "That is more than Shopify takes.") }),
  z.strictObject({ kind: z.literal("freeShipping") }),
]);
export type Saving = z.infer<typeof Saving>;

const Instant = z.iso.datetime({ offset: true });

export const CouponSettings = z
  .strictObject({
    saving: Saving,
    /** Of what is bought, in minor units. */
    minimumMinor: z.int().positive("A minimum is more than nothing.").max(1e11, "That is more than Shopify takes.").nullable(),
    startsAt: Instant,
    endsAt: Instant.nullable(),
    /** Each code once, and each customer once. */
    isOnce: z.boolean(),
    /** What every code begins with. */
    word: z.string().regex(/^[A-Z0-9]{2,12}$/, "A word of 2 to 12 letters A to Z and digits, without spaces."),
  })
  .refine(({ startsAt, endsAt }) => endsAt === null || Date.parse(endsAt) > Date.parse(startsAt), { path: ["endsAt"], message: "It ends before it begins." });
export type CouponSettings = z.infer<typeof CouponSettings>;

export const NewCoupon = z.strictObject({ name: z.string().trim().min(1, "Give the coupon a name.").max(COUPON_NAME_MAX, `A name has at most ${COUPON_NAME_MAX} characters.`), settings: CouponSettings });
export type NewCoupon = z.infer<typeof NewCoupon>;

export const COUPON_STATES = ["making", "on", "ending", "refused", "ended"] as const;
export type CouponState = (typeof COUPON_STATES)[number];

/** No vowels, so no words come about; none that are taken for another on a phone. */
const SIGNS = "23456789BCDFGHJKMNPQRTVWXYZ";
const CODE_SIGNS = 8;
const SPACE = BigInt(SIGNS.length) ** BigInt(CODE_SIGNS);

/** Nobody comes upon one by trying: of 28 thousand million codes of a word a shop gives out a million at most. `uuid`: a new one of world.ids. */
export function codeOf(word: string, uuid: string): string {
  let left = BigInt(`0x${uuid.replaceAll("-", "")}`) % SPACE;
  let signs = "";
  for (let at = 0; at < CODE_SIGNS; at++) {
    signs = SIGNS.charAt(Number(left % BigInt(SIGNS.length))) + signs;
    left /= BigInt(SIGNS.length);
  }
  return `${word}-${signs}`;
}

/** As long as any real one, for previews and costs. */
export const sampleCode = (word: string) => `${word}-7Q2KM9XT`;

const FREE_SHIPPING: Record<Language, string> = { en: "free shipping", fr: "livraison offerte", de: "Gratisversand", es: "envío gratis" };

/** What it gives, as a text says it: "20%", "$10" or "free shipping". */
export function savingWords(saving: Saving, currency: string, locale = "en-US"): string {
  switch (saving.kind) {
    case "percent": return new Intl.NumberFormat(locale, { style: "percent" }).format(saving.percent / 100);
    case "amount": return formatMoney(saving.minor, currency, locale).replace(/\.00$|,00(?=\D*$)/, "");
    case "freeShipping": return FREE_SHIPPING[languageOf(locale)];
    default: return saving satisfies never;
  }
}

const OFF: Record<Language, (saving: string) => string> = { en: (saving) => `${saving} off`, fr: (saving) => `${saving} de réduction`, de: (saving) => `${saving} Rabatt`, es: (saving) => `${saving} de descuento` };

/** The same as it stands in a sentence: "20% off", or "free shipping", of which nobody says "off". */
export function offerWords(saving: Saving, currency: string, locale = "en-US"): string {
  const words = savingWords(saving, currency, locale);
  return saving.kind === "freeShipping" ? words : OFF[languageOf(locale)](words);
}

type Asked = { name: string; settings: CouponSettings; firstCode: string };

/** Shopify's DiscountCodeBasicInput, or DiscountCodeFreeShippingInput. Of a code that many have, usageLimit would count all; each of these has its own count. */
export function discountInput({ name, settings, firstCode }: Asked, currency: string): Record<string, unknown> {
  const { saving, minimumMinor, startsAt, endsAt, isOnce } = settings;
  return {
    title: `${name} (Segue)`, code: firstCode, startsAt, endsAt, appliesOncePerCustomer: isOnce, usageLimit: isOnce ? 1 : null, context: { all: "ALL" },
    ...(minimumMinor === null ? {} : { minimumRequirement: { subtotal: { greaterThanOrEqualToSubtotal: fromMinor(minimumMinor, currency) } } }),
    ...givesOf(saving, currency),
  };
}

/** Shopify combines a discount of the shipping with others of the order, and one of the order with others of the shipping. */
function givesOf(saving: Saving, currency: string): Record<string, unknown> {
  if (saving.kind === "freeShipping") return { destination: { all: true }, combinesWith: { orderDiscounts: true, productDiscounts: true, shippingDiscounts: false } };
  const value = saving.kind === "percent" ? { percentage: saving.percent / 100 } : { discountAmount: { amount: fromMinor(saving.minor, currency), appliesOnEachItem: false } };
  return { customerGets: { items: { all: true }, value }, combinesWith: { orderDiscounts: false, productDiscounts: false, shippingDiscounts: true } };
}

/** Why nobody gets a code of it any more; null where they do. */
export function whyNoCode({ state, problem, settings }: { state: CouponState; problem: string | null; settings: CouponSettings }, now: Date): string | null {
  if (state === "refused") return problem ?? "Shopify refused the discount.";
  if (state === "ended" || state === "ending") return "The coupon was ended.";
  return settings.endsAt !== null && Date.parse(settings.endsAt) <= now.getTime() ? "The coupon has run out." : null;
}
