// What shoppers do, each at their own times: they look, fill carts, buy, give things back, sign up, answer, click, change
// their number, and some want to be forgotten. All of it comes to the engine through its own doors.
import { setPreference } from "#app/consent/ledger.server.ts";
import { NO_PREFERENCE } from "#app/consent/preference.ts";
import { takeEventsOf } from "#app/inbox/event-door.server.ts";
import { CustomerId } from "#app/lib/ids.ts";
import { days, hours, minutes, seconds } from "#app/lib/time.ts";
import { follow } from "#app/messages/links/follow.server.ts";
import { wordsOf } from "#app/messages/opt-in/opt-in-disclosure.ts";
import { takeOptIn } from "#app/messages/opt-in/take-opt-in.server.ts";
import { setConsent } from "#sandbox/shopify/consent.ts";
import { createCustomer, deleteCustomer, mergeCustomers, redactCustomer, updateCustomer } from "#sandbox/shopify/customers.ts";
import { cancelOrder, placeOrder, refundOrder } from "#sandbox/shopify/orders.ts";
import { Refusal } from "#sandbox/shopify/refusal.ts";
import { addressOf, newPhone, type Shopper } from "./people.ts";
import type { Life, Scene } from "./scene.ts";

type Doing = (life: Life, scene: Scene, shopper: Shopper) => void | Promise<void>;

/** How often which, for somebody whom the shop knows. */
const DOINGS: readonly [number, string, Doing][] = [
  [30, "looks", (life, scene, shopper) => browse(life, scene, shopper, 0)],
  [16, "fills a cart", (life, scene, shopper) => browse(life, scene, shopper, 1)],
  [10, "leaves a checkout", (life, scene, shopper) => browse(life, scene, shopper, 2)],
  [22, "buys", buy],
  [6, "gives back", giveBack],
  [12, "signs up", signUp],
  [6, "ticks the box", (life, scene, { customer, phone }) => consent(life, scene, customer, phone, "SUBSCRIBED")],
  [2, "unticks the box", (life, scene, { customer, phone }) => consent(life, scene, customer, phone, "UNSUBSCRIBED")],
  [4, "writes", (life, scene, { phone }) => reply(life, scene, phone, scene.chance.pick(["Thanks!", "HELP", "yes", "START", "JOIN", "do you stop at 5?", "ok"]))],
  [3, "stops", (life, scene, shopper) => stop(life, scene, shopper, ["STOP", "Stop.", "unsubscribe", "please stop texting me", "ARRET", "opt out"])],
  [3, "wants fewer", (life, scene, { phone }) => prefer(life, scene, phone, drawLimit(scene))],
  [3, "changes the number", changeNumber],
  [1, "is merged", merge],
  [2, "is forgotten", forget],
];
const SUM = DOINGS.reduce((sum, [weight]) => sum + weight, 0);

/** Comes for the first time, and then again and again. */
export function arrive(life: Life, scene: Scene, shopper: Shopper): void {
  life.agenda.at(life.agenda.ms() + scene.chance.whole(0, hours(30)), () => visit(life, scene, shopper));
}

async function visit(life: Life, scene: Scene, shopper: Shopper): Promise<void> {
  const { chance } = scene;
  if (shopper.isErased || life.agenda.ms() > life.stops) return;
  if (!shopper.customer) return come(life, scene, shopper);
  let at = chance.whole(0, SUM - 1);
  const [, name, doing] = DOINGS.find(([weight]) => (at -= weight) < 0) ?? DOINGS[0] ?? [0, "", () => {}];
  life.log.write(life.agenda.ms(), name, scene.n, shopper.n);
  life.counts.events += 1;
  await refused(() => doing(life, scene, shopper));
  const next = Math.max(minutes(20), -Math.log(1 - chance.real()) * days(shopper.everyDays));
  life.agenda.at(life.agenda.ms() + Math.floor(next / 1000) * 1000, () => visit(life, scene, shopper));
}

/** What Shopify would not take did not happen. */
async function refused(work: () => void | Promise<void>): Promise<void> {
  try {
    await work();
  } catch (problem) {
    if (!(problem instanceof Refusal)) throw problem;
  }
}

function come(life: Life, scene: Scene, shopper: Shopper): void {
  shopper.customer = createCustomer(scene.store.shop, { firstName: `Sam${shopper.n}`, lastName: "Shopper", email: shopper.email, phone: shopper.phone, addresses: [addressOf(shopper)] });
  life.log.write(life.agenda.ms(), "comes", scene.n, shopper.n);
  if (scene.chance.happens(0.75)) consent(life, scene, shopper.customer, shopper.phone, "SUBSCRIBED");
  life.agenda.at(life.agenda.ms() + minutes(scene.chance.whole(20, 600)), () => visit(life, scene, shopper));
}

