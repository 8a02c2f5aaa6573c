// What can be asked of customers in Shopify's segment language: the names, their types and, of functions,
// the parameters. Answers the query segmentFilters; the reader of queries looks names up here.
// Left out is what a stand-in cannot answer: Shopify's own predictions, B2B, store credit, mail, browsing.

export type FilterKind = "date" | "number" | "text" | "list" | "event";
export type Filter = { name: string; label: string; type: string; kind: FilterKind; parameters?: readonly string[] };

const ALL: Filter[] = [
  { name: "amount_spent", label: "Amount spent", type: "SegmentFloatFilter", kind: "number" },
  { name: "customer_account_status", label: "Customer account status", type: "SegmentEnumFilter", kind: "text" },
  { name: "customer_added_date", label: "Date customer was added", type: "SegmentDateFilter", kind: "date" },
  { name: "customer_countries", label: "Country or region", type: "SegmentEnumFilter", kind: "list" },
  { name: "customer_email_domain", label: "Email domain", type: "SegmentStringFilter", kind: "text" },
  { name: "customer_language", label: "Language", type: "SegmentEnumFilter", kind: "text" },
  { name: "customer_regions", label: "State or province", type: "SegmentEnumFilter", kind: "list" },
  { name: "customer_tags", label: "Customer tags", type: "SegmentAssociationFilter", kind: "list" },
  { name: "email_subscription_status", label: "Email subscription status", type: "SegmentEnumFilter", kind: "text" },
  { name: "first_order_date", label: "First order date", type: "SegmentDateFilter", kind: "date" },
  { name: "last_order_date", label: "Last order date", type: "SegmentDateFilter", kind: "date" },
  { name: "number_of_orders", label: "Number of orders", type: "SegmentIntegerFilter", kind: "number" },
  { name: "orders_placed", label: "Orders placed", type: "SegmentEventFilter", kind: "event", parameters: ["count", "amount", "sum_amount", "date"] },
  { name: "product_subscription_status", label: "Product subscription status", type: "SegmentEnumFilter", kind: "text" },
  { name: "products_purchased", label: "Products purchased", type: "SegmentEventFilter", kind: "event", parameters: ["id", "date", "quantity", "sum_quantity", "count"] },
  { name: "sms_subscription_status", label: "SMS subscription status", type: "SegmentEnumFilter", kind: "text" },
];

export const FILTERS: ReadonlyMap<string, Filter> = new Map(ALL.map((filter) => [filter.name, filter]));

/** As SegmentFilter objects. */
export const segmentFilters = () => ALL.map(({ name, label, type, kind, parameters }) => ({
  kind: type, queryName: name, localizedName: label, multiValue: kind === "list",
  ...(kind === "event" && { returnValueType: "Boolean", parameters: (parameters ?? []).map(parameter) }),
}));

const parameter = (name: string) => ({
  queryName: name, localizedName: name, localizedDescription: name, parameterType: name === "date" ? "DATE" : name === "id" ? "ID" : "FLOAT",
  optional: true, acceptsMultipleValues: name === "id", minRange: null, maxRange: null,
});
