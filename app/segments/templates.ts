// Segments to begin with: three are there from the start, the others are offered in the builder.
// Amounts are in the shop's currency and meant to be edited.
import type { Agg, Attr, Definition, Filter, Node, NumberTest, Window } from "./definition.ts";

export type Template = { key: string; name: string; group: string; node: Node };

const all = (...nodes: Node[]): Node => ({ kind: "all", nodes });
const any = (...nodes: Node[]): Node => ({ kind: "any", nodes });
const attr = (field: string, test: Attr["test"]): Node => ({ kind: "attr", field, test });
const is = (field: string, value: string) => attr(field, { op: "is", value });
const lastDays = (n: number): Window => ({ kind: "last", n, unit: "day" });
const atLeast = (value: number): NumberTest => ({ op: "ge", value });
const orders = (test: NumberTest, window?: Window): Node => ({ kind: "agg", measure: "count", event: "order", test, ...(window && { window }) });
const items = (test: NumberTest, more: Partial<Agg>): Node => ({ kind: "agg", measure: "count", event: "item", test, ...more });
const spend = (measure: Agg["measure"], test: NumberTest): Node => ({ kind: "agg", measure, event: "order", field: "order.net", test });
const lastOrder = (window: Window) => attr("order.last", { op: "in", window });
const subscribed = is("sms.state", "SUBSCRIBED");
const ofType = (value: string): Filter[] => [{ field: "item.type", test: { op: "is", value } }];
const winBack = all(orders(atLeast(1)), lastOrder({ kind: "ago", n: 90, unit: "day" }));

export const STARTERS: readonly Template[] = [
  { key: "vip", name: "VIP customers", group: "Value", node: is("order.tier", "vip") },
  { key: "new", name: "New customers", group: "Lifecycle", node: attr("order.first", { op: "in", window: lastDays(30) }) },
  { key: "win-back", name: "Win-back", group: "Lifecycle", node: winBack },
];

export const TEMPLATES: readonly Template[] = [
  ...STARTERS,
  { key: "high-value", name: "High value", group: "Value", node: spend("avg", { op: "gt", value: 150 }) },
  { key: "mid-tier", name: "Mid tier", group: "Value", node: spend("avg", { op: "within", from: 75, to: 150 }) },
  { key: "price-sensitive", name: "Price-sensitive", group: "Value", node: all(spend("avg", { op: "lt", value: 75 }), orders(atLeast(1))) },
  { key: "first-time", name: "First-time buyers", group: "Orders", node: orders({ op: "eq", value: 1 }) },
  ...["daily", "weekly", "monthly", "quarterly"].map((rhythm): Template => ({
    key: `${rhythm}-buyer`, name: `${rhythm[0]?.toUpperCase()}${rhythm.slice(1)} buyers`, group: "Orders", node: is("order.rhythm", rhythm),
  })),
  ...[7, 30, 90, 180].map((n): Template => ({
    key: `bought-${n}`, name: `Bought in the last ${n} days`, group: "Orders", node: orders(atLeast(1), lastDays(n)),
  })),
  { key: "bought-long-ago", name: "Last order more than 180 days ago", group: "Orders", node: lastOrder({ kind: "ago", n: 180, unit: "day" }) },
  {
    key: "category-preference", name: "Prefers a product type", group: "Products",
    node: { kind: "share", event: "item", of: "money", part: ofType("Skincare"), window: lastDays(365), atLeast: 2, test: atLeast(50) },
  },
  {
    key: "cross-sell", name: "Bought one product type and not another", group: "Products",
    node: all(items(atLeast(1), { where: ofType("Skincare") }), items({ op: "eq", value: 0 }, { where: ofType("Makeup") })),
  },
  {
    key: "first-in-category", name: "First purchase of a product type in the last 30 days", group: "Products",
    node: { kind: "nth", k: 1, event: "item", where: ofType("Skincare"), field: "order.processed", test: { op: "in", window: lastDays(30) } },
  },
  { key: "evangelist", name: "Brand evangelists", group: "Products", node: is("pattern.brand", "evangelist") },
  { key: "multi-brand", name: "Multi-brand buyers", group: "Products", node: is("pattern.brand", "multiBrand") },
  { key: "price-shopper", name: "Price shoppers", group: "Products", node: is("pattern.brand", "priceShopper") },
  { key: "new-subscriber", name: "New SMS subscribers", group: "Lifecycle", node: all(subscribed, attr("sms.updated", { op: "in", window: lastDays(30) })) },
  { key: "active", name: "Active", group: "Lifecycle", node: is("lifecycle.stage", "active") },
  { key: "established", name: "Established", group: "Lifecycle", node: is("lifecycle.stage", "established") },
  { key: "high-value-recent", name: "High-value recent buyers with SMS", group: "Lifecycle", node: all(orders(atLeast(1), lastDays(30)), spend("avg", { op: "gt", value: 150 }), subscribed) },
  { key: "re-engage", name: "Re-engagement candidates with SMS", group: "Lifecycle", node: all(winBack, subscribed) },
  ...([["champions", "Champions"], ["loyal", "Loyal"], ["potential", "Potential loyalists"], ["atRisk", "At risk"]] as const).map(([group, name]): Template => ({
    key: `rfm-${group}`, name, group: "RFM", node: is("rfm.group", group),
  })),
  ...([["genZ", "Gen Z"], ["millennial", "Millennials"], ["genX", "Gen X"], ["boomer", "Boomers"]] as const).map(([generation, name]): Template => ({
    key: `generation-${generation}`, name, group: "Demographic", node: is("person.generation", generation),
  })),
  { key: "region", name: "In some regions", group: "Demographic", node: attr("person.region", { op: "anyOf", values: ["US-CA", "US-NY"] }) },
  { key: "time-zone", name: "On the US East Coast's clock", group: "Demographic", node: any(is("person.timeZone", "America/New_York"), is("person.timeZone", "America/Detroit")) },
];

export const templateDefinition = (template: Template): Definition => ({ version: 1, node: template.node });
