// Fields that stand for other conditions: each value is a tree, and the first rule that holds gives
// the value. They cost no code elsewhere, and the sentence of a leaf can show what they mean.
// Bands and their order: ordered first-match rules, because the plain bands overlap.
import type { Agg, Attr, Filter, Node, NumberTest, Rank, Rate, Window } from "../definition.ts";
import type { Option, Picker } from "../field.ts";

export type DerivedField = {
  key: string;
  label: string;
  group: string;
  type: "derived";
  scope: "customer";
  help: string;
  /** Absent where any value of a pattern is allowed. */
  options?: readonly Option[];
  picker?: Picker;
  pattern?: { test: RegExp; message: string };
  expand: (value: string) => Node;
};

const LIFECYCLE = "RFM and lifecycle";

const all = (...nodes: Node[]): Node => ({ kind: "all", nodes });
const any = (...nodes: Node[]): Node => ({ kind: "any", nodes });
const not = (node: Node): Node => ({ kind: "not", node });
const lastDays = (n: number): Window => ({ kind: "last", n, unit: "day" });
const YEAR = lastDays(365);
const attr = (field: string, test: Attr["test"]): Node => ({ kind: "attr", field, test });
const agg = (measure: Agg["measure"], event: Agg["event"], test: NumberTest, more: Partial<Agg> = {}): Node => ({ kind: "agg", measure, event, test, ...more });
const atLeast = (value: number): NumberTest => ({ op: "ge", value });
const orders = (test: NumberTest, window?: Window) => agg("count", "order", test, window ? { window } : {});
const sinceLast = (from: number, to?: number) => attr("order.daysSinceLast", to === undefined ? atLeast(from) : { op: "within", from, to });
const age = (from: number, to?: number) => attr("person.age", to === undefined ? atLeast(from) : { op: "within", from, to });

/** [value, label, when]; the last rule may leave `when` out: everybody else. */
type Rule = [value: string, label: string, when?: Node];

function ordered(key: string, label: string, group: string, help: string, rules: Rule[]): DerivedField {
  return {
    key, label, group, type: "derived", scope: "customer", help, picker: "options",
    options: rules.map(([value, title]) => ({ value, label: title })),
    expand(value) {
      const at = rules.findIndex(([name]) => name === value);
      const earlier = rules.slice(0, at).flatMap(([, , when]) => (when ? [not(when)] : []));
      const own = rules[at]?.[2];
      return at < 0 ? any() : all(...earlier, ...(own ? [own] : []));
    },
  };
}

/** One name of many: no options, the merchant picks it. */
const named = (key: string, label: string, picker: Picker, expand: DerivedField["expand"]): DerivedField => ({
  key, label, group: "What they buy", type: "derived", scope: "customer", picker, expand,
  help: key.startsWith("favourite") ? "Most of their money for items, all time; between equals the one bought last." : "In their very first order.",
});

/** Rules that exclude each other by themselves. */
function bands(key: string, label: string, group: string, help: string, rules: [string, string, Node][]): DerivedField {
  return {
    key, label, group, type: "derived", scope: "customer", help, picker: "options",
    options: rules.map(([value, title]) => ({ value, label: title })),
    expand: (value) => rules.find(([name]) => name === value)?.[2] ?? any(),
  };
}

/** Never unknown: nobody is subscribed by not being known. No ifUnknown here, because a negation of the whole must be its opposite. */
const subscribedLately = all(attr("sms.state", { op: "known" }), attr("sms.state", { op: "is", value: "SUBSCRIBED" }), attr("sms.updated", { op: "known" }), attr("sms.updated", { op: "in", window: lastDays(30) }));

