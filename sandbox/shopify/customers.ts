// What happens to customers: by the app, by the merchant in the admin, by shoppers.
import { days } from "#app/lib/time.ts";
import { counted, spent } from "./amounts.ts";
import { setConsent } from "./consent.ts";
import type { ConsentChange } from "./consent.ts";
import { amount, customerPayload, occurredNow } from "./payloads.ts";
import type { Address, Consent, Customer } from "./records.ts";
import { Refusal } from "./refusal.ts";
import type { Shop } from "./shop.ts";
import { addTags, replaceTags, TAGS_MAX } from "./tags.ts";

export type CustomerInput = {
  firstName?: string | null;
  lastName?: string | null;
  email?: string | null;
  phone?: string | null;
  note?: string | null;
  locale?: string;
  tags?: string[];
  /** The first is the default one. */
  addresses?: Omit<Address, "id">[];
  smsConsent?: ConsentChange;
  emailConsent?: ConsentChange;
};

const NEVER: Consent = { state: "NOT_SUBSCRIBED", level: null, at: null, from: null };

export function createCustomer(shop: Shop, input: CustomerInput): Customer {
  if (!input.firstName && !input.lastName && !input.email && !input.phone) throw new Refusal("A name, phone number, or email address must be present", null);
  const now = shop.now();
  const customer: Customer = {
    kind: "Customer", id: shop.nextId("Customer"), firstName: null, lastName: null, email: null, phone: null, emailConsent: { ...NEVER }, smsConsent: { ...NEVER },
    tags: [], note: null, locale: shop.settings.locale, state: "DISABLED", verifiedEmail: true, taxExempt: false, addresses: [], metafields: [], createdAt: now, updatedAt: now,
  };
  change(shop, customer, input);
  shop.save(customer);
  shop.saveState();
  shop.emit("customers/create", customerPayload(shop, customer));
  further(shop, customer, input);
  return customer;
}

export function updateCustomer(shop: Shop, customer: Customer, input: CustomerInput): Customer {
  change(shop, customer, input);
  customer.updatedAt = shop.now();
  shop.save(customer);
  shop.emit("customers/update", customerPayload(shop, customer));
  further(shop, customer, input);
  return customer;
}

function change(shop: Shop, customer: Customer, input: CustomerInput) {
  if (input.email) unique(shop, customer, "email", input.email.toLowerCase());
  if (input.phone && !/^\+[1-9]\d{6,14}$/.test(input.phone)) throw new Refusal("Phone is invalid", ["phone"]);
  if (input.phone) unique(shop, customer, "phone", input.phone);
  if (input.email && !/^[^@\s]+@[^@\s]+\.[^@\s]+$/.test(input.email)) throw new Refusal("Email is invalid", ["email"]);
  if (input.firstName !== undefined) customer.firstName = input.firstName;
  if (input.lastName !== undefined) customer.lastName = input.lastName;
  if (input.note !== undefined) customer.note = input.note;
  if (input.locale !== undefined) customer.locale = input.locale;
  if (input.email !== undefined) customer.email = input.email?.toLowerCase() ?? null;
  // Consent belongs to a number: another number starts without.
  if (input.phone !== undefined && input.phone !== customer.phone) customer.smsConsent = { ...NEVER };
  if (input.phone !== undefined) customer.phone = input.phone;
  if (input.addresses) customer.addresses = input.addresses.map((address) => ({ ...address, id: shop.nextId("Address") }));
}

function further(shop: Shop, customer: Customer, input: CustomerInput) {
  if (input.tags) replaceTags(shop, customer, input.tags);
  if (input.smsConsent) setConsent(shop, customer, "sms", input.smsConsent);
  if (input.emailConsent) setConsent(shop, customer, "email", input.emailConsent);
}

function unique(shop: Shop, customer: Customer, field: "email" | "phone", value: string) {
  for (const other of shop.tables.Customer.values()) {
    if (other.id !== customer.id && other[field] === value) throw new Refusal(`${field === "email" ? "Email" : "Phone"} has already been taken`, [field]);
  }
}

