// The lists of a shop: what can be searched by which key, what they can be sorted by, and what a
// token may see of them.
import { GraphQLError } from "graphql";
import { days } from "#app/lib/time.ts";
import { counted, financialStatus, spent, total } from "./amounts.ts";
import type { Args, Rows } from "./fields.ts";
import { text } from "./fields.ts";
import type { BulkOperation, Collection, Customer, Order, Product } from "./records.ts";
import { search } from "./search.ts";
import type { SearchKeys } from "./search.ts";
import type { Shop } from "./shop.ts";

type Sorts<Row> = Record<string, (row: Row) => number | string>;

export function list<Row extends { id: number }>(rows: Iterable<Row>, args: Args, keys: SearchKeys<Row>, sorts: Sorts<Row>): Rows {
  const query = text(args, "query");
  const found = query ? [...rows].filter(search(query, keys)) : [...rows];
  const sortKey = text(args, "sortKey") ?? "ID";
  const sort = sorts[sortKey === "RELEVANCE" ? "ID" : sortKey];
  if (!sort) throw new GraphQLError(`The sandbox cannot sort by ${sortKey} here. It knows: ${Object.keys(sorts).join(", ")}.`);
  const keyed = found.map((row): [number | string, Row] => [sort(row), row]);
  keyed.sort(([one, a], [other, b]) => (one < other ? -1 : one > other ? 1 : a.id - b.id));
  const ordered = keyed.map(([, row]) => row);
  if (args.reverse === true) ordered.reverse();
  // Rows came in as Row and go out as they came; the engine knows them as objects only.
  return { rows: ordered, key: (row) => [sort(row as Row), (row as Row).id] };
}

export const listCustomers = (shop: Shop, args: Args) => list(shop.tables.Customer.values(), args, customerKeys(shop), CUSTOMER_SORTS);
export const listOrders = (shop: Shop, args: Args, of: Iterable<Order> = shop.tables.Order.values()) => list(visible(shop, of), args, ORDER_KEYS, ORDER_SORTS);
export const listProducts = (shop: Shop, args: Args, of: Iterable<Product> = shop.tables.Product.values()) => list(of, args, PRODUCT_KEYS, PRODUCT_SORTS);
export const listCollections = (shop: Shop, args: Args) => list(shop.tables.Collection.values(), args, COLLECTION_KEYS, COLLECTION_SORTS);
export const listBulkOperations = (shop: Shop, args: Args) =>
  list(shop.tables.BulkOperation.values(), { sortKey: "CREATED_AT", ...args }, BULK_KEYS, {
    ID: (operation) => operation.id,
    CREATED_AT: (operation) => operation.createdAt,
    COMPLETED_AT: (operation) => operation.completedAt ?? 0,
  });

/** Without read_all_orders a token sees the last 60 days only. */
export function* visible(shop: Shop, orders: Iterable<Order>): Iterable<Order> {
  const since = shop.scopes.includes("read_all_orders") ? -Infinity : shop.now() - days(60);
  for (const order of orders) if (order.createdAt >= since) yield order;
}

const customerKeys = (shop: Shop): SearchKeys<Customer> => ({
  id: { kind: "id", of: (customer) => customer.id },
  email: { kind: "text", of: (customer) => customer.email },
  phone: { kind: "text", of: (customer) => customer.phone },
  first_name: { kind: "text", of: (customer) => customer.firstName },
  last_name: { kind: "text", of: (customer) => customer.lastName },
  country: { kind: "text", of: (customer) => customer.addresses[0]?.country ?? null },
  state: { kind: "text", of: (customer) => customer.state },
  tag: { kind: "text", of: (customer) => customer.tags },
  accepts_marketing: { kind: "text", of: (customer) => String(customer.emailConsent.state === "SUBSCRIBED") },
  customer_date: { kind: "instant", of: (customer) => customer.createdAt },
  updated_at: { kind: "instant", of: (customer) => customer.updatedAt },
  orders_count: { kind: "number", of: (customer) => counted(shop.ordersOfCustomer(customer.id)).length },
  total_spent: { kind: "number", of: (customer) => spent(shop.ordersOfCustomer(customer.id)) / 100 },
  order_date: { kind: "instant", of: (customer) => shop.ordersOfCustomer(customer.id).at(-1)?.processedAt ?? null },
});
const CUSTOMER_SORTS: Sorts<Customer> = {
  ID: (customer) => customer.id,
  CREATED_AT: (customer) => customer.createdAt,
  UPDATED_AT: (customer) => customer.updatedAt,
  NAME: (customer) => `${customer.lastName ?? ""} ${customer.firstName ?? ""}`,
};

