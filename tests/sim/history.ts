// What a shop was before the app came: some of its people have bought there for months. Nobody tells of it; an import finds it,
// on the first day or once flows are live, and one more on some day between. Every night the reconcile follows.
import { wake } from "#app/lib/pump.server.ts";
import { days, hours, seconds } from "#app/lib/time.ts";
import { transact } from "#app/lib/world.ts";
import { IMPORT_KINDS, type ImportKind, type ImportReason } from "#app/shops/import-kind.ts";
import { askImports } from "#app/shops/rows.server.ts";
import { type Chance, chanceFrom } from "#sandbox/chance.ts";
import { line, orderOf } from "#sandbox/shop/generate.ts";
import type { Consent, Customer } from "#sandbox/shopify/records.ts";
import { addressOf, type Shopper } from "./people.ts";
import type { Life, Scene } from "./scene.ts";

const KNOWN = 0.6;
const ORDERS_MAX = 6;
const LONGEST_DAYS = 300;

export function openHistory(life: Life, scene: Scene): void {
  const { agenda, seed, began, ends } = life;
  if (!scene.kind.isImported) return;
  const chance = chanceFrom(`${seed}/shop/${scene.n}/history`);
  liveBefore(life, scene, chance);
  const first = began + (chance.happens(0.5) ? 0 : chance.whole(hours(1), Math.floor((ends - began) / 4)));
  agenda.at(first, () => ask(life, scene, IMPORT_KINDS, "install"));
  agenda.at(chance.whole(first + hours(1), ends), () => ask(life, scene, [chance.pick(IMPORT_KINDS)], "asked"));
}

function ask({ world, log, agenda }: Life, { shop, n }: Scene, kinds: readonly ImportKind[], reason: ImportReason): Promise<void> {
  log.write(agenda.ms(), "imports", n, reason, kinds.join());
  return transact(world, async (inside) => {
    await askImports(inside, shop, kinds, reason, "", inside.now());
    await wake(inside, shop, "import");
  });
}

function liveBefore({ began }: Life, scene: Scene, chance: Chance): void {
  for (const shopper of scene.people) {
    if (!chance.happens(KNOWN)) continue;
    const came = began - days(chance.whole(20, LONGEST_DAYS));
    shopper.customer = customerOf(scene, shopper, came, chance);
    // Whoever asks Shopify may know it at once.
    if (shopper.customer.smsConsent.state === "SUBSCRIBED") scene.words.read(shopper.phone, "yes", came)(began);
    for (let left = chance.whole(0, ORDERS_MAX); left > 0; left--) buyThen(scene, shopper.customer, came + seconds(chance.whole(0, (began - came) / seconds(1) - 1)), chance);
  }
}

const UNASKED: Consent = { state: "NOT_SUBSCRIBED", level: null, at: null, from: null };

function customerOf({ store: { shop } }: Scene, shopper: Shopper, at: number, chance: Chance): Customer {
  const state = chance.pick(["SUBSCRIBED", "SUBSCRIBED", "SUBSCRIBED", "UNSUBSCRIBED", "NOT_SUBSCRIBED"] as const);
  const customer: Customer = {
    kind: "Customer", id: shop.nextId("Customer"), firstName: `Sam${shopper.n}`, lastName: "Shopper", email: shopper.email, phone: shopper.phone,
    emailConsent: { ...UNASKED }, smsConsent: state === "NOT_SUBSCRIBED" ? { ...UNASKED } : { state, level: "SINGLE_OPT_IN", at, from: "SHOPIFY" },
    tags: [], note: null, locale: "en", state: "DISABLED", verifiedEmail: true, taxExempt: false, addresses: [{ ...addressOf(shopper), id: shop.nextId("Address") }], metafields: [], createdAt: at, updatedAt: at,
  };
  shop.place(customer);
  return customer;
}

function buyThen({ store: { shop } }: Scene, customer: Customer, at: number, chance: Chance): void {
  const stock = [...shop.tables.Product.values()];
  const lines = Array.from({ length: chance.whole(1, 2) }, () => line(shop, chance.pick(stock), chance.whole(1, 2)));
  shop.place({ ...orderOf(shop, customer.id, shop.tables.Order.size, at, lines), email: customer.email, shippingAddress: customer.addresses[0] ?? null });
}
