// Bands and scores of how lately, how often and for how much somebody bought.
import type { Rank } from "../definition.ts";
import { agg, all, any, atLeast, attr, bands, type DerivedField, lastDays, ordered, orders, type Rule, sinceLast } from "./derive.ts";
import { count, days, money } from "./knob.ts";

const LIFECYCLE = "RFM and lifecycle";
const amount = (value: number) => value.toLocaleString("en-US");

/** Never unknown: nobody is subscribed by not being known. No ifUnknown here, because a negation of the whole must be its opposite. */
const subscribedLately = (within: number) => all(attr("sms.state", { op: "known" }), attr("sms.state", { op: "is", value: "SUBSCRIBED" }), attr("sms.updated", { op: "known" }), attr("sms.updated", { op: "in", window: lastDays(within) }));

/** Scores from 1 to 5 by this shop's own fifths, held against the latest cut-offs; tile 1 has the most. */
const fifths = (of: Rank["of"], tileOf: (score: number) => number): Rule[] => [5, 4, 3, 2, 1].map((score) => [String(score), String(score), { kind: "rank", of, place: { kind: "tile", tile: tileOf(score), of: 5 } }]);
const TAKEN = "Equals have the higher place. Taken anew every hour.";
const mostFirst = (score: number) => 6 - score;

const PERIOD = { days: days("The last … counted", 365) };

