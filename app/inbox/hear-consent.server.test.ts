// What is told of consent, from webhooks to the ledger's lines, and what is said through us, from the ledger to Shopify.
import { expect, test } from "vitest";
import { z } from "zod";
import { heldConsent } from "#app/consent/held.ts";
import { entriesOf, numberStates } from "#app/consent/ledger-rows.server.ts";
import { numberHasher } from "#app/consent/number.server.ts";
import { ConsentEntry } from "#app/consent/entry.ts";
import { lockFacts } from "#app/customers/rows.server.ts";
import type { ShopId } from "#app/lib/ids.ts";
import { sql } from "#app/lib/sql.ts";
import { days, hours, later } from "#app/lib/time.ts";
import { transact } from "#app/lib/world.ts";
import { aShop } from "#tests/support/shop.ts";
import { aTextedPerson } from "#tests/support/texted.ts";
import { aWorld } from "#tests/support/world.ts";
import { ingest } from "./ingest.server.ts";
import type { Told } from "./platform-facts.ts";
import { hearDeliveries } from "./reply.server.ts";
import { phoneOwners } from "./reply-rows.server.ts";
import { sayConsent } from "./say-consent.server.ts";

const world = await aWorld();
const NOW = world.now();
const PHONE = "+12125550107";

let event = 0;
async function tell(shop: ShopId, topic: string, payload: object, at = NOW) {
  await world.db.run(sql`
    insert into inbox (shop_id, source, topic, key, triggered_at, received_at, body, due_at)
    values (${shop}, 'shopify', ${topic}, ${`e${++event}`}, ${at}, ${at}, ${JSON.stringify(payload)}, ${world.now()})`);
  while ((await ingest.step(world, shop)) > 0);
}
const describe = (shop: ShopId, id: number, phone: string | null, at = NOW) => tell(shop, "customers/create", { id, phone, email: null, created_at: at.toISOString(), updated_at: at.toISOString() }, at);
const consent = (shop: ShopId, id: number, state: string, at: Date | null, from = "other") =>
  tell(shop, "customers_marketing_consent/update", { id, sms_marketing_consent: { state, opt_in_level: "single_opt_in", consent_updated_at: at?.toISOString() ?? null, consent_collected_from: from } });

async function lines(shop: ShopId, phone = PHONE) {
  const number = (await numberHasher(world, shop))(phone);
  return (await entriesOf(world, shop, number)).map(({ entry: { kind, source, at } }) => `${kind} ${source} ${at - NOW.getTime()}`);
}
async function marketing(shop: ShopId, phone = PHONE) {
  const number = (await numberHasher(world, shop))(phone);
  return (await numberStates(world, shop, [number])).get(number)?.state.consent.marketing.state ?? null;
}
const Sms = z.object({ id: z.string(), state: z.string().nullable(), level: z.string().nullable() });
const sms = (shop: ShopId) => world.db.rows(Sms, sql`select customer_id as id, sms_state as state, sms_opt_in_level as level from customer where shop_id = ${shop} order by customer_id`);
const commands = async (shop: ShopId) => (await world.db.rows(z.object({ line: z.string() }), sql`select kind || ' ' || customer_id as line from outbox where shop_id = ${shop} order by command_id`)).map(({ line }) => line);

const DISCLOSURE = { version: "1", text: "Texts from Acme.", locale: "en" };
const entry = (kind: ConsentEntry["kind"], at: Date, more: object = {}): ConsentEntry => ConsentEntry.parse({
  kind, at: at.getTime(), source: "form", evidence: null, ...(["asked", "confirmed", "optedIn"].includes(kind) && { scopes: ["marketing"], disclosure: DISCLOSURE }), ...(kind === "stopped" && { by: "reply", source: "keyword" }), ...more,
});

test("What Shopify tells live is a line: its words that say nothing are none, a checkout is known as such, and the same told twice is once.", async () => {
  const shop = await aShop(world);
  await describe(shop, 7, PHONE);
  await consent(shop, 7, "not_subscribed", later(NOW, -hours(9)));
  await consent(shop, 7, "pending", later(NOW, -hours(8)));
  await consent(shop, 7, "subscribed", later(NOW, -hours(7)), "shopify");
  await consent(shop, 7, "subscribed", later(NOW, -hours(7)), "shopify");
  await consent(shop, 7, "redacted", later(NOW, -hours(6)));
  await consent(shop, 7, "unsubscribed", later(NOW, -hours(5)));
  expect(await lines(shop)).toEqual([`asked shopify ${-hours(8)}`, `optedIn checkout ${-hours(7)}`, `optedOut shopify ${-hours(5)}`]);
  expect(await marketing(shop)).toBe("unsubscribed");
});

