// Fields of one event that was told to us (customers/event-kind.ts). What only some kinds have is offered
// for those alone. Type, tags, vendor and collections are the product's now.
import type { Often } from "#app/consent/preference-form.ts";
import type { EventKind } from "#app/customers/event-kind.ts";
import { DEVICES } from "#app/customers/event-kind.ts";
import type { EventField, FieldType, Value } from "../field.ts";
import type { EventFacts } from "../person.ts";
import { UNSENT } from "../unsent.ts";

const GROUP = "Event";

const field = (key: string, label: string, type: FieldType, sql: string, read: (event: EventFacts) => Value, kinds: readonly EventKind[] | null, more: Partial<EventField> = {}): EventField => ({
  key, label, group: GROUP, type, scope: "event", history: "dated", sql, read: ({ event }) => (event === null ? null : read(event)), ...(kinds && { kinds }), ...more,
});

export const OF_PRODUCT: readonly EventKind[] = ["productViewed", "cartAdded", "cartRemoved", "wishlistAdded", "wishlistRemoved", "backInStockAsked", "priceDropAsked", "reviewAsked", "reviewLeft", "subscriptionStarted", "subscriptionSkipped", "subscriptionCancelled", "custom"];
const VIEWS: EventKind[] = ["pageViewed", "productViewed", "collectionViewed"];
const IN_STORE: EventKind[] = [...VIEWS, "searched", "cartAdded", "cartRemoved", "cartViewed", "checkoutStarted", "checkoutAbandoned", "wishlistAdded", "wishlistRemoved", "backInStockAsked", "priceDropAsked", "formSubmitted", "custom"];
export const WORTH: readonly EventKind[] = ["productViewed", "cartAdded", "cartRemoved", "cartViewed", "checkoutStarted", "checkoutAbandoned", "billingFailed", "custom"];
export const COUNTED: readonly EventKind[] = ["cartAdded", "cartRemoved", "cartViewed", "checkoutStarted", "checkoutAbandoned", "custom"];
const MESSAGES: EventKind[] = ["smsSent", "smsDelivered", "smsFailed", "smsSkipped", "smsDeferred", "smsClicked", "smsReplied", "smsOptedIn", "smsOptedOut", "emailReceived", "emailOpened", "emailClicked", "emailBounced", "emailMarkedSpam", "emailOptedIn", "emailOptedOut", "custom"];

const TEXTS: EventKind[] = ["smsSent", "smsDelivered", "smsFailed", "smsClicked"];

/** One column holds what was said, whatever the kind calls it. */
const said = (key: string, label: string, kinds: EventKind[], help?: string) => field(key, label, "text", "e.text", (e) => e.text, kinds, help === undefined ? {} : { help });

/** Of its product, as it is now. */
const TODAY = { history: "today" } as const;

/** A property that is a text, as SQL. */
const textOf = (name: string) => `(CASE WHEN jsonb_typeof(e.props -> '${name}') = 'string' THEN e.props ->> '${name}' END)`;

const boolOf = (name: string) => `(CASE WHEN jsonb_typeof(e.props -> '${name}') = 'boolean' THEN (e.props ->> '${name}')::boolean END)`;

/** What the preference page offers (consent/preference-form.ts). */
const CHOSEN_OFTEN: Record<Often, string> = { shop: "As the shop writes", day: "Once a day", week: "Once a week", month: "Twice a month", kept: "Another limit" };

