// Fields of the customer's own row: who and where they are, what they allow, what Shopify says of them.
import type { CustomerField, FieldType, Value } from "../field.ts";
import type { CustomerFacts } from "../person.ts";
import { isZone } from "../zones.ts";

const WHO = "Who they are";
const WHERE = "Where they are";
const CONSENT = "Permission";
const ORDERS = "Orders";
const LIFECYCLE = "RFM and lifecycle";

/** A row can exist before Shopify described the customer: then nothing is known, not even that a value is missing. */
const described = (sql: string) => `(CASE WHEN c.updated_at IS NOT NULL THEN ${sql} END)`;
const ifDescribed = (c: CustomerFacts, value: Value) => (c.updatedAt === null ? null : value);

const field = (group: string, key: string, label: string, type: FieldType, sql: string, read: (c: CustomerFacts) => Value, more: Partial<CustomerField> = {}): CustomerField => ({
  key, label, group, type, scope: "customer", sql, read, history: "today", ...more,
});

/** What was said of another phone than they have now says nothing of this one. */
const ofPhone = (sql: string) => `(CASE WHEN c.sms_reach_phone = c.phone THEN ${sql} END)`;
const ifPhone = <Kept extends Value>(c: CustomerFacts, kept: Kept): Kept | null => (c.phone !== null && c.smsReachPhone === c.phone ? kept : null);

const ofHeld = (sql: string) => `(CASE WHEN c.sms_held_phone = c.phone THEN ${sql} END)`;
const ifHeld = <Kept extends Value>(c: CustomerFacts, kept: Kept): Kept | null => (c.phone !== null && c.smsHeldPhone === c.phone ? kept : null);
const HELD: Pick<CustomerField, "history"> = { history: { sql: ofHeld("c.sms_held_at"), read: (c) => ifHeld(c, c.smsHeldAt) } };

/** Orders say it as of any instant. */
const DATED = { history: "dated" } as const;
/** Consent keeps the date of its last change; whoever never gave any has no date, and never changed. */
const since = (column: "sms" | "email", at: (c: CustomerFacts) => Date | null, state: (c: CustomerFacts) => string | null): Pick<CustomerField, "history"> => ({
  history: {
    sql: `(CASE WHEN c.${column}_updated_at IS NULL AND c.${column}_state = 'NOT_SUBSCRIBED' THEN 'epoch' ELSE c.${column}_updated_at END)`,
    read: (c) => (at(c) === null && state(c) === "NOT_SUBSCRIBED" ? new Date(0) : at(c)),
  },
});
const SMS_SINCE = since("sms", (c) => c.smsUpdatedAt, (c) => c.smsState);
const EMAIL_SINCE = since("email", (c) => c.emailUpdatedAt, (c) => c.emailState);

const codes = (...values: [string, string][]) => ({ picker: "options" as const, options: values.map(([value, label]) => ({ value, label })) });
/** The words under which consent is kept (shopify/payloads/consent.ts). */
const STATES: [string, string][] = [["SUBSCRIBED", "Subscribed"], ["NOT_SUBSCRIBED", "Not subscribed"], ["PENDING", "Pending"], ["UNSUBSCRIBED", "Unsubscribed"], ["REDACTED", "Redacted"]];
const SMS_STATES = codes(...STATES);
const EMAIL_STATES = codes(...STATES, ["INVALID", "Invalid"]);
const LEVELS = codes(["SINGLE_OPT_IN", "Single opt-in"], ["CONFIRMED_OPT_IN", "Confirmed opt-in"], ["UNKNOWN", "Unknown"]);
/** What consent is kept with (consent/entry.ts), of those that can say yes. */
const SOURCES = codes(["form", "A form"], ["checkout", "The checkout"], ["keyword", "A text of theirs"], ["api", "Your own systems"], ["import", "A list of proofs"], ["shopify", "Shopify"], ["platform", "A platform"], ["merchant", "You, by hand"]);
const HELD_HELP = "Of consent that holds, as Segue's own record of it says. Unknown of consent that came with an import from Shopify alone.";

const COMPLETENESS: [string, keyof CustomerFacts][] = [
  ["first_name", "firstName"], ["last_name", "lastName"], ["email", "email"], ["phone", "phone"], ["locale", "locale"],
  ["city", "city"], ["zip", "zip"], ["country_code", "countryCode"], ["time_zone", "timeZone"], ["birth_date", "birthDate"],
];

