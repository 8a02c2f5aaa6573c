// A shop's life with the app: installed, given other scopes, uninstalled, forgotten.
import { hours } from "#app/lib/time.ts";
import type { Shop } from "./shop.ts";

function shopPayload(shop: Shop) {
  const { settings } = shop;
  return {
    id: shop.id,
    name: settings.name,
    email: settings.email,
    domain: settings.domain,
    myshopify_domain: settings.domain,
    country: "GB",
    country_code: "GB",
    country_name: "United Kingdom",
    currency: settings.currency,
    customer_email: settings.email,
    iana_timezone: settings.timeZone,
    timezone: `(GMT+00:00) ${settings.timeZone}`,
    primary_locale: settings.locale,
    plan_name: "partner_test",
    plan_display_name: "Development",
    shop_owner: "Sandbox Merchant",
    money_format: "£{{amount}}",
    taxes_included: true,
    enabled_presentment_currencies: [settings.currency],
  };
}

export function install(shop: Shop, scopes: string[]): void {
  if (shop.installed && String(shop.scopes) === String(scopes)) return;
  shop.installed = true;
  shop.scopes = scopes;
  shop.saveState();
}

/** Every token dies at once; shop/redact follows after 48 hours, unless the app is back by then. */
export function uninstall(shop: Shop): void {
  if (!shop.installed) return;
  for (const token of shop.tables.Token.values()) shop.drop("Token", token.id);
  shop.emit("app/uninstalled", shopPayload(shop));
  shop.emit("shop/redact", { shop_id: shop.id, shop_domain: shop.settings.domain }, { inMs: hours(48) });
  shop.installed = false;
  shop.shut = true;
  shop.saveState();
}

export function changeScopes(shop: Shop, scopes: string[]): void {
  const previous = shop.scopes;
  shop.scopes = scopes;
  shop.saveState();
  shop.emit("app/scopes_update", { id: shop.id, shop_id: `gid://shopify/Shop/${shop.id}`, previous, current: scopes, updated_at: shop.clock.now().toISOString() });
}

export function changeShop(shop: Shop, change: { name?: string; timeZone?: string; email?: string }): void {
  const { name = shop.settings.name, timeZone = shop.settings.timeZone, email = shop.settings.email } = change;
  Object.assign(shop.settings, { name, timeZone, email });
  shop.emit("shop/update", shopPayload(shop));
}
