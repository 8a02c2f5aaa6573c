// When two lines are one word, and what all lines say together.
import { wordOf } from "./chain.ts";
import type { BareEntry, ConsentEntry } from "./entry.ts";

/** Shopify keeps instants to the second. */
const secondOf = ({ at }: BareEntry) => Math.floor(at / 1_000);
const IS: Record<"in" | "pending" | "out", (entry: BareEntry) => boolean> = {
  in: ({ kind }) => kind === "confirmed" || kind === "optedIn",
  pending: ({ kind }) => kind === "asked",
  out: (entry) => entry.kind === "stopped" || (entry.kind === "optedOut" && entry.scopes.includes("marketing")),
};
const isSameSide = (one: BareEntry, other: BareEntry) => Object.values(IS).some((is) => is(one) && is(other));

/** The same was said before, or it is Shopify's echo of a word that went there from us. */
export function isKnown(entries: readonly BareEntry[], entry: BareEntry): boolean {
  const word = wordOf(entry);
  return entries.some((before) => wordOf(before) === word || ((entry.source === "shopify" || entry.source === "checkout") && isSameSide(before, entry) && secondOf(before) === secondOf(entry)));
}

/** As the lines are to be added up: nobody has said anything later than we heard of it, whatever their clock shows. Evidence counts for nothing here. */
export const saidBy = (lines: readonly { entry: BareEntry; heardAt: number }[]): ConsentEntry[] => lines.map(({ entry, heardAt }) => ({ ...entry, evidence: null, at: Math.min(entry.at, heardAt) }));
