// Segment definitions as Klaviyo writes them: every kind of condition of its schema, and segments that
// its merchants really have. Groups are joined by "and", the conditions in one by "or".
import type { Known } from "#app/segments/klaviyo/mapped.ts";

export const KNOWN: Known = {
  metrics: {
    PLACED: "Placed Order", PRODUCT: "Ordered Product", FULFIL: "Fulfilled Order", CANCEL: "Cancelled Order", REFUND: "Refunded Order", ACTIVE: "Active on Site", VIEWED: "Viewed Product", CART: "Added to Cart",
    CHECKOUT: "Checkout Started", SMSIN: "Received SMS", SMSOUT: "Sent SMS", SMSCLICK: "Clicked SMS", OPENED: "Opened Email", CLICKED: "Clicked Email", GOT: "Received Email", TICKET: "Bought Ticket", PUSHED: "Opened Push", LISTED: "Subscribed to List",
  },
  mapped: { "facts.skin_type": "text", "facts.points": "number", "facts.vip": "bool", "facts.renews": "day", "facts.likes": "set" },
  groups: { LIST01: { kind: "list", number: 1 }, SEG001: { kind: "segment", number: 2 } },
};

type Json = Record<string, unknown>;
const all = (...groups: Json[][]) => ({ condition_groups: groups.map((conditions) => ({ conditions })) });
const compare = (operator: string, value: number) => ({ type: "numeric", operator, value });
const last = (quantity: number, unit = "day") => ({ type: "date", operator: "in-the-last", unit, quantity });
const over = (quantity: number, unit = "day") => ({ type: "date", operator: "at-least", unit, quantity });
const ever = { type: "date", operator: "alltime" };
const once = compare("greater-than-or-equal", 1);
const never = compare("equals", 0);
const metric = (metric_id: string, measurement_filter: Json, timeframe_filter: Json, ...metric_filters: Json[]) => ({ type: "profile-metric", metric_id, measurement: "count", measurement_filter, timeframe_filter, ...(metric_filters.length > 0 ? { metric_filters } : {}) });
const sum = (metric_id: string, measurement_filter: Json, timeframe_filter: Json) => ({ ...metric(metric_id, measurement_filter, timeframe_filter), measurement: "sum" });
const property = (name: string, filter: Json) => ({ type: "profile-property", property: name, filter });
const text = (operator: string, value: string | string[] | null) => ({ type: "string", operator, value });
const consent = (channel: string, can: boolean, subscription: string, ...filters: Json[]) => ({ type: "profile-marketing-consent", consent: { channel, can_receive_marketing: can, consent_status: { subscription, ...(filters.length > 0 ? { filters } : {}) } } });
const member = (is_member: boolean, ...group_ids: string[]) => ({ type: "profile-group-membership", is_member, group_ids });
const figure = (dimension: string, filter: Json) => ({ type: "profile-predictive-analytics", dimension, filter });
const funnel = (steps: Json[], within: string | null = "DAYS_30") => ({ type: "profile-metric-funnel", timeframe_filter: last(90), completion_window_seconds: within, steps });
const step = (metric_id: string, metric_exists = true) => ({ metric_exists, metric_id });

