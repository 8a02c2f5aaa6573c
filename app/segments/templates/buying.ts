// Templates about how much, how often and what people buy.
import { asked } from "./template.ts";

const PRODUCTS = "What they buy";

const bought = [7, 30, 90, 180].map((n): [string, string, string] => [`bought-${n}`, `Bought in the last ${n} days`, `count(order) in last ${n} d >= 1`]);
const rhythms = ["daily", "weekly", "monthly", "quarterly"].map((rhythm): [string, string, string] => [`${rhythm}-buyer`, `${rhythm.charAt(0).toUpperCase()}${rhythm.slice(1)} buyers`, `order.rhythm is "${rhythm}"`]);
const affinities = [1, 2, 3, 4].map((n): [string, string, string] => [
  `affinity-${n}`, `Prefers $type${n}`, `top(money of item by item.type during last 365 d) is "$type${n}" and count(item where item.type is "$type${n}") in last 365 d >= 2`,
]);

export const BUYING = [
  ...asked("Value", [
    ["high-value", "High value", "avg(order.net) > 150"],
    ["mid-tier", "Mid tier", "avg(order.net) between 75..150"],
    ["price-sensitive", "Price-sensitive", "avg(order.net) < 75 and count(order) >= 1"],
  ]),
  ...asked("Orders", [
    ["first-time", "First-time buyers", "count(order) = 1"],
    ...rhythms,
    ...bought,
    ["bought-long-ago", "Last order more than 180 days ago", "order.last in more than 180 d ago"],
    ["holiday", "Holiday buyers", "count(order) in season {bfcm, christmas} >= 1"],
    ["summer", "Summer buyers", "count(order) in season {summer} >= 1"],
    ["back-to-school", "Back-to-school buyers", "count(order) in season {backToSchool} >= 1"],
    ["offers", "Prefers offers", "share(count of order with order.discounted is true) in last 365 d with 3 > 50"],
  ]),
  ...asked(PRODUCTS, [
    ["category-preference", "Spends mostly on $type1", 'share(money of item with item.type is "$type1") in last 365 d with 2 >= 50'],
    ["cross-sell", "Bought $type1, never $type2", 'count(item where item.type is "$type1") >= 1 and count(item where item.type is "$type2") = 0'],
    ["first-in-category", "First $type1 in the last 30 days", 'nth(1, item, order.processed where item.type is "$type1") in last 30 d'],
    ...affinities,
    ["owns-restocked", "Own something that is back in stock", "count(item where item.restocked in last 14 d) in last 365 d >= 1"],
    ["owns-cheaper", "Own something whose price fell", "count(item where item.priceFell in last 7 d and item.priceFellBy >= 10) in last 365 d >= 1"],
    ["evangelist", "Brand evangelists", 'pattern.brand is "evangelist"'],
    ["multi-brand", "Multi-brand buyers", 'pattern.brand is "multiBrand"'],
    ["switcher", "Brand switchers", 'pattern.brand is "switcher"'],
    ["price-shopper", "Price shoppers", 'pattern.brand is "priceShopper"'],
    ["daily-user", "Daily users", 'pattern.usage is "daily"'],
    ["occasional-user", "Occasional users", 'pattern.usage is "occasional"'],
    ["experimental-user", "Experimental users", 'pattern.usage is "experimental"'],
    ["minimalist-user", "Minimalists", 'pattern.usage is "minimalist"'],
  ]),
];
