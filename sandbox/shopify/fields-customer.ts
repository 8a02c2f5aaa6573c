// Customer and what hangs on it.
import { spent, counted } from "./amounts.ts";
import { fieldsOf, instant, instantOrNull, text } from "./fields.ts";
import type { FieldsOfType } from "./fields.ts";
import { gid } from "./gid.ts";
import { listOrders } from "./list.ts";
import type { Address, Consent, Customer, Metafield } from "./records.ts";

export const displayName = (customer: Customer) =>
  [customer.firstName, customer.lastName].filter(Boolean).join(" ") || customer.email || customer.phone || "";

/** The newer objects say NEVER_SUBSCRIBED where mutations and webhooks say NOT_SUBSCRIBED. */
const newState = (consent: Consent) => (consent.state === "NOT_SUBSCRIBED" ? "NEVER_SUBSCRIBED" : consent.state);

const metafieldOf = (metafields: Metafield[], namespace: string | undefined, key: string | undefined) => {
  const [space, name] = namespace === undefined && key?.includes(".") ? key.split(/\.(?=[^.]*$)/) : [namespace, key];
  return metafields.find((metafield) => metafield.namespace === space && metafield.key === name) ?? null;
};

export const metafieldFields = {
  metafield: (owner: { metafields: Metafield[] }, args: Record<string, unknown>) => metafieldOf(owner.metafields, text(args, "namespace"), text(args, "key")),
  metafields: (owner: { metafields: Metafield[] }, args: Record<string, unknown>) => {
    const keys = Array.isArray(args.keys) ? args.keys : null;
    const namespace = text(args, "namespace");
    return {
      rows: owner.metafields.filter(
        (metafield) => (!namespace || metafield.namespace === namespace) && (!keys || keys.includes(`${metafield.namespace}.${metafield.key}`) || (namespace && keys.includes(metafield.key))),
      ),
    };
  },
};

