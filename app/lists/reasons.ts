// Why a row of an uploaded file, or a value in it, could not be taken. The report says the line and this, never what stands in it.
import { z } from "zod";
import { VALUE_CHARS_MAX } from "./column.ts";

/** Of a value: whoever the line is about is on the list all the same, and the value is unknown. */
export const VALUE_REASONS = ["text", "number", "day", "bool"] as const;
export type ValueReason = (typeof VALUE_REASONS)[number];

export const REASONS = ["quotes", "long", "columns", "unreadable", "empty", "id", "email", "phone", "unknown", ...VALUE_REASONS] as const;
export const Reason = z.enum(REASONS);
export type Reason = z.infer<typeof Reason>;

/** `ofColumn`: the name of the value's column; empty where the line itself could not be taken. */
export type Reject = { line: number; reason: Reason; ofColumn: string };

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
  text: `The value is longer than ${VALUE_CHARS_MAX} characters, or holds some that are no text.`,
  number: "The value is not a number, or has more than nine digits or six decimals.",
  day: "The value is not a day.",
  bool: "The value is neither yes nor no.",
};

export const isOfValue = (reason: Reason): boolean => VALUE_REASONS.some((each) => each === reason);

/** What is wrong with the row itself; the rest are people whom the shop does not know, and values. */
export const isBad = (reason: Reason) => reason !== "unknown" && !isOfValue(reason);

/** “Points”: The value is not a number. */
export const rejectWords = ({ reason, ofColumn }: Pick<Reject, "reason" | "ofColumn">) => (ofColumn === "" ? REASON_SENTENCES[reason] : `“${ofColumn}”: ${REASON_SENTENCES[reason]}`);

export const Rejects = z.partialRecord(Reason, z.number().int().nonnegative());
export type Rejects = z.infer<typeof Rejects>;

export const totalOf = (rejects: Rejects, which: (reason: Reason) => boolean = () => true) =>
  REASONS.filter(which).reduce((sum, reason) => sum + (rejects[reason] ?? 0), 0);

/** The report as a file: the merchant looks each line up in their own. */
export function reportCsv(rejects: Reject[]): string {
  return ["Line,Reason", ...rejects.map((reject) => `${reject.line},"${rejectWords(reject).replaceAll('"', '""')}"`)].join("\r\n") + "\r\n";
}
