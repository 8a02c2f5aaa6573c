// What a line of the ledger means for the customers who have that phone, and for Shopify.
import type { ConsentEntry } from "../consent/entry.ts";
import type { ConsentState } from "../consent/grant.ts";
import type { CustomerFact } from "../customers/fact.ts";
import { seconds } from "../lib/time.ts";

export type Whose = { customerId: string; phone: string };
export type OptIn = { customerId: string; at: Date; level: "CONFIRMED_OPT_IN" | "SINGLE_OPT_IN" };

/**
 * A yes counts on the customer only where the ledger has come to the same; what a list claims counts in the ledger alone. Nobody
 * has said anything later than now. Shopify keeps instants to the second: so do we here, and what it echoes is the same word.
 */
export function factOf({ customerId, phone }: Whose, entry: ConsentEntry, state: ConsentState | null, now: Date): CustomerFact | null {
  const at = Math.min(entry.at, now.getTime());
  const out = outAt({ customerId, phone }, at);
  switch (entry.kind) {
    case "stopped":
      return out;
    case "optedOut":
      return entry.scopes.includes("marketing") ? out : null;
    case "confirmed":
    case "optedIn": {
      const grant = state?.consent.marketing;
      if (entry.source === "import" || grant?.state !== "subscribed" || grant.since !== at || !entry.scopes.includes("marketing")) return null;
      return { ...out, smsState: "SUBSCRIBED", smsOptInLevel: grant.isDouble ? "CONFIRMED_OPT_IN" : "SINGLE_OPT_IN" };
    }
    case "asked":
    case "suspected":
    case "cleared":
    case "unblocked":
      return null;
    default:
      return entry satisfies never;
  }
}

/** Their no, said again after a yes that was not theirs. */
export const stillOut = (whose: Whose, yesAt: Date | null, now: Date): CustomerFact => outAt(whose, Math.max(now.getTime(), (yesAt?.getTime() ?? 0) + seconds(1)));

const outAt = ({ customerId, phone }: Whose, at: number): CustomerFact =>
  ({ customerId, smsPhone: phone, smsState: "UNSUBSCRIBED", smsOptInLevel: null, smsCollectedFrom: "OTHER", smsUpdatedAt: new Date(at - (at % seconds(1))).toISOString() });

/** Shopify is told of what somebody really said to us, from their phone or below the words they agreed to; never of what a list claims. */
export function optInOf(entry: ConsentEntry, { customerId, smsState, smsOptInLevel, smsUpdatedAt }: CustomerFact): OptIn[] {
  if (smsState !== "SUBSCRIBED" || (entry.kind !== "confirmed" && entry.kind !== "optedIn")) return [];
  const isOwn = entry.source === "keyword" || (entry.source === "form" && entry.disclosure !== null);
  return isOwn ? [{ customerId, at: new Date(smsUpdatedAt ?? entry.at), level: smsOptInLevel === "CONFIRMED_OPT_IN" ? smsOptInLevel : "SINGLE_OPT_IN" }] : [];
}
