// Sixty people of a shop for cosmetics with two years behind them, always the same: some buy every week,
// some once at Christmas, some only browse. All kinds of events are told of from the beginning.
import { EVENT_KINDS, type EventKind } from "#app/customers/event-kind.ts";
import { rollCustomers } from "#app/customers/roll-rows.server.ts";
import type { ShopId } from "#app/lib/ids.ts";
import { sql } from "#app/lib/sql.ts";
import { days } from "#app/lib/time.ts";
import type { ShopValues } from "#app/segments/templates.ts";
import { type Chance, chanceFrom } from "#sandbox/chance.ts";
import { insert } from "#tests/support/segments-people.ts";
import type { TestWorld } from "#tests/support/world.ts";

export const NOW = new Date("2026-03-12T15:30:00.000Z");
export const ZONE = "America/New_York";
export const PEOPLE = 60;
const TYPES = ["Skincare", "Makeup", "Haircare", "Supplements"];
const VENDORS = ["Acme", "Bloom", "Cedar"];
const REGIONS = [["US", "CA", "America/Los_Angeles", 34.05, -118.24], ["US", "NY", "America/New_York", 40.71, -74.01], ["US", "TX", "America/Chicago", 30.3, -97.7]] as const;

export const VALUES: ShopValues = { type: TYPES, region: ["US-CA", "US-NY"], collection: ["7"], titles: new Map([["7", "Spring"]]) };
export const COVERS = Object.fromEntries([...EVENT_KINDS.filter((kind) => kind !== "custom"), "custom/video_watched"].map((kind) => [kind, 0]));

/** [median days between orders, orders at most, usual price in cents]: from the regular to those who never bought. */
const HABITS = [[2, 12, 2_000], [7, 14, 4_000], [30, 14, 6_000], [90, 8, 9_000], [150, 4, 20_000], [400, 1, 30_000], [1, 0, 0]] as const;

type Row = Record<string, unknown>;
type Life = { chance: Chance; id: number; orders: Row[]; lines: Row[]; events: Row[] };

export async function fillLittleShop(world: TestWorld, shop: ShopId): Promise<void> {
  const chance = chanceFrom(54);
  const lives = Array.from({ length: PEOPLE }, (_, i): Life => ({ chance, id: i + 1, orders: [], lines: [], events: [] }));
  const customers = lives.map(person);
  for (const life of lives) {
    shopping(life);
    doing(life);
  }
  await insert(world, shop, "product", Array.from({ length: 12 }, (_, i) => ({ product_id: i + 1, title: `Product ${i + 1}`, vendor: vendorOf(i + 1), product_type: typeOf(i + 1), status: "ACTIVE", tags: [], collections: i === 0 ? [7] : [], updated_at: NOW })));
  await insert(world, shop, "variant", VARIANTS);
  await insert(world, shop, "customer", customers);
  await insert(world, shop, "orders", lives.flatMap(({ orders }) => orders));
  await insert(world, shop, "order_line", lives.flatMap(({ lines }) => lines));
  await insert(world, shop, "event", lives.flatMap(({ events }) => events));
  await rollCustomers(world, shop, lives.map(({ id }) => String(id)), NOW);
  // Fresh tables have no statistics, and plans for one row take minutes over hundreds.
  await world.db.run(sql`analyze`);
}

const ago = (inDays: number) => new Date(NOW.getTime() - Math.round(days(inDays)));
/** One is back since a few days, the price of another fell: of the others nothing was told. */
const VARIANTS = [
  { variant_id: 3, product_id: 3, price: "40", stock: 7, restocked_at: ago(5), cheaper_at: null, cheaper_from: null, updated_at: NOW },
  { variant_id: 4, product_id: 4, price: "30", stock: 9, restocked_at: null, cheaper_at: ago(2), cheaper_from: "40", updated_at: NOW },
];
const typeOf = (product: number) => TYPES[product % TYPES.length];
const vendorOf = (product: number) => VENDORS[product % VENDORS.length];

function person({ chance, id }: Life): Row {
  const [country, province, zone, latitude, longitude] = REGIONS[id % REGIONS.length] ?? REGIONS[0];
  return {
    customer_id: id, created_at: ago(740 - id), updated_at: NOW, tags: [], tags_at: NOW, country_code: country, province_code: province, time_zone: zone, latitude, longitude,
    sms_state: chance.happens(0.6) ? "SUBSCRIBED" : "NOT_SUBSCRIBED", sms_updated_at: ago(chance.whole(1, 200)), spend_tier: chance.pick(["HIGH", "MEDIUM", "LOW"]), birth_date: `${chance.whole(1950, 2006)}-05-05`,
    ...consent(id),
  };
}

