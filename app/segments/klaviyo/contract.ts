// What we read of Klaviyo's segment definitions (their published schema, revision 2026-07-15). The
// envelope is read first and each condition by itself, so that one we do not know is named and the
// others are still read. Strict: a key we do not know could change what a condition means.
import { z } from "zod";

const Unit = z.enum(["day", "hour", "week"]);
const Quantity = z.number().int();
const WindowFilter = z.union([
  z.strictObject({ type: z.literal("date"), operator: z.enum(["at-least", "in-the-last", "in-the-next"]), unit: Unit, quantity: Quantity }),
  z.strictObject({ type: z.literal("date"), operator: z.literal("between"), start: Quantity, end: Quantity, unit: Unit }),
  z.strictObject({ type: z.literal("date"), operator: z.enum(["after", "before"]), date: z.string() }),
  z.strictObject({ type: z.literal("date"), operator: z.literal("between-static"), start: z.string(), end: z.string() }),
  z.strictObject({ type: z.literal("date"), operator: z.literal("alltime") }),
]);
export type WindowFilter = z.infer<typeof WindowFilter>;
const YearlyFilter = z.union([
  z.strictObject({ type: z.literal("date"), operator: z.enum(["anniversary-last", "anniversary-next"]), unit: Unit, quantity: Quantity }),
  z.strictObject({ type: z.literal("date"), operator: z.enum(["anniversary", "anniversary-month"]) }),
  z.strictObject({ type: z.literal("date"), operator: z.literal("calendar-month"), value: z.number().int() }),
]);
const DateFilter = z.union([WindowFilter, YearlyFilter]);
export type DateFilter = z.infer<typeof DateFilter>;

const Compare = z.enum(["equals", "not-equals", "greater-than", "greater-than-or-equal", "less-than", "less-than-or-equal"]);
const NumericFilter = z.strictObject({ type: z.literal("numeric"), operator: Compare, value: z.number() });
export type NumericFilter = z.infer<typeof NumericFilter>;

const Filter = z.union([
  DateFilter,
  NumericFilter,
  z.strictObject({ type: z.literal("string"), operator: z.enum(["contains", "ends-with", "equals", "not-contains", "not-ends-with", "not-equals", "not-starts-with", "nregex", "regex", "starts-with"]), value: z.string().nullable() }),
  z.strictObject({ type: z.literal("string"), operator: z.enum(["in", "not-in", "phone-country-code-in", "phone-country-code-not-in"]), value: z.array(z.string()) }),
  z.strictObject({ type: z.literal("boolean"), operator: z.literal("equals"), value: z.boolean() }),
  z.strictObject({ type: z.literal("existence"), operator: z.enum(["is-set", "not-set"]) }),
  z.strictObject({ type: z.literal("list"), operator: z.enum(["contains", "not-contains"]), value: z.union([z.number().int(), z.string(), z.null()]) }),
  z.strictObject({ type: z.literal("list"), operator: z.enum(["contains-all", "contains-any", "not-contains-all", "not-contains-any"]), value: z.array(z.string()) }),
  z.strictObject({ type: z.literal("list"), operator: z.enum(["contains-substring", "not-contains-substring"]), value: z.string().nullable() }),
  z.strictObject({ type: z.literal("list"), operator: z.enum(["length-equals", "length-greater-than", "length-greater-than-or-equal", "length-less-than", "length-less-than-or-equal"]), value: z.number().int() }),
]);
export type Filter = z.infer<typeof Filter>;

const MetricFilter = z.strictObject({ property: z.string(), filter: Filter.nullish() });
export type MetricFilter = z.infer<typeof MetricFilter>;
const MetricFilters = z.array(MetricFilter).nullish();

const ConsentFilter = z.union([
  z.strictObject({ field: z.literal("status_date"), filter: DateFilter }),
  z.strictObject({ field: z.enum(["is_double_opt_in", "is_double_optin"]), filter: z.strictObject({ type: z.literal("boolean"), operator: z.literal("equals"), value: z.boolean() }) }),
  z.looseObject({ field: z.enum(["method", "custom_source", "is_rcs_capable", "bounce_date", "manual_suppression_date", "invalid_email_date"]) }),
]);
export type ConsentFilter = z.infer<typeof ConsentFilter>;

const Metric = z.strictObject({
  type: z.literal("profile-metric"), metric_id: z.string(), measurement: z.enum(["count", "sum"]), measurement_filter: NumericFilter, timeframe_filter: DateFilter, metric_filters: MetricFilters,
});
const Funnel = z.strictObject({
  type: z.literal("profile-metric-funnel"), timeframe_filter: WindowFilter,
  completion_window_seconds: z.enum(["DAYS_1", "DAYS_180", "DAYS_3", "DAYS_30", "DAYS_5", "DAYS_90", "HOURS_1", "WEEKS_1", "YEARS_1"]).nullish(),
  steps: z.array(z.strictObject({ metric_exists: z.boolean(), metric_id: z.string(), metric_filters: MetricFilters })),
});
const Consent = z.strictObject({
  type: z.literal("profile-marketing-consent"),
  consent: z.strictObject({
    channel: z.enum(["email", "sms", "push"]), can_receive_marketing: z.boolean(),
    consent_status: z.strictObject({ subscription: z.enum(["any", "subscribed", "unsubscribed", "never_subscribed"]), filters: z.array(ConsentFilter).nullish() }),
  }),
});

export const Condition = z.discriminatedUnion("type", [
  Metric,
  Funnel,
  Consent,
  z.strictObject({ type: z.literal("profile-property"), property: z.string(), filter: Filter }),
  z.strictObject({ type: z.literal("profile-group-membership"), is_member: z.boolean(), group_ids: z.array(z.string()), timeframe_filter: WindowFilter.nullish() }),
  z.strictObject({ type: z.literal("profile-region"), in_region: z.boolean(), region: z.enum(["european_union", "united_states"]) }),
  z.strictObject({ type: z.literal("profile-postal-code-distance"), country_code: z.string(), postal_code: z.string(), unit: z.enum(["kilometers", "miles"]), filter: NumericFilter }),
  z.looseObject({ type: z.literal("profile-predictive-analytics"), dimension: z.string(), filter: Filter }),
  z.looseObject({ type: z.literal("profile-has-custom-object") }),
  z.looseObject({ type: z.literal("profile-permissions") }),
]);
export type Condition = z.infer<typeof Condition>;
export type ConditionOf<Type extends Condition["type"]> = Extract<Condition, { type: Type }>;
export type KlaviyoDefinition = { condition_groups: { conditions: Condition[] }[] };

const Groups = z.object({ condition_groups: z.array(z.object({ conditions: z.array(z.unknown()) })) });
export type Envelope = { name: string | null; groups: unknown[][] };

const Named = z.object({ name: z.string() });
const Within = z.union([
  z.object({ data: z.object({ attributes: z.looseObject({ definition: Groups }) }) }).transform(({ data }) => data.attributes),
  z.object({ attributes: z.looseObject({ definition: Groups }) }).transform(({ attributes }) => attributes),
  z.looseObject({ definition: Groups }),
  Groups.transform((definition) => ({ definition })),
]);

/** The definition alone, or as the segments API wraps it. Null: there are no condition groups in it. */
export function readEnvelope(json: unknown): Envelope | null {
  const read = Within.safeParse(json);
  if (!read.success) return null;
  const named = Named.safeParse(read.data);
  return { name: named.success ? named.data.name : null, groups: read.data.definition.condition_groups.map(({ conditions }) => conditions) };
}