test("A consent that is told before its customer's phone is the phone's, once that is known.", async () => {
  const shop = await aShop(world);
  await consent(shop, 7, "subscribed", later(NOW, -hours(1)));
  expect(await lines(shop)).toEqual([]);
  await describe(shop, 7, PHONE);
  expect(await lines(shop)).toEqual([`optedIn shopify ${-hours(1)}`]);
});

test("An opt-in of our own goes to Shopify with its level, and its echo is no new line; an opt-out always goes, and an opt-in that a list claims never.", async () => {
  const shop = await aShop(world);
  await describe(shop, 7, PHONE);
  const at = later(NOW, -hours(1));
  const say = (each: ConsentEntry) => sayConsent(world, shop, [{ phone: PHONE, entry: each }], NOW);
  expect(await say(entry("asked", later(at, -500)))).toBe(1);
  expect([await commands(shop), await sms(shop)]).toEqual([[], [{ id: "7", state: null, level: null }]]);
  await say(entry("confirmed", later(at, 7), { source: "keyword" }));
  expect([await commands(shop), await sms(shop)]).toEqual([["smsOptIn 7"], [{ id: "7", state: "SUBSCRIBED", level: "CONFIRMED_OPT_IN" }]]);
  await consent(shop, 7, "subscribed", at);
  expect(await lines(shop)).toHaveLength(2);
  await say(entry("stopped", later(at, 60_000)));
  expect([await commands(shop), (await sms(shop))[0]?.state]).toEqual([["smsOptIn 7", "smsOptOut 7"], "UNSUBSCRIBED"]);
  // A STOP stays whatever a form or a list says.
  await say(entry("optedIn", later(at, 70_000), { source: "import", basis: "express", proof: "written", expiresAt: null }));
  await say(entry("optedIn", later(at, 80_000), { basis: "express", proof: "written", expiresAt: null }));
  expect([(await commands(shop)).length, (await sms(shop))[0]?.state, await marketing(shop)]).toEqual([2, "UNSUBSCRIBED", "unsubscribed"]);
  await sayConsent(world, shop, [{ phone: "+12125550108", entry: entry("optedIn", at, { source: "import", basis: "express", proof: "written", expiresAt: null }) }], NOW);
  expect([(await commands(shop)).length, await marketing(shop, "+12125550108")]).toEqual([2, "subscribed"]);
});

test("A yes is of the phone that it was said of: the number that they take later has said nothing, and their old one is still theirs should they come back to it.", async () => {
  const shop = await aShop(world);
  await describe(shop, 7, PHONE, later(NOW, -hours(9)));
  await tell(shop, "customers_marketing_consent/update", { id: 7, phone: PHONE, sms_marketing_consent: { state: "subscribed", opt_in_level: "single_opt_in", consent_updated_at: later(NOW, -hours(8)).toISOString(), consent_collected_from: "other" } });
  const held = async (phone: string) => {
    const number = (await numberHasher(world, shop))(phone);
    const [owner = null] = await phoneOwners(world, shop, [phone]);
    return heldConsent((await numberStates(world, shop, [number])).get(number)?.state ?? null, owner, NOW.getTime()).consent.marketing.state;
  };
  const seen = [await held(PHONE)];
  await tell(shop, "customers/update", { id: 7, phone: "+12125550108", email: null, updated_at: later(NOW, -hours(7)).toISOString() }, later(NOW, -hours(7)));
  seen.push(await held("+12125550108"));
  await tell(shop, "customers/update", { id: 7, phone: PHONE, email: null, updated_at: later(NOW, -hours(6)).toISOString() }, later(NOW, -hours(6)));
  seen.push(await held(PHONE));
  expect(seen).toEqual(["subscribed", "none", "subscribed"]);
});

test("Whom Shopify subscribes again after their STOP stays out, and Shopify is told so, three times at most.", async () => {
  const shop = await aShop(world);
  await describe(shop, 7, PHONE);
  await sayConsent(world, shop, [{ phone: PHONE, entry: entry("stopped", later(NOW, -hours(9))) }], NOW);
  // One that is older than what Shopify was told last says nothing.
  const seen: unknown[] = [];
  for (const at of [-hours(5), -hours(4), 20_000, 40_000, 60_000]) {
    await consent(shop, 7, "subscribed", later(NOW, at));
    seen.push([(await commands(shop)).length, (await sms(shop))[0]?.state]);
  }
  expect([seen, await marketing(shop)]).toEqual([[[2, "UNSUBSCRIBED"], [2, "UNSUBSCRIBED"], [3, "UNSUBSCRIBED"], [3, "SUBSCRIBED"], [3, "SUBSCRIBED"]], "unsubscribed"]);
});

