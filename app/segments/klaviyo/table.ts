// The one table of what is what: Klaviyo's metrics, properties, predictions and operators, and ours.
// Both directions read it. A metric we cannot count yet has its reason in place of an event, and
// becomes expressible by that one line.
import type { Agg, Comparison, EventKey, Test } from "../definition.ts";
import * as NOTES from "./notes.ts";

export type Metric = { event: EventKey; money?: string; note?: string } | { notYet: string };

const PUSH = { notYet: "Push notifications are not read by Segue." };
const WHATSAPP = { notYet: "WhatsApp messages are not read by Segue." };
const told = (event: EventKey, note?: string): Metric => ({ event, money: "event.value", note: note === undefined ? NOTES.TOLD : `${NOTES.TOLD} ${note}` });

/** By the names Klaviyo gives them. Of several names for one event, the first is the one we write. Every other name is one of the merchant's own events. */
export const METRICS: Readonly<Record<string, Metric>> = {
  "Placed Order": { event: "order", money: "order.gross", note: NOTES.CANCELLED },
  "Ordered Product": { event: "item", money: "item.amount", note: `${NOTES.CANCELLED} ${NOTES.PRICE}` },
  "Fulfilled Order": { event: "shipped", money: "order.gross", note: NOTES.SHIPPED },
  "Cancelled Order": { event: "cancelled", money: "order.gross" },
  "Refunded Order": { event: "refund", note: NOTES.REFUNDS },
  "Delivered Shipment": { event: "delivered", note: NOTES.DELIVERED },
  "Confirmed Shipment": { notYet: "Segue reads when an order was shipped and delivered, not each message of the carrier." },
  "Marked Out for Delivery": { notYet: "Segue reads when an order was shipped and delivered, not each message of the carrier." },
  "Fulfilled Partial Order": { notYet: "Segue reads when an order was shipped, not each part of it." },
  "Active on Site": told("pageViewed", NOTES.VISITS),
  "Viewed Product": told("productViewed"),
  "Viewed Collection": told("collectionViewed"),
  "Submitted Search": told("searched"),
  "Added to Cart": told("cartAdded"),
  "Checkout Started": told("checkoutStarted"),
  "Started Checkout": told("checkoutStarted"),
  "Subscribed to Back in Stock": told("backInStockAsked"),
  "Subscribed to Price Drop": told("priceDropAsked"),
  "Form submitted by profile": told("formSubmitted"),
  // Klaviyo names its text metrics from the customer's side: received is delivered to them, sent is sent by them.
  "Received SMS": told("smsDelivered"),
  "Sent SMS": told("smsReplied"),
  "Clicked SMS": told("smsClicked"),
  "Failed to Deliver SMS": told("smsFailed"),
  "Subscribed to SMS Marketing": told("smsOptedIn"),
  "Consented to Receive SMS": told("smsOptedIn"),
  "Unsubscribed from SMS Marketing": told("smsOptedOut"),
  "Unsubscribed from SMS": told("smsOptedOut"),
  "Received Email": told("emailReceived"),
  "Opened Email": told("emailOpened", NOTES.MACHINES),
  "Clicked Email": told("emailClicked"),
  "Bounced Email": told("emailBounced"),
  "Marked Email as Spam": told("emailMarkedSpam"),
  "Subscribed to Email Marketing": told("emailOptedIn"),
  "Unsubscribed from Email Marketing": told("emailOptedOut"),
  "Submitted review": told("reviewLeft"),
  "Ready to review": told("reviewAsked"),
  "Received Push": PUSH, "Opened Push": PUSH, "Bounced Push": PUSH,
  "Received WhatsApp": WHATSAPP, "Clicked WhatsApp": WHATSAPP, "Sent WhatsApp": WHATSAPP,
  "Subscribed to List": { notYet: "Klaviyo's lists are not read by Segue." },
  "Unsubscribed from List": { notYet: "Klaviyo's lists are not read by Segue." },
};

/** Custom events are told by their name, which is the metric's. */
export const CUSTOM = { event: "custom", money: "event.value" } as const;