/** Views; `far` 1: into the cart; 2: to the checkout, where nothing comes of it. */
async function browse(life: Life, { shop, chance, store }: Scene, shopper: Shopper, far: number): Promise<void> {
  const products = [...store.shop.tables.Product.values()];
  const now = life.agenda.ms();
  const customer = { id: String(shopper.customer?.id) };
  let n = 0;
  const told = (kind: string, atMs: number, more: object = {}) => ({ id: `${shopper.n}-${now}-${(n += 1)}`, kind, at: new Date(atMs).toISOString(), customer, ...more });
  const one = chance.pick(products);
  const about = { productId: String(one.id), variantId: String(one.variants[0]?.id) };
  const worth = { value: (one.variants[0]?.price ?? 0) / 100, quantity: 1 };
  const events = Array.from({ length: chance.whole(1, 3) }, (_, index) => told("productViewed", now - minutes(3) + seconds(index), { productId: String((index === 0 ? one : chance.pick(products)).id) }));
  if (far > 0) events.push(told("cartAdded", now - minutes(1), { ...about, ...worth }));
  if (far > 1) events.push(told("checkoutStarted", now, worth));
  const coveredSince = ["productViewed", "cartAdded", "checkoutStarted"].map((kind) => ({ kind, since: new Date(life.began - days(60)).toISOString() }));
  await takeEventsOf(life.world, { shop, currency: "USD" }, JSON.stringify({ events, coveredSince }));
}

async function buy(life: Life, scene: Scene, shopper: Shopper): Promise<void> {
  const { store: { shop }, chance } = scene;
  if (!shopper.customer) return;
  if (chance.happens(0.4)) await browse(life, scene, shopper, 2);
  const lines = Array.from({ length: chance.whole(1, 2) }, () => ({ productId: chance.pick([...shop.tables.Product.values()]).id, quantity: chance.whole(1, 2) }));
  placeOrder(shop, { customerId: shopper.customer.id, lines, ...(chance.happens(0.2) && { discount: { code: "SAVE", percent: 10 } }), paid: chance.happens(0.95), test: chance.happens(0.03) });
}

function giveBack(_: Life, { store: { shop }, chance }: Scene, { customer }: Shopper): void {
  const order = customer && shop.ordersOfCustomer(customer.id).filter(({ cancelledAt, refunds }) => cancelledAt === null && refunds.length === 0).at(-1);
  if (!order) return;
  if (chance.happens(0.4)) cancelOrder(shop, order);
  else refundOrder(shop, order, chance.happens(0.5) ? { amount: 500 } : {});
}

const PAGE = { wording: "1", locale: "en", brand: "Acme", cart: "yes", terms: "", privacy: "" };
const SHOWN = wordsOf({ ...PAGE, cart: true }) ?? "";

/** By the form; most say yes again from the phone. */
async function signUp(life: Life, scene: Scene, { phone }: Shopper): Promise<void> {
  const form = { phone, country: "US", consent: "yes", company: "", ...PAGE, shown: SHOWN, page: "https://acme.example/" };
  await takeOptIn(life.world, scene.shop, form, { address: `198.51.100.${scene.chance.whole(1, 250)}`, agent: "Browser" });
  if (scene.chance.happens(0.85)) life.agenda.at(life.agenda.ms() + seconds(scene.chance.whole(40, 3_000)), () => reply(life, scene, phone, scene.chance.pick(["YES", "yes", "Y"])));
}

function consent({ agenda }: Life, { store: { shop }, words }: Scene, customer: Shopper["customer"], phone: string, state: "SUBSCRIBED" | "UNSUBSCRIBED"): void {
  if (!customer?.phone || customer.smsConsent.state === state) return;
  setConsent(shop, customer, "sms", { state, level: "SINGLE_OPT_IN", from: "SHOPIFY" });
  // Whoever asks Shopify may know a yes at once.
  if (state === "SUBSCRIBED") words.tell(phone, "yes", agenda.ms());
}

export function reply({ platforms, log, agenda }: Life, scene: Scene, phone: string, text: string): void {
  log.write(agenda.ms(), "writes", scene.n, personOf(scene, phone), JSON.stringify(text));
  platforms.control({ platform: "twilio", account: scene.account, acts: [{ act: "reply", phone, text }] });
}