test("What a number said before we knew whose it is holds once Shopify describes them, and is passed on.", async () => {
  const shop = await aShop(world);
  await sayConsent(world, shop, [
    { phone: PHONE, entry: entry("stopped", later(NOW, -hours(3))) }, { phone: "+12125550108", entry: entry("asked", later(NOW, -hours(4))) }, { phone: "+12125550108", entry: entry("confirmed", later(NOW, -hours(3)), { source: "keyword" }) },
  ], NOW);
  await describe(shop, 7, PHONE);
  await describe(shop, 8, "+12125550108");
  expect(await sms(shop)).toEqual([{ id: "7", state: "UNSUBSCRIBED", level: null }, { id: "8", state: "SUBSCRIBED", level: "CONFIRMED_OPT_IN" }]);
  expect(await commands(shop)).toEqual(["smsOptOut 7", "smsOptIn 8"]);
});

test("Of two customers who become one the more restrictive word holds, whichever number stays, until they say yes again.", async () => {
  const shop = await aShop(world);
  const [mine, theirs] = [PHONE, "+12125550108"];
  await describe(shop, 7, mine);
  await describe(shop, 8, theirs);
  await consent(shop, 7, "unsubscribed", later(NOW, -days(2)));
  await consent(shop, 8, "subscribed", later(NOW, -days(1)));
  await tell(shop, "customers/merge", { admin_graphql_api_customer_kept_id: "gid://shopify/Customer/8", admin_graphql_api_customer_deleted_id: "gid://shopify/Customer/7" }, later(NOW, -hours(2)));
  expect([await marketing(shop, mine), await marketing(shop, theirs)]).toEqual(["unsubscribed", "unsubscribed"]);
  await consent(shop, 8, "subscribed", later(NOW, -hours(1)));
  expect([await marketing(shop, mine), await marketing(shop, theirs)]).toEqual(["unsubscribed", "subscribed"]);
});

const merge = (shop: ShopId, gone: number, kept: number) => tell(shop, "customers/merge", { admin_graphql_api_customer_kept_id: `gid://shopify/Customer/${kept}`, admin_graphql_api_customer_deleted_id: `gid://shopify/Customer/${gone}` }, later(NOW, -hours(2)));
const consentOfPhone = (shop: ShopId, id: number, phone: string | null, state: string, at: Date) =>
  tell(shop, "customers_marketing_consent/update", { id, phone, sms_marketing_consent: { state, opt_in_level: "single_opt_in", consent_updated_at: at.toISOString(), consent_collected_from: "other" } });

test("What somebody who was merged agreed to for another phone, before or after, takes nothing from the survivor's own word, and gives them none.", async () => {
  const shop = await aShop(world);
  const [mine, theirs] = [PHONE, "+12125550108"];
  await describe(shop, 7, mine);
  for (const id of [8, 9]) await describe(shop, id, id === 8 ? theirs : "+12125550109");
  await consentOfPhone(shop, 8, theirs, "subscribed", later(NOW, -days(3)));
  await consentOfPhone(shop, 7, mine, "subscribed", later(NOW, -days(1)));
  await merge(shop, 7, 8);
  const words = async () => (await phoneOwners(world, shop, [theirs, "+12125550109"])).map(({ customerId, smsState }) => [customerId, smsState]);
  expect(await words()).toEqual([["8", "SUBSCRIBED"], ["9", null]]);
  await consentOfPhone(shop, 7, mine, "subscribed", later(NOW, -hours(1)));
  expect(await words()).toEqual([["8", "SUBSCRIBED"], ["9", null]]);
  await merge(shop, 8, 9);
  expect(await words()).toEqual([["9", null]]);
  expect([await marketing(shop, mine), await marketing(shop, theirs), await marketing(shop, "+12125550109")]).toEqual(["subscribed", "subscribed", null]);
});

test("A no of somebody who went before it was known into whom is the survivor's, too.", async () => {
  const shop = await aShop(world);
  const [mine, theirs] = [PHONE, "+12125550108"];
  await describe(shop, 7, mine);
  await describe(shop, 8, theirs);
  await consentOfPhone(shop, 8, theirs, "subscribed", later(NOW, -days(3)));
  await consentOfPhone(shop, 7, mine, "unsubscribed", later(NOW, -days(4)));
  await tell(shop, "customers/delete", { id: 7, admin_graphql_api_id: "gid://shopify/Customer/7" }, later(NOW, -hours(3)));
  expect(await marketing(shop, theirs)).toBe("subscribed");
  await merge(shop, 7, 8);
  expect(await marketing(shop, theirs)).toBe("unsubscribed");
});