export const CUSTOMER_FIELDS: Record<string, FieldsOfType> = {
  Customer: fieldsOf<Customer>({
    id: (customer) => gid("Customer", customer.id),
    legacyResourceId: (customer) => String(customer.id),
    firstName: (customer) => customer.firstName,
    lastName: (customer) => customer.lastName,
    displayName,
    email: (customer) => customer.email,
    phone: (customer) => customer.phone,
    createdAt: (customer) => instant(customer.createdAt),
    updatedAt: (customer) => instant(customer.updatedAt),
    locale: (customer) => customer.locale,
    state: (customer) => customer.state,
    tags: (customer) => customer.tags,
    note: (customer) => customer.note,
    verifiedEmail: (customer) => customer.verifiedEmail,
    taxExempt: (customer) => customer.taxExempt,
    canDelete: (customer, _, shop) => shop.ordersOfCustomer(customer.id).length === 0,
    dataSaleOptOut: () => false,
    companyContactProfiles: () => [],
    storeCreditAccounts: () => ({ rows: [] }),
    lifetimeDuration: (customer, _, shop) => `${Math.max(1, Math.round((shop.now() - customer.createdAt) / 86_400_000))} days`,
    numberOfOrders: (customer, _, shop) => String(counted(shop.ordersOfCustomer(customer.id)).length),
    amountSpent: (customer, _, shop) => spent(shop.ordersOfCustomer(customer.id)),
    lastOrder: (customer, _, shop) => counted(shop.ordersOfCustomer(customer.id)).at(-1) ?? null,
    orders: (customer, args, shop) => listOrders(shop, args, shop.ordersOfCustomer(customer.id)),
    productSubscriberStatus: () => "NEVER_SUBSCRIBED",
    // Shopify's own predictions are not imitated.
    statistics: () => ({}),
    defaultEmailAddress: (customer) => (customer.email === null ? null : customer),
    defaultPhoneNumber: (customer) => (customer.phone === null ? null : customer),
    defaultAddress: (customer) => customer.addresses[0] ?? null,
    addressesV2: (customer) => ({ rows: customer.addresses }),
    addresses: (customer, args) => customer.addresses.slice(0, typeof args.first === "number" ? args.first : undefined),
    ...metafieldFields,
  }),
  /** Numbered as the customer, and yet of another kind. */
  CustomerSegmentMember: fieldsOf<Customer>({
    id: (customer) => gid("CustomerSegmentMember", customer.id),
    firstName: (customer) => customer.firstName,
    lastName: (customer) => customer.lastName,
    displayName,
    note: (customer) => customer.note,
    numberOfOrders: (customer, _, shop) => String(counted(shop.ordersOfCustomer(customer.id)).length),
    amountSpent: (customer, _, shop) => spent(shop.ordersOfCustomer(customer.id)),
    ...metafieldFields,
  }),
  // Nobody here buys for a company or has store credit: these say that the fields are known.
  CompanyContact: fieldsOf<object>({ company: () => null }),
  Company: fieldsOf<object>({ id: () => null, name: () => null }),
  StoreCreditAccount: fieldsOf<object>({ id: () => null, balance: () => 0 }),
  CustomerStatistics: fieldsOf<object>({ predictedSpendTier: () => null, rfmGroup: () => null }),
  CustomerEmailAddress: fieldsOf<Customer>({
    emailAddress: (customer) => customer.email,
    marketingState: (customer) => customer.emailConsent.state,
    marketingOptInLevel: (customer) => customer.emailConsent.level,
    marketingUpdatedAt: (customer) => instantOrNull(customer.emailConsent.at),
    validFormat: () => true,
  }),
  CustomerPhoneNumber: fieldsOf<Customer>({
    phoneNumber: (customer) => customer.phone,
    smsMarketingConsent: (customer) => customer.smsConsent,
    marketingState: (customer) => customer.smsConsent.state,
    marketingOptInLevel: (customer) => customer.smsConsent.level,
    marketingUpdatedAt: (customer) => instantOrNull(customer.smsConsent.at),
    marketingCollectedFrom: (customer) => customer.smsConsent.from,
    whatsAppMarketingConsent: () => ({ state: "NOT_SUBSCRIBED", level: null, at: null, from: null }) satisfies Consent,
  }),
  CustomerSmsMarketingConsent: fieldsOf<Consent>({
    state: newState,
    optInLevel: (consent) => consent.level,
    updatedAt: (consent) => instantOrNull(consent.at),
    collectedFrom: (consent) => consent.from,
    sourceLocation: () => null,
  }),
  CustomerWhatsAppMarketingConsent: fieldsOf<Consent>({
    state: newState,
    optInLevel: (consent) => consent.level,
    updatedAt: (consent) => instantOrNull(consent.at),
    collectedFrom: (consent) => consent.from,
    sourceLocation: () => null,
  }),
  MailingAddress: fieldsOf<Address>({
    id: (address) => `${gid("MailingAddress", address.id)}?model_name=CustomerAddress`,
    firstName: (address) => address.firstName,
    lastName: (address) => address.lastName,
    name: (address) => [address.firstName, address.lastName].filter(Boolean).join(" ") || null,
    company: () => null,
    address1: (address) => address.address1,
    address2: () => null,
    city: (address) => address.city,
    zip: (address) => address.zip,
    province: (address) => address.province,
    provinceCode: (address) => address.provinceCode,
    country: (address) => address.country,
    countryCode: (address) => address.countryCode,
    countryCodeV2: (address) => address.countryCode,
    phone: (address) => address.phone,
    timeZone: (address) => address.timeZone,
    latitude: () => null,
    longitude: () => null,
  }),
  Metafield: fieldsOf<Metafield>({
    id: (metafield) => gid("Metafield", metafield.id),
    namespace: (metafield) => metafield.namespace,
    key: (metafield) => metafield.key,
    type: (metafield) => metafield.type,
    value: (metafield) => metafield.value,
    jsonValue: (metafield) => jsonValue(metafield),
    compareDigest: (metafield) => digest(metafield),
    createdAt: (metafield) => instant(metafield.createdAt),
    updatedAt: (metafield) => instant(metafield.updatedAt),
  }),
};

function jsonValue(metafield: Metafield): unknown {
  const structured = /^(list\.|json|number_integer|boolean|dimension|volume|weight|rating|money)/.test(metafield.type);
  return structured ? JSON.parse(metafield.value) : metafield.value;
}

export const digest = (metafield: Metafield) => Buffer.from(`${metafield.type}\n${metafield.value}`).toString("base64url").slice(-64);
