// Habits, each one value by rules that may overlap: the first that holds gives it.
import type { Filter, Node, NumberTest, Rate } from "../definition.ts";
import { agg, all, any, atLeast, type DerivedField, lastDays, ordered, orders } from "./derive.ts";
import { count, days, percent } from "./knob.ts";

const LIFECYCLE = "RFM and lifecycle";
const flag = (field: string, op: "isTrue" | "isFalse"): Filter => ({ field, test: { op } });
/** Seasons of gifts; summer and the school year are no occasion. */
const OCCASIONS = ["bfcm", "christmas", "valentine", "mothersDayUS", "mothersDayUK", "lunarNewYear"] as const;

function engagement(key: string, label: string, group: string, words: { one: string; many: string; got: string }, event: Rate["event"], per: Rate["per"]): DerivedField {
  return ordered({
    key, label, group,
    knobs: {
      days: days("The last … counted", 90), least: count(`Known from … ${words.many}`, 5), high: percent("High: clicks from …", 40), moderate: percent("Moderate: clicks from …", 20), low: percent("Low: clicks from …", 10),
      fall: percent("At risk: fallen by …", 15), trendDays: days("At risk: the last … against as many before", 30), trendLeast: count(`At risk: compared from … ${words.many}`, 3),
    },
    falling: [["high", "moderate", "low"]],
    says: (n) => `Clicks per ${words.got} ${words.one} in the last ${n.days} days, from ${n.least} ${words.many} on. At risk: below ${n.low}%, or in the last ${n.trendDays} days at least ${n.fall}% below the ${n.trendDays} before, given ${n.trendLeast} ${words.many} in each. Then high from ${n.high}%, moderate from ${n.moderate}%, low from ${n.low}%.`,
    rules: (n) => {
      const clicks = { kind: "rate" as const, event, per };
      const rate = (test: NumberTest): Node => ({ ...clicks, window: lastDays(n.days), atLeast: n.least, test });
      const rolling = { unit: "day", clock: "rolling" } as const;
      const trend = (test: NumberTest): Node => ({ kind: "trend", of: clicks, window: { kind: "last", n: n.trendDays, ...rolling }, before: { kind: "between-ago", from: n.trendDays, to: 2 * n.trendDays, ...rolling }, atLeast: n.trendLeast, test });
      return [
        ["atRisk", "At risk", any(rate({ op: "lt", value: n.low }), all(trend({ op: "known" }), trend({ op: "le", value: -n.fall })))],
        ["high", "High", rate(atLeast(n.high))],
        ["moderate", "Moderate", rate(atLeast(n.moderate))],
        ["low", "Low", rate(atLeast(n.low))],
      ];
    },
  });
}

const brand = ordered({
  key: "pattern.brand", label: "Brand pattern", group: LIFECYCLE,
  knobs: {
    days: days("The last … counted", 365), items: count("Evangelist: at least … items", 3), itemOrders: count("Evangelist: from at least … orders", 2), share: percent("Evangelist: … of money at one vendor", 80), vendors: count("Multi-brand: at least … vendors", 3),
    lastOrders: count("Switcher: of the last … orders", 4), newVendors: percent("Switcher: … of vendors new to them", 50), dealOrders: count("Price shopper: at least … orders", 3), deals: percent("Price shopper: more than … discounted", 50),
  },
  says: (n) => `Over the last ${n.days} days; the first that holds. Evangelist: at least ${n.items} items from ${n.itemOrders} orders, ${n.share}% of money at one vendor. Multi-brand: at least ${n.vendors} vendors, none with ${n.share}%. Switcher: at least ${n.lastOrders} orders, ${n.newVendors}% of the vendors in the last ${n.lastOrders} new to them. Price shopper: at least ${n.dealOrders} orders, more than ${n.deals}% of them discounted.`,
  rules: (n) => {
    const window = lastDays(n.days);
    const share = (test: NumberTest): Node => ({ kind: "share", event: "item", of: "money", by: "item.vendor", window, test });
    const latest: Filter[] = [{ field: "order.fromLast", test: { op: "le", value: n.lastOrders } }];
    const vendorsOf = (where: Filter[]) => ({ kind: "agg" as const, measure: "distinct" as const, field: "item.vendor", event: "item" as const, where, window });
    const switched: Node = { kind: "cmp", left: vendorsOf([...latest, flag("item.newVendor", "isTrue")]), cmp: "ge", factor: Number((n.newVendors / 100).toFixed(6)), right: vendorsOf(latest) };
    return [
      ["evangelist", "Brand evangelist", all(agg("count", "item", atLeast(n.items), { window }), agg("distinct", "item", atLeast(n.itemOrders), { field: "item.order", window }), share(atLeast(n.share)))],
      ["multiBrand", "Multi-brand", all(agg("distinct", "item", atLeast(n.vendors), { field: "item.vendor", window }), share({ op: "lt", value: n.share }))],
      ["switcher", "Switcher", all(orders(atLeast(n.lastOrders), window), switched, agg("count", "item", atLeast(1), { where: latest, window }))],
      ["priceShopper", "Price shopper", all(orders(atLeast(n.dealOrders), window), { kind: "share", event: "order", of: "count", part: [flag("order.discounted", "isTrue")], window, test: { op: "gt", value: n.deals } })],
      ["none", "None of these"],
    ];
  },
});

