// A shop's money, days and people in words.
import type { Customer, Order } from "#sandbox/shopify/records.ts";
import { formatMoney } from "#app/lib/money.ts";
import type { Shop } from "#sandbox/shopify/shop.ts";

export function moneyText(shop: Shop, minor: number): string {
  return formatMoney(minor, shop.settings.currency, "en-GB");
}

export function dayText(shop: Shop, ms: number): string {
  return new Intl.DateTimeFormat("en-GB", { dateStyle: "medium", timeStyle: "short", timeZone: shop.settings.timeZone }).format(ms);
}

export function nameOf(customer: Customer): string {
  return [customer.firstName, customer.lastName].filter(Boolean).join(" ") || customer.email || customer.phone || `Customer ${customer.id}`;
}

export function placeOf(customer: Customer): string {
  const [address] = customer.addresses;
  return address ? [address.city, address.country].filter(Boolean).join(", ") : "";
}

export function countText(count: number, one: string, many = `${one}s`): string {
  return `${count.toLocaleString("en-GB")} ${count === 1 ? one : many}`;
}

/** Newest first. */
export function newestFirst(orders: Order[]): Order[] {
  return orders.toReversed();
}
