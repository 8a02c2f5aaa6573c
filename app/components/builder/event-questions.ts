// What the builder offers about events that are told to the shop. A kind that nobody has told yet stands
// there with its reason, and cannot be chosen.
import { EVENT_KINDS, type EventKind } from "#app/customers/event-kind.ts";
import type { Agg, Leaf, Window } from "#app/segments/definition.ts";
import { KIND_WORDS } from "#app/segments/event-words.ts";

export type EventQuestion = { key: string; label: string; group: string; keywords?: string; leaf: Leaf; kind: EventKind | "visit" };

export const EVENT_GROUPS = [...new Set(EVENT_KINDS.map((kind) => KIND_WORDS[kind].group))];
export const NOT_TOLD = "nothing told yet";

/** All time would be unknown of almost everybody: only what was told since a kind began is known. */
const LATELY: Window = { kind: "last", n: 30, unit: "day" };
const counted = (kind: EventKind | "visit", more: Partial<Agg> = {}): Agg => ({ kind: "agg", measure: "count", event: kind, window: LATELY, test: { op: "ge", value: 1 }, ...more });
const STORE = KIND_WORDS.productViewed.group;
const EMAIL = KIND_WORDS.emailClicked.group;
const SMS = KIND_WORDS.smsClicked.group;

/** Named for what they find, beside one question for each kind. */
const NAMED: EventQuestion[] = [
  { key: "visits", label: "Visited the store", group: STORE, kind: "visit", leaf: counted("visit"), keywords: "number of visits sessions active on site came" },
  { key: "daysActive", label: "Days active in the store", group: STORE, kind: "visit", leaf: counted("visit", { measure: "days", test: { op: "ge", value: 5 } }), keywords: "number of different days visits sessions on site often regular" },
  { key: "timeOnSite", label: "Time on site", group: STORE, kind: "visit", leaf: counted("visit", { measure: "sum", field: "visit.minutes", test: { op: "ge", value: 10 } }), keywords: "visits sessions minutes long duration engaged" },
  { key: "pagesViewed", label: "Pages viewed", group: STORE, kind: "visit", leaf: counted("visit", { measure: "sum", field: "visit.pages", test: { op: "ge", value: 8 } }), keywords: "visits sessions number of pages browse" },
  { key: "pagesPerVisit", label: "Pages per visit", group: STORE, kind: "visit", leaf: counted("visit", { measure: "avg", field: "visit.pages", test: { op: "ge", value: 3 } }), keywords: "visits sessions average depth browse" },
  { key: "viewedThese", label: "Viewed some products", group: STORE, kind: "productViewed", leaf: counted("productViewed", { where: [{ field: "event.product", test: { op: "anyOf", values: [] } }] }), keywords: "browse product page" },
  { key: "viewedNotBought", label: "Viewed a product, and then bought it or not", group: STORE, kind: "productViewed", keywords: "browse abandonment sequence",
    leaf: { kind: "seq", event: "productViewed", first: [], thenEvent: "item", then: [], within: { n: 3, unit: "day" }, sameProduct: true, absent: true, window: LATELY } },
  { key: "cartNotOrdered", label: "Added to cart, and then ordered or not", group: STORE, kind: "cartAdded", keywords: "cart abandonment sequence",
    leaf: { kind: "seq", event: "cartAdded", first: [], thenEvent: "order", then: [], within: { n: 1, unit: "day" }, absent: true, window: LATELY } },
  { key: "checkoutNotOrdered", label: "Started a checkout, and then ordered or not", group: STORE, kind: "checkoutStarted", keywords: "checkout abandonment sequence",
    leaf: { kind: "seq", event: "checkoutStarted", first: [], thenEvent: "order", then: [], within: { n: 1, unit: "day" }, absent: true, window: LATELY } },
  { key: "favouriteViewed", label: "What they view most", group: STORE, kind: "productViewed", keywords: "favourite category vendor browse", leaf: { kind: "top", of: "count", event: "productViewed", field: "event.type", window: LATELY, test: { op: "anyOf", values: [] } } },
  { key: "searchedFor", label: "Searched for some words", group: STORE, kind: "searched", leaf: counted("searched", { where: [{ field: "event.query", test: { op: "contains", value: "" } }] }) },
  { key: "clickRateSms", label: "Click rate in texts", group: SMS, kind: "smsClicked", keywords: "engagement engaged high moderate low rate percent",
    leaf: { kind: "rate", event: "smsClicked", per: "smsDelivered", window: { kind: "last", n: 90, unit: "day" }, atLeast: 5, test: { op: "ge", value: 20 } } },
  { key: "clickTrendSms", label: "Clicks texts less or more often than before", group: SMS, kind: "smsClicked", keywords: "engagement trend falling at risk",
    leaf: { kind: "trend", of: { kind: "rate", event: "smsClicked", per: "smsDelivered" }, window: { kind: "last", n: 30, unit: "day", clock: "rolling" }, before: { kind: "between-ago", from: 30, to: 60, unit: "day", clock: "rolling" }, atLeast: 3, test: { op: "le", value: -15 } } },
  { key: "clickRateFading", label: "Click rate in texts, older ones counting less", group: SMS, kind: "smsClicked", keywords: "engagement score fades decay half-life percent recent",
    leaf: { kind: "rate", event: "smsClicked", per: "smsDelivered", halfLife: 30, atLeast: 5, test: { op: "ge", value: 20 } } },
  { key: "clickRateEmail", label: "Click rate in emails", group: EMAIL, kind: "emailClicked", keywords: "engagement engaged rate percent",
    leaf: { kind: "rate", event: "emailClicked", per: "emailReceived", window: { kind: "last", n: 90, unit: "day" }, atLeast: 5, test: { op: "ge", value: 5 } } },
  { key: "abandonRate", label: "Abandonment rate of checkouts", group: STORE, kind: "checkoutAbandoned", keywords: "checkout completion rate percent",
    leaf: { kind: "rate", event: "checkoutAbandoned", per: "checkoutStarted", window: { kind: "last", n: 180, unit: "day" }, atLeast: 3, test: { op: "ge", value: 50 } } },
  { key: "lastClickSms", label: "Days since the last click in a text", group: SMS, kind: "smsClicked", leaf: counted("smsClicked", { measure: "daysSinceLast", window: { kind: "all" }, test: { op: "le", value: 30 } }), keywords: "engagement engaged" },
  { key: "lastClickEmail", label: "Days since the last click in an email", group: EMAIL, kind: "emailClicked", leaf: counted("emailClicked", { measure: "daysSinceLast", window: { kind: "all" }, test: { op: "le", value: 30 } }), keywords: "engagement engaged" },
];

export const EVENT_QUESTIONS: readonly EventQuestion[] = [
  ...NAMED,
  ...EVENT_KINDS.map((kind): EventQuestion => ({
    key: kind, kind, label: KIND_WORDS[kind].label, group: KIND_WORDS[kind].group, keywords: KIND_WORDS[kind].many,
    leaf: kind === "custom" ? counted(kind, { where: [{ field: "event.name", test: { op: "anyOf", values: [] } }] }) : counted(kind),
  })),
];
