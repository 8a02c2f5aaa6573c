// Whether a phone number can exist. New area codes are in no table yet, so "possible" is good enough to send to.
import { parsePhoneNumberFromString } from "libphonenumber-js/max";
import type { Person } from "./facts.ts";

export function validityOf(phone: string): NonNullable<Person["number"]>["validity"] {
  const parsed = parsePhoneNumberFromString(phone);
  if (parsed?.isValid()) return "valid";
  return parsed?.isPossible() ? "possible" : "invalid";
}
