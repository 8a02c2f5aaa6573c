// What a phone number says of where it is from. It is Shopify's E.164 text; nothing is corrected.
import { parsePhoneNumberFromString } from "libphonenumber-js/max";

/** `area` is the North American area code, the only one that says where a person lives. */
export function phoneParts(phone: string | null): { phone: string | null; phoneCountry: string | null; phoneArea: string | null } {
  if (!phone) return { phone: null, phoneCountry: null, phoneArea: null };
  const parsed = parsePhoneNumberFromString(phone);
  const phoneArea = parsed?.countryCallingCode === "1" ? parsed.nationalNumber.slice(0, 3) : null;
  return { phone, phoneCountry: parsed?.country ?? null, phoneArea };
}
