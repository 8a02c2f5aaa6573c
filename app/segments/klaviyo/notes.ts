// What Klaviyo means and Segue cannot mean exactly, in the words that the merchant reads beside the
// condition. Sources: Klaviyo's help pages on segment conditions, dates and unset values, and its
// data reference for Shopify.

/**
 * Klaviyo counts days from midnight UTC whatever the account's time zone ("in the last 3 days" is from midnight three days ago,
 * "3 to 5 days ago" takes both whole days): our calendar days, but in the shop's zone. Its hours roll, as ours do.
 */
export const zone = (name: string) => `Days: Klaviyo's begin at midnight UTC, Segue's at midnight in ${name.replaceAll("_", " ")}.`;

/** Klaviyo's order metrics are events that happened: what becomes of the order later does not undo them. */
export const CANCELLED = "Klaviyo goes on counting an order that is cancelled later; here it no longer counts.";
export const PRICE = "Added up, Klaviyo takes the price of the product, Segue what was paid for it.";
export const SHIPPED = "Klaviyo tells of an order once Shopify has marked it as fulfilled; Segue goes by the day it was shipped.";
export const DELIVERED = "Klaviyo tells of each parcel, Segue of each order.";
export const REFUNDS = "Segue counts every refund of an order.";
export const TOLD = "Segue counts from the day it is first told of this; until then the answer is not known.";
export const NEVER = "That somebody never did this in all time can never be known here, and so nobody is in by it: choose a number of days in the builder.";
export const VISITS = "Klaviyo records a visit, Segue each page of it.";
export const MACHINES = "Which openings by machines are left out is up to the platform that tells of them.";
export const NO_MODEL = "Segue computes no predictions of this kind yet.";
export const custom = (name: string) => `Counted once “${name}” is sent to Segue as a custom event of that name; until then the answer is not known.`;

/** Not documented for every property of Klaviyo's; ours is the same everywhere. */
export const CASE = "Upper and lower case, and accents, make no difference here; in Klaviyo they can.";
/** Klaviyo compares a date without a time as if it were midnight UTC, which has passed: today is not ahead. */
export const TODAY = "A date that is today counts as ahead here, and not in Klaviyo.";
export const LEAP = "A 29 February returns on the 28th here in other years; in Klaviyo in leap years alone.";
export const LATER_TODAY = "An hour that is later today already counts as today here.";
/** An unset property meets no condition in Klaviyo since April 2023, "is not" and "doesn't contain" included, nor does an unknown value here. Shopify's tags are always known. */
export const NO_TAGS = "Somebody without any tag counts as not having this one.";
export const metafield = (name: string) => `Read from the metafield ${name}.`;
export const COUNTRY = "By the customer's default address in Shopify.";
export const FIGURE = "Klaviyo computes this figure its own way, once a day; here it is of all orders that count, net of refunds.";

export const CONSENT = "By Shopify's record of the permission, not Klaviyo's.";
export const SUPPRESSED = "Klaviyo leaves out addresses that bounced, complained or were suppressed there; Shopify does not know of them.";
export const FUNNEL = "Klaviyo's time frame holds for all steps, ours for the first one.";
export const ABSENT = "Only once the time for the second step is over.";
export const JOINED = "Klaviyo's list and Segue's are kept apart: they may differ.";
