// What a phone number says: where it is from, and whether it can exist. New area codes are in no table yet, so "possible"
// is good enough to send to. Read once for both: reading it is a third of what a decision costs.
import { parsePhoneNumberFromString } from "libphonenumber-js/max";
import type { Person } from "./facts.ts";
import type { NumberPlace } from "./region.ts";

export type ReadNumber = NumberPlace & { validity: NonNullable<Person["number"]>["validity"] };

export function readNumber(phone: string): ReadNumber {
  const parsed = parsePhoneNumberFromString(phone);
  if (!parsed) return { country: null, area: null, validity: "invalid" };
  const area = parsed.countryCallingCode === "1" ? parsed.nationalNumber.slice(0, 3) : null;
  return { country: parsed.country ?? null, area, validity: parsed.isValid() ? "valid" : parsed.isPossible() ? "possible" : "invalid" };
}