export const PERSON_FIELDS: CustomerField[] = [
  field(WHO, "person.firstName", "First name", "text", "c.first_name", (c) => c.firstName),
  field(WHO, "person.lastName", "Last name", "text", "c.last_name", (c) => c.lastName),
  field(WHO, "person.name", "Display name", "text", "nullif(concat_ws(' ', c.first_name, c.last_name), '')", (c) => [c.firstName, c.lastName].filter((part) => part !== null).join(" ") || null),
  field(WHO, "person.email", "Email", "text", "c.email", (c) => c.email),
  field(WHO, "person.emailDomain", "Email domain", "text", "nullif(split_part(c.email, '@', 2), '')", (c) => c.email?.split("@")[1] || null),
  field(WHO, "person.hasEmail", "Has an email", "bool", described("c.email IS NOT NULL"), (c) => ifDescribed(c, c.email !== null)),
  field(WHO, "person.emailVerified", "Email is verified", "bool", "c.verified_email", (c) => c.verifiedEmail),
  field(WHO, "person.phone", "Phone", "text", "c.phone", (c) => c.phone, { help: "Starts with “+44” asks for the country calling code." }),
  field(WHO, "person.hasPhone", "Has a phone number", "bool", described("c.phone IS NOT NULL"), (c) => ifDescribed(c, c.phone !== null)),
  field(WHO, "person.phoneCountry", "Country of the phone number", "enum", "c.phone_country", (c) => c.phoneCountry, { picker: "country" }),
  field(WHO, "person.phoneArea", "Area code of the phone number", "text", "c.phone_area", (c) => c.phoneArea),
  field(WHO, "person.created", "Customer since", "date", "c.created_at", (c) => c.createdAt, DATED),
  field(WHO, "person.merged", "Merged with another customer", "date", "c.merged_at", (c) => c.mergedAt, {
    history: { sql: "coalesce(c.merged_at, 'epoch')", read: (c) => c.mergedAt ?? new Date(0) }, help: "When another customer was last merged into them, since Segue is here. Unknown of whoever was never merged.",
  }),
  field(WHO, "person.daysSinceCreated", "Days since becoming a customer", "elapsed", "c.created_at", (c) => c.createdAt, { ...DATED, unit: "day" }),
  field(WHO, "person.state", "Account state", "enum", "c.state", (c) => c.state, codes(["ENABLED", "Enabled"], ["INVITED", "Invited"], ["DISABLED", "Disabled"], ["DECLINED", "Declined"])),
  field(WHO, "person.language", "Language", "text", "c.locale", (c) => c.locale, { help: "As Shopify writes it: en, en-GB, fr-CA." }),
  field(WHO, "person.tags", "Customer tags", "set", "(CASE WHEN c.tags_at IS NOT NULL THEN c.tags END)", (c) => (c.tagsAt === null ? null : c.tags), { picker: "customerTag" }),
  field(WHO, "person.note", "Note", "text", "c.note", (c) => c.note),
  field(WHO, "person.taxExempt", "Tax exempt", "bool", "c.tax_exempt", (c) => c.taxExempt),
  field(WHO, "person.dataSaleOptOut", "Refused the sale of data", "bool", "c.data_sale_opt_out", (c) => c.dataSaleOptOut),
  field(WHO, "person.companies", "Companies (B2B)", "set", described("c.companies"), (c) => ifDescribed(c, c.companies)),
  field(WHO, "person.birthDate", "Birth date", "day", "c.birth_date", (c) => c.birthDate, { ...DATED, help: "From the metafield chosen in Settings. Never guessed." }),
  field(WHO, "person.age", "Age", "elapsed", "c.birth_date", (c) => c.birthDate, { ...DATED, unit: "year" }),
  field(WHO, "person.storeCredit", "Store credit", "money", "c.store_credit_minor", (c) => c.storeCreditMinor),
  field(WHO, "person.completeness", "Share of the profile that is filled in (%)", "number",
    described(`(${COMPLETENESS.map(([column]) => `(c.${column} IS NOT NULL)::int`).join(" + ")}) * ${100 / COMPLETENESS.length}`),
    (c) => ifDescribed(c, COMPLETENESS.filter(([, key]) => c[key] !== null).length * (100 / COMPLETENESS.length)),
    { help: "Name, email, phone, language, city, postal code, country, time zone, birth date." }),

  field(WHERE, "person.country", "Country", "enum", "c.country_code", (c) => c.countryCode, { picker: "country" }),
  field(WHERE, "person.region", "State or region", "enum", "(c.country_code || '-' || c.province_code)", (c) => (c.countryCode === null || c.provinceCode === null ? null : `${c.countryCode}-${c.provinceCode}`), { picker: "region", help: "US-CA, CA-BC." }),
  field(WHERE, "person.city", "City", "text", "c.city", (c) => c.city),
  field(WHERE, "person.zip", "Postal code", "text", "c.zip", (c) => c.zip),
  field(WHERE, "person.place", "Distance", "place", "c.latitude, c.longitude", (c) => (c.latitude === null || c.longitude === null ? null : { latitude: c.latitude, longitude: c.longitude })),
  field(WHERE, "person.timeZone", "Time zone", "text", "c.time_zone", (c) => c.timeZone),
  field(WHERE, "person.localHour", "Local hour now", "clock", "c.time_zone", (c) => (isZone(c.timeZone) ? c.timeZone : null), { help: "By the time zone of their address. Members come and go with the hours of the day." }),

  field(CONSENT, "sms.state", "SMS marketing", "enum", "c.sms_state", (c) => c.smsState, { ...SMS_STATES, ...SMS_SINCE }),
  field(CONSENT, "sms.level", "SMS opt-in level", "enum", "c.sms_opt_in_level", (c) => c.smsOptInLevel, { ...LEVELS, ...SMS_SINCE }),
  field(CONSENT, "sms.from", "SMS permission collected by", "enum", "c.sms_collected_from", (c) => c.smsCollectedFrom, { ...codes(["SHOPIFY", "Shopify"], ["OTHER", "Another app"]), ...SMS_SINCE }),
  field(CONSENT, "sms.updated", "SMS permission changed", "date", "c.sms_updated_at", (c) => c.smsUpdatedAt, SMS_SINCE),
  field(CONSENT, "sms.reach", "Reach of the phone number", "enum", ofPhone("c.sms_reach"), (c) => ifPhone(c, c.smsReach), {
    ...codes(["ok", "Reachable"], ["unreachable", "Out of reach"], ["landline", "A landline"]), help: "What carriers said of texts to it, or that its owner wrote to you. Unknown until then, and of a new number.",
    history: { sql: ofPhone("c.sms_reach_at"), read: (c) => ifPhone(c, c.smsReachAt) },
  }),
  field(CONSENT, "sms.source", "SMS consent given by", "enum", ofHeld("c.sms_source"), (c) => ifHeld(c, c.smsSource), { ...SOURCES, ...HELD, help: HELD_HELP }),
  field(CONSENT, "sms.proof", "Proof of SMS consent", "enum", ofHeld("c.sms_proof"), (c) => ifHeld(c, c.smsProof), { ...codes(["written", "Written"], ["oral", "Oral"], ["none", "None"]), ...HELD, help: HELD_HELP }),
  field(CONSENT, "sms.ends", "SMS consent ends", "date", ofHeld("c.sms_ends_at"), (c) => ifHeld(c, c.smsEndsAt), { ...HELD, column: "c.sms_ends_at", help: "Of consent that a purchase or an inquiry implied, where Canada's law holds: by their phone or their address. Unknown of consent that does not end." }),
  field(CONSENT, "sms.rested", "At rest since", "date", ofHeld("c.sms_rested_at"), (c) => ifHeld(c, c.smsRestedAt), { ...HELD, column: "c.sms_rested_at", help: "A flow lets them rest: no promotion until they opt in anew. Unknown of whoever does not rest." }),
  field(CONSENT, "email.state", "Email marketing", "enum", "c.email_state", (c) => c.emailState, { ...EMAIL_STATES, ...EMAIL_SINCE }),
  field(CONSENT, "email.level", "Email opt-in level", "enum", "c.email_opt_in_level", (c) => c.emailOptInLevel, { ...LEVELS, ...EMAIL_SINCE }),
  field(CONSENT, "email.updated", "Email permission changed", "date", "c.email_updated_at", (c) => c.emailUpdatedAt, EMAIL_SINCE),

  field(ORDERS, "order.first", "First order", "date", "c.first_order_at", (c) => c.firstOrderAt, { ...DATED, extreme: "first" }),
  field(ORDERS, "order.last", "Last order", "date", "c.last_order_at", (c) => c.lastOrderAt, { ...DATED, extreme: "last" }),
  field(ORDERS, "order.daysSinceFirst", "Days since first order", "elapsed", "c.first_order_at", (c) => c.firstOrderAt, { ...DATED, unit: "day", extreme: "first" }),
  field(ORDERS, "order.daysSinceLast", "Days since last order", "elapsed", "c.last_order_at", (c) => c.lastOrderAt, { ...DATED, unit: "day", extreme: "last" }),
  field(ORDERS, "shopify.orders", "Lifetime orders (Shopify's count)", "number", "c.shopify_order_count", (c) => c.shopifyOrderCount, { help: "Counts orders that are too old for Segue to see, and cancelled ones." }),
  field(ORDERS, "shopify.spent", "Lifetime spend (Shopify's sum)", "money", "c.shopify_spent_minor", (c) => c.shopifySpentMinor),
  field(ORDERS, "shopify.subscriber", "Subscription state (Shopify's)", "enum", "c.subscriber_status", (c) => c.subscriberStatus, codes(["ACTIVE", "Active"], ["CANCELLED", "Cancelled"], ["EXPIRED", "Expired"], ["FAILED", "Failed"], ["NEVER_SUBSCRIBED", "Never subscribed"], ["PAUSED", "Paused"])),

  field(LIFECYCLE, "order.rhythm", "Buying rhythm", "enum", RHYTHM_SQL(), (c) => rhythm(c), { ...DATED, ...codes(["daily", "Daily"], ["weekly", "Weekly"], ["monthly", "Monthly"], ["quarterly", "Quarterly"], ["yearly", "Yearly"], ["irregular", "Irregular"]), help: "The median gap of the last 6 orders: up to 2, 10, 45, 120 or 400 days; irregular where the gaps vary more than that. Known from 3 orders." }),
  field(LIFECYCLE, "order.gapDays", "Usual days between orders", "number", "floor(c.gap_median_ms / 86400000.0)", (c) => (c.gapMedianMs === null ? null : Math.floor(c.gapMedianMs / 86_400_000)), { ...DATED, help: "Whole days, the median of the last 5 gaps. Known from 3 orders.", nonNegative: true }),
  field(LIFECYCLE, "shopify.rfm", "RFM group (Shopify's)", "enum", "c.rfm_group", (c) => c.rfmGroup, codes(...["ACTIVE", "ALMOST_LOST", "AT_RISK", "CHAMPIONS", "DORMANT", "LOYAL", "NEEDS_ATTENTION", "NEW", "PREVIOUSLY_LOYAL", "PROMISING", "PROSPECTS"].map((code): [string, string] => [code, titled(code)]))),
  field(LIFECYCLE, "shopify.spendTier", "Predicted spend (Shopify's)", "enum", "c.spend_tier", (c) => c.spendTier, codes(["HIGH", "High"], ["MEDIUM", "Medium"], ["LOW", "Low"])),
];

