// What is new of customers themselves: that they are one, what changed about them, and what they agreed to.
import type { Happened } from "./happened.ts";
import type { CustomerState } from "./state.ts";

/** What a webhook describes. */
const DESCRIBED = ["firstName", "lastName", "email", "phone", "state", "note", "city", "provinceCode", "countryCode", "zip"] as const;

/** Of those that were rows before and after, and of new ones. */
export function customerNews(before: readonly CustomerState[], after: readonly CustomerState[], now: Date): Happened[] {
  const known = new Map(before.map((customer) => [customer.customerId, customer]));
  return after.flatMap((customer) => newsOf(known.get(customer.customerId) ?? null, customer, now));
}

function newsOf(was: CustomerState | null, is: CustomerState, now: Date): Happened[] {
  const { customerId, updatedAt, createdAt, state } = is;
  const at = updatedAt ?? now;
  const say = (what: string, named: string, when: Date, detail: Happened["detail"] = null): Happened => ({ what, customerId, fact: `${named}/${customerId}`, at: when, about: {}, detail });
  const isNew = !was?.updatedAt && updatedAt !== null;
  const changed = was?.updatedAt ? DESCRIBED.filter((field) => was[field] !== is[field]) : [];
  return [
    ...(isNew ? [say("customerCreated", "customer", createdAt ?? at)] : []),
    ...(changed.length > 0 ? [say("customerUpdated", `updated/${at.getTime()}`, at, { field: changed.join(",") })] : []),
    ...(state === "ENABLED" && updatedAt !== null && was?.state !== "ENABLED" ? [say("accountEnabled", `enabled/${at.getTime()}`, at)] : []),
    ...metafieldNews(was, is, (field, when) => say("metafield", `metafield/${field}/${when.getTime()}`, when, { field })),
    ...(was?.rfmGroup && is.rfmGroup && was.rfmGroup !== is.rfmGroup ? [say("rfmGroup", `rfm/${is.rfmGroup}/${(is.detailedAt ?? now).getTime()}`, is.detailedAt ?? now, { from: was.rfmGroup, to: is.rfmGroup })] : []),
    ...(isConfirmed(is) && !(was && isConfirmed(was)) ? [say("consentConfirmed", `confirmed/${(is.smsUpdatedAt ?? now).getTime()}`, is.smsUpdatedAt ?? now, { source: sourceOf(is), before: was?.smsState ?? null })] : []),
  ];
}

const isConfirmed = ({ smsState, smsOptInLevel }: CustomerState): boolean => smsState === "SUBSCRIBED" && smsOptInLevel === "CONFIRMED_OPT_IN";

/** Only Shopify's own checkout and forms are told apart by its word. */
export const sourceOf = ({ smsCollectedFrom }: Pick<CustomerState, "smsCollectedFrom">): string => (smsCollectedFrom === "SHOPIFY" ? "checkout" : "shopify");

/** A first reading changes nothing: it finds what was there. */
function metafieldNews(was: CustomerState | null, is: CustomerState, say: (field: string, at: Date) => Happened): Happened[] {
  if (!was?.detailedAt || !is.detailedAt) return [];
  const [old, now, at] = [was.metafields, is.metafields, is.detailedAt];
  return [...new Set([...Object.keys(old), ...Object.keys(now)])].sort().filter((field) => old[field]?.value !== now[field]?.value).map((field) => say(field, at));
}
