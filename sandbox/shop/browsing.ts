// What the people of a shop did before they bought, and when they did not: views, searches, carts and
// checkouts of the last half year, in the form of the events door (docs/events.md). From the shop's own
// orders and a seed, so that the same shop is told the same.
import { days, hours, minutes } from "#app/lib/time.ts";
import { type Chance, chanceFrom } from "#sandbox/chance.ts";
import type { Customer, Line, Order, Product } from "#sandbox/shopify/records.ts";
import type { Shop } from "#sandbox/shopify/shop.ts";

export type Told = { id: string; kind: string; at: string; customer: { id: string } | { email: string } } & Record<string, unknown>;

const SEED = 5_101;
/** How far back the storefront's log reaches. */
export const BROWSED_DAYS = 180;
const DEVICES = ["mobile", "mobile", "mobile", "desktop", "desktop", "tablet"];
const SOURCES = [null, null, { source: "google", medium: "organic" }, { source: "instagram", medium: "social", campaign: "autumn gifts" }, { source: "newsletter", medium: "email", campaign: "new in" }];

/** Oldest first is not promised: the door takes them in any order. */
export function* browsing(shop: Shop, until: number): Generator<Told> {
  const since = until - days(BROWSED_DAYS);
  const products = [...shop.tables.Product.values()];
  const wanted = popular(shop, since);
  for (const order of shop.tables.Order.values()) {
    const customer = order.customerId === null ? undefined : shop.tables.Customer.get(order.customerId);
    if (customer && order.processedAt > since) yield* before(order, customer);
  }
  if (products.length === 0) return;
  for (const customer of shop.tables.Customer.values()) yield* window(customer, wanted.length > 0 ? wanted : products, until);
}

/** Every line of an order is one mention: what sells is what is looked at. */
function popular(shop: Shop, since: number): Product[] {
  const lines = [...shop.tables.Order.values()].filter(({ processedAt }) => processedAt > since).flatMap((order) => order.lines.slice(0, 3));
  return lines.flatMap(({ productId }) => (productId === null ? [] : (shop.tables.Product.get(productId) ?? [])));
}

/** Within one visit all is of one device and one way in. */
function visit(id: string, customer: Customer, chance: Chance) {
  const utm = chance.pick(SOURCES);
  const who = customer.email !== null && chance.happens(0.3) ? { email: customer.email } : { id: String(customer.id) };
  const device = chance.pick(DEVICES);
  let n = 0;
  return (kind: string, at: number, more: Record<string, unknown> = {}): Told => ({ id: `${id}-${++n}`, kind, at: new Date(at).toISOString(), customer: who, device, ...(utm && { utm }), ...more });
}

/** They looked at a few of the things, put them into the cart, and went to the checkout. */
function* before(order: Order, customer: Customer): Generator<Told> {
  const chance = chanceFrom(SEED + order.number);
  const tell = visit(`order-${order.number}`, customer, chance);
  const lines = order.lines.filter(({ productId }) => productId !== null).slice(0, 1 + chance.whole(1, 3));
  if (lines.length === 0) return;
  let at = order.processedAt - minutes(6 * lines.length + 10);
  if (chance.happens(0.3)) yield tell("searched", at - minutes(2), { text: wordOf(lines[0]?.title ?? "gift", chance) });
  yield tell("pageViewed", at - minutes(1), { text: "/" });
  for (const line of lines) {
    if (chance.happens(0.25)) yield tell("productViewed", at - hours(chance.whole(3, 70)), of(line));
    yield tell("productViewed", (at += minutes(chance.whole(1, 4))), of(line));
    yield tell("cartAdded", (at += minutes(1)), { ...of(line), value: worth(line), quantity: line.quantity });
  }
  yield tell("checkoutStarted", Math.min(at + minutes(2), order.processedAt - minutes(1)), { value: worth(...lines), quantity: lines.length });
}

/** Most people also look without buying, now and then. */
function* window(customer: Customer, wanted: Product[], until: number): Generator<Told> {
  const chance = chanceFrom(SEED + customer.id);
  const visits = chance.happens(0.45) ? chance.whole(1, 4) : 0;
  for (let n = 0; n < visits; n++) {
    const begun = until - hours(chance.whole(2, 24 * 75));
    if (begun < customer.createdAt) continue;
    const tell = visit(`visit-${customer.id}-${n}`, customer, chance);
    const product = chance.pick(wanted);
    const [collectionId] = product.collectionIds;
    if (collectionId !== undefined) yield tell("collectionViewed", begun, { collectionId: String(collectionId) });
    // Whoever is drawn to one thing comes back to it.
    const looks = chance.whole(1, 4);
    for (let look = 0; look < looks; look++) yield tell("productViewed", begun + minutes(1 + look * 3), { productId: String((chance.happens(0.6) ? product : chance.pick(wanted)).id) });
    if (!chance.happens(0.3)) continue;
    const [variant] = product.variants;
    const value = (variant?.price ?? 0) / 100;
    yield tell("cartAdded", begun + minutes(15), { productId: String(product.id), ...(variant && { variantId: String(variant.id) }), value, quantity: 1 });
    if (!chance.happens(0.35)) continue;
    yield tell("checkoutStarted", begun + minutes(17), { value, quantity: 1 });
    yield tell("checkoutAbandoned", begun + minutes(50), { value, quantity: 1, text: chance.pick(["contact", "shipping", "payment"]) });
  }
}

const of = ({ productId, variantId }: Line) => ({ productId: String(productId), ...(variantId !== null && { variantId: String(variantId) }) });
const worth = (...lines: Line[]) => lines.reduce((sum, { price, quantity }) => sum + price * quantity, 0) / 100;
const wordOf = (title: string, chance: Chance) => chance.pick(title.toLowerCase().split(/[^a-z]+/).filter((word) => word.length > 3).concat("gift"));