export const EVENT_FIELDS: EventField[] = [
  field("event.name", "Name of the event", "enum", "e.name", (e) => e.name, ["custom"], { picker: "eventName" }),
  field("event.product", "Product", "ref", "e.product_id", (e) => e.productId, OF_PRODUCT, { picker: "product" }),
  field("event.variant", "Variant", "ref", "e.variant_id", (e) => e.variantId, OF_PRODUCT, { picker: "variant" }),
  field("event.vendor", "Vendor", "text", "p.vendor", (e) => e.product?.vendor ?? null, OF_PRODUCT, { ...TODAY, picker: "vendor" }),
  field("event.type", "Product type", "text", "p.product_type", (e) => e.product?.productType ?? null, OF_PRODUCT, { ...TODAY, picker: "productType" }),
  field("event.tags", "Product tags", "set", "p.tags", (e) => e.product?.tags ?? null, OF_PRODUCT, { ...TODAY, picker: "productTag" }),
  field("event.collections", "Collections of the product", "refs", "p.collections", (e) => e.product?.collections ?? null, OF_PRODUCT, { ...TODAY, picker: "collection" }),
  field("event.category", "Category", "text", "p.category", (e) => e.product?.category ?? null, OF_PRODUCT, { ...TODAY, help: "Shopify's taxonomy; \"starts with\" includes what lies below." }),
  field("event.collection", "Collection", "ref", "e.collection_id", (e) => e.collectionId, ["collectionViewed", "productViewed", "custom"], { picker: "collection" }),
  said("event.path", "Path of the page", VIEWS, "Such as /pages/about."),
  said("event.query", "Search text", ["searched"]),
  said("event.form", "Form", ["formSubmitted"]),
  said("event.step", "Step that was reached", ["checkoutAbandoned", "checkoutStarted"], "Contact, shipping or payment."),
  said("event.keyword", "Keyword", ["smsOptedIn", "smsOptedOut"]),
  said("event.reply", "Text of the reply", ["smsReplied"]),
  said("event.link", "Link", ["smsClicked", "emailClicked"]),
  said("event.reason", "Reason", ["smsFailed", "emailBounced", "billingFailed", "subscriptionCancelled"]),
  field("event.because", "Why it did not go", "enum", "e.text", (e) => e.text, ["smsSkipped", "smsDeferred"], { picker: "options", options: Object.entries(UNSENT).map(([value, label]) => ({ value, label })) }),
  field("event.about", "Topic of the text", "text", textOf("topic"), ({ props }) => (typeof props?.topic === "string" ? props.topic : null), [...TEXTS, "smsSkipped", "smsDeferred"], { help: "As messages and the preference page name it. Known of your own texts that have a topic." }),
  field("event.picture", "The text had a picture", "bool", boolOf("picture"), ({ props }) => (typeof props?.picture === "boolean" ? props.picture : null), TEXTS, { help: "Known of texts that Segue sent." }),
  field("event.declined", "Topics turned off", "set", "string_to_array(e.text, chr(10))", (e) => (e.text === null ? null : e.text === "" ? [] : e.text.split("\n")), ["preferencesChosen"], { help: "They want no texts about these. Their last choice is the one that holds, while they keep the number." }),
  field("event.often", "How often at most", "enum", textOf("often"), ({ props }) => (typeof props?.often === "string" ? props.often : null), ["preferencesChosen"], { picker: "options", options: Object.entries(CHOSEN_OFTEN).map(([value, label]) => ({ value, label })) }),
  said("event.coupon", "Coupon", ["couponGiven", "couponUsed"]),
  field("event.ends", "End of the coupon", "date", "e.ends_at", (e) => e.endsAt, ["couponGiven"], { help: "When their code ends, if it does. Of a coupon that you ended yourself: when you did." }),
  said("event.topic", "Topic", ["ticketOpened", "ticketClosed"]),
  said("event.survey", "Survey", ["surveyAnswered"]),
  field("event.rating", "Rating", "number", "e.quantity", (e) => e.quantity, ["reviewLeft", "surveyAnswered", "ticketClosed"], { nonNegative: true, help: "Stars, or points of a scale, as whole numbers." }),
  field("event.points", "Points", "number", "e.quantity", (e) => e.quantity, ["pointsEarned", "pointsSpent"], { nonNegative: true }),
  field("event.value", "Value", "money", "e.value_minor", (e) => e.valueMinor, WORTH, { nonNegative: true }),
  field("event.quantity", "Quantity", "number", "e.quantity", (e) => e.quantity, COUNTED, { nonNegative: true }),
  field("event.campaign", "Campaign or flow", "text", "e.campaign", (e) => e.campaign, MESSAGES),
  field("event.device", "Device", "enum", "e.device", (e) => e.device, IN_STORE, { picker: "options", options: DEVICES.map((value) => ({ value, label: value.charAt(0).toUpperCase() + value.slice(1) })) }),
  field("event.referrer", "Referrer", "text", "e.referrer", (e) => e.referrer, IN_STORE),
  field("event.utmSource", "UTM source", "text", "e.utm_source", (e) => e.utmSource, IN_STORE),
  field("event.utmMedium", "UTM medium", "text", "e.utm_medium", (e) => e.utmMedium, IN_STORE),
  field("event.utmCampaign", "UTM campaign", "text", "e.utm_campaign", (e) => e.utmCampaign, IN_STORE),
  field("event.source", "Told by", "enum", "e.source", (e) => e.source, null, { help: "api for your own systems, pixel for the storefront, consent for Shopify's consent." }),
  field("event.at", "Date of the event", "date", "e.at", (e) => e.at, null),
];

const PROPERTY = /^event\.(text|number|bool)\.([A-Za-z0-9][A-Za-z0-9_-]{0,63})$/;
const TYPES = { text: "string", number: "number", bool: "boolean" } as const;
const CASTS = { text: "", number: "::numeric", bool: "::boolean" };

/** A property that the teller sent along: event.number.score. Unknown where it is missing, or of another type. */
export function propertyField(key: string): EventField | null {
  const [, type, name] = PROPERTY.exec(key) ?? [];
  if (name === undefined || (type !== "text" && type !== "number" && type !== "bool")) return null;
  const read = ({ props }: EventFacts): Value => {
    const value = props !== null && Object.hasOwn(props, name) ? props[name] : undefined;
    return typeof value === TYPES[type] ? (value ?? null) : null;
  };
  return { ...field(key, name, type, `(CASE WHEN jsonb_typeof(e.props -> '${name}') = '${TYPES[type]}' THEN (e.props ->> '${name}')${CASTS[type]} END)`, read, null), group: "Property" };
}
