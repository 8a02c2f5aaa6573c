// Small shapes that webhook payloads share. Field names are those of the samples Shopify publishes
// per topic (API 2026-07 and later), not of the GraphQL API.
import { fromMinor } from "#app/lib/money.ts";
import type { Address, Customer, Order } from "./records.ts";
import type { Shop } from "./shop.ts";

export const amount = (shop: Shop, minor: number) => fromMinor(minor, shop.settings.currency);

export function moneySet(shop: Shop, minor: number) {
  const money = { amount: amount(shop, minor), currency_code: shop.settings.currency };
  return { shop_money: money, presentment_money: money };
}

/** Webhooks give instants with the shop's own offset: "2026-11-25T10:00:00+00:00". */
export function localInstant(shop: Shop, ms: number): string;
export function localInstant(shop: Shop, ms: number | null): string | null;
export function localInstant(shop: Shop, ms: number | null): string | null {
  if (ms === null) return null;
  const parts = Object.fromEntries(formatOf(shop.settings.timeZone).formatToParts(ms).map((part) => [part.type, part.value]));
  const offset = (parts.timeZoneName ?? "GMT").replace("GMT", "") || "+00:00";
  return `${parts.year}-${parts.month}-${parts.day}T${parts.hour}:${parts.minute}:${parts.second}${offset}`;
}

const formats = new Map<string, Intl.DateTimeFormat>();
function formatOf(timeZone: string): Intl.DateTimeFormat {
  const known = formats.get(timeZone);
  if (known) return known;
  const made = new Intl.DateTimeFormat("en-GB", {
    timeZone, year: "numeric", month: "2-digit", day: "2-digit", hour: "2-digit", minute: "2-digit", second: "2-digit", hourCycle: "h23", timeZoneName: "longOffset",
  });
  formats.set(timeZone, made);
  return made;
}

const addressPayload = (address: Address, customer: Customer, isDefault: boolean) => ({
  id: address.id,
  customer_id: customer.id,
  first_name: address.firstName,
  last_name: address.lastName,
  company: null,
  address1: address.address1,
  address2: null,
  city: address.city,
  province: address.province,
  country: address.country,
  zip: address.zip,
  phone: address.phone,
  name: [address.firstName, address.lastName].filter(Boolean).join(" "),
  province_code: address.provinceCode,
  country_code: address.countryCode,
  country_name: address.country,
  default: isDefault,
});

/** customers/create and customers/update since 2025-01: no tags, no consent, no figures. */
export function customerPayload(shop: Shop, customer: Customer) {
  const [first] = customer.addresses;
  return {
    ...customerInOrder(shop, customer),
    addresses: customer.addresses.map((address, position) => addressPayload(address, customer, position === 0)),
    default_address: first ? addressPayload(first, customer, true) : null,
  };
}

export function customerInOrder(shop: Shop, customer: Customer) {
  const [first] = customer.addresses;
  return {
    id: customer.id,
    created_at: localInstant(shop, customer.createdAt),
    updated_at: localInstant(shop, customer.updatedAt),
    first_name: customer.firstName,
    last_name: customer.lastName,
    state: customer.state.toLowerCase(),
    note: customer.note,
    verified_email: customer.verifiedEmail,
    multipass_identifier: null,
    tax_exempt: customer.taxExempt,
    email: customer.email,
    phone: customer.phone,
    currency: shop.settings.currency,
    tax_exemptions: [],
    admin_graphql_api_id: `gid://shopify/Customer/${customer.id}`,
    ...(first ? { default_address: addressPayload(first, customer, true) } : {}),
  };
}

export function orderAddress(order: Order) {
  const address = order.shippingAddress;
  if (!address) return null;
  return {
    first_name: address.firstName,
    address1: address.address1,
    phone: address.phone,
    city: address.city,
    zip: address.zip,
    province: address.province,
    country: address.country,
    last_name: address.lastName,
    address2: null,
    company: null,
    latitude: null,
    longitude: null,
    name: [address.firstName, address.lastName].filter(Boolean).join(" "),
    country_code: address.countryCode,
    province_code: address.provinceCode,
  };
}

/** Newer topics give instants in UTC with milliseconds. */
export const occurredNow = (shop: Shop) => shop.clock.now().toISOString();
