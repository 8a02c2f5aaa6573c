// What the entries of a number's ledger add up to. They are read in the order in which things were said, not in which we
// heard of them, and of two at one instant the more restrictive is the later: so any order of arrival gives the same.
import type { ConsentEntry } from "./entry.ts";
import { type ConsentState, type Grant, NO_CONSENT, Proof, Scope } from "./grant.ts";

/** At one instant: yes before no. */
const ORDER: readonly ConsentEntry["kind"][] = ["unblocked", "cleared", "asked", "optedIn", "confirmed", "suspected", "optedOut", "stopped"];
const TAKES_AWAY: readonly ConsentEntry["kind"][] = ["suspected", "optedOut", "stopped"];

/** `said`: their own STOP. `block`: somebody else's. Each is lifted in its own way, and both may stand. */
type Sum = Omit<ConsentState, "stop"> & { said: ConsentState["stop"]; block: ConsentState["stop"] };

/** `now`: what is said to have happened later has not happened yet, unless it takes consent away. */
export function consentOf(entries: readonly ConsentEntry[], now: number): ConsentState {
  const { said, block, ...rest } = entries
    .filter(({ at, kind }) => at <= now || TAKES_AWAY.includes(kind))
    .toSorted((one, other) => one.at - other.at || ORDER.indexOf(one.kind) - ORDER.indexOf(other.kind) || (JSON.stringify(one) < JSON.stringify(other) ? -1 : 1))
    .reduce(add, { consent: NO_CONSENT.consent, suspectedAt: null, said: null, block: null } as Sum);
  return { ...rest, stop: block ?? said };
}

function add(sum: Sum, entry: ConsentEntry): Sum {
  switch (entry.kind) {
    case "asked":
      return granted(sum, entry.scopes, (before) => (before.state === "subscribed" ? before : { ...before, state: "pending", since: entry.at }));
    case "confirmed":
      return granted(lifted(sum, entry), entry.scopes, () => ({ state: "subscribed", since: entry.at, basis: "express", expiresAt: null, isDouble: true, proof: "written" }));
    case "optedIn": {
      const { at, basis, expiresAt, proof } = entry;
      return granted(lifted(sum, entry), entry.scopes, (before) => better(before, { state: "subscribed", since: at, basis, expiresAt, isDouble: false, proof }));
    }
    case "optedOut":
      return closed(sum, entry.scopes, entry.at);
    case "stopped": {
      const stop = { at: entry.at, by: entry.by };
      const isOwn = entry.by === "reply" || entry.by === "provider";
      return { ...closed(sum, Scope.options, entry.at), suspectedAt: null, ...(isOwn ? { said: stop } : { block: stop }) };
    }
    case "suspected":
      return { ...sum, suspectedAt: sum.suspectedAt ?? entry.at };
    case "cleared":
      return { ...sum, suspectedAt: null };
    case "unblocked":
      return { ...sum, block: null };
    default:
      return entry satisfies never;
  }
}

/**
 * Only a word from the phone itself takes back what it said before. A form or a checkout proves nobody's phone, and
 * what a list, Shopify or a platform tells never overrules a STOP.
 */
const lifted = (sum: Sum, { source }: ConsentEntry): Sum => (source === "keyword" ? { ...sum, said: null, suspectedAt: null } : sum);

const closed = (sum: Sum, scopes: readonly Scope[], at: number): Sum => changed(sum, scopes, (before) => ({ ...before, state: "unsubscribed", since: at }));

/** While everything is stopped, nothing is granted. */
const granted = (sum: Sum, scopes: readonly Scope[], next: (before: Grant) => Grant): Sum => (sum.said || sum.block ? sum : changed(sum, scopes, next));

function changed(sum: Sum, scopes: readonly Scope[], next: (before: Grant) => Grant): Sum {
  const consent = { ...sum.consent };
  for (const scope of scopes) consent[scope] = next(consent[scope]);
  return { ...sum, consent };
}

/** A weaker yes does not take the place of a stronger one that still holds; nor does one that proves less, such as Shopify's word of what a list has proved. */
function better(before: Grant, next: Grant): Grant {
  if (before.state !== "subscribed" || before.expiresAt !== null) return next;
  const provesLess = before.basis === next.basis && Proof.options.indexOf(before.proof) < Proof.options.indexOf(next.proof);
  return before.isDouble || provesLess || (before.basis === "express" && next.basis !== "express") ? before : next;
}
