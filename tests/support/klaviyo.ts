// Random segment definitions as Klaviyo's schema allows them, with the values of the random people.
import fc from "fast-check";
import type { Known } from "#app/segments/klaviyo/mapped.ts";
import { METRICS } from "#app/segments/klaviyo/table.ts";
import { CODES, DAYS, TEXTS } from "./segments-pool.ts";
import { MAPPED } from "./segments.ts";

const own = ["Bought Ticket", "a"];
export const KNOWN: Known = {
  metrics: Object.fromEntries([...Object.keys(METRICS), ...own].map((name, index) => [`M${index}`, name])),
  mapped: MAPPED,
  groups: { L1: { kind: "list", number: 1 }, L2: { kind: "list", number: 2 }, S1: { kind: "segment", number: 1 }, S2: { kind: "segment", number: 2 } },
};

const pick = <T>(values: readonly T[]): fc.Arbitrary<T> => fc.constantFrom(...values);
const text = pick(TEXTS);
const texts = fc.array(text, { minLength: 1, maxLength: 3 });
const unit = pick(["day", "hour", "week"]);
const quantity = fc.oneof(fc.integer({ min: 1, max: 12 }), pick([0, 30, 60, 90, 365]));
const date = fc.oneof(pick(DAYS).map((each) => `${each.toISOString().slice(0, 10)}T00:00:00+00:00`), pick(DAYS).map((each) => each.toISOString()));
const type = <T extends string>(name: T) => fc.constant(name);

const relative = fc.record({ type: type("date"), operator: pick(["at-least", "in-the-last", "in-the-next"]), unit, quantity });
const range = fc.record({ type: type("date"), operator: type("between"), start: quantity, end: quantity, unit });
const fixed = fc.record({ type: type("date"), operator: pick(["after", "before"]), date });
const fixedRange = fc.record({ type: type("date"), operator: type("between-static"), start: date, end: date });
const yearly = fc.oneof(
  fc.record({ type: type("date"), operator: pick(["anniversary-last", "anniversary-next"]), unit, quantity }),
  fc.record({ type: type("date"), operator: pick(["anniversary", "anniversary-month"]) }),
  fc.record({ type: type("date"), operator: type("calendar-month"), value: fc.integer({ min: 1, max: 12 }) }),
);
const frame = fc.oneof({ weight: 3, arbitrary: relative }, range, fixed, fixedRange, { weight: 2, arbitrary: fc.record({ type: type("date"), operator: type("alltime") }) });
const dates = fc.oneof({ weight: 3, arbitrary: relative }, range, fixed, fixedRange, { weight: 2, arbitrary: yearly });
const compare = pick(["equals", "not-equals", "greater-than", "greater-than-or-equal", "less-than", "less-than-or-equal"]);
const numeric = fc.record({ type: type("numeric"), operator: compare, value: fc.oneof(fc.integer({ min: 0, max: 5 }), pick([25, 49.99, 100, 150, 400])) });
const existence = fc.record({ type: type("existence"), operator: pick(["is-set", "not-set"]) });
const string = fc.oneof(
  { weight: 3, arbitrary: fc.record({ type: type("string"), operator: pick(["contains", "ends-with", "equals", "not-contains", "not-ends-with", "not-equals", "not-starts-with", "regex", "starts-with"]), value: text }) },
  fc.record({ type: type("string"), operator: pick(["in", "not-in"]), value: texts }),
);
const boolean = fc.record({ type: type("boolean"), operator: type("equals"), value: fc.boolean() });
const list = fc.oneof(
  fc.record({ type: type("list"), operator: pick(["contains", "not-contains"]), value: text }),
  fc.record({ type: type("list"), operator: pick(["length-equals", "length-greater-than", "length-greater-than-or-equal", "length-less-than", "length-less-than-or-equal"]), value: fc.integer({ min: 0, max: 3 }) }),
);
const listSet = fc.record({ type: type("list"), operator: pick(["contains-all", "contains-any", "not-contains-all", "not-contains-any"]), value: texts });

const about = (property: string, filter: fc.Arbitrary<unknown>) => fc.record({ type: type("profile-property"), property: fc.constant(property), filter: fc.oneof({ weight: 5, arbitrary: filter }, existence) });
const countries = pick(["United States", "Canada", "Germany", "usa", "Nowhere"]).chain((value) => fc.oneof(
  fc.record({ type: type("string"), operator: pick(["equals", "not-equals"]), value: fc.constant(value) }),
  fc.record({ type: type("string"), operator: pick(["in", "not-in"]), value: fc.constant([value, "France"]) }),
));
const property = fc.oneof(
  ...["email", "first_name", "last_name", "phone_number", "locale", "location['city']", "location['zip']", "properties['skin']", "properties['unheard of']"].map((name) => about(name, string)),
  about("created", dates), about("properties['due']", dates), about("properties['seen']", dates), about("properties['SPF']", numeric), about("properties['vegan']", boolean),
  about("properties['Shopify Tags']", list), about("properties['facts.likes']", list), about("location['country']", countries),
  fc.record({ type: type("profile-property"), property: type("phone_number"), filter: fc.record({ type: type("string"), operator: pick(["phone-country-code-in", "phone-country-code-not-in"]), value: fc.constant(["US", "CA"]) }) }),
);