const usage = ordered({
  key: "pattern.usage", label: "Usage pattern", group: LIFECYCLE,
  knobs: {
    days: days("The last … counted", 365), times: count("Daily: one product at least … times", 3, 2), gap: days("Daily: usually at most … apart", 45), fewOrders: count("Occasional: at most … orders", 3), occasion: percent("Occasional: … of money around gift days", 60),
    items: count("Experimental: at least … items", 4), types: count("Experimental: of at least … product types", 3), fresh: percent("Experimental: … of products new to them", 70), steadyOrders: count("Minimalist: at least … orders", 3), products: count("Minimalist: at most … products", 3), again: percent("Minimalist: … of items bought before", 60),
  },
  says: (n) => `Over the last ${n.days} days; the first that holds. Daily: a product bought at least ${n.times} times, usually at most ${n.gap} days apart. Occasional: at most ${n.fewOrders} orders, ${n.occasion}% of the money around a gift day. Experimental: at least ${n.items} items of ${n.types} types, ${n.fresh}% of them products new to them. Minimalist: at least ${n.steadyOrders} orders of at most ${n.products} products, ${n.again}% of the items bought before.`,
  rules: (n) => {
    const window = lastDays(n.days);
    /** Of the items whose product is known. */
    const ofItems = (op: "isTrue" | "isFalse", share: number): Node => ({ kind: "share", event: "item", of: "count", part: [flag("item.newProduct", op)], window, test: atLeast(share) });
    const festive: Filter = { field: "order.processed", test: { op: "in", window: { kind: "season", seasons: [...OCCASIONS] } } };
    return [
      ["daily", "Daily user", { kind: "some", by: "item.product", measure: "gapMedian", event: "item", window, atLeast: n.times, test: { op: "le", value: n.gap } }],
      ["occasional", "Occasional", all(orders({ op: "within", from: 1, to: n.fewOrders }, window), { kind: "share", event: "order", of: "money", part: [festive], window, test: atLeast(n.occasion) })],
      ["experimental", "Experimental", all(agg("count", "item", atLeast(n.items), { window }), ofItems("isTrue", n.fresh), agg("distinct", "item", atLeast(n.types), { field: "item.type", window }))],
      ["minimalist", "Minimalist", all(orders(atLeast(n.steadyOrders), window), agg("distinct", "item", { op: "le", value: n.products }, { field: "item.product", window }), ofItems("isFalse", n.again))],
      ["none", "None of these"],
    ];
  },
});

export const PATTERN_FIELDS: DerivedField[] = [
  engagement("engagement.sms", "Engagement with texts", "Text messages", { one: "text", many: "texts", got: "delivered" }, "smsClicked", "smsDelivered"),
  engagement("engagement.email", "Engagement with emails", "Emails", { one: "email", many: "emails", got: "received" }, "emailClicked", "emailReceived"),
  brand,
  usage,
];
