// What the ledger holds about one number, as a person reads it: the lines in the order in which we heard of them, what they
// add up to, and whether the chain fits.
import { parsePhoneNumberFromString } from "libphonenumber-js/max";
import type { Kept, Link } from "../../consent/chain.ts";
import type { BareEntry } from "../../consent/entry.ts";
import { chainOf } from "../../consent/evidence.ts";
import type { ConsentState } from "../../consent/grant.ts";
import type { NumberState } from "../../consent/number-state.ts";

export type LedgerLine = { seq: number; entry: BareEntry; kept: Kept["evidence"] | null; hadEvidence: boolean; heardAt: Date; hash: string };

export type NumberOwner = { customerId: string; firstName: string | null; lastName: string | null; email: string | null };

/** `held`: what holds now, with what Shopify says. */
export type NumberLook = { owners: NumberOwner[]; state: NumberState; held: ConsentState; lines: LedgerLine[]; chain: ChainCheck };

/** `brokenAt`: the first line that does not fit; null: lines were cut off at the end. */
export type ChainCheck = { isWhole: true; lines: number } | { isWhole: false; brokenAt: number | null };

export function checkChain(links: readonly Link[], noted: { entries: number; head: string | null }): ChainCheck {
  const chain = chainOf(links, noted);
  return chain === "whole" ? { isWhole: true, lines: links.length } : { isWhole: false, brokenAt: chain.brokenAt };
}

/** "+1 ••• ••• 0142": enough to know it again, too little to use. */
export function maskedPhone(phone: string): string {
  const calling = parsePhoneNumberFromString(phone)?.countryCallingCode ?? "";
  return `+${calling} ••• ${phone.slice(-4)}`;
}
