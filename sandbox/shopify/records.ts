// What the stand-in remembers of a shop. Money is in minor units of the shop's currency, instants are
// milliseconds since 1970, ids are Shopify's numeric ones (below 2^53 here, unlike in some real shops).

export type Address = {
  id: number;
  firstName: string | null;
  lastName: string | null;
  address1: string | null;
  city: string | null;
  zip: string | null;
  province: string | null;
  provinceCode: string | null;
  country: string;
  countryCode: string;
  phone: string | null;
  timeZone: string | null;
};

export type ConsentState = "NOT_SUBSCRIBED" | "PENDING" | "SUBSCRIBED" | "UNSUBSCRIBED" | "REDACTED";
export type OptInLevel = "SINGLE_OPT_IN" | "CONFIRMED_OPT_IN" | "UNKNOWN";

export type Consent = { state: ConsentState; level: OptInLevel | null; at: number | null; from: "OTHER" | "SHOPIFY" | null };

export type Metafield = { kind: "Metafield"; id: number; namespace: string; key: string; type: string; value: string; createdAt: number; updatedAt: number };

export type Customer = {
  kind: "Customer";
  id: number;
  firstName: string | null;
  lastName: string | null;
  email: string | null;
  phone: string | null;
  emailConsent: Consent;
  smsConsent: Consent;
  tags: string[];
  note: string | null;
  locale: string;
  state: "DISABLED" | "ENABLED" | "INVITED" | "DECLINED";
  verifiedEmail: boolean;
  taxExempt: boolean;
  /** The first is the default one. */
  addresses: Address[];
  metafields: Metafield[];
  createdAt: number;
  updatedAt: number;
};

export type Line = {
  id: number;
  productId: number | null;
  variantId: number | null;
  title: string;
  sku: string | null;
  vendor: string | null;
  quantity: number;
  /** Taken out again by order edits; returns are in the refunds. */
  editedOut: number;
  price: number;
  /** Of the whole line at its full quantity. */
  discount: number;
};

export type Refund = {
  id: number;
  transactionId: number;
  createdAt: number;
  processedAt: number;
  note: string | null;
  amount: number;
  lines: { id: number; lineId: number; quantity: number; subtotal: number }[];
};

export type CancelReason = "CUSTOMER" | "DECLINED" | "FRAUD" | "INVENTORY" | "OTHER" | "STAFF";

export type Order = {
  kind: "Order";
  id: number;
  number: number;
  customerId: number | null;
  email: string | null;
  phone: string | null;
  createdAt: number;
  processedAt: number;
  updatedAt: number;
  cancelledAt: number | null;
  cancelReason: CancelReason | null;
  test: boolean;
  sourceName: string;
  note: string | null;
  tags: string[];
  discountCodes: string[];
  shipping: number;
  /** The total on the day it was placed, before any edit. */
  originalTotal: number;
  paid: boolean;
  voided: boolean;
  fulfilled: boolean;
  acceptsMarketing: boolean;
  shippingAddress: Address | null;
  cartToken: string | null;
  checkoutToken: string | null;
  lines: Line[];
  refunds: Refund[];
};

export type Variant = { kind: "ProductVariant"; id: number; productId: number; title: string; sku: string | null; price: number; position: number; createdAt: number; updatedAt: number; /** Absent: nobody keeps count of it. */ stock?: number };

export type Product = {
  kind: "Product";
  id: number;
  title: string;
  handle: string;
  vendor: string;
  productType: string;
  status: "ACTIVE" | "ARCHIVED" | "DRAFT" | "UNLISTED";
  tags: string[];
  collectionIds: number[];
  variants: Variant[];
  metafields: Metafield[];
  createdAt: number;
  updatedAt: number;
};

export type Collection = { kind: "Collection"; id: number; title: string; handle: string; updatedAt: number };

/** One of the shop's own, in Shopify's language. */
export type Segment = { kind: "Segment"; id: number; name: string; query: string; createdAt: number; updatedAt: number };

export type BulkStatus = "CREATED" | "RUNNING" | "COMPLETED" | "FAILED" | "CANCELING" | "CANCELED" | "EXPIRED";

export type BulkOperation = {
  kind: "BulkOperation";
  id: number;
  type: "QUERY" | "MUTATION";
  text: string;
  groupObjects: boolean;
  /** The uploaded variables of a mutation. */
  uploadKey: string | null;
  status: BulkStatus;
  errorCode: "ACCESS_DENIED" | "INTERNAL_SERVER_ERROR" | "TIMEOUT" | null;
  createdAt: number;
  completedAt: number | null;
  objectCount: number;
  rootObjectCount: number;
  fileSize: number | null;
  /** Within the folder of bulk files; null where nothing matched. */
  file: string | null;
};

export type Token = { kind: "Token"; id: number; access: string; refresh: string | null; expiresAt: number | null; refreshExpiresAt: number | null; usedAt: number | null; replaces: number | null; dead: boolean };

/** A webhook on its way. */
export type Delivery = {
  kind: "Delivery";
  id: number;
  topic: string;
  uri: string;
  body: string;
  eventId: string;
  webhookId: string;
  /** When the event happened; of one that is planned for later, when it is first sent. */
  triggeredAt: number;
  planned: boolean;
  dueAt: number;
  attempts: number;
};

/** Amounts in minor units. `codes`: by their upper-case letters, who has used each. */
export type Discount = {
  kind: "Discount";
  id: number;
  title: string;
  percent: number | null;
  amount: number | null;
  /** Nothing is taken off but the shipping. */
  isShipping?: boolean;
  minimum: number | null;
  startsAt: number;
  endsAt: number | null;
  usageLimit: number | null;
  isOnce: boolean;
  codes: Record<string, number[]>;
  createdAt: number;
};

export type Tables = {
  Customer: Customer;
  Order: Order;
  Product: Product;
  Collection: Collection;
  BulkOperation: BulkOperation;
  Token: Token;
  Delivery: Delivery;
  Segment: Segment;
  Discount: Discount;
};
export type Kind = keyof Tables;
export const KINDS: Kind[] = ["Customer", "Order", "Product", "Collection", "BulkOperation", "Token", "Delivery", "Segment", "Discount"];
