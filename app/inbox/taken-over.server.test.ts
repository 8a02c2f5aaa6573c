// Law: whoever survives a merge and takes over the other's phone has the other's word on it, whichever came first of the word, the merge
// and the phone. A no of either is a no of both, and a yes is nobody's but of the phone of which it was said.
import { expect, test } from "vitest";
import { heldConsent } from "#app/consent/held.ts";
import { numberStates } from "#app/consent/ledger-rows.server.ts";
import { numberHasher } from "#app/consent/number.server.ts";
import { writeFacts } from "#app/customers/apply.server.ts";
import { type CustomerFact, noFacts } from "#app/customers/fact.ts";
import type { ShopId } from "#app/lib/ids.ts";
import { sql } from "#app/lib/sql.ts";
import { days, later } from "#app/lib/time.ts";
import { transact } from "#app/lib/world.ts";
import { aShop } from "#tests/support/shop.ts";
import { aWorld } from "#tests/support/world.ts";
import { ingest } from "./ingest.server.ts";
import { phoneOwners } from "./reply-rows.server.ts";

const world = await aWorld();
const NOW = world.now();
const [THEIRS, MINE, OTHER] = ["+12125550107", "+12125550108", "+12125550109"];
const [GONE, KEPT, THIRD] = [7, 8, 9];
const ago = (count: number) => later(NOW, -days(count));

type Step = (shop: ShopId) => Promise<unknown>;

let event = 0;
const tell = (topic: string, payload: object, at: Date): Step => async (shop) => {
  await world.db.run(sql`
    insert into inbox (shop_id, source, topic, key, triggered_at, received_at, body, due_at)
    values (${shop}, 'shopify', ${topic}, ${`e${++event}`}, ${at}, ${at}, ${JSON.stringify(payload)}, ${world.now()})`);
  while ((await ingest.step(world, shop)) > 0);
};
/** As a file describes somebody: their word is no line of the ledger. */
const imported = (id: number, phone: string, sms: Partial<CustomerFact>, at = ago(9)): Step => (shop) => transact(world, (within) => writeFacts(within, shop, {
  ...noFacts(), customers: [{ customerId: String(id), updatedAt: at.toISOString(), phone, ...(sms.smsState && { smsOptInLevel: "SINGLE_OPT_IN", smsPhone: phone, smsUpdatedAt: at.toISOString() }), ...sms }],
}, { now: world.now(), live: false }));
const described = (id: number, phone: string, at: Date) => tell("customers/update", { id, phone, email: null, updated_at: at.toISOString() }, at);
const consented = (id: number, phone: string, state: string, at: Date) =>
  tell("customers_marketing_consent/update", { id, phone, sms_marketing_consent: { state, opt_in_level: "single_opt_in", consent_updated_at: at.toISOString(), consent_collected_from: "other" } }, at);
const merged = (gone: number, kept: number, at = ago(4)) => tell("customers/merge", { admin_graphql_api_customer_kept_id: `gid://shopify/Customer/${kept}`, admin_graphql_api_customer_deleted_id: `gid://shopify/Customer/${gone}` }, at);

/** What the gate goes by for this phone. */
async function held(shop: ShopId, phone: string): Promise<string> {
  const number = (await numberHasher(world, shop))(phone);
  const [owner = null] = await phoneOwners(world, shop, [phone]);
  const state = (await numberStates(world, shop, [number])).get(number);
  return heldConsent(state && state.entries > 0 ? state.state : null, owner, NOW.getTime()).consent.marketing.state;
}

const ordersOf = <Item>(items: readonly Item[]): Item[][] => (items.length === 0 ? [[]] : items.flatMap((first, index) => ordersOf(items.toSpliced(index, 1)).map((rest) => [first, ...rest])));

const ORDERS_MAX = 24;

