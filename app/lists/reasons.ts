// Why a row of an uploaded file could not be taken. The report says the line and this, never what stands in it.
import { z } from "zod";

export const REASONS = ["quotes", "long", "columns", "unreadable", "empty", "id", "email", "phone", "unknown"] as const;
export const Reason = z.enum(REASONS);
export type Reason = z.infer<typeof Reason>;

/** How many lines are kept of each reason; all are counted. */
export const REJECTS_MAX = 1_000;

export const REASON_SENTENCES: Record<Reason, string> = {
  quotes: "A quotation mark is opened and not closed, or stands where none may.",
  long: "The line is longer than 64,000 characters.",
  columns: "It does not have as many columns as the first line.",
  unreadable: "It holds characters that are no text (NUL).",
  empty: "Nothing stands in the columns that say who it is.",
  id: "The customer ID is not a number of Shopify's.",
  email: "The email address is not one.",
  phone: "The phone number is not one, or its country is not known.",
  unknown: "No customer of this shop has this ID, email or phone number.",
};

/** What is wrong with the row itself; the rest are people whom the shop does not know. */
export const isBad = (reason: Reason) => reason !== "unknown";

export const Rejects = z.partialRecord(Reason, z.number().int().nonnegative());
export type Rejects = z.infer<typeof Rejects>;

export const totalOf = (rejects: Rejects, which: (reason: Reason) => boolean = () => true) =>
  REASONS.filter(which).reduce((sum, reason) => sum + (rejects[reason] ?? 0), 0);

/** The report as a file: the merchant looks each line up in their own. */
export function reportCsv(rejects: { line: number; reason: Reason }[]): string {
  return ["Line,Reason", ...rejects.map(({ line, reason }) => `${line},"${REASON_SENTENCES[reason]}"`)].join("\r\n") + "\r\n";
}