/** True where what we write back is what we read, to the letter. The others have a shorter or a plainer form. */
export const HELD: Readonly<Record<string, { json: unknown; isSame: boolean }>> = {
  "repeat-buyers": { json: all([metric("PLACED", compare("greater-than", 1), ever)]), isSame: true },
  "never-bought": { json: all([metric("PLACED", never, ever)]), isSame: true },
  "win-back": { json: all([metric("PLACED", once, ever)], [metric("PLACED", never, last(90))], [consent("sms", true, "subscribed")]), isSame: true },
  "big-spenders-this-year": { json: all([sum("PLACED", compare("greater-than", 500), last(365))]), isSame: true },
  "bought-a-brand-twice": { json: all([metric("PRODUCT", compare("greater-than-or-equal", 2), last(52, "week"), { property: "Vendor", filter: text("equals", "Acme") })]), isSame: true },
  "orders-with-a-title": { json: all([metric("PLACED", once, ever, { property: "Items", filter: { type: "list", operator: "contains-any", value: ["Rose soap", "Mint soap"] } }, { property: "Item Count", filter: compare("greater-than", 1) })]), isSame: true },
  "used-a-code": { json: all([metric("PLACED", once, last(30), { property: "Discount Codes", filter: { type: "list", operator: "contains-any", value: ["SPRING"] } })]), isSame: true },
  "between-days-ago": { json: all([metric("PLACED", once, { type: "date", operator: "between", start: 30, end: 60, unit: "day" })]), isSame: true },
  "between-dates": { json: all([metric("PLACED", once, { type: "date", operator: "between-static", start: "2025-11-24T00:00:00+00:00", end: "2025-12-01T00:00:00+00:00" })]), isSame: true },
  "before-and-after": { json: all([metric("PLACED", once, { type: "date", operator: "before", date: "2025-01-01T00:00:00+00:00" })], [metric("PLACED", never, { type: "date", operator: "after", date: "2024-12-31T00:00:00+00:00" })]), isSame: true },
  "from-0-days-ago": { json: all([metric("PLACED", once, { type: "date", operator: "between", start: 0, end: 30, unit: "day" })]), isSame: false },
  "engaged-with-email": { json: all([metric("OPENED", once, last(60)), metric("CLICKED", once, last(60))], [consent("email", true, "subscribed")]), isSame: true },
  "cart-left-in-4-hours": { json: all([metric("CART", once, last(4, "hour"))], [metric("CHECKOUT", never, last(4, "hour"))], [metric("PLACED", never, last(4, "hour"))]), isSame: true },
  "viewed-and-not-bought": { json: all([metric("VIEWED", compare("greater-than-or-equal", 3), last(7), { property: "ProductID", filter: text("equals", "8123") })], [metric("PRODUCT", never, last(7), { property: "ProductID", filter: text("equals", "8123") })]), isSame: true },
  "replied-to-a-text": { json: all([metric("SMSOUT", once, last(14))], [metric("SMSIN", once, last(14))]), isSame: true },
  "own-event": { json: all([metric("TICKET", once, last(180), { property: "seats", filter: compare("greater-than", 2) })]), isSame: true },
  "never-seen-on-site": { json: all([metric("ACTIVE", never, ever)]), isSame: true },
  "sms-subscribers-of-late": { json: all([consent("sms", true, "subscribed", { field: "status_date", filter: last(30) })]), isSame: true },
  "cannot-be-texted": { json: all([consent("sms", false, "any")]), isSame: true },
  "left-sms": { json: all([consent("sms", false, "unsubscribed", { field: "status_date", filter: over(7) })]), isSame: true },
  "never-subscribed": { json: all([consent("sms", false, "never_subscribed")], [consent("email", true, "never_subscribed")]), isSame: true },
  "double-opt-in": { json: all([consent("email", true, "subscribed", { field: "is_double_opt_in", filter: { type: "boolean", operator: "equals", value: true } })]), isSame: true },
  "hotmail": { json: all([property("email", text("ends-with", "@hotmail.com"))], [property("first_name", { type: "existence", operator: "is-set" })]), isSame: true },
  "negations": { json: all([property("location['city']", text("not-equals", "Boston")), property("location['city']", { type: "existence", operator: "not-set" })], [property("last_name", text("not-starts-with", "Mc"))], [property("properties['skin_type']", text("not-contains", "oily"))]), isSame: true },
  "columbus-or-boston": { json: all([property("location['city']", text("equals", "Columbus")), property("location['city']", text("equals", "Boston"))], [member(true, "LIST01")]), isSame: true },
  "states-and-countries": { json: all([property("location['region']", text("in", ["California", "New York"]))], [property("location['country']", text("equals", "United States"))]), isSame: true },
  "european-union": { json: all([{ type: "profile-region", in_region: true, region: "european_union" }]), isSame: true },
  "outside-the-united-states": { json: all([{ type: "profile-region", in_region: false, region: "united_states" }]), isSame: false },
  "phones-of-two-countries": { json: all([property("phone_number", text("phone-country-code-in", ["US", "CA"]))]), isSame: true },
  "shopify-tags": { json: all([property("properties['Shopify Tags']", { type: "list", operator: "contains", value: "wholesale" })], [property("properties['Shopify Tags']", { type: "list", operator: "not-contains", value: "staff" })], [property("properties['Shopify Tags']", { type: "list", operator: "length-greater-than", value: 1 })]), isSame: true },
  "own-properties": { json: all([property("properties['points']", compare("greater-than-or-equal", 100))], [property("properties['VIP']", { type: "boolean", operator: "equals", value: false })], [property("properties['likes']", { type: "list", operator: "contains", value: "mint" })]), isSame: false },
  "renews-soon": { json: all([property("properties['renews']", { type: "date", operator: "in-the-next", unit: "day", quantity: 14 })]), isSame: true },
  "joined-long-ago": { json: all([property("created", over(52, "week"))]), isSame: true },
  "yearly-return": { json: all([property("properties['renews']", { type: "date", operator: "anniversary" }), property("properties['renews']", { type: "date", operator: "anniversary-next", unit: "day", quantity: 7 })]), isSame: true },
  "month-of": { json: all([property("properties['renews']", { type: "date", operator: "calendar-month", value: 5 })]), isSame: true },
  "figures": { json: all([figure("average_order_value", compare("greater-than", 100))], [figure("historic_clv", compare("greater-than", 1000))], [figure("average_days_between_orders", compare("less-than", 45))]), isSame: true },
  "number-of-orders": { json: all([figure("historic_number_of_orders", compare("greater-than-or-equal", 3))]), isSame: false },
  "not-in-a-segment": { json: all([member(false, "SEG001")], [metric("FULFIL", once, last(10))]), isSame: true },
  "checkout-then-order": { json: all([funnel([step("CHECKOUT"), step("PLACED")], "DAYS_1")]), isSame: true },
  "order-then-no-order": { json: all([funnel([step("PLACED"), step("PLACED", false)])]), isSame: true },
  "as-the-api-wraps-it": { json: { data: { type: "segment", id: "YaYUpQ", attributes: { name: "Boston purchasers", definition: all([property("location['city']", text("equals", "Boston"))], [metric("PLACED", once, ever)]) } } }, isSame: false },
};