/** In every order, of many in some of all: what holds for the phone that the survivor has taken over. */
async function inAnyOrder(...steps: Step[]): Promise<string[]> {
  const found = new Set<string>();
  const orders = ordersOf(steps);
  const every = Math.ceil(orders.length / ORDERS_MAX);
  for (const order of orders.filter((_, index) => index % every === 0)) {
    const shop = await aShop(world);
    for (const step of order) await step(shop);
    found.add(await held(shop, THEIRS));
  }
  return [...found];
}

const TAKES_OVER = [merged(GONE, KEPT), described(KEPT, THEIRS, ago(3))] as const;
const YES = { smsState: "SUBSCRIBED" };
const NO = { smsState: "UNSUBSCRIBED" };

test("The yes that was said of the phone is theirs who have it now, and so is a no, in any order.", async () => {
  expect(await inAnyOrder(imported(GONE, THEIRS, YES), imported(KEPT, MINE, {}), ...TAKES_OVER)).toEqual(["subscribed"]);
  expect(await inAnyOrder(imported(GONE, THEIRS, YES), imported(KEPT, MINE, YES), ...TAKES_OVER)).toEqual(["subscribed"]);
  expect(await inAnyOrder(imported(GONE, THEIRS, NO), imported(KEPT, MINE, YES), ...TAKES_OVER)).toEqual(["unsubscribed"]);
  expect(await inAnyOrder(imported(GONE, THEIRS, { smsState: "PENDING" }), imported(KEPT, MINE, YES), ...TAKES_OVER)).toEqual(["pending"]);
});

test("Whoever of both said no to texts, to either phone, has said it for the one that is left, in any order.", async () => {
  expect(await inAnyOrder(imported(GONE, THEIRS, YES), imported(KEPT, MINE, NO), ...TAKES_OVER)).toEqual(["unsubscribed"]);
  expect(await inAnyOrder(imported(GONE, THEIRS, YES), imported(THIRD, OTHER, NO), merged(THIRD, KEPT), ...TAKES_OVER)).toEqual(["unsubscribed"]);
});

test("What the survivor never had a word on is not made of their own yes to another phone, nor of a phone that was given up before.", async () => {
  expect(await inAnyOrder(imported(GONE, THEIRS, {}), imported(KEPT, MINE, YES), ...TAKES_OVER)).toEqual(["none"]);
  expect(await inAnyOrder(imported(GONE, THEIRS, {}), imported(THIRD, OTHER, YES), merged(THIRD, KEPT), ...TAKES_OVER)).toEqual(["none"]);
  expect(await inAnyOrder(imported(GONE, THEIRS, YES), described(GONE, OTHER, ago(5)), ...TAKES_OVER)).toEqual(["none"]);
  expect(await inAnyOrder(imported(GONE, THEIRS, YES), imported(KEPT, MINE, {}), merged(GONE, KEPT))).toEqual(["none"]);
});

test("As soon as Shopify says of the phone itself what the survivor wants, that holds: over a yes always, over a no where it is later than the merge.", async () => {
  const own = (state: string, at: Date) => consented(KEPT, THEIRS, state, at);
  const after = async (word: Partial<CustomerFact>, ...more: Step[]) => {
    const shop = await aShop(world);
    for (const step of [imported(GONE, THEIRS, word), imported(KEPT, MINE, {}), ...TAKES_OVER, ...more]) await step(shop);
    return held(shop, THEIRS);
  };
  expect(await after(YES, own("not_subscribed", ago(2)))).toBe("none");
  expect(await after(YES, own("not_subscribed", ago(20)))).toBe("none");
  expect(await after(YES, own("unsubscribed", ago(2)))).toBe("unsubscribed");
  expect(await after(NO, own("subscribed", ago(2)))).toBe("subscribed");
  expect(await after(NO, own("subscribed", ago(6)))).toBe("unsubscribed");
  // The no of a file that is read after the merge is no line of the ledger, and still as late as the merge.
  expect(await after({}, imported(GONE, THEIRS, NO), own("subscribed", ago(6)))).toBe("unsubscribed");
});
