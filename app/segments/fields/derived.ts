// Fields that stand for other conditions: each value is a tree, and the first rule that holds gives
// the value. They cost no code elsewhere, and the sentence of a leaf can show what they mean.
import type { Node } from "../definition.ts";
import { attr, atLeast, bands, chosenName, type DerivedField, orders, sinceLast } from "./derive.ts";
import { count } from "./knob.ts";
import { PATTERN_FIELDS } from "./patterns.ts";
import { RFM_FIELDS } from "./rfm.ts";

export type { DerivedField } from "./derive.ts";

const LIFECYCLE = "RFM and lifecycle";
const age = (from: number, to?: number) => attr("person.age", to === undefined ? atLeast(from) : { op: "within", from, to });
const firstHas = (field: string, value: string): Node => ({ kind: "nth", k: 1, event: "order", field, test: { op: "hasAny", values: [value] } });
const favourite = (field: string, value: string): Node => ({ kind: "top", of: "money", event: "item", field, test: { op: "is", value } });
const FIRST = "In their very first order.";
const MOST = "Most of their money for items, all time; between equals the one bought last.";

export const EU = ["AT", "BE", "BG", "CY", "CZ", "DE", "DK", "EE", "ES", "FI", "FR", "GR", "HR", "HU", "IE", "IT", "LT", "LU", "LV", "MT", "NL", "PL", "PT", "RO", "SE", "SI", "SK"];
/** States with telephone solicitation laws that reach further than the federal one. */
const US_OWN = ["AL", "CA", "CT", "FL", "IL", "KY", "LA", "MA", "MD", "MI", "MN", "MS", "NJ", "NM", "NV", "NY", "OK", "OR", "PA", "RI", "SD", "TN", "TX", "UT", "VA", "WA"];
const inCountries = (values: string[]) => attr("person.country", { op: "anyOf", values });
const MONTH = "A month such as 2026-01.";

export const DERIVED_FIELDS: DerivedField[] = [
  bands({
    key: "person.regionGroup", label: "Region group", group: "Where they are", says: () => "Groups of countries and states as of November 2026.",
    rules: () => [
      ["EU", "European Union", inCountries(EU)],
      ["EEA", "European Economic Area", inCountries([...EU, "IS", "LI", "NO"])],
      ["UK", "United Kingdom", inCountries(["GB"])],
      ["US", "United States", inCountries(["US"])],
      ["USOwn", "US states with rules of their own on texts", attr("person.region", { op: "anyOf", values: US_OWN.map((state) => `US-${state}`) })],
      ["NA", "United States and Canada", inCountries(["US", "CA"])],
    ],
  }),
  bands({
    key: "person.generation", label: "Generation", group: "Who they are",
    knobs: { boomer: count("Boomers: from age …", 56), genX: count("Gen X: from age …", 41), millennial: count("Millennials: from age …", 26), genZ: count("Gen Z: from age …", 18, 0) }, falling: [["boomer", "genX", "millennial", "genZ"]],
    says: (n) => `By age today: Gen Z ${n.genZ} to ${n.millennial - 1}, Millennials ${n.millennial} to ${n.genX - 1}, Gen X ${n.genX} to ${n.boomer - 1}, Boomers from ${n.boomer}. Only where the birth date is known.`,
    rules: (n) => [["genZ", "Gen Z", age(n.genZ, n.millennial - 1)], ["millennial", "Millennial", age(n.millennial, n.genX - 1)], ["genX", "Gen X", age(n.genX, n.boomer - 1)], ["boomer", "Boomer", age(n.boomer)]],
  }),
  bands({
    key: "person.ageBand", label: "Age band", group: "Who they are", says: () => "By age today.",
    rules: () => [["0-17", "Under 18", age(0, 17)], ["18-24", "18 to 24", age(18, 24)], ["25-34", "25 to 34", age(25, 34)], ["35-44", "35 to 44", age(35, 44)], ["45-54", "45 to 54", age(45, 54)], ["55-64", "55 to 64", age(55, 64)], ["65+", "65 and older", age(65)]],
  }),
  bands({
    key: "order.buyer", label: "Kind of buyer", group: "Orders", says: () => "By number of orders, all time.",
    rules: () => [["never", "Never ordered", orders({ op: "eq", value: 0 })], ["once", "One-time buyer", orders({ op: "eq", value: 1 })], ["repeat", "Repeat buyer", orders(atLeast(2))]],
  }),
  bands({
    key: "order.recency", label: "Recency band", group: LIFECYCLE, says: () => "Days since the last order.",
    rules: () => [["0-7", "0 to 7 days", sinceLast(0, 7)], ["8-30", "8 to 30 days", sinceLast(8, 30)], ["31-90", "31 to 90 days", sinceLast(31, 90)], ["91-180", "91 to 180 days", sinceLast(91, 180)], ["181+", "More than 180 days", sinceLast(181)]],
  }),
  ...RFM_FIELDS,
  ...PATTERN_FIELDS,
  chosenName("order.firstProduct", "Product in the first order", "product", FIRST, (value) => firstHas("order.products", value)),
  chosenName("order.firstVendor", "Vendor in the first order", "vendor", FIRST, (value) => firstHas("order.vendors", value)),
  chosenName("order.firstType", "Product type in the first order", "productType", FIRST, (value) => firstHas("order.types", value)),
  chosenName("favourite.product", "Favourite product", "product", MOST, (value) => favourite("item.product", value)),
  chosenName("favourite.vendor", "Favourite vendor", "vendor", MOST, (value) => favourite("item.vendor", value)),
  chosenName("favourite.type", "Favourite product type", "productType", MOST, (value) => favourite("item.type", value)),
  {
    key: "order.cohort", label: "Cohort (month of first order)", group: LIFECYCLE, type: "derived", scope: "customer", help: MONTH, says: () => MONTH, knobs: {}, falling: [],
    pattern: { test: /^\d{4}-(0[1-9]|1[0-2])$/, message: "must be a month such as 2026-01" },
    expand: (month) => attr("order.first", { op: "in", window: { kind: "between", from: `${month}-01`, to: `${month}-${String(daysIn(month)).padStart(2, "0")}` } }),
  },
];

function daysIn(month: string) {
  const [year = 0, number = 1] = month.split("-").map(Number);
  return number === 2 ? (year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0) ? 29 : 28) : [4, 6, 9, 11].includes(number) ? 30 : 31;
}
