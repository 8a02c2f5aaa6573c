// Which consent holds, where both the ledger and Shopify may speak. An import writes no ledger lines, there may be a million of
// them: where the ledger is silent Shopify's word is the word. Where both speak the later one holds if it is the ledger's,
// because only what may lift an opt-out becomes a line that does; otherwise the more restrictive.
import { type ConsentState, type Grant, NO_CONSENT, NO_GRANT, strictest } from "./grant.ts";

/** As it stands on the customer (customer.sms_state and so on). */
export type ShopifyWord = { smsState: string | null; smsOptInLevel: string | null; smsUpdatedAt: Date | null };

export function heldConsent(state: ConsentState | null, shopify: ShopifyWord | null, now: number): ConsentState {
  const ledger = state ?? NO_CONSENT;
  const word = shopify && grantOf(shopify, now);
  if (!word) return ledger;
  const { marketing, cartReminders } = ledger.consent;
  const consent = { ...ledger.consent, marketing: held(marketing, word) };
  // No word of Shopify's names cart reminders; whoever wants no marketing wants none of them either.
  if (word.state === "unsubscribed") consent.cartReminders = held(cartReminders, word);
  return { ...ledger, consent };
}

function held(ledger: Grant, word: Grant): Grant {
  // Whoever is asked to confirm has taken nothing back.
  if (ledger.state === "none" || (ledger.state === "pending" && word.state === "subscribed")) return word;
  if (ledger.state === word.state || (ledger.since ?? 0) > (word.since ?? 0)) return ledger;
  return strictest(only(ledger), only(word)).consent.marketing;
}

const only = (marketing: Grant): ConsentState => ({ ...NO_CONSENT, consent: { ...NO_CONSENT.consent, marketing } });

/** Null: it says nothing. A yes without an instant holds from now on. */
function grantOf({ smsState, smsUpdatedAt }: ShopifyWord, now: number): Grant | null {
  const since = smsUpdatedAt?.getTime() ?? null;
  switch (smsState) {
    case "SUBSCRIBED":
      return { ...NO_GRANT, state: "subscribed", since: Math.min(since ?? now, now) };
    case "PENDING":
      return { ...NO_GRANT, state: "pending", since };
    case "UNSUBSCRIBED":
      return { ...NO_GRANT, state: "unsubscribed", since: since ?? now };
    default:
      return null;
  }
}
