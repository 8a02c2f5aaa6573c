// Erasure of what was said to and by somebody, number by number.
import { expect, test } from "vitest";
import { z } from "zod";
import { evidenceOf } from "#app/consent/evidence.server.ts";
import { numberStates } from "#app/consent/ledger-rows.server.ts";
import { appendEntries } from "#app/consent/ledger.server.ts";
import { numberHasher } from "#app/consent/number.server.ts";
import type { ShopId } from "#app/lib/ids.ts";
import { sql } from "#app/lib/sql.ts";
import { aPersonEverywhere } from "#tests/support/person-everywhere.ts";
import { aShop } from "#tests/support/shop.ts";
import { aWorld } from "#tests/support/world.ts";
import { exportCustomer } from "./export.server.ts";
import { forget } from "./forget.server.ts";
import { ingest } from "./ingest.server.ts";
import { sayConsent } from "./say-consent.server.ts";

const world = await aWorld();

let event = 0;
async function told(shop: ShopId, topic: string, payload: unknown) {
  await world.db.run(sql`
    insert into inbox (shop_id, source, topic, key, triggered_at, received_at, body, due_at)
    values (${shop}, 'shopify', ${topic}, ${`k${++event}`}, ${world.now()}, ${world.now()}, ${JSON.stringify(payload)}, ${world.now()})`);
}
async function settle(shop: ShopId) {
  while ((await ingest.step(world, shop)) > 0);
  while ((await forget.step(world, shop)) > 0);
}

test("Of whoever shares a phone only what names them goes: the number is somebody else's, too.", async () => {
  const shop = await aShop(world, { domain: "shared.myshopify.com" });
  await aPersonEverywhere(world, shop);
  await world.db.run(sql`update customer set phone = '+12125550777' where shop_id = ${shop} and customer_id = 9`);
  await told(shop, "customers/redact", { customer: { id: 777002, phone: "+12125550777" }, orders_to_redact: [] });
  await settle(shop);
  const number = (await numberHasher(world, shop))("+12125550777");
  expect((await numberStates(world, shop, [number])).get(number)).toMatchObject({ entries: 1, state: { consent: { marketing: { state: "subscribed" } } } });
  expect(await world.db.rows(z.object({ key: z.string() }), sql`select key from person_text where shop_id = ${shop} union all select key from reply where shop_id = ${shop}`)).toEqual([{ key: "k2" }, { key: "k2" }]);
});

test("Of a number that somebody had before, the evidence goes with them, too.", async () => {
  const shop = await aShop(world, { domain: "former.myshopify.com" });
  const at = world.now().toISOString();
  await told(shop, "customers/create", { id: 41, phone: "+12125550141", email: null, created_at: at, updated_at: at });
  await settle(shop);
  const number = (await numberHasher(world, shop))("+12125550141");
  await sayConsent(world, shop, [{ phone: "+12125550141", entry: { kind: "asked", at: world.now().getTime(), source: "form", scopes: ["marketing"], disclosure: null, evidence: { page: "https://acme.example/ann", messageIds: [], order: null, note: null } }, trace: { address: "192.0.2.1", agent: null } }], world.now());
  await world.db.run(sql`update customer set phone = '+12125550142' where shop_id = ${shop}`);
  expect((await exportCustomer(world, shop, "41"))?.data.consent).toMatchObject([{ kind: "asked", evidence: { page: "https://acme.example/ann" }, address: "192.0.2.1" }]);
  await told(shop, "customers/redact", { customer: { id: 41, phone: "+12125550142" }, orders_to_redact: [] });
  await settle(shop);
  expect((await evidenceOf(world, shop, { number, from: null, to: world.now() })).entries).toMatchObject([{ evidence: "erased", address: null }, { entry: { kind: "optedOut" } }]);
  expect(await exportCustomer(world, shop, "41")).toBeNull();
});

test("A STOP outlives its person, also under a number that no customer has.", async () => {
  const shop = await aShop(world, { domain: "stopped.myshopify.com" });
  const number = (await numberHasher(world, shop))("+12125550999");
  await appendEntries(world, shop, [{ number, entry: { kind: "stopped", at: world.now().getTime(), source: "keyword", by: "reply", evidence: { page: null, messageIds: ["SM1"], order: null, note: "STOP, says Ann" } } }], world.now());
  await told(shop, "inbox/odd", { From: "(212) 555-0999" });
  await world.db.run(sql`update inbox set state = 'parked' where shop_id = ${shop}`);
  await told(shop, "customers/redact", { customer: { id: 31, phone: "+12125550999" }, orders_to_redact: [] });
  await settle(shop);
  expect((await numberStates(world, shop, [number])).get(number)).toMatchObject({ entries: 1, state: { stop: { by: "reply" } } });
  expect(await world.db.rows(z.object({ topic: z.string() }), sql`select topic from inbox where shop_id = ${shop} and body is not null`)).toEqual([]);
  expect((await evidenceOf(world, shop, { number, from: null, to: world.now() })).entries).toMatchObject([{ evidence: "erased" }]);
});