/** Properties that Klaviyo's own metrics have, and our field of the same thing. Any other is a property of the event that was told to us. */
const OF_ORDER = { "$value": "order.gross", "Item Count": "order.quantity", "Discount Codes": "order.codes", "Total Discounts": "order.discount", "Source Name": "order.source" };
const OF_PRODUCT = { "ProductID": "event.product", "Brand": "event.vendor", "$value": "event.value" };
const OF_MESSAGE = { "Campaign Name": "event.campaign" };
export const EVENT_PROPERTIES: Partial<Record<EventKey, Readonly<Record<string, string>>>> = {
  order: OF_ORDER, shipped: OF_ORDER, cancelled: OF_ORDER, delivered: OF_ORDER,
  item: { "ProductID": "item.product", "Name": "item.title", "SKU": "item.sku", "Variant Name": "item.variantTitle", "Vendor": "item.vendor", "Quantity": "item.quantity", "$value": "item.amount", "Source Name": "order.source", "Discount Codes": "order.codes" },
  productViewed: OF_PRODUCT, cartAdded: OF_PRODUCT, checkoutStarted: { "$value": "event.value" }, backInStockAsked: { "ProductID": "event.product" }, searched: { "Search Term": "event.query" },
  smsDelivered: OF_MESSAGE, smsClicked: OF_MESSAGE, smsFailed: OF_MESSAGE, emailReceived: OF_MESSAGE, emailOpened: OF_MESSAGE, emailClicked: OF_MESSAGE, emailBounced: OF_MESSAGE, emailMarkedSpam: OF_MESSAGE,
  custom: { "$value": "event.value" },
};
/** Known to Klaviyo by names, and to Segue by ids. */
export const NAMED_ONLY: Readonly<Record<string, string>> = {
  Collections: "Klaviyo writes the titles of collections; a condition of Segue's points at collections themselves. Choose them in the builder.",
  Categories: "Klaviyo writes the titles of collections; a condition of Segue's points at collections themselves. Choose them in the builder.",
};
/** A list of titles, for which we ask about the items of the order. */
export const ITEMS = { property: "Items", field: "item.title", counted: "item.order" } as const;

export const PROFILE_PROPERTIES: Readonly<Record<string, string>> = {
  "email": "person.email", "first_name": "person.firstName", "last_name": "person.lastName", "phone_number": "person.phone", "created": "person.created", "locale": "person.language",
  "location['city']": "person.city", "location['zip']": "person.zip", "location['timezone']": "person.timeZone", "location['country']": "person.country", "location['region']": "person.region",
  "properties['Shopify Tags']": "person.tags",
};

const allOrders = (measure: Agg["measure"], field?: string) => ({ measure, event: "order", ...(field === undefined ? {} : { field }) }) as const;
/** Klaviyo's figures about a profile: a measure over all orders, or the reason why there is none. */
export const DIMENSIONS: Readonly<Record<string, ReturnType<typeof allOrders> | { why: string }>> = {
  historic_number_of_orders: allOrders("count"),
  historic_clv: allOrders("sum", "order.net"),
  average_order_value: allOrders("avg", "order.net"),
  average_days_between_orders: allOrders("gapMean"),
  predicted_clv: { why: NOTES.NO_MODEL }, total_clv: { why: NOTES.NO_MODEL }, predicted_number_of_orders: { why: NOTES.NO_MODEL }, churn_probability: { why: NOTES.NO_MODEL },
  expected_date_of_next_purchase: { why: NOTES.NO_MODEL }, channel_affinity: { why: NOTES.NO_MODEL },
  predicted_gender: { why: "Segue does not guess anybody's gender." },
};

export const COMPARE = { "equals": "eq", "not-equals": "ne", "greater-than": "gt", "greater-than-or-equal": "ge", "less-than": "lt", "less-than-or-equal": "le" } as const satisfies Record<string, Comparison>;
export const LENGTH = { "length-equals": "eq", "length-greater-than": "gt", "length-greater-than-or-equal": "ge", "length-less-than": "lt", "length-less-than-or-equal": "le" } as const satisfies Record<string, Comparison>;
export const TEXT = { "equals": "is", "not-equals": "isNot", "contains": "contains", "not-contains": "notContains", "starts-with": "startsWith", "ends-with": "endsWith" } as const satisfies Record<string, Test["op"]>;
/** Theirs have an opposite of their own; ours is the same test under a "not". */
export const NOT_TEXT = { "not-starts-with": "startsWith", "not-ends-with": "endsWith" } as const;
export const SETS = { "contains-any": "hasAny", "contains-all": "hasAll", "not-contains-any": "hasNone" } as const;

/** The steps of a funnel are this near to each other. A year is 365 days. */
export const SPANS = {
  HOURS_1: { n: 1, unit: "hour" }, DAYS_1: { n: 1, unit: "day" }, DAYS_3: { n: 3, unit: "day" }, DAYS_5: { n: 5, unit: "day" }, WEEKS_1: { n: 1, unit: "week" },
  DAYS_30: { n: 30, unit: "day" }, DAYS_90: { n: 90, unit: "day" }, DAYS_180: { n: 180, unit: "day" }, YEARS_1: { n: 365, unit: "day" },
} as const;

type Inverse<Table extends Readonly<Record<string, string>>> = { readonly [Key in keyof Table as Table[Key]]: Key };
/** Of a table in which no value stands twice. */
export const inverse = <Table extends Readonly<Record<string, string>>>(table: Table) => Object.fromEntries(Object.entries(table).map(([key, value]) => [value, key])) as unknown as Inverse<Table>;

/** The first key with that value. */
export const keyOf = <Value>(table: Readonly<Record<string, Value>>, value: Value): string | null => Object.keys(table).find((key) => table[key] === value) ?? null;
