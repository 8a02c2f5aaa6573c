// What the kinds of events that are told to us are called, alone in a list and inside a sentence.
import type { EventKind } from "#app/customers/event-kind.ts";

type KindWords = {
  /** What the merchant chooses: "Viewed a product". */
  label: string;
  /** "had at least 2 product views". */
  did: string;
  one: string;
  many: string;
  /** The heading under which the builder lists it. */
  group: string;
};

const STORE = "In the store";
const SMS = "Text messages";
const EMAIL = "Emails";
const SERVICE = "Service, reviews and loyalty";
const PLAN = "Subscriptions";

const kind = (group: string, label: string, one: string, many = `${one}s`, did = "had"): KindWords => ({ label, did, one, many, group });

export const KIND_WORDS: Record<EventKind, KindWords> = {
  pageViewed: kind(STORE, "Viewed a page", "page view"),
  productViewed: kind(STORE, "Viewed a product", "product view"),
  collectionViewed: kind(STORE, "Viewed a collection", "collection view"),
  searched: kind(STORE, "Searched", "search", "searches", "made"),
  cartAdded: kind(STORE, "Added to cart", "cart addition", undefined, "made"),
  cartRemoved: kind(STORE, "Removed from cart", "cart removal", undefined, "made"),
  cartViewed: kind(STORE, "Viewed the cart", "cart view"),
  checkoutStarted: kind(STORE, "Started a checkout", "checkout", undefined, "started"),
  checkoutAbandoned: kind(STORE, "Abandoned a checkout", "abandoned checkout"),
  wishlistAdded: kind(STORE, "Added to a wishlist", "wishlist addition", undefined, "made"),
  wishlistRemoved: kind(STORE, "Removed from a wishlist", "wishlist removal", undefined, "made"),
  backInStockAsked: kind(STORE, "Asked for back in stock", "back-in-stock request", undefined, "made"),
  priceDropAsked: kind(STORE, "Asked for a price drop", "price drop request", undefined, "made"),
  formSubmitted: kind(STORE, "Submitted a form", "submitted form"),
  smsSent: kind(SMS, "Was sent a text", "text", undefined, "was sent"),
  smsDelivered: kind(SMS, "Received a text", "delivered text"),
  smsFailed: kind(SMS, "A text failed", "failed text"),
  smsSkipped: kind(SMS, "A text was skipped", "skipped text"),
  smsDeferred: kind(SMS, "A text was put off", "text put off", "texts put off"),
  smsClicked: kind(SMS, "Clicked in a text", "click in texts", "clicks in texts", "made"),
  smsReplied: kind(SMS, "Replied to a text", "text reply", "text replies", "sent"),
  smsOptedIn: kind(SMS, "Opted in to texts", "SMS opt-in"),
  smsOptedOut: kind(SMS, "Opted out of texts", "SMS opt-out"),
  preferencesChosen: kind(SMS, "Chose their text preferences", "choice of preferences", "choices of preferences", "made"),
  couponGiven: kind(SMS, "Was given a coupon", "coupon", undefined, "was given"),
  couponUsed: kind(SMS, "A coupon of theirs was used", "used coupon"),
  emailReceived: kind(EMAIL, "Received an email", "email", undefined, "received"),
  emailOpened: kind(EMAIL, "Opened an email", "email open"),
  emailClicked: kind(EMAIL, "Clicked in an email", "click in emails", "clicks in emails", "made"),
  emailBounced: kind(EMAIL, "An email bounced", "bounced email"),
  emailMarkedSpam: kind(EMAIL, "Marked an email as spam", "spam complaint", undefined, "made"),
  emailOptedIn: kind(EMAIL, "Opted in to emails", "email opt-in"),
  emailOptedOut: kind(EMAIL, "Opted out of emails", "email opt-out"),
  ticketOpened: kind(SERVICE, "Opened a ticket", "support ticket", undefined, "opened"),
  ticketClosed: kind(SERVICE, "A ticket was closed", "closed ticket"),
  reviewAsked: kind(SERVICE, "Was asked for a review", "review request", undefined, "received"),
  reviewLeft: kind(SERVICE, "Left a review", "review", undefined, "left"),
  surveyAnswered: kind(SERVICE, "Answered a survey", "survey answer", undefined, "gave"),
  friendReferred: kind(SERVICE, "Referred a friend", "referral", undefined, "made"),
  pointsEarned: kind(SERVICE, "Earned points", "earning of points", "earnings of points"),
  pointsSpent: kind(SERVICE, "Spent points", "spending of points", "spendings of points"),
  subscriptionStarted: kind(PLAN, "Started a subscription", "new subscription", undefined, "started"),
  subscriptionSkipped: kind(PLAN, "Skipped a delivery", "skipped delivery", "skipped deliveries"),
  subscriptionCancelled: kind(PLAN, "Cancelled a subscription", "cancelled subscription"),
  billingFailed: kind(PLAN, "A payment failed", "failed payment"),
  custom: kind("Other", "Custom event", "custom event"),
};

/** What visits are called, which are made of several kinds. */
export const VISIT_WORDS: KindWords = kind(STORE, "Visited the store", "visit", undefined, "made");
