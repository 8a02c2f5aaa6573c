// Canada's law ends consent that a purchase or an inquiry implied some months after it (CASL s. 10(10)).
import { Temporal } from "temporal-polyfill";
import type { Grant } from "./grant.ts";
import type { RuleBook } from "./rule-book.ts";

/** In epoch milliseconds; null of consent that nothing implied. */
export function impliedEnd({ basis, since }: Pick<Grant, "basis" | "since">, { impliedMonths }: Pick<RuleBook, "impliedMonths">): number | null {
  if (since === null || (basis !== "impliedPurchase" && basis !== "impliedInquiry")) return null;
  const months = basis === "impliedPurchase" ? impliedMonths.purchase : impliedMonths.inquiry;
  return Temporal.Instant.fromEpochMilliseconds(since).toZonedDateTimeISO("UTC").add({ months }).epochMilliseconds;
}