/** At least one condition cannot be ours. */
export const REFUSED: Readonly<Record<string, unknown>> = {
  "postal-distance": all([{ type: "profile-postal-code-distance", country_code: "USA", postal_code: "02141", unit: "miles", filter: compare("less-than", 10) }]),
  "predictions": all([figure("churn_probability", compare("greater-than", 0.5)), figure("predicted_clv", compare("greater-than", 100))], [{ ...figure("channel_affinity", text("equals", "high")), measurement: "rank", predicted_channel: "sms" }]),
  "next-order-date": all([figure("expected_date_of_next_purchase", last(7))]),
  "gender": all([figure("predicted_gender", text("equals", "likely_female"))]),
  "can-receive-email": all([consent("email", true, "any")], [consent("email", false, "any", { field: "bounce_date", filter: { type: "existence", operator: "is-set" } })]),
  "push-and-whatsapp": all([consent("push", true, "any")], [{ type: "profile-permissions", channel: "whatsapp_marketing", permission: { reachable_status: "implicitly_reachable" } }], [metric("PUSHED", once, last(30))]),
  "subscribed-by-a-form": all([consent("sms", true, "subscribed", { field: "method", method: "form", filter: null })]),
  "list-of-theirs": all([member(true, "YzykDM")], [{ ...member(true, "LIST01"), timeframe_filter: last(10) }], [metric("LISTED", once, ever)]),
  "custom-object": all([{ type: "profile-has-custom-object", object_type_id: "pet", object_type_relationship_id: "owner", filter: once, filters: [] }]),
  "regular-expression": all([property("email", text("regex", "^a.*@"))]),
  "collections-by-title": all([metric("PLACED", once, last(1095), { property: "Collections", filter: { type: "list", operator: "contains-any", value: ["_retail"] } })]),
  "unnamed-metric": all([metric("Sxnb5T", once, ever)]),
  "value-of-refunds": all([sum("REFUND", compare("greater-than", 50), ever)]),
  "unmapped-property": all([property("properties['Favourite colour']", text("equals", "red"))], [property("last_event_date", last(3))]),
  "anniversary-month": all([property("properties['renews']", { type: "date", operator: "anniversary-month" })]),
  "at-least-zero-times": all([metric("PLACED", compare("greater-than-or-equal", 0), ever)]),
  "three-steps": all([funnel([step("VIEWED"), step("CHECKOUT"), step("PLACED")])], [funnel([step("VIEWED"), step("PLACED")], null)]),
  "of-another-revision": all([{ type: "profile-random-sample", percentage: 10 }], [{ type: "profile-attribute", field: "location['city']", filter: text("equals", "Columbus") }], [{ ...metric("PLACED", once, ever), cadence: "daily" }]),
  "compared-with-nothing": all([property("email", text("equals", null))], [property("created", text("equals", "2024"))], [property("location['country']", text("equals", "Narnia"))]),
};
