// What fields are called inside a sentence. The catalogue's labels stand alone in a list, with a hint in
// brackets; in a sentence most can be used as they are, and the rest have their words here.
import { namedColumn } from "#app/lists/column.ts";
import type { InFlow } from "../definition.ts";
import { type AnyField, customerField } from "../fields.ts";
import { fieldOfColumn } from "../fields/column.ts";

/** What a product, collection, location, segment or column of a list (by its key) is called; null = nobody knows. */
export type Names = (kind: string, id: string) => string | null;

/** What the words depend on besides the definition. */
export type Told = { names: Names; currency: string };

const NOUNS: Record<string, string> = {
  "person.created": "first day as a customer", "person.daysSinceCreated": "first day as a customer", "person.place": "location", "person.merged": "last merge with another customer",
  "person.completeness": "completeness of the profile", "person.companies": "companies",
  "sms.reach": "phone number", "sms.source": "way of agreeing to texts", "sms.proof": "proof of SMS consent", "sms.ends": "end of SMS consent", "sms.rested": "rest from texts", "sms.from": "collector of SMS permission", "sms.updated": "last change of SMS permission", "email.updated": "last change of email permission",
  "order.daysSinceFirst": "first order", "order.daysSinceLast": "last order", "order.gapDays": "usual time between orders", "order.buyer": "kind of buyer",
  "shopify.orders": "lifetime order count by Shopify", "shopify.spent": "lifetime spend by Shopify", "shopify.subscriber": "subscription state in Shopify",
  "shopify.rfm": "RFM group in Shopify", "shopify.spendTier": "predicted spend in Shopify",
  "rfm.recency": "RFM recency score", "rfm.frequency": "RFM frequency score", "rfm.monetary": "RFM money score", "order.cohort": "month of the first order",
  "order.net": "value", "order.gross": "value before refunds", "order.items": "subtotal after discounts", "order.discount": "discount", "order.refunded": "refunded amount",
  "order.quantity": "number of items", "order.weight": "weight", "order.discountDepth": "discount", "order.source": "source", "order.cancelReason": "reason of cancellation",
  "order.currency": "customer's currency", "order.name": "name", "order.shipped": "day of shipping", "order.delivered": "day of delivery", "order.daysToDeliver": "time to delivery",
  "order.number": "place among their orders", "order.fromLast": "place from the last of their orders", "order.sincePrevious": "time since the order before", "order.ofAverage": "share of their average order value",
  "item.variantTitle": "variant title", "item.productStatus": "product status", "item.quantity": "quantity", "item.kept": "quantity kept", "item.amount": "amount paid", "item.discount": "discount",
  "item.restocked": "return to stock", "item.costsLess": "fall of its price since they paid", "item.priceFell": "last fall of its price", "item.priceFellBy": "depth of the last fall of its price",
  "pred.churn": "probability of no further order", "pred.alive": "probability of still being a customer", "pred.buy": "probability of an order within 14 days",
  "pred.click": "probability of a click in the next text", "pred.optOut": "probability of opting out", "pred.discountDependence": "dependence on discounts",
  "sms.score": "engagement score for texts", "email.score": "engagement score for emails", "cart.hours": "age of the cart in hours",
  "visit.minutes": "time on site", "visit.pages": "number of pages", "visit.at": "beginning",
  "refund.amount": "amount", "tag.name": "name", "event.at": "day", "event.ends": "end", "event.often": "frequency", "event.name": "name", "event.source": "teller", "event.collections": "collections", "event.link": "link", "event.reply": "text",
};