export const RFM_FIELDS: DerivedField[] = [
  ordered({
    key: "lifecycle.stage", label: "Lifecycle stage", group: LIFECYCLE,
    knobs: { subscribed: days("New subscriber: permission in the last …", 30), lost: days("Lost: last order more than … ago", 180), winBack: days("Win-back: last order more than … ago", 90), established: days("Established: first order more than … ago", 180), active: days("Active: first order more than … ago", 30) },
    falling: [["lost", "winBack"], ["established", "active"]],
    says: (n) => `The first that holds. No order: new subscriber (SMS permission in the last ${n.subscribed} days), else prospect. Last order more than ${n.lost} days ago: lost; more than ${n.winBack}: win-back. Then by first order: established (more than ${n.established} days ago), active (more than ${n.active}), new customer.`,
    rules: (n) => [
      ["newSubscriber", "New subscriber", all(orders({ op: "eq", value: 0 }), subscribedLately(n.subscribed))],
      ["prospect", "Prospect", orders({ op: "eq", value: 0 })],
      ["lost", "Lost", sinceLast(n.lost + 1)],
      ["winBack", "Win-back", sinceLast(n.winBack + 1)],
      ["established", "Established", attr("order.daysSinceFirst", atLeast(n.established + 1))],
      ["active", "Active", attr("order.daysSinceFirst", atLeast(n.active + 1))],
      ["newCustomer", "New customer"],
    ],
  }),
  bands({
    key: "order.power", label: "Purchasing power", group: LIFECYCLE,
    knobs: { high: money("High: average above …", 150), middle: money("Middle: average from …", 75) }, falling: [["high", "middle"]],
    says: (n) => `By average order value, net, all time: above ${amount(n.high)}, ${amount(n.middle)} to ${amount(n.high)}, below ${amount(n.middle)} in the shop's currency.`,
    rules: (n) => {
      const basket = (test: Parameters<typeof agg>[2]) => agg("avg", "order", test, { field: "order.net" });
      return [["high", "High", basket({ op: "gt", value: n.high })], ["middle", "Middle", basket({ op: "within", from: n.middle, to: n.high })], ["low", "Low", basket({ op: "lt", value: n.middle })]];
    },
  }),
  ordered({
    key: "order.tier", label: "Value tier", group: LIFECYCLE,
    knobs: { amount: money("VIP: an order above …", 200), orders: count("VIP: at least … orders", 5) },
    says: (n) => `VIP: an order above ${amount(n.amount)} or at least ${n.orders} orders. Then repeat buyers, one-time buyers, and prospects.`,
    rules: (n) => [
      ["vip", "VIP", any(orders(atLeast(n.orders)), all(orders(atLeast(1)), agg("max", "order", { op: "gt", value: n.amount }, { field: "order.net" })))],
      ["repeat", "Repeat", orders(atLeast(2))],
      ["once", "One order", orders(atLeast(1))],
      ["prospect", "Prospect"],
    ],
  }),
  bands({
    key: "rfm.recency", label: "RFM: recency score", group: LIFECYCLE,
    knobs: { two: days("2: last order up to … ago", 365), three: days("3: last order up to … ago", 180), four: days("4: last order up to … ago", 90), five: days("5: last order up to … ago", 30) }, falling: [["two", "three", "four", "five"]],
    says: (n) => `Days since last order: 5 up to ${n.five}, 4 up to ${n.four}, 3 up to ${n.three}, 2 up to ${n.two}, 1 beyond.`,
    rules: (n) => [
      ["5", "5", sinceLast(0, n.five)], ["4", "4", sinceLast(n.five + 1, n.four)], ["3", "3", sinceLast(n.four + 1, n.three)], ["2", "2", sinceLast(n.three + 1, n.two)], ["1", "1", sinceLast(n.two + 1)],
    ],
  }),
  bands({
    key: "rfm.frequency", label: "RFM: frequency score", group: LIFECYCLE,
    knobs: { ...PERIOD, five: count("5: at least … orders", 8), four: count("4: at least … orders", 5), three: count("3: at least … orders", 3), two: count("2: at least … orders", 2) }, falling: [["five", "four", "three", "two"]],
    says: (n) => `Orders in the last ${n.days} days: 5 from ${n.five}, 4 from ${n.four}, 3 from ${n.three}, 2 from ${n.two}, 1 below.`,
    rules: (n) => {
      const between = (from: number, below: number) => orders(below === from + 1 ? { op: "eq", value: from } : { op: "within", from, to: below - 1 }, lastDays(n.days));
      return [["5", "5", orders(atLeast(n.five), lastDays(n.days))], ["4", "4", between(n.four, n.five)], ["3", "3", between(n.three, n.four)], ["2", "2", between(n.two, n.three)], ["1", "1", orders({ op: "le", value: n.two - 1 }, lastDays(n.days))]];
    },
  }),
  ordered({
    key: "rfm.monetary", label: "RFM: money score", group: LIFECYCLE,
    knobs: { ...PERIOD, five: money("5: spent at least …", 1000), four: money("4: spent at least …", 500), three: money("3: spent at least …", 200), two: money("2: spent at least …", 75) }, falling: [["five", "four", "three", "two"]],
    says: (n) => `Net spend in the last ${n.days} days in the shop's currency: 5 from ${amount(n.five)}, 4 from ${amount(n.four)}, 3 from ${amount(n.three)}, 2 from ${amount(n.two)}, 1 below.`,
    rules: (n) => {
      const spent = (value: number) => agg("sum", "order", atLeast(value), { field: "order.net", window: lastDays(n.days) });
      return [["5", "5", spent(n.five)], ["4", "4", spent(n.four)], ["3", "3", spent(n.three)], ["2", "2", spent(n.two)], ["1", "1"]];
    },
  }),
  ordered({
    key: "rfm.group", label: "RFM group", group: LIFECYCLE,
    knobs: {
      ...PERIOD, gone: days("Lost: last order more than … ago", 730), cold: days("Hibernating: last order more than … ago", 365), cooling: days("At risk: last order more than … ago", 180), warm: days("Needs attention: last order more than … ago", 90), recent: days("Promising: last order more than … ago", 30),
      many: count("Champions, can't lose: at least … orders", 5), some: count("Loyal, at risk: at least … orders", 3), few: count("Potential loyalist: at least … orders", 2),
    },
    falling: [["gone", "cold", "cooling", "warm", "recent"], ["many", "some", "few"]],
    says: (n) => `The first that holds. Prospect: no order. Champions: last order up to ${n.warm} days ago and at least ${n.many} orders in ${n.days} days. Loyal: up to ${n.cooling} days ago and at least ${n.some}. Potential loyalist: up to ${n.warm}, at least ${n.few} orders ever. New: up to ${n.recent}. Promising: up to ${n.warm}. Needs attention: up to ${n.cooling}. Longer ago: can't lose with at least ${n.many} orders ever, at risk with at least ${n.some}. About to lose: up to ${n.cold}. Hibernating: up to ${n.gone}. Lost: longer ago.`,
    rules: (n) => [
      ["prospect", "Prospect", orders({ op: "eq", value: 0 })],
      ["champions", "Champions", all(sinceLast(0, n.warm), orders(atLeast(n.many), lastDays(n.days)))],
      ["loyal", "Loyal", all(sinceLast(0, n.cooling), orders(atLeast(n.some), lastDays(n.days)))],
      ["potential", "Potential loyalist", all(sinceLast(0, n.warm), orders(atLeast(n.few)))],
      ["new", "New", sinceLast(0, n.recent)],
      ["promising", "Promising", sinceLast(0, n.warm)],
      ["attention", "Needs attention", sinceLast(0, n.cooling)],
      ["cantLose", "Can't lose", all(sinceLast(n.cooling + 1), orders(atLeast(n.many)))],
      ["atRisk", "At risk", all(sinceLast(n.cooling + 1), orders(atLeast(n.some)))],
      ["aboutToLose", "About to lose", sinceLast(0, n.cold)],
      ["hibernating", "Hibernating", sinceLast(0, n.gone)],
      ["lost", "Lost"],
    ],
  }),
  bands({
    key: "rfm.recencyFifth", label: "RFM by this shop: recency", group: LIFECYCLE, says: () => `By the last order: 5 are the fifth of the customers who ordered latest. ${TAKEN}`,
    rules: () => fifths({ kind: "attr", field: "order.daysSinceLast" }, (score) => score),
  }),
  bands({
    key: "rfm.frequencyFifth", label: "RFM by this shop: frequency", group: LIFECYCLE, knobs: PERIOD,
    says: (n) => `By the number of orders in the last ${n.days} days, of those who ordered then: 5 are the fifth with the most. ${TAKEN}`,
    rules: (n) => fifths({ kind: "agg", measure: "count", event: "order", window: lastDays(n.days) }, mostFirst),
  }),
  bands({
    key: "rfm.monetaryFifth", label: "RFM by this shop: money", group: LIFECYCLE, knobs: PERIOD,
    says: (n) => `By net spend in the last ${n.days} days, of those who ordered then: 5 are the fifth that spent the most. ${TAKEN}`,
    rules: (n) => fifths({ kind: "agg", measure: "sum", event: "order", field: "order.net", window: lastDays(n.days) }, mostFirst),
  }),
];