const ORDER_KEYS: SearchKeys<Order> = {
  id: { kind: "id", of: (order) => order.id },
  name: { kind: "text", of: (order) => `#${order.number}` },
  email: { kind: "text", of: (order) => order.email },
  customer_id: { kind: "id", of: (order) => order.customerId },
  created_at: { kind: "instant", of: (order) => order.createdAt },
  updated_at: { kind: "instant", of: (order) => order.updatedAt },
  processed_at: { kind: "instant", of: (order) => order.processedAt },
  tag: { kind: "text", of: (order) => order.tags },
  test: { kind: "text", of: (order) => String(order.test) },
  financial_status: { kind: "text", of: (order) => financialStatus(order).toLowerCase() },
  status: { kind: "text", of: (order) => (order.cancelledAt === null ? "open" : "cancelled") },
  source_name: { kind: "text", of: (order) => order.sourceName },
};
const ORDER_SORTS: Sorts<Order> = {
  ID: (order) => order.id,
  CREATED_AT: (order) => order.createdAt,
  UPDATED_AT: (order) => order.updatedAt,
  PROCESSED_AT: (order) => order.processedAt,
  ORDER_NUMBER: (order) => order.number,
  TOTAL_PRICE: (order) => total(order),
};

const PRODUCT_KEYS: SearchKeys<Product> = {
  id: { kind: "id", of: (product) => product.id },
  title: { kind: "text", of: (product) => product.title },
  handle: { kind: "text", of: (product) => product.handle },
  vendor: { kind: "text", of: (product) => product.vendor },
  product_type: { kind: "text", of: (product) => product.productType },
  status: { kind: "text", of: (product) => product.status },
  tag: { kind: "text", of: (product) => product.tags },
  sku: { kind: "text", of: (product) => product.variants.flatMap((variant) => variant.sku ?? []) },
  created_at: { kind: "instant", of: (product) => product.createdAt },
  updated_at: { kind: "instant", of: (product) => product.updatedAt },
};
const PRODUCT_SORTS: Sorts<Product> = {
  ID: (product) => product.id,
  TITLE: (product) => product.title,
  VENDOR: (product) => product.vendor,
  PRODUCT_TYPE: (product) => product.productType,
  CREATED_AT: (product) => product.createdAt,
  UPDATED_AT: (product) => product.updatedAt,
};

const COLLECTION_KEYS: SearchKeys<Collection> = {
  id: { kind: "id", of: (collection) => collection.id },
  title: { kind: "text", of: (collection) => collection.title },
  handle: { kind: "text", of: (collection) => collection.handle },
  updated_at: { kind: "instant", of: (collection) => collection.updatedAt },
};
const COLLECTION_SORTS: Sorts<Collection> = {
  ID: (collection) => collection.id,
  TITLE: (collection) => collection.title,
  UPDATED_AT: (collection) => collection.updatedAt,
};

const BULK_KEYS: SearchKeys<BulkOperation> = {
  id: { kind: "id", of: (operation) => operation.id },
  status: { kind: "text", of: (operation) => operation.status },
  operation_type: { kind: "text", of: (operation) => operation.type },
  created_at: { kind: "instant", of: (operation) => operation.createdAt },
};