const spend = (test: NumberTest) => agg("sum", "order", test, { field: "order.net", window: YEAR });
const basket = (test: NumberTest) => agg("avg", "order", test, { field: "order.net" });
const brandShare = (test: NumberTest): Node => ({ kind: "share", event: "item", of: "money", by: "item.vendor", window: YEAR, test });
const discounted: Filter[] = [{ field: "order.discounted", test: { op: "isTrue" } }];
/** Seasons of gifts; summer and the school year are no occasion. */
const OCCASIONS = ["bfcm", "christmas", "valentine", "mothersDayUS", "mothersDayUK", "lunarNewYear"] as const;
/** Of the items whose product is known. */
const ofItems = (op: "isTrue" | "isFalse", percent: number): Node => ({ kind: "share", event: "item", of: "count", part: [flag("item.newProduct", op)], window: YEAR, test: atLeast(percent) });
const lastFour: Filter[] = [{ field: "order.fromLast", test: { op: "le", value: 4 } }];
const ofVendors = (where: Filter[]) => ({ kind: "agg" as const, measure: "distinct" as const, field: "item.vendor", event: "item" as const, where, window: YEAR });
const flag = (field: string, op: "isTrue" | "isFalse"): Filter => ({ field, test: { op } });
const brands = (test: NumberTest) => agg("distinct", "item", test, { field: "item.vendor", window: YEAR });

const firstHas = (field: string, value: string): Node => ({ kind: "nth", k: 1, event: "order", field, test: { op: "hasAny", values: [value] } });
const favourite = (field: string, value: string): Node => ({ kind: "top", of: "money", event: "item", field, test: { op: "is", value } });

/** Scores from 1 to 5 by this shop's own fifths, held against the latest cut-offs. */
const fifths = (key: string, label: string, help: string, of: Rank["of"], tileOf: (score: number) => number): DerivedField[] => [
  bands(key, label, LIFECYCLE, `${help} Equals have the higher place. Taken anew every hour.`, [5, 4, 3, 2, 1].map((score) => [String(score), String(score), { kind: "rank", of, place: { kind: "tile", tile: tileOf(score), of: 5 } }])),
];

function engagement(event: Rate["event"], per: Rate["per"]): Rule[] {
  const clicks = { kind: "rate" as const, event, per };
  const rate = (test: NumberTest): Node => ({ ...clicks, window: lastDays(90), atLeast: 5, test });
  const rolling = { unit: "day", clock: "rolling" } as const;
  const trend = (test: NumberTest): Node => ({ kind: "trend", of: clicks, window: { kind: "last", n: 30, ...rolling }, before: { kind: "between-ago", from: 30, to: 60, ...rolling }, atLeast: 3, test });
  return [
    ["atRisk", "At risk", any(rate({ op: "lt", value: 10 }), all(trend({ op: "known" }), trend({ op: "le", value: -15 })))],
    ["high", "High", rate(atLeast(40))],
    ["moderate", "Moderate", rate(atLeast(20))],
    ["low", "Low", rate(atLeast(10))],
  ];
}

export const EU = ["AT", "BE", "BG", "CY", "CZ", "DE", "DK", "EE", "ES", "FI", "FR", "GR", "HR", "HU", "IE", "IT", "LT", "LU", "LV", "MT", "NL", "PL", "PT", "RO", "SE", "SI", "SK"];
/** States with telephone solicitation laws that reach further than the federal one. */
const US_OWN = ["AL", "CA", "CT", "FL", "IL", "KY", "LA", "MA", "MD", "MI", "MN", "MS", "NJ", "NM", "NV", "NY", "OK", "OR", "PA", "RI", "SD", "TN", "TX", "UT", "VA", "WA"];
const inCountries = (values: string[]) => attr("person.country", { op: "anyOf", values });