/** Yes-or-no fields as what one customer, order or item is or does. */
export const FLAGS: Record<string, { yes: string; no: string }> = {
  "person.hasEmail": { yes: "has an email", no: "has no email" },
  "person.emailVerified": { yes: "has a verified email", no: "has no verified email" },
  "person.hasPhone": { yes: "has a phone number", no: "has no phone number" },
  "person.taxExempt": { yes: "is tax exempt", no: "is not tax exempt" },
  "person.dataSaleOptOut": { yes: "refused the sale of data", no: "did not refuse the sale of data" },
  "experiment.control": { yes: "is in the global control group", no: "is not in the global control group" },
  "sms.eligible": { yes: "can be texted now", no: "cannot be texted now" },
  "order.discounted": { yes: "was bought with a discount", no: "was not bought with a discount" },
  "order.freeShipping": { yes: "had free shipping", no: "did not have free shipping" },
  "order.automatic": { yes: "was discounted without a code", no: "was not discounted without a code" },
  "order.away": { yes: "was shipped to another region than home", no: "was not shipped to another region than home" },
  "event.picture": { yes: "had a picture", no: "had no picture" },
  "item.newProduct": { yes: "was the first of its product", no: "was not the first of its product" },
  "item.newVendor": { yes: "was the first from its vendor", no: "was not the first from its vendor" },
  "item.newType": { yes: "was the first of its product type", no: "was not the first of its product type" },
  "item.fullPrice": { yes: "was bought at full price", no: "was not bought at full price" },
  "item.onPlan": { yes: "was bought on a selling plan", no: "was not bought on a selling plan" },
  "item.inStock": { yes: "is in stock now", no: "is out of stock now" },
  "item.giftCard": { yes: "is a gift card", no: "is not a gift card" },
};

const PLURAL = new Set(["set", "refs"]);
export const isPlural = ({ type }: Pick<AnyField, "type">) => PLURAL.has(type);

/** SMS, RFM, SKU and UTM stay capitals. */
export const lower = (label: string) => (/^[A-Z][a-z]/.test(label) ? label.charAt(0).toLowerCase() + label.slice(1) : label);

export const nounOf = (field: Pick<AnyField, "key" | "label">): string =>
  NOUNS[field.key] ?? (field.key.startsWith("metafield.") ? `metafield ${field.label}` : namedColumn(field.key) ? field.label : lower(field.label));

/** Of a key that the catalogue no longer has. */
export const GONE = { key: "", label: "a field that is gone", type: "text" } as const;

/** What a key about the customer names; a column is said by the names that the merchant gave it and its list. */
export function askedField(key: string, told: Told): AnyField | typeof GONE {
  const [named, column] = [namedColumn(key), fieldOfColumn(key)];
  if (named === null || column === null) return customerField(key) ?? GONE;
  return { ...column, label: `“${told.names("column", key) ?? named.key}” on ${listName(named.list, told)}` };
}

const PLACES = new Intl.DisplayNames(["en"], { type: "region", fallback: "code" });
const countryName = (code: string) => (/^[A-Z]{2}$/.test(code) ? (PLACES.of(code) ?? code) : code);

/** Whose choices are names, of groups and of places. */
const NAMED = new Set(["sms.from", "shopify.rfm", "rfm.group", "person.regionGroup", "person.generation"]);
/** A choice stands capitalised in its list. VIP, VoIP and US stay as they are. */
const choice = (label: string) => label.replace(/^[A-Z][a-z]*(?![A-Za-z])/, (word) => word.toLowerCase());

/** How a value is shown: by its name where it has one, else as it is written. */
export function valueWords(field: Pick<AnyField, "key" | "options" | "picker" | "type">, value: string, { names }: Told): string {
  const named = field.options?.find((option) => option.value === value)?.label;
  if (named !== undefined) return NAMED.has(field.key) ? named : choice(named);
  if (field.picker === "country" && countryName(value) !== value) return countryName(value);
  if (field.picker === "region" && /^[A-Z]{2}-.+/.test(value)) return `${value.slice(3)} (${countryName(value.slice(0, 2))})`;
  return `“${(field.picker && names(field.picker, value)) ?? value}”`;
}

export const listName = (list: number, { names }: Told): string => {
  const name = names("list", String(list));
  return name === null ? `list ${list}` : `the list “${name}”`;
};

/** With the part of it that is meant. */
export const flowName = ({ flow, group }: Pick<InFlow, "flow" | "group">, { names }: Told): string => {
  const name = names("flow", String(flow));
  const words = name === null ? `flow ${flow}` : `the flow “${name}”`;
  return group === undefined ? words : group === "control" ? `the control group of ${words}` : `${words} outside its control group`;
};

export const segmentName = (segment: number, { names }: Told): string => {
  const name = names("segment", String(segment));
  return name === null ? `segment ${segment}` : `“${name}”`;
};