test("Of deliveries that come together, a second text of one number finds what the first one did, and what is told twice is once.", async () => {
  const shop = await aShop(world);
  const told = (connection: number, key: string, text: string): Told => ({
    platform: "twilio", connection, at: NOW.toISOString(), receivedAt: NOW,
    events: [{ key, kind: "smsReplied", at: null, person: { platformId: null, phone: PHONE, email: null }, messageId: key, campaign: null, url: null, text, errorCode: null, bot: false }],
  });
  const hear = (deliveries: Told[]) => transact(world, async (within) => {
    await lockFacts(within, shop);
    await hearDeliveries(within, shop, deliveries, NOW);
  });
  await hear([told(1, "A", "STOP")]);
  await hear([told(1, "A", "STOP"), told(1, "B", "START"), told(1, "B", "START"), told(2, "A", "Hello"), told(2, "B", "STOP")]);
  expect(await world.db.rows(z.object({ line: z.string() }), sql`select connection_id || key || ' ' || meaning as line from reply where shop_id = ${shop} order by reply_id`)).toEqual(
    ["1A optOut", "1B restarted", "2A none", "2B optOut"].map((line) => ({ line })));
});

test("What was said to and by a customer who was merged is the survivor's; of one coupon each keeps one code.", async () => {
  const shop = await aShop(world);
  for (const [id, phone] of [[7, PHONE], [8, "+12125550108"]] as const) await describe(shop, id, phone);
  await aTextedPerson(world, shop, "7", PHONE);
  await world.db.run(sql`insert into coupon_code (shop_id, coupon_id, customer_id, code, at) values (${shop}, 1, 8, 'Y', ${NOW}), (${shop}, 2, 7, 'Z', ${NOW})`);
  await world.db.run(sql`insert into coupon (shop_id, coupon_id, name, settings, created_at) values (${shop}, 2, 'D', '{}', ${NOW})`);
  await tell(shop, "customers/merge", { admin_graphql_api_customer_kept_id: "gid://shopify/Customer/8", admin_graphql_api_customer_deleted_id: "gid://shopify/Customer/7" });
  const owners = await world.db.rows(z.object({ what: z.string() }), sql`
    select what || ' ' || customer_id as what from (
      select 'text' as what, customer_id from person_text where shop_id = ${shop} union all select 'reply', customer_id from reply where shop_id = ${shop} union all select 'link', customer_id from link where shop_id = ${shop}
      union all select 'decision', customer_id from decision where shop_id = ${shop} union all select 'sign-up', customer_id from opt_in where shop_id = ${shop} union all select code, customer_id from coupon_code where shop_id = ${shop}) owned
    where customer_id is not null order by what`);
  expect(owners.map(({ what }) => what)).toEqual(["X 7", "Y 8", "Z 8", "decision 8", "link 8", "reply 8", "sign-up 8", "text 8"]);
});

test("Where the ledger is silent Shopify's word holds; where both speak a later line of the ledger, else the stricter.", () => {
  const at = (hour: number) => later(NOW, hours(hour));
  const state = (marketing: string, hour: number) => {
    const grant = { state: "none", since: null, basis: "express", expiresAt: null, isDouble: false, proof: "none" } as const;
    return { consent: { marketing: { ...grant, state: marketing as "subscribed", since: at(hour).getTime(), proof: "written" as const }, cartReminders: grant, transactional: grant }, stop: null, suspectedAt: null };
  };
  const held = (ledger: ReturnType<typeof state> | null, smsState: string | null, hour: number) => heldConsent(ledger, { smsState, smsOptInLevel: null, smsUpdatedAt: at(hour) }, NOW.getTime()).consent.marketing;
  expect(held(null, "SUBSCRIBED", -3)).toMatchObject({ state: "subscribed", proof: "none", since: at(-3).getTime() });
  expect(["NOT_SUBSCRIBED", "REDACTED", "INVALID", null].map((word) => held(null, word, -3).state)).toEqual(["none", "none", "none", "none"]);
  expect(held(state("subscribed", -3), "SUBSCRIBED", -1)).toMatchObject({ proof: "written", since: at(-3).getTime() });
  expect([held(state("subscribed", -3), "UNSUBSCRIBED", -1), held(state("subscribed", -1), "UNSUBSCRIBED", -3), held(state("subscribed", -3), "UNSUBSCRIBED", -3)].map(({ state }) => state)).toEqual(["unsubscribed", "subscribed", "unsubscribed"]);
  expect([held(state("unsubscribed", -3), "SUBSCRIBED", -1), held(state("pending", -1), "SUBSCRIBED", -3), held(state("subscribed", -3), "PENDING", -1)].map(({ state }) => state)).toEqual(["unsubscribed", "subscribed", "pending"]);
});