/** Whoever wants no more texts may say so twice, and may well go on to buy. */
function stop(life: Life, scene: Scene, shopper: Shopper, words: readonly string[]): void {
  reply(life, scene, shopper.phone, scene.chance.pick(words));
  if (scene.chance.happens(0.4)) life.agenda.at(life.agenda.ms() + seconds(scene.chance.whole(3, 50)), () => reply(life, scene, shopper.phone, "STOP"));
  if (scene.chance.happens(0.7)) life.agenda.at(life.agenda.ms() + minutes(scene.chance.whole(30, 2_000)), () => refused(() => buy(life, scene, shopper)));
}

export const personOf = ({ people }: Scene, phone: string): number => people.find((each) => each.phone === phone)?.n ?? 0;

const drawLimit = ({ chance }: Scene) => chance.pick([{ max: 1, windowMs: days(7) }, { max: 2, windowMs: days(7) }, { max: 1, windowMs: days(30) }, null]);

export async function prefer(life: Life, { shop, hash, limits }: Scene, phone: string, limit: { max: number; windowMs: number } | null): Promise<void> {
  await setPreference(life.world, shop, hash(phone), { ...NO_PREFERENCE, limit }, life.world.now());
  if (limit) limits.set(phone, { ...limit, since: life.agenda.ms() });
  else limits.delete(phone);
}

function changeNumber(_: Life, { store, chance }: Scene, shopper: Shopper): void {
  if (shopper.customer) updateCustomer(store.shop, shopper.customer, { phone: newPhone(shopper, chance) });
}

/** Into somebody else; they come again as somebody new. */
function merge(_: Life, { store, chance, people, survivors }: Scene, shopper: Shopper): void {
  const other = chance.pick(people);
  if (!shopper.customer || !other.customer || other === shopper) return;
  mergeCustomers(store.shop, other.customer, shopper.customer);
  survivors.add(other.customer.id);
  Object.assign(shopper, { customer: null, phone: newPhone(shopper, chance), email: `again-${shopper.n}-${chance.whole(1, 1e6)}@example.com` });
}

function forget(life: Life, scene: Scene, shopper: Shopper): void {
  const { store, erased } = scene;
  const { customer } = shopper;
  if (!customer) return;
  const hasOrders = store.shop.ordersOfCustomer(customer.id).length > 0;
  shopper.isErased = true;
  if (!hasOrders) deleteCustomer(store.shop, customer);
  redactCustomer(store.shop, customer);
  if (!hasOrders) store.shop.displace("Customer", customer.id);
  const one: Scene["erased"][number] = { customer: CustomerId.parse(String(customer.id)), toldAt: null };
  erased.push(one);
  life.agenda.at(life.agenda.ms() + ERASED_MS, () => linger(life, scene, { ...shopper, customer }, one));
}

/** Shopify asks apps to erase after ten days, and its word may be a day late. */
const ERASED_MS = days(11);

/** A browser in which somebody is still signed in tells of them, before we are asked to erase them and after. */
async function linger(life: Life, scene: Scene, shopper: Shopper, one: Scene["erased"][number]): Promise<void> {
  if (life.agenda.ms() > life.ends) return;
  const isErased = one.toldAt !== null;
  life.log.write(life.agenda.ms(), isErased ? "comes after all" : "lingers", scene.n, shopper.n);
  await browse(life, scene, shopper, scene.chance.whole(0, 2));
  if (!isErased) life.agenda.at(life.agenda.ms() + ERASED_MS, () => linger(life, scene, shopper, one));
}

const BROWSER = new Map([["user-agent", "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 Version/18.0 Mobile/15E148 Safari/604.1"], ["accept", "text/html"], ["accept-language", "en"]]);

/** What somebody does with a text that has come. */
export async function read(life: Life, scene: Scene, phone: string, body: string): Promise<void> {
  const path = /segue\.example\.com\/(?:l\/)?([0-9A-Za-z]{11,20})/.exec(body)?.[1];
  const shopper = scene.people.find((each) => each.phone === phone);
  if (shopper && scene.chance.happens(0.04)) return stop(life, scene, shopper, ["STOP", "stop texting me"]);
  if (scene.chance.happens(0.02)) return reply(life, scene, phone, "Thanks!");
  if (scene.chance.happens(0.12)) {
    life.log.write(life.agenda.ms(), "wants fewer", scene.n, personOf(scene, phone));
    return prefer(life, scene, phone, drawLimit(scene));
  }
  if (!path || !scene.chance.happens(0.3)) return;
  const lead = await follow(life.world, { path, method: "GET", headers: { get: (name) => BROWSER.get(name) ?? null }, address: "203.0.113.9" });
  life.log.write(life.agenda.ms(), "clicks", scene.n, personOf(scene, phone), lead?.because ?? "nowhere");
}