/** Consent that a purchase implied ends for some soon; a few rest, of whom one not for long. */
const consent = (id: number): Row => {
  const phone = id % 9 === 0 ? `+1202555${String(id).padStart(4, "0")}` : null;
  return { phone, sms_held_phone: phone, sms_held_at: ago(150), sms_proof: "none", sms_ends_at: id % 18 === 9 ? ago(id === 9 ? -40 : -10) : null, sms_rested_at: id % 18 === 0 ? ago(id === 18 ? 20 : 120) : null };
};

/** What chance seldom brings: who turns to another vendor, who buys with discounts, who came back once, who stopped coming. */
const CHOSEN: Record<number, [daysAgo: number[], products: number[]]> = { 57: [[40, 90, 140, 190], [2, 1, 1, 1]], 58: [[30, 120, 210], [2, 1, 1]], 59: [[20, 270], [1, 2]], 60: [[200, 260, 320], [1, 1, 2]] };

function shopping(life: Life): void {
  const { chance, id } = life;
  const [days, products] = CHOSEN[id] ?? [[], []];
  if (days.length > 0) return days.forEach((at, n) => order(life, n, at, [products[n] ?? 1], 7_000));
  const [gap, most, price] = HABITS[id % HABITS.length] ?? HABITS[0];
  const favourite = chance.whole(1, 12);
  const isLoyal = chance.happens(0.4);
  let at = chance.happens(0.3) ? chance.whole(100, 300) : chance.whole(1, 25);
  for (let n = 0; n < most && at < 730; n += 1, at += gap * (0.8 + 0.4 * chance.real())) {
    order(life, n, at, Array.from({ length: chance.whole(1, 2) }, () => (isLoyal ? favourite : chance.whole(1, 12))), price);
  }
}

function order({ chance, id, orders, lines }: Life, n: number, at: number, products: number[], price: number): void {
  const of = { order_id: id * 1_000 + n, customer_id: id, processed_at: ago(at) };
  const worth = price * products.length;
  orders.push({ ...of, name: `#${of.order_id}`, gross_minor: worth, items_minor: worth, discount_minor: id === 58 || chance.happens(0.1) ? 500 : 0, quantity: products.length });
  products.forEach((product_id, index) => lines.push({ ...of, line_id: index + 1, product_id, variant_id: product_id, vendor: vendorOf(product_id), title: `Product ${product_id}`, quantity: 1, current_quantity: 1, amount_minor: price, discount_minor: 0, gift_card: false }));
}

/** Each: kind, how many at most, within the last so many days, and what else is said of it. */
const HABITS_OF_DOING: readonly (readonly [kind: EventKind, most: number, within: number, more: Row])[] = [
  ["pageViewed", 12, 40, { text: "/blogs/skin", utm_medium: "social" }], ["productViewed", 6, 40, { product_id: 1 }], ["collectionViewed", 5, 40, { collection_id: 7 }], ["searched", 2, 40, { text: "serum" }],
  ["checkoutStarted", 5, 100, { value_minor: 12_000 }], ["checkoutAbandoned", 3, 100, { value_minor: 12_000 }], ["wishlistAdded", 1, 40, { product_id: 2 }], ["backInStockAsked", 1, 100, { product_id: 3 }],
  ["custom", 1, 40, { name: "video_watched" }], ["smsDelivered", 14, 90, {}], ["smsClicked", 4, 90, {}], ["smsReplied", 1, 30, {}], ["emailClicked", 2, 40, {}], ["ticketOpened", 1, 40, {}],
];

function doing(life: Life): void {
  const { chance, id } = life;
  // Whoever has left tells nothing any more; the last ones left a checkout today.
  if (id % 4 === 0) return;
  for (const [kind, most, within, more] of HABITS_OF_DOING) {
    for (let left = chance.whole(0, most); left > 0; left -= 1) life.events.push({ ...told(life), kind, at: ago(within * chance.real()), ...more });
  }
  // A code that ends soon, one that was used, and one that has time.
  if (id % 12 >= 5 && id % 12 <= 7) life.events.push({ ...told(life), kind: "couponGiven", at: ago(5), text: "Spring", ends_at: ago(id % 12 === 7 ? -20 : -2) });
  if (id % 12 === 6) life.events.push({ ...told(life), kind: "couponUsed", at: ago(1), text: "Spring" });
  if (id > PEOPLE - 6) for (const kind of ["checkoutStarted", "checkoutAbandoned"]) life.events.push({ ...told(life), kind, at: ago(0.2), value_minor: 30_000 });
}

const told = ({ id, events }: Life): Row => ({ customer_id: id, event_id: `00000000-0000-4000-8000-${String(id * 1_000 + events.length).padStart(12, "0")}`, source: "api", name: null, text: null, utm_medium: null, value_minor: null, collection_id: null, product_id: null, ends_at: null });
