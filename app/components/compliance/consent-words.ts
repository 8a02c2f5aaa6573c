// Consent in the merchant's words: what holds for a scope, and each line of the ledger.
import type { BareEntry } from "#app/consent/entry.ts";
import type { ConsentState, Grant, Scope } from "#app/consent/grant.ts";

type When = (ms: number) => string;

export const SCOPE_NAMES: Record<Scope, string> = { marketing: "Marketing", cartReminders: "Cart reminders", transactional: "Service texts" };

const BASES: Record<Grant["basis"], string> = { express: "they asked for it", softOptIn: "they bought, and could say no", impliedPurchase: "implied by a purchase", impliedInquiry: "implied by an inquiry" };
const PROOFS: Record<Grant["proof"], string> = { written: "with written proof", oral: "with oral proof", none: "without proof" };

export function grantWords({ state, since, basis, expiresAt, isDouble, proof }: Grant, when: When): string {
  const from = since === null ? "" : ` since ${when(since)}`;
  switch (state) {
    case "subscribed":
      return `Agreed${from}: ${BASES[basis]}${isDouble ? ", confirmed by text" : ""}, ${PROOFS[proof]}${expiresAt === null ? "" : `; ends ${when(expiresAt)}`}`;
    case "pending":
      return `Asked${from}, not confirmed yet`;
    case "unsubscribed":
      return `Withdrawn${from}`;
    case "none":
      return "Never agreed";
    default:
      return state satisfies never;
  }
}

const STOPPED_BY: Record<NonNullable<ConsentState["stop"]>["by"], string> = {
  reply: "They wrote STOP", complaint: "Blocked after a complaint", provider: "The carrier or provider tells of a STOP", merchant: "Blocked by hand", litigator: "Blocked: known to sue over texts",
};

export const stopWords = (stop: ConsentState["stop"], when: When): string | null => stop && `${STOPPED_BY[stop.by]}, ${when(stop.at)}`;

const SOURCES: Record<BareEntry["source"], string> = {
  form: "your opt-in form", checkout: "checkout", keyword: "a text from their phone", api: "your own systems", import: "a list of proofs", shopify: "Shopify", platform: "a connected platform", provider: "the carrier or provider", merchant: "you, by hand", flow: "a flow of yours",
};
export const sourceWords = (source: BareEntry["source"]): string => SOURCES[source];

const scopesWords = (scopes: readonly Scope[]) => scopes.map((scope) => SCOPE_NAMES[scope].toLowerCase()).join(", ");

/** What was said, in a few words. */
export function entryWords(entry: BareEntry): string {
  switch (entry.kind) {
    case "asked":
      return `Asked for ${scopesWords(entry.scopes)}; to be confirmed by text`;
    case "confirmed":
      return `Confirmed ${scopesWords(entry.scopes)} from their phone`;
    case "optedIn":
      return `Agreed to ${scopesWords(entry.scopes)}: ${BASES[entry.basis]}, ${PROOFS[entry.proof]}`;
    case "optedOut":
      return `Withdrew ${scopesWords(entry.scopes)}`;
    case "stopped":
      return entry.by === "reply" ? "Asked to stop all texts" : STOPPED_BY[entry.by];
    case "suspected":
      return "Wrote something that may mean stop";
    case "cleared":
      return "A person read it: it did not mean stop";
    case "unblocked":
      return "The block was lifted by hand";
    default:
      return entry satisfies never;
  }
}
