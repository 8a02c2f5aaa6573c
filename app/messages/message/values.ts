// What a text may say of one customer, put together from what the tables hold, and in what language and zone it says it.
import { type CouponSettings, offerWords, savingWords } from "../coupons/coupon.ts";
import type { Product } from "./picks.ts";
import { type Manner, mannerOf } from "../text/spell.ts";
import { Values } from "../text/variables.ts";
import { type Language, languageOf } from "../text/wording.ts";
import type { OrderRow, PersonRow } from "./values-facts.ts";

/** `contact`: how people reach it. `preferences`: an example of the page that is everybody's own (preference-values.server.ts). */
export type ShopFacts = { name: string; domain: string; host: string; currency: string; timeZone: string; contact: string | null; preferences: string };

export type CustomerFacts = {
  /** Null: somebody who is no customer, such as whoever gets a test. */
  person: Pick<PersonRow, "firstName" | "lastName" | "city" | "orderCount" | "spentMinor" | "lastOrderAt" | "lastProduct"> | null;
  order: Omit<OrderRow, "customerId"> | null;
  /** Null where the text speaks of none. */
  picks: readonly Product[] | null;
  coupon: { code: string; settings: Pick<CouponSettings, "saving" | "endsAt"> } | null;
  cart: Values["cart"] | null;
};

const NOBODY = { firstName: null, lastName: null, city: null, orderCount: 0, spentMinor: 0, lastOrderAt: null, lastProduct: null } as const;

export function valuesFrom(shop: ShopFacts, { person, order, picks, coupon, cart }: CustomerFacts, manner: Manner): Values {
  const { firstName, lastName, city, orderCount, spentMinor, lastOrderAt, lastProduct } = person ?? NOBODY;
  const money = (minor: number) => ({ minor, currency: shop.currency });
  const page = (handle: string | null) => (handle === null ? null : `https://${shop.host}/products/${encodeURIComponent(handle)}`);
  return Values.parse({
    shop: { name: shop.name, link: `https://${shop.host}/`, support: shop.contact, preferences_link: shop.preferences },
    customer: { first_name: firstName, last_name: lastName, city, order_count: orderCount, total_spent: money(spentMinor), last_order_on: lastOrderAt?.toISOString() ?? null, last_product: lastProduct },
    ...(order ? { order: orderOf(order, money, page) } : {}),
    ...(cart ? { cart } : {}),
    ...(picks ? { picks: { products: picks.map(({ title, priceMinor, handle }) => ({ title: told(title), price: money(priceMinor), link: page(handle) })) } } : {}),
    ...(coupon ? { coupon: { code: coupon.code, saving: savingWords(coupon.settings.saving, shop.currency, manner.locale), offer: offerWords(coupon.settings.saving, shop.currency, manner.locale), ends_on: coupon.settings.endsAt } } : {}),
  });
}

function orderOf({ name, totalMinor, itemCount, placedAt, lines }: Omit<OrderRow, "customerId">, money: (minor: number) => { minor: number; currency: string }, page: (handle: string | null) => string | null): unknown {
  return {
    name: told(name), total: money(totalMinor), item_count: itemCount, placed_on: placedAt.toISOString(), status_link: null, tracking_number: null, tracking_link: null,
    items: lines.map(({ title, variant, quantity, priceMinor, handle }) => ({ title: told(title), variant, quantity, price: money(priceMinor), link: page(handle) })),
  };
}

/** What has no name in the shop is told by a sign rather than not at all. */
const told = (name: string | null): string => (name?.trim() ? name : "–");

/** Amounts and days as the customer is used to them, where that is the language of the text; the zone is theirs. */
export function mannerFor(language: Language, person: Pick<PersonRow, "locale" | "timeZone"> | null, shop: ShopFacts): Manner {
  const locale = person?.locale && languageOf(person.locale) === language && person.locale.toLowerCase().startsWith(language) ? person.locale : DEFAULT_LOCALE[language];
  return mannerOf(locale, person?.timeZone ?? shop.timeZone);
}

const DEFAULT_LOCALE: Readonly<Record<Language, string>> = { en: "en-US", fr: "fr-FR", de: "de-DE", es: "es-ES" };