function titled(code: string) {
  const words = code.toLowerCase().replaceAll("_", " ");
  return words.charAt(0).toUpperCase() + words.slice(1);
}

function RHYTHM_SQL() {
  const upTo = (days: number) => days * 86_400_000;
  return `(CASE WHEN c.gap_median_ms IS NULL THEN NULL WHEN c.gap_sd_ms > c.gap_median_ms THEN 'irregular' WHEN c.gap_median_ms <= ${upTo(2)} THEN 'daily' WHEN c.gap_median_ms <= ${upTo(10)} THEN 'weekly' WHEN c.gap_median_ms <= ${upTo(45)} THEN 'monthly' WHEN c.gap_median_ms <= ${upTo(120)} THEN 'quarterly' WHEN c.gap_median_ms <= ${upTo(400)} THEN 'yearly' ELSE 'irregular' END)`;
}

function rhythm({ gapMedianMs, gapSdMs }: CustomerFacts): string | null {
  if (gapMedianMs === null) return null;
  const days = gapMedianMs / 86_400_000;
  if (gapSdMs !== null && gapSdMs > gapMedianMs) return "irregular";
  return days <= 2 ? "daily" : days <= 10 ? "weekly" : days <= 45 ? "monthly" : days <= 120 ? "quarterly" : days <= 400 ? "yearly" : "irregular";
}
