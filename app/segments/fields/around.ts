// Fields of an order or an item that look at what is around it: the customer's other orders, what else
// the order contains, where the customer lives. compile/joins.ts has the sub-queries they read.
import type { Around, EventField, FieldType, Occurrence, Value } from "../field.ts";

const order = (key: string, label: string, type: FieldType, sql: string, read: (around: Around, order: NonNullable<Occurrence["order"]>) => Value, more: Partial<EventField> = {}): EventField => ({
  key, label, group: "Order", type, scope: "order", history: "dated", sql, read: ({ around, order: own }) => (own === null ? null : read(around, own)), ...more,
});

const isNew = (key: string, label: string, alias: string, of: "product" | "vendor" | "type"): EventField => ({
  key, label, group: "Item", type: "bool", scope: "item", history: "dated", sql: `(l.processed_at = ${alias}.first_at)`, past: true,
  read({ around, line, at }) {
    const first = line === null ? null : around.firstAt(of, line);
    return first === null ? null : at === first;
  },
});

export const AROUND_ORDER_FIELDS: EventField[] = [
  order("order.number", "Place among their orders, from the first", "number", "rk.number", (around, o) => around.place(o)?.number ?? null, { past: true, nonNegative: true, help: "1 is the first order." }),
  order("order.fromLast", "Place among their orders, from the last", "number", "rb.back", (around, o) => around.place(o)?.back ?? null, { nonNegative: true, help: "1 is the last order: at most 4 means the last four orders." }),
  order("order.sincePrevious", "Days since the order before", "number", "floor(extract(epoch FROM o.processed_at - rk.before_at) / 86400)", (around, o) => {
    const before = around.place(o)?.beforeAt ?? null;
    return before === null || o.processedAt === null ? null : Math.floor((o.processedAt.getTime() - before) / 86_400_000);
  }, { past: true, nonNegative: true, help: "Whole days. Unknown for the first order." }),
  order("order.ofAverage", "Order value against their own average (%)", "number", "(CASE WHEN rt.total > 0 THEN div(((o.gross_minor - o.refunded_minor) * 100 * rt.orders)::numeric, rt.total) END)", (around, o) => {
    const { total, orders } = around.totals();
    return total <= 0n ? null : Number((BigInt(o.netMinor) * 100n * BigInt(orders)) / total);
  }, { past: true, help: "Net, in whole percent of the average of all their orders: 200 is twice their average." }),
  order("order.products", "Products in the order", "refs", "ct.products", (around, o) => around.contents(o)?.products ?? null, { picker: "product", help: "Has all of: bought together in one order." }),
  order("order.vendors", "Vendors in the order", "set", "ct.vendors", (around, o) => around.contents(o)?.vendors ?? null, { picker: "vendor" }),
  order("order.types", "Product types in the order", "set", "ct.types", (around, o) => around.contents(o)?.types ?? null, { picker: "productType", history: "today" }),
  order("order.away", "Shipped to another region than home", "bool",
    "(CASE WHEN o.ship_country IS NOT NULL AND k.country_code IS NOT NULL THEN o.ship_country <> k.country_code OR coalesce(o.ship_province <> k.province_code, false) END)",
    ({ customer }, o) => (o.shipCountry === null || customer.countryCode === null ? null : o.shipCountry !== customer.countryCode || (o.shipProvince !== null && customer.provinceCode !== null && o.shipProvince !== customer.provinceCode)),
    { history: "today", help: "Another country or state than the customer's own address. Unknown where either country is." }),
];

export const AROUND_ITEM_FIELDS: EventField[] = [
  { ...isNew("item.newProduct", "First time they bought this product", "np", "product"), help: "Of all their orders, this was the first with that product. Unknown where the product is." },
  { ...isNew("item.newVendor", "First time they bought from this vendor", "nv", "vendor") },
  { ...isNew("item.newType", "First time they bought this product type", "nt", "type"), history: "today" },
];
