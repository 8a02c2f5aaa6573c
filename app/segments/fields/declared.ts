// Fields that merchants ask for and that no data of ours fills yet. They are listed with the reason, can be
// written into a definition, and are unknown of everybody until their data comes: nothing is guessed.
import type { CustomerField, FieldType, Option } from "../field.ts";

const NO_MODEL = "No predictions are computed yet.";
const BY_FLOW = "Each flow has steps, experiments and a control group of its own: ask about the flow.";
const AT_SENDING = "It is decided for each text when it is due, and not kept for each customer.";
const BY_ORDERS = "Ask for the sum of orders whose UTM medium is “sms”: links in texts carry it.";
const BY_EVENTS = "Ask for the sum of the property “cost” of texts they were sent, in US dollars.";
const NO_PLATFORM = "Segue keeps lists on platforms, and does not read whom others put there.";
const NO_CART = "What was added and removed is told; the cart itself is not read.";

/** What stands in a column of that type where nothing is known. */
const NOTHING: Partial<Record<FieldType, string>> = { text: "text", enum: "text", number: "numeric", money: "bigint", bool: "boolean", date: "timestamptz", set: "text[]", ref: "bigint" };

const declared = (group: string, why: string, ...fields: [key: string, label: string, type: FieldType, more?: Partial<CustomerField>][]): CustomerField[] =>
  fields.map(([key, label, type, more]) => ({ key, label, group, type, scope: "customer", history: "dated", missing: why, sql: `NULL::${NOTHING[type] ?? "text"}`, read: () => null, ...more }));

const choice = (...values: [value: string, label: string][]) => ({ picker: "options" as const, options: values.map(([value, label]): Option => ({ value, label })) });

export const DECLARED_FIELDS: CustomerField[] = [
  ...declared("Predictions", NO_MODEL,
    ["pred.spend", "Predicted spend in the next 365 days", "money"],
    ["pred.lifetimeValue", "Predicted lifetime value", "money"],
    ["pred.potential", "Value potential", "enum", { ...choice(["high", "High"], ["medium", "Medium"], ["low", "Low"], ["minimal", "Minimal"]), help: "By predicted spend: high from 500, medium from 200, low from 100, minimal below." }],
    ["pred.churn", "Probability of no further order (%)", "number"],
    ["pred.churnBand", "Churn risk", "enum", { ...choice(["high", "High"], ["medium", "Medium"], ["low", "Low"], ["safe", "Safe"]), help: "High from 80 %, medium from 50 %, low from 20 %, safe below." }],
    ["pred.alive", "Probability of still being a customer (%)", "number"],
    ["pred.orders", "Expected orders in the next 365 days", "number"],
    ["pred.nextOrder", "Expected next order", "date"],
    ["pred.nextOrderDays", "Days until the expected next order", "number"],
    ["pred.buy", "Probability of an order within 14 days (%)", "number"],
    ["pred.click", "Probability of a click in the next text (%)", "number"],
    ["pred.optOut", "Probability of opting out (%)", "number"],
    ["pred.bestHour", "Best hour to text them", "number"],
    ["pred.bestWeekly", "Best number of texts a week", "number"],
    ["pred.theme", "Preferred theme of messages", "text"],
    ["pred.nextType", "Next product type", "text", { picker: "productType" }],
    ["pred.nextProduct", "Next product", "ref", { picker: "product" }],
    ["pred.nextAction", "Next action", "enum", choice(["purchase", "Purchase"], ["click", "Click"], ["nothing", "Nothing"], ["optOut", "Opt out"], ["churn", "Churn"])],
    ["pred.discountDependence", "Dependence on discounts (%)", "number"],
    ["pred.uplift", "Expected uplift of a text", "money"],
    ["pred.cluster", "Cluster", "number"],
    ["pred.runsOut", "Runs out on", "date", { help: "Of what they last bought and use up." }],
  ),
  ...declared("Flows and experiments", BY_FLOW,
    ["flow.step", "Step of a flow they wait at", "text"],
    ["experiment.arms", "Arms of experiments", "set"],
    ["experiment.control", "In the global control group", "bool"],
  ),
  ...declared("Text messages", AT_SENDING,
    ["sms.eligible", "Can be texted now", "bool"],
    ["sms.room", "Texts left under the cap this month", "number"],
  ),
  ...declared("Text messages", "Ask for the topics turned off in the last of the preferences they chose.", ["sms.topics", "Topics they prefer", "set"]),
  ...declared("Text messages", BY_ORDERS, ["sms.revenue", "Revenue from texts", "money"]),
  ...declared("Text messages", BY_EVENTS, ["sms.cost", "Cost of texts sent to them", "money"]),
  ...declared("Platforms", NO_PLATFORM, ["klaviyo.lists", "Klaviyo lists", "set"], ["attentive.lists", "Attentive lists", "set"], ["postscript.lists", "Postscript lists", "set"]),
  ...declared("In the store", NO_CART, ["cart.value", "Value of the cart now", "money"], ["cart.hours", "Age of the cart (hours)", "number"]),
  ...declared("Who they are", "No provider is asked for it: each number would cost money.", ["person.lineType", "Line type of the phone number", "enum", choice(["mobile", "Mobile"], ["landline", "Landline"], ["voip", "VoIP"])]),
  ...declared("Where they are", "No source of weather is connected.", ["person.climate", "Climate zone", "enum"], ["person.forecast", "Weather in the next 3 days", "enum"]),
  ...declared("Where they are", AT_SENDING, ["person.jurisdiction", "Legal jurisdiction for texts", "enum"]),
];