const filtered = (name: string, filter: fc.Arbitrary<unknown>) => fc.record({ property: fc.constant(name), filter });
const OWN_FILTERS: Record<string, fc.Arbitrary<unknown>> = {
  "Placed Order": fc.oneof(filtered("$value", numeric), filtered("Item Count", numeric), filtered("Source Name", string), filtered("Discount Codes", listSet), filtered("Items", fc.record({ type: type("list"), operator: type("contains-any"), value: texts }))),
  "Ordered Product": fc.oneof(filtered("Name", string), filtered("Vendor", string), filtered("Quantity", numeric), filtered("ProductID", pick(CODES).map((value) => ({ type: "string", operator: "equals", value }))), filtered("Collections", listSet)),
  "Viewed Product": fc.oneof(filtered("Brand", string), filtered("colour", string), filtered("depth", numeric)),
};
const metric = pick(["Placed Order", "Placed Order", "Placed Order", "Ordered Product", "Ordered Product", "Viewed Product", ...Object.keys(METRICS), ...own]).chain((name) => fc.record({
  type: type("profile-metric"), metric_id: fc.constant(Object.keys(KNOWN.metrics).find((id) => KNOWN.metrics[id] === name) ?? "none"), measurement: pick(["count", "count", "sum"]),
  measurement_filter: fc.oneof({ weight: 2, arbitrary: fc.constant({ type: "numeric", operator: "greater-than-or-equal", value: 1 }) }, fc.constant({ type: "numeric", operator: "equals", value: 0 }), numeric), timeframe_filter: frame,
  metric_filters: fc.oneof({ weight: 2, arbitrary: fc.constant(null) }, fc.array(OWN_FILTERS[name] ?? filtered("depth", numeric), { maxLength: 2 })),
}));

const consentDates = fc.record({ field: type("status_date"), filter: dates });
const consent = fc.record({ type: type("profile-marketing-consent"), consent: fc.oneof(
  fc.record({ channel: pick(["sms", "email"]), can_receive_marketing: fc.constant(true), consent_status: fc.record({ subscription: pick(["subscribed", "any"]), filters: fc.oneof(fc.constant(null), fc.array(consentDates, { maxLength: 1 })) }) }),
  fc.record({ channel: pick(["sms", "email"]), can_receive_marketing: fc.constant(false), consent_status: fc.record({ subscription: pick(["any", "unsubscribed", "never_subscribed"]) }) }),
) });

const id = (name: string) => Object.keys(KNOWN.metrics).find((each) => KNOWN.metrics[each] === name) ?? "none";
const step = pick(["Placed Order", "Ordered Product", "Viewed Product"]);
const funnel = fc.record({
  type: type("profile-metric-funnel"), timeframe_filter: fc.oneof(relative.filter(({ operator }) => operator === "in-the-last"), range), completion_window_seconds: pick(["DAYS_1", "DAYS_30", "YEARS_1", null]),
  steps: fc.tuple(step, step, fc.boolean()).map(([first, second, exists]) => [{ metric_exists: true, metric_id: id(first) }, { metric_exists: exists, metric_id: id(second), metric_filters: null }]),
});

const klaviyoCondition: fc.Arbitrary<unknown> = fc.oneof(
  { weight: 6, arbitrary: metric },
  { weight: 5, arbitrary: property },
  { weight: 3, arbitrary: consent },
  { weight: 1, arbitrary: funnel },
  { weight: 1, arbitrary: fc.record({ type: type("profile-region"), in_region: fc.boolean(), region: pick(["european_union", "united_states"]) }) },
  { weight: 1, arbitrary: fc.record({ type: type("profile-group-membership"), is_member: fc.boolean(), group_ids: pick([["L1"], ["S1"], ["L1", "S2"], ["other"]]) }) },
  { weight: 1, arbitrary: fc.record({ type: type("profile-predictive-analytics"), dimension: pick(["average_order_value", "historic_clv", "historic_number_of_orders", "average_days_between_orders", "churn_probability"]), filter: numeric }) },
);

export const klaviyoDefinition: fc.Arbitrary<unknown> = fc.array(fc.array(klaviyoCondition, { minLength: 1, maxLength: 2 }).map((conditions) => ({ conditions })), { minLength: 1, maxLength: 2 }).map((condition_groups) => ({ condition_groups }));