export const DERIVED_FIELDS: DerivedField[] = [
  bands("person.regionGroup", "Region group", "Where they are", "Groups of countries and states as of November 2026.", [
    ["EU", "European Union", inCountries(EU)],
    ["EEA", "European Economic Area", inCountries([...EU, "IS", "LI", "NO"])],
    ["UK", "United Kingdom", inCountries(["GB"])],
    ["US", "United States", inCountries(["US"])],
    ["USOwn", "US states with rules of their own on texts", attr("person.region", { op: "anyOf", values: US_OWN.map((state) => `US-${state}`) })],
    ["NA", "United States and Canada", inCountries(["US", "CA"])],
  ]),
  bands("person.generation", "Generation", "Who they are", "By age today: Gen Z 18 to 25, Millennials 26 to 40, Gen X 41 to 55, Boomers from 56. Only where the birth date is known.", [
    ["genZ", "Gen Z", age(18, 25)], ["millennial", "Millennial", age(26, 40)], ["genX", "Gen X", age(41, 55)], ["boomer", "Boomer", age(56)],
  ]),
  bands("person.ageBand", "Age band", "Who they are", "By age today.", [
    ["0-17", "Under 18", age(0, 17)], ["18-24", "18 to 24", age(18, 24)], ["25-34", "25 to 34", age(25, 34)], ["35-44", "35 to 44", age(35, 44)], ["45-54", "45 to 54", age(45, 54)], ["55-64", "55 to 64", age(55, 64)], ["65+", "65 and older", age(65)],
  ]),
  bands("order.buyer", "Kind of buyer", "Orders", "By number of orders, all time.", [
    ["never", "Never ordered", orders({ op: "eq", value: 0 })], ["once", "One-time buyer", orders({ op: "eq", value: 1 })], ["repeat", "Repeat buyer", orders(atLeast(2))],
  ]),
  bands("order.recency", "Recency band", LIFECYCLE, "Days since the last order.", [
    ["0-7", "0 to 7 days", sinceLast(0, 7)], ["8-30", "8 to 30 days", sinceLast(8, 30)], ["31-90", "31 to 90 days", sinceLast(31, 90)], ["91-180", "91 to 180 days", sinceLast(91, 180)], ["181+", "More than 180 days", sinceLast(181)],
  ]),
  ordered("lifecycle.stage", "Lifecycle stage", LIFECYCLE, "The first that holds. No order: new subscriber (SMS permission in the last 30 days), else prospect. Last order more than 180 days ago: lost; more than 90: win-back. Then by first order: established (more than 180 days ago), active (more than 30), new customer.", [
    ["newSubscriber", "New subscriber", all(orders({ op: "eq", value: 0 }), subscribedLately)],
    ["prospect", "Prospect", orders({ op: "eq", value: 0 })],
    ["lost", "Lost", sinceLast(181)],
    ["winBack", "Win-back", sinceLast(91)],
    ["established", "Established", attr("order.daysSinceFirst", atLeast(181))],
    ["active", "Active", attr("order.daysSinceFirst", atLeast(31))],
    ["newCustomer", "New customer"],
  ]),
  bands("order.power", "Purchasing power", LIFECYCLE, "By average order value, net, all time: above 150, 75 to 150, below 75 in the shop's currency.", [
    ["high", "High", basket({ op: "gt", value: 150 })], ["middle", "Middle", basket({ op: "within", from: 75, to: 150 })], ["low", "Low", basket({ op: "lt", value: 75 })],
  ]),
  ordered("order.tier", "Value tier", LIFECYCLE, "VIP: an order above 200 or at least 5 orders. Then repeat buyers, one-time buyers, and prospects.", [
    ["vip", "VIP", any(orders(atLeast(5)), all(orders(atLeast(1)), agg("max", "order", { op: "gt", value: 200 }, { field: "order.net" })))],
    ["repeat", "Repeat", orders(atLeast(2))],
    ["once", "One order", orders(atLeast(1))],
    ["prospect", "Prospect"],
  ]),
  bands("rfm.recency", "RFM: recency score", LIFECYCLE, "Days since last order: 5 up to 30, 4 up to 90, 3 up to 180, 2 up to 365, 1 beyond.", [
    ["5", "5", sinceLast(0, 30)], ["4", "4", sinceLast(31, 90)], ["3", "3", sinceLast(91, 180)], ["2", "2", sinceLast(181, 365)], ["1", "1", sinceLast(366)],
  ]),
  bands("rfm.frequency", "RFM: frequency score", LIFECYCLE, "Orders in the last 365 days: 5 from 8, 4 from 5, 3 from 3, 2 for 2, 1 for one or none.", [
    ["5", "5", orders(atLeast(8), YEAR)], ["4", "4", orders({ op: "within", from: 5, to: 7 }, YEAR)], ["3", "3", orders({ op: "within", from: 3, to: 4 }, YEAR)], ["2", "2", orders({ op: "eq", value: 2 }, YEAR)], ["1", "1", orders({ op: "le", value: 1 }, YEAR)],
  ]),
  ordered("rfm.monetary", "RFM: money score", LIFECYCLE, "Net spend in the last 365 days in the shop's currency: 5 from 1,000, 4 from 500, 3 from 200, 2 from 75, 1 below.", [
    ["5", "5", spend(atLeast(1000))], ["4", "4", spend(atLeast(500))], ["3", "3", spend(atLeast(200))], ["2", "2", spend(atLeast(75))], ["1", "1"],
  ]),
  ordered("rfm.group", "RFM group", LIFECYCLE, "By fixed bands of recency and number of orders; the first that holds.", [
    ["prospect", "Prospect", orders({ op: "eq", value: 0 })],
    ["champions", "Champions", all(sinceLast(0, 90), orders(atLeast(5), YEAR))],
    ["loyal", "Loyal", all(sinceLast(0, 180), orders(atLeast(3), YEAR))],
    ["potential", "Potential loyalist", all(sinceLast(0, 90), orders(atLeast(2)))],
    ["new", "New", sinceLast(0, 30)],
    ["promising", "Promising", sinceLast(0, 90)],
    ["attention", "Needs attention", sinceLast(0, 180)],
    ["cantLose", "Can't lose", all(sinceLast(181), orders(atLeast(5)))],
    ["atRisk", "At risk", all(sinceLast(181), orders(atLeast(3)))],
    ["aboutToLose", "About to lose", sinceLast(0, 365)],
    ["hibernating", "Hibernating", sinceLast(0, 730)],
    ["lost", "Lost"],
  ]),
  ...fifths("rfm.recencyFifth", "RFM by this shop: recency", "By the last order: 5 are the fifth of the customers who ordered latest.", { kind: "attr", field: "order.daysSinceLast" }, (score) => score),
  ...fifths("rfm.frequencyFifth", "RFM by this shop: frequency", "By the number of orders in the last 365 days, of those who ordered then: 5 are the fifth with the most.", { kind: "agg", measure: "count", event: "order", window: YEAR }, (score) => 6 - score),
  ...fifths("rfm.monetaryFifth", "RFM by this shop: money", "By net spend in the last 365 days, of those who ordered then: 5 are the fifth that spent the most.", { kind: "agg", measure: "sum", event: "order", field: "order.net", window: YEAR }, (score) => 6 - score),
  ordered("engagement.sms", "Engagement with texts", "Text messages", "Clicks per delivered text in the last 90 days, from 5 texts on. At risk: below 10 %, or in the last 30 days at least 15 % below the 30 before. Then high from 40 %, moderate from 20 %, low from 10 %.", engagement("smsClicked", "smsDelivered")),
  ordered("engagement.email", "Engagement with emails", "Emails", "Clicks per received email in the last 90 days, from 5 emails on. At risk: below 10 %, or in the last 30 days at least 15 % below the 30 before. Then high from 40 %, moderate from 20 %, low from 10 %.", engagement("emailClicked", "emailReceived")),
  ordered("pattern.brand", "Brand pattern", LIFECYCLE, "Over the last 365 days. Evangelist: at least 3 items from 2 orders, 80 % of money at one vendor. Multi-brand: at least 3 vendors, none with 80 %. Switcher: at least 4 orders, half of the vendors in the last 4 new to them. Price shopper: at least 3 orders, more than half of them discounted.", [
    ["evangelist", "Brand evangelist", all(agg("count", "item", atLeast(3), { window: YEAR }), agg("distinct", "item", atLeast(2), { field: "item.order", window: YEAR }), brandShare(atLeast(80)))],
    ["multiBrand", "Multi-brand", all(brands(atLeast(3)), brandShare({ op: "lt", value: 80 }))],
    ["switcher", "Switcher", all(orders(atLeast(4), YEAR), { kind: "cmp", left: ofVendors([...lastFour, flag("item.newVendor", "isTrue")]), cmp: "ge", factor: 0.5, right: ofVendors(lastFour) }, agg("count", "item", atLeast(1), { where: lastFour, window: YEAR }))],
    ["priceShopper", "Price shopper", all(orders(atLeast(3), YEAR), { kind: "share", event: "order", of: "count", part: discounted, window: YEAR, test: { op: "gt", value: 50 } })],
    ["none", "None of these"],
  ]),
  ordered("pattern.usage", "Usage pattern", LIFECYCLE, "Over the last 365 days. Daily: a product bought at least 3 times, usually at most 45 days apart. Occasional: at most 3 orders, 60 % of the money around a gift day. Experimental: at least 4 items of 3 types, 70 % of them products new to them. Minimalist: at least 3 orders of at most 3 products, 60 % of the items bought before.", [
    ["daily", "Daily user", { kind: "some", by: "item.product", measure: "gapMedian", event: "item", window: YEAR, atLeast: 3, test: { op: "le", value: 45 } }],
    ["occasional", "Occasional", all(orders({ op: "within", from: 1, to: 3 }, YEAR), { kind: "share", event: "order", of: "money", part: [{ field: "order.processed", test: { op: "in", window: { kind: "season", seasons: [...OCCASIONS] } } }], window: YEAR, test: atLeast(60) })],
    ["experimental", "Experimental", all(agg("count", "item", atLeast(4), { window: YEAR }), ofItems("isTrue", 70), agg("distinct", "item", atLeast(3), { field: "item.type", window: YEAR }))],
    ["minimalist", "Minimalist", all(orders(atLeast(3), YEAR), agg("distinct", "item", { op: "le", value: 3 }, { field: "item.product", window: YEAR }), ofItems("isFalse", 60))],
    ["none", "None of these"],
  ]),
  named("order.firstProduct", "Product in the first order", "product", (value) => firstHas("order.products", value)),
  named("order.firstVendor", "Vendor in the first order", "vendor", (value) => firstHas("order.vendors", value)),
  named("order.firstType", "Product type in the first order", "productType", (value) => firstHas("order.types", value)),
  named("favourite.product", "Favourite product", "product", (value) => favourite("item.product", value)),
  named("favourite.vendor", "Favourite vendor", "vendor", (value) => favourite("item.vendor", value)),
  named("favourite.type", "Favourite product type", "productType", (value) => favourite("item.type", value)),
  {
    key: "order.cohort", label: "Cohort (month of first order)", group: LIFECYCLE, type: "derived", scope: "customer", help: "A month such as 2026-01.",
    pattern: { test: /^\d{4}-(0[1-9]|1[0-2])$/, message: "must be a month such as 2026-01" },
    expand: (month) => attr("order.first", { op: "in", window: { kind: "between", from: `${month}-01`, to: `${month}-${String(daysIn(month)).padStart(2, "0")}` } }),
  },
];

function daysIn(month: string) {
  const [year = 0, number = 1] = month.split("-").map(Number);
  return number === 2 ? (year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0) ? 29 : 28) : [4, 6, 9, 11].includes(number) ? 30 : 31;
}
