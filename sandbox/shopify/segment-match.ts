// Who a segment query means: held against one customer of the stand-in, by whole days of the shop's zone.
// What is not there meets no test but IS NULL and NOT CONTAINS. Test orders do not count; cancelled ones do,
// as in Shopify's own number of orders.
import { counted, currentQuantity, spent, total } from "./amounts.ts";
import type { Customer, Line, Order } from "./records.ts";
import type { Operand, Operator, Parameter, Query } from "./segment-query.ts";
import type { Shop } from "./shop.ts";

type Value = string | number | string[] | null;
type Asked = { shop: Shop; customer: Customer; orders: Order[]; today: string };

export function membersOf(shop: Shop, query: Query): Customer[] {
  const today = dayOf(shop, shop.now());
  return [...shop.tables.Customer.values()].filter((customer) => holds(query, { shop, customer, orders: counted(shop.ordersOfCustomer(customer.id)), today })).sort((one, other) => one.id - other.id);
}

function holds(query: Query, asked: Asked): boolean {
  switch (query.kind) {
    case "and": return query.parts.every((part) => holds(part, asked));
    case "or": return query.parts.some((part) => holds(part, asked));
    case "test": return meets(READERS[query.filter]?.(asked) ?? null, query.operator, query.operands, asked);
    case "matches": return (query.filter === "orders_placed" ? placed(query.parameters, asked) : purchased(query.parameters, asked)) !== query.negated;
    default: return query satisfies never;
  }
}

const READERS: Record<string, (asked: Asked) => Value> = {
  amount_spent: ({ orders }) => spent(orders) / 100,
  number_of_orders: ({ orders }) => orders.length,
  first_order_date: ({ shop, orders }) => dayOrNull(shop, orders[0]?.processedAt),
  last_order_date: ({ shop, orders }) => dayOrNull(shop, orders.at(-1)?.processedAt),
  customer_added_date: ({ shop, customer }) => dayOf(shop, customer.createdAt),
  customer_account_status: ({ customer }) => customer.state,
  customer_email_domain: ({ customer }) => customer.email?.split("@")[1] ?? null,
  customer_language: ({ customer }) => customer.locale,
  customer_tags: ({ customer }) => customer.tags.map((tag) => tag.toLowerCase()),
  customer_countries: ({ customer }) => customer.addresses.map((address) => address.countryCode),
  customer_regions: ({ customer }) => customer.addresses.flatMap(({ countryCode, provinceCode }) => (provinceCode === null ? [] : [`${countryCode}-${provinceCode}`])),
  email_subscription_status: ({ customer }) => customer.emailConsent.state,
  sms_subscription_status: ({ customer }) => customer.smsConsent.state,
  product_subscription_status: () => "NEVER_SUBSCRIBED",
};

function meets(value: Value, operator: Operator, operands: Operand[], asked: Asked): boolean {
  const isThere = value !== null && !(Array.isArray(value) && value.length === 0);
  const [one, other] = operands.map((operand) => said(operand, asked));
  switch (operator) {
    case "IS NULL": return !isThere;
    case "IS NOT NULL": return isThere;
    case "CONTAINS": return Array.isArray(value) && value.includes(listed(one, value));
    case "NOT CONTAINS": return !(Array.isArray(value) && value.includes(listed(one, value)));
    default:
  }
  if (value === null || Array.isArray(value) || one === undefined) return false;
  switch (operator) {
    case "=": return value === one;
    case "!=": return value !== one;
    case ">": return value > one;
    case ">=": return value >= one;
    case "<": return value < one;
    case "<=": return value <= one;
    case "BETWEEN": return other !== undefined && value >= one && value <= other;
    case "IN": return operands.some((operand) => said(operand, asked) === value);
    case "NOT IN": return !operands.some((operand) => said(operand, asked) === value);
    default: return operator satisfies never;
  }
}

/** Tags are held in small letters here; countries and regions are not. */
const listed = (text: string | number | undefined, among: string[]) => (among.some((entry) => entry !== entry.toLowerCase()) ? String(text) : String(text).toLowerCase());

function said(operand: Operand, { today }: Asked): string | number {
  switch (operand.kind) {
    case "text": return operand.text;
    case "number": return operand.number;
    case "day": return operand.day;
    case "offset": return shifted(today, operand.count, operand.unit);
    default: return operand satisfies never;
  }
}

type Test = (name: string, value: Value) => boolean;
const tested = (parameters: Parameter[], asked: Asked): Test => (name, value) => {
  const parameter = parameters.find((each) => each.name === name);
  return parameter === undefined || meets(value, parameter.operator, parameter.operands, asked);
};

function placed(parameters: Parameter[], asked: Asked): boolean {
  const test = tested(parameters, asked);
  const found = asked.orders.filter((order) => test("date", dayOf(asked.shop, order.processedAt)) && test("amount", total(order) / 100));
  return found.length > 0 && test("count", found.length) && test("sum_amount", found.reduce((sum, order) => sum + total(order), 0) / 100);
}

function purchased(parameters: Parameter[], asked: Asked): boolean {
  const test = tested(parameters, asked);
  const pieces = (order: Order, line: Line) => currentQuantity(order, line);
  const found = asked.orders.filter((order) => test("date", dayOf(asked.shop, order.processedAt)))
    .flatMap((order) => order.lines.filter((line) => test("id", line.productId) && test("quantity", pieces(order, line))).map((line) => ({ order, line })));
  return found.length > 0 && test("count", new Set(found.map(({ order }) => order.id)).size) && test("sum_quantity", found.reduce((sum, { order, line }) => sum + pieces(order, line), 0));
}

const formats = new Map<string, Intl.DateTimeFormat>();

/** "2026-01-31", in the shop's zone: days compare as texts. */
function dayOf(shop: Shop, ms: number): string {
  const { timeZone } = shop.settings;
  const format = formats.get(timeZone) ?? new Intl.DateTimeFormat("en-CA", { timeZone, year: "numeric", month: "2-digit", day: "2-digit" });
  formats.set(timeZone, format);
  return format.format(ms);
}

const dayOrNull = (shop: Shop, ms: number | undefined) => (ms === undefined ? null : dayOf(shop, ms));

/** Months and years end where the shorter month does: a month before the 31st of March is the end of February. */
function shifted(day: string, count: number, unit: "d" | "w" | "m" | "y"): string {
  const [year = 0, month = 0, date = 0] = day.split("-").map(Number);
  if (unit === "d" || unit === "w") return new Date(Date.UTC(year, month - 1, date + count * (unit === "w" ? 7 : 1))).toISOString().slice(0, 10);
  const months = year * 12 + month - 1 + count * (unit === "y" ? 12 : 1);
  const last = new Date(Date.UTC(Math.floor(months / 12), (months % 12) + 1, 0)).getUTCDate();
  return new Date(Date.UTC(Math.floor(months / 12), months % 12, Math.min(date, last))).toISOString().slice(0, 10);
}
