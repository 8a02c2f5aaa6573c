// The storefront's form as it comes in: what somebody typed, and what the page says of itself. All of it is anybody's word.
import { getExampleNumber, parsePhoneNumberFromString, type CountryCode, isSupportedCountry } from "libphonenumber-js/max";
import examples from "libphonenumber-js/mobile/examples";
import { z } from "zod";

const text = (max: number) => z.string().max(max).transform((value) => value.replaceAll("\0", "").toWellFormed().trim()).default("");
const Link = text(1_000).transform((url) => (/^https?:\/\//.test(url) && URL.canParse(url) ? url : ""));

const Fields = z.object({
  phone: text(40),
  country: text(2).transform((code) => code.toUpperCase()),
  consent: text(10),
  /** People do not see it; whoever fills it in is a machine. */
  company: text(200),
  wording: text(20),
  locale: text(35),
  brand: text(100),
  cart: text(10),
  terms: text(1_000),
  privacy: text(1_000),
  shown: text(4_000),
  page: Link,
});
export type OptInFields = z.output<typeof Fields>;

/** Null: it is none of our form. */
export const readForm = (given: unknown): OptInFields | null => Fields.safeParse(given).data ?? null;

export type Typed = { phone: string | null; isAgreed: boolean };

/** A number that takes texts, in E.164; one that names its country says so itself. */
export function readTyped({ phone, country, consent }: Pick<OptInFields, "phone" | "country" | "consent">): Typed {
  const parsed = parsePhoneNumberFromString(phone, isCountry(country) ? country : "US");
  const isMobile = parsed?.isValid() === true && TYPES.includes(parsed.getType() ?? "");
  return { phone: isMobile ? parsed.number : null, isAgreed: consent !== "" };
}

/** In many countries, North America's among them, nothing tells a mobile number from another. */
const TYPES: readonly string[] = ["MOBILE", "FIXED_LINE_OR_MOBILE", "PERSONAL_NUMBER"];

const isCountry = (code: string): code is CountryCode => isSupportedCountry(code);

/** As people of that country write one. */
export const exampleOf = (country: string): string => getExampleNumber(isCountry(country) ? country : "US", examples)?.formatNational() ?? "";
