// Fields of one order, and of one refund, for filters and measures.
import type { EventField, FieldType, Occurrence, Value } from "../field.ts";

const GROUP = "Order";

type Order = NonNullable<Occurrence["order"]>;
const field = (key: string, label: string, type: FieldType, sql: string, read: (order: Order) => Value, more: Partial<EventField> = {}): EventField => ({
  key, label, group: GROUP, type, scope: "order", history: "dated", sql, read: ({ order }) => (order === null ? null : read(order)), ...more,
});
/** The order keeps what it is now, not what it was. */
const TODAY = { history: "today" } as const;
const money = (key: string, label: string, sql: string, read: (order: Order) => number) => field(key, label, "money", sql, read, { nonNegative: true });
const codes = (...values: string[]) => ({ picker: "options" as const, options: values.map((value) => ({ value, label: value.charAt(0) + value.slice(1).toLowerCase().replaceAll("_", " ") })) });

/** Of the steps in customers/fact-id.ts those that carriers tell. */
const PARCELS = [["outForDelivery", "Out for delivery"], ["delayed", "Delayed"], ["deliveryFailed", "Not delivered"], ["readyForPickup", "Ready for pickup"]].map(([value = "", label = ""]) => ({ value, label }));

export const ORDER_FIELDS: EventField[] = [
  money("order.net", "Order value (net of refunds)", "(o.gross_minor - o.refunded_minor)", (o) => o.netMinor),
  money("order.gross", "Order value (gross)", "o.gross_minor", (o) => o.grossMinor),
  money("order.items", "Items subtotal after discounts", "o.items_minor", (o) => o.itemsMinor),
  money("order.discount", "Discount amount", "o.discount_minor", (o) => o.discountMinor),
  money("order.shipping", "Shipping paid", "o.shipping_minor", (o) => o.shippingMinor),
  money("order.tax", "Tax", "o.tax_minor", (o) => o.taxMinor),
  money("order.refunded", "Refunded amount", "o.refunded_minor", (o) => o.refundedMinor),
  field("order.quantity", "Number of items", "number", "o.quantity", (o) => o.quantity, { nonNegative: true }),
  field("order.weight", "Weight (g)", "number", "o.weight_grams", (o) => o.weightGrams, { nonNegative: true }),
  field("order.discounted", "Bought with a discount", "bool", "(o.discount_minor > 0)", (o) => o.discountMinor > 0),
  field("order.discountDepth", "Discount depth (%)", "number", "(CASE WHEN o.items_minor + o.discount_minor > 0 THEN o.discount_minor * 100 / (o.items_minor + o.discount_minor) END)",
    (o) => (o.itemsMinor + o.discountMinor > 0 ? Math.floor((o.discountMinor * 100) / (o.itemsMinor + o.discountMinor)) : null), { help: "Whole percent of the undiscounted subtotal.", nonNegative: true }),
  field("order.codes", "Discount codes", "set", "o.discount_codes", (o) => o.discountCodes, { picker: "discountCode" }),
  field("order.automatic", "Discounted without a code", "bool", "(o.discount_minor > 0 AND cardinality(o.discount_codes) = 0)", (o) => o.discountMinor > 0 && o.discountCodes.length === 0, { help: "An automatic discount, or one given by hand." }),
  field("order.freeShipping", "Free shipping", "bool", "(o.shipping_minor = 0)", (o) => o.shippingMinor === 0),
  field("order.shippingMethod", "Shipping method", "text", "o.shipping_method", (o) => o.shippingMethod),
  field("order.gateways", "Payment gateways", "set", "o.gateways", (o) => o.gateways),
  field("order.financial", "Payment status", "enum", "o.financial_status", (o) => o.financialStatus, { ...TODAY, ...codes("PAID", "PARTIALLY_PAID", "PENDING", "AUTHORIZED", "PARTIALLY_REFUNDED", "REFUNDED", "EXPIRED", "VOIDED") }),
  field("order.fulfillment", "Fulfilment status", "enum", "o.fulfillment_status", (o) => o.fulfillmentStatus, { ...TODAY, ...codes("UNFULFILLED", "PARTIALLY_FULFILLED", "FULFILLED", "ON_HOLD", "SCHEDULED", "IN_PROGRESS", "RESTOCKED", "PENDING_FULFILLMENT", "OPEN", "REQUEST_DECLINED", "FULFILLMENT_NOT_REQUIRED") }),
  field("order.parcels", "Told of its parcels on their way", "set", "(CASE WHEN cardinality(o.parcels) > 0 THEN o.parcels END)", (o) => (o.parcels.length > 0 ? o.parcels : null),
    { ...TODAY, picker: "options", options: PARCELS, help: "What carriers ever said of one of them; a late parcel may have come since. Unknown where they said nothing, as a rule of orders from before Segue was installed." }),
  field("order.return", "Return status", "enum", "o.return_status", (o) => o.returnStatus, { ...TODAY, ...codes("NO_RETURN", "RETURN_REQUESTED", "IN_PROGRESS", "INSPECTION_COMPLETE", "RETURNED", "RETURN_FAILED") }),
  field("order.risk", "Risk recommendation", "enum", "o.risk_level", (o) => o.riskLevel, { ...TODAY, help: "What Shopify recommends to do with the order.", ...codes("ACCEPT", "INVESTIGATE", "CANCEL", "NONE") }),
  field("order.cancelReason", "Reason of cancellation", "enum", "o.cancel_reason", (o) => o.cancelReason, codes("CUSTOMER", "DECLINED", "FRAUD", "INVENTORY", "STAFF", "OTHER")),
  field("order.source", "Source (web, pos, …)", "text", "o.source_name", (o) => o.sourceName),
  field("order.app", "App", "text", "o.app_name", (o) => o.appName),
  field("order.location", "Location", "ref", "o.location_id", (o) => o.locationId, { picker: "location" }),
  field("order.currency", "Currency the customer paid in", "enum", "o.presentment_currency", (o) => o.presentmentCurrency),
  field("order.tags", "Order tags", "set", "o.tags", (o) => o.tags, { ...TODAY, picker: "orderTag" }),
  field("order.name", "Order name", "text", "o.name", (o) => o.name),
  field("order.shipCity", "City shipped to", "text", "o.ship_city", (o) => o.shipCity),
  field("order.shipRegion", "Region shipped to", "enum", "(o.ship_country || '-' || o.ship_province)", (o) => (o.shipCountry === null || o.shipProvince === null ? null : `${o.shipCountry}-${o.shipProvince}`), { picker: "region" }),
  field("order.shipCountry", "Country shipped to", "enum", "o.ship_country", (o) => o.shipCountry, { picker: "country" }),
  field("order.shipZip", "Postal code shipped to", "text", "o.ship_zip", (o) => o.shipZip),
  field("order.utmSource", "UTM source", "text", "o.utm_source", (o) => o.utmSource),
  field("order.utmMedium", "UTM medium", "text", "o.utm_medium", (o) => o.utmMedium),
  field("order.utmCampaign", "UTM campaign", "text", "o.utm_campaign", (o) => o.utmCampaign),
  field("order.firstSource", "Source of the first visit", "text", "o.first_source", (o) => o.firstSource, { help: "Of the visit that began the way to this order: a search engine, a site, direct." }),
  field("order.firstUtmSource", "UTM source of the first visit", "text", "o.first_utm_source", (o) => o.firstUtmSource),
  field("order.firstUtmMedium", "UTM medium of the first visit", "text", "o.first_utm_medium", (o) => o.firstUtmMedium),
  field("order.firstUtmCampaign", "UTM campaign of the first visit", "text", "o.first_utm_campaign", (o) => o.firstUtmCampaign),
  field("order.firstReferrer", "Referrer of the first visit", "text", "o.first_referrer", (o) => o.firstReferrer),
  field("order.firstLanding", "Landing page of the first visit", "text", "o.first_landing", (o) => o.firstLanding),
  field("order.daysToConversion", "Days from the first visit to the order", "number", "o.days_to_conversion", (o) => o.daysToConversion, { nonNegative: true, help: "As Shopify counts them." }),
  field("order.note", "Order note", "text", "o.note", (o) => o.note, TODAY),
  field("order.attributes", "Order attributes", "set", "o.attributes", (o) => o.attributes, { help: "Each as “name: value”. One starting with “gift:” asks for the name alone." }),
  field("order.processed", "Order date", "date", "o.processed_at", (o) => o.processedAt),
  field("order.shipped", "Shipped on", "date", "o.shipped_at", (o) => o.shippedAt),
  field("order.delivered", "Delivered on", "date", "o.delivered_at", (o) => o.deliveredAt),
  field("order.daysToDeliver", "Days from order to delivery", "number", "floor(extract(epoch FROM o.delivered_at - o.processed_at) / 86400)",
    (o) => (o.deliveredAt === null || o.processedAt === null ? null : Math.floor((o.deliveredAt.getTime() - o.processedAt.getTime()) / 86_400_000))),
];

const refund = (key: string, label: string, type: FieldType, sql: string, read: (refund: NonNullable<Occurrence["refund"]>) => Value, more: Partial<EventField> = {}): EventField => ({
  key, label, group: "Refund", type, scope: "refund", history: "dated", sql, read: ({ refund }) => (refund === null ? null : read(refund)), ...more,
});
export const REFUND_FIELDS: EventField[] = [
  refund("refund.amount", "Refund amount", "money", "r.amount_minor", (r) => r.amountMinor, { nonNegative: true }),
  refund("refund.processed", "Refund date", "date", "r.processed_at", (r) => r.processedAt),
];

export const TAG_FIELDS: EventField[] = [
  { key: "tag.name", label: "Tag", group: "Tag", type: "text", scope: "tag", history: "today", sql: "t.tag", read: ({ tag }) => tag?.tag ?? null, picker: "customerTag" },
];
