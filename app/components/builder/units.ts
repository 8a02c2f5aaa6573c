// The sign beside a number, so that no number stands without its unit.
import type { FieldWords } from "./field-words.ts";

/** "$" for USD, "kr" for SEK. */
function currencySign(currency: string): string {
  const parts = new Intl.NumberFormat("en-US", { style: "currency", currency, currencyDisplay: "narrowSymbol" }).formatToParts(0);
  return parts.find((part) => part.type === "currency")?.value ?? currency;
}

export function unitsOf(field: FieldWords, currency: string): { prefix?: string; suffix?: string; isWhole?: boolean } {
  if (field.type === "money") return { prefix: currencySign(currency) };
  if (field.type === "elapsed") return { suffix: `${field.unit ?? "day"}s`, isWhole: true };
  if (field.label.includes("(%)")) return { suffix: "%" };
  return {};
}