export function deleteCustomer(shop: Shop, customer: Customer): void {
  if (shop.ordersOfCustomer(customer.id).length > 0) throw new Refusal("Customer can’t be deleted because they have associated orders", ["id"]);
  shop.drop("Customer", customer.id);
  shop.emit("customers/delete", { id: customer.id, tax_exemptions: [], admin_graphql_api_id: `gid://shopify/Customer/${customer.id}` });
}

const isRedacted = ({ emailConsent: { state } }: Customer): boolean => state === "REDACTED";

/** The orders and tags of one go to the other, and the one is gone. Orders do not count as updated. */
export function mergeCustomers(shop: Shop, kept: Customer, gone: Customer): Customer {
  if (kept.id === gone.id) throw new Refusal("A customer can’t be merged with themselves", ["customerTwoId"]);
  const erased = [kept, gone].find(isRedacted);
  if (erased) throw new Refusal("A customer whose data was erased can’t be merged", [erased === kept ? "customerOneId" : "customerTwoId"], "INVALID_CUSTOMER");
  for (const order of shop.ordersOfCustomer(gone.id)) {
    shop.displace("Order", order.id);
    order.customerId = kept.id;
    shop.save(order);
  }
  kept.email ??= gone.email;
  if (kept.phone === null) {
    kept.phone = gone.phone;
    kept.smsConsent = gone.smsConsent;
  }
  if (kept.addresses.length === 0) kept.addresses = gone.addresses;
  kept.updatedAt = shop.now();
  shop.save(kept);
  shop.drop("Customer", gone.id);
  shop.emit("customers/merge", {
    admin_graphql_api_customer_kept_id: `gid://shopify/Customer/${kept.id}`,
    admin_graphql_api_customer_deleted_id: `gid://shopify/Customer/${gone.id}`,
    admin_graphql_api_job_id: null,
    status: "completed",
    errors: [],
  });
  addTags(shop, kept, gone.tags.slice(0, TAGS_MAX - kept.tags.length));
  tellPurchases(shop, kept.id);
  return kept;
}

export function tellPurchases(shop: Shop, customerId: number | null): void {
  if (customerId === null) return;
  const orders = shop.ordersOfCustomer(customerId);
  const last = counted(orders).at(-1);
  shop.emit("customers/purchasing_summary", {
    customerId: `gid://shopify/Customer/${customerId}`,
    numberOfOrders: counted(orders).length,
    amountSpent: { amount: amount(shop, spent(orders)), currencyCode: shop.settings.currency },
    lastOrderId: last ? `gid://shopify/Order/${last.id}` : null,
    occurredAt: occurredNow(shop),
  });
}

const compliance = (shop: Shop, customer: Customer) => ({
  shop_id: shop.id,
  shop_domain: shop.settings.domain,
  customer: { id: customer.id, email: customer.email, phone: customer.phone },
});

/** The merchant asks on the customer's behalf what the app holds. */
export function requestData(shop: Shop, customer: Customer): void {
  const orders = shop.ordersOfCustomer(customer.id).map((order) => order.id);
  shop.emit("customers/data_request", { ...compliance(shop, customer), orders_requested: orders, data_request: { id: shop.nextId("Customer") } });
  shop.saveState();
}

/** Erased here at once; apps are told at the later of 10 days from now and 60 days after the last order. */
export function redactCustomer(shop: Shop, customer: Customer): void {
  const orders = shop.ordersOfCustomer(customer.id);
  const last = orders.at(-1)?.processedAt ?? -Infinity;
  const inMs = Math.max(days(10), last + days(60) - shop.now());
  shop.emit("customers/redact", { ...compliance(shop, customer), orders_to_redact: orders.map((order) => order.id) }, { inMs });
  const redacted: Consent = { state: "REDACTED", level: null, at: shop.now(), from: null };
  Object.assign(customer, { firstName: null, lastName: null, email: null, phone: null, note: null, addresses: [], metafields: [], smsConsent: redacted, emailConsent: { ...redacted }, updatedAt: shop.now() });
  shop.save(customer);
}
