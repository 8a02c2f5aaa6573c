// The root fields of a query.
import { codeIn, discountBy, discountByCode, setBy } from "./discounts.ts";
import { fieldsOf, text } from "./fields.ts";
import type { Args } from "./fields.ts";
import { kindOf, numberOf } from "./gid.ts";
import { listBulkOperations, listCollections, listCustomers, listOrders, listProducts, visible } from "./list.ts";
import type { Customer, Order } from "./records.ts";
import { segmentFilters } from "./segment-filters.ts";
import { listSegments, segmentBy, segmentMembers } from "./segments.ts";
import type { Shop } from "./shop.ts";

const idIn = (args: Args, kind: string, name = "id") => numberOf(text(args, name) ?? "", kind) ?? -1;

export const QUERY_FIELDS = fieldsOf<unknown>({
  shop: (_, __, shop) => shop,
  currentAppInstallation: (_, __, shop) => shop,
  customers: (_, args, shop) => listCustomers(shop, args),
  customersCount: (_, args, shop) => listCustomers(shop, args).rows.length,
  customer: (_, args, shop) => shop.tables.Customer.get(idIn(args, "Customer")) ?? null,
  customerByIdentifier: (_, args, shop) => customerBy(shop, args.identifier as Record<string, unknown>),
  orders: (_, args, shop) => listOrders(shop, args),
  ordersCount: (_, args, shop) => listOrders(shop, args).rows.length,
  order: (_, args, shop) => orderIn(shop, idIn(args, "Order")),
  products: (_, args, shop) => listProducts(shop, args),
  productsCount: (_, args, shop) => listProducts(shop, args).rows.length,
  product: (_, args, shop) => shop.tables.Product.get(idIn(args, "Product")) ?? null,
  productVariant: (_, args, shop) => shop.variants.get(idIn(args, "ProductVariant")) ?? null,
  collections: (_, args, shop) => listCollections(shop, args),
  collection: (_, args, shop) => shop.tables.Collection.get(idIn(args, "Collection")) ?? null,
  bulkOperation: (_, args, shop) => shop.tables.BulkOperation.get(idIn(args, "BulkOperation")) ?? null,
  bulkOperations: (_, args, shop) => listBulkOperations(shop, args),
  segments: (_, args, shop) => listSegments(shop, args),
  segmentsCount: (_, __, shop) => shop.tables.Segment.size,
  segment: (_, args, shop) => segmentBy(shop, args.id),
  segmentFilters: () => ({ rows: segmentFilters() }),
  customerSegmentMembers: (_, args, shop) => segmentMembers(shop, args),
  codeDiscountNode: (_, args, shop) => discountBy(shop, args.id) ?? null,
  codeDiscountNodeByCode: (_, args, shop) => discountByCode(shop, codeIn(args)) ?? null,
  discountRedeemCodeBulkCreation: (_, args, shop) => setBy(shop, args.id),
  node: (_, args, shop) => nodeOf(shop, text(args, "id") ?? ""),
  nodes: (_, args, shop) => (Array.isArray(args.ids) ? args.ids.map((id) => nodeOf(shop, String(id))) : []),
});

function orderIn(shop: Shop, id: number): Order | null {
  const order = shop.tables.Order.get(id);
  return order && [...visible(shop, [order])].length > 0 ? order : null;
}

/** @oneOf: exactly one key is there. */
function customerBy(shop: Shop, identifier: Record<string, unknown>): Customer | null {
  if (typeof identifier.id === "string") return shop.tables.Customer.get(numberOf(identifier.id, "Customer") ?? -1) ?? null;
  const { emailAddress, phoneNumber } = identifier;
  for (const customer of shop.tables.Customer.values()) {
    if (typeof emailAddress === "string" && customer.email?.toLowerCase() === emailAddress.toLowerCase()) return customer;
    if (typeof phoneNumber === "string" && customer.phone === phoneNumber) return customer;
  }
  return null;
}

export function nodeOf(shop: Shop, id: string): object | null {
  const number = numberOf(id) ?? -1;
  const kind = kindOf(id);
  switch (kind) {
    case "Customer":
    case "Product":
    case "Collection":
    case "BulkOperation":
      return shop.tables[kind].get(number) ?? null;
    case "Order":
      return orderIn(shop, number);
    case "ProductVariant":
      return shop.variants.get(number) ?? null;
    default:
      return null;
  }
}
