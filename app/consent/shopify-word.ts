// Shopify's word on consent as a line of the ledger. It has more words than the ledger: NOT_SUBSCRIBED says that nobody
// asked, INVALID and REDACTED speak of the record and not of the person; none of them is a line. PENDING waits for a
// second yes. What somebody ticked at the checkout has that as its source; we have not seen its wording, so it proves
// nothing. Nor does Shopify's level, which whoever wrote the consent chose.
import type { ConsentEntry } from "./entry.ts";

export type TakenFrom = { smsState: string | null; smsCollectedFrom: string | null; at: number };

const SAID = { disclosure: null, evidence: null } as const;
/** No word of Shopify's names cart reminders; whoever wants no marketing wants none of them either. */
const OUT = ["marketing", "cartReminders"] as const satisfies string[];

export function entryOf({ smsState, smsCollectedFrom, at }: TakenFrom): ConsentEntry | null {
  const source = smsCollectedFrom === "SHOPIFY" ? "checkout" : "shopify";
  switch (smsState) {
    case "SUBSCRIBED":
      return { kind: "optedIn", at, source, scopes: ["marketing"], ...SAID, basis: "express", proof: "none", expiresAt: null };
    case "PENDING":
      return { kind: "asked", at, source, scopes: ["marketing"], ...SAID };
    case "UNSUBSCRIBED":
      return { kind: "optedOut", at, source: "shopify", scopes: [...OUT], evidence: null };
    default:
      return null;
  }
}

/** Of the platform whose own number list a carrier's STOP stands on we know that it was one; of another's list that they left it. */
export const platformOut = (platform: string, at: number): ConsentEntry => platform === "twilio"
  ? { kind: "stopped", at, source: "provider", by: "provider", evidence: null }
  : { kind: "optedOut", at, source: "platform", scopes: [...OUT], evidence: null };

/** Two customers became one: a no of either is a no of both, as of the merge. */
export const mergedOut = (at: number): ConsentEntry => ({ kind: "optedOut", at, source: "shopify", scopes: [...OUT], evidence: null });
