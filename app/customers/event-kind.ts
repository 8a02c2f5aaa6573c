// Every kind of event that can be told to us, whoever tells it: the storefront's pixel, a platform that
// sends messages, a help desk, the merchant's own systems. A new kind is one entry here, and its words in
// segments/event-words.ts. They are never renamed: rows and definitions hold them.

export const EVENT_KINDS = [
  "pageViewed", "productViewed", "collectionViewed", "searched", "cartAdded", "cartRemoved", "cartViewed", "checkoutStarted", "checkoutAbandoned",
  "wishlistAdded", "wishlistRemoved", "backInStockAsked", "priceDropAsked", "formSubmitted",
  "smsSent", "smsDelivered", "smsFailed", "smsSkipped", "smsDeferred", "smsClicked", "smsReplied", "smsOptedIn", "smsOptedOut", "preferencesChosen", "couponGiven", "couponUsed",
  "emailReceived", "emailOpened", "emailClicked", "emailBounced", "emailMarkedSpam", "emailOptedIn", "emailOptedOut",
  "ticketOpened", "ticketClosed", "reviewAsked", "reviewLeft", "surveyAnswered", "friendReferred", "pointsEarned", "pointsSpent",
  "subscriptionStarted", "subscriptionSkipped", "subscriptionCancelled", "billingFailed",
  "custom",
] as const;
export type EventKind = (typeof EVENT_KINDS)[number];

/** Looking at a page of the storefront, whatever it shows. */
export const VIEW_KINDS = ["pageViewed", "productViewed", "collectionViewed"] as const satisfies readonly EventKind[];

/**
 * What a shopper does in the storefront, of which visits are made (segments/visit.ts). Not a checkout that was abandoned, which is
 * noticed long after they left, nor custom events, which any system may tell.
 */
export const VISIT_KINDS = [
  ...VIEW_KINDS, "searched", "cartAdded", "cartRemoved", "cartViewed", "checkoutStarted", "wishlistAdded", "wishlistRemoved", "backInStockAsked", "priceDropAsked", "formSubmitted",
] as const satisfies readonly EventKind[];

/** What a custom event may be called. */
export const EVENT_NAME = /^[A-Za-z0-9][A-Za-z0-9 _.:-]{0,63}$/;
export const EVENT_NAME_WORDS = "letters, digits, spaces, and _ . : - only, at most 64";

/** Fields of a segment that stand for told events without naming their kinds (segments/fields/derived.ts). */
export const KINDS_OF_FIELD: Readonly<Record<string, readonly EventKind[]>> = {
  "engagement.sms": ["smsClicked", "smsDelivered"],
  "engagement.email": ["emailClicked", "emailReceived"],
  "sms.score": ["smsClicked", "smsDelivered", "smsOptedOut", "smsReplied"],
  "email.score": ["emailClicked", "emailOptedOut", "emailReceived"],
};

/** Shopify tells us of these from the day the app is installed (consent-events.ts). */
export const CONSENT_KINDS = ["smsOptedIn", "smsOptedOut", "emailOptedIn", "emailOptedOut"] as const satisfies readonly EventKind[];

/** Segue alone does these: each of them is told, and there was none before the shop had Segue. A kind more brings a migration that says from when on it is told to shops that have Segue by then. */
export const OWN_KINDS = ["smsSkipped", "smsDeferred", "preferencesChosen", "couponGiven", "couponUsed"] as const satisfies readonly EventKind[];

const KINDS: ReadonlySet<string> = new Set(EVENT_KINDS);
export const isEventKind = (kind: string): kind is EventKind => KINDS.has(kind);

export const DEVICES = ["mobile", "tablet", "desktop", "other"] as const;
export type Device = (typeof DEVICES)[number];
