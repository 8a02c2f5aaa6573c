// What segments are told of consent as the ledger holds it: by which way somebody agreed, what proves it, when it ends, and that they
// rest; of the phone that they have now.
import { expect, test } from "vitest";
import type { ConsentEntry } from "#app/consent/entry.ts";
import { tellHeldWords } from "#app/consent/held-word.server.ts";
import { setRested } from "#app/consent/ledger-rows.server.ts";
import { numberHasher } from "#app/consent/number.server.ts";
import { CustomerId } from "#app/lib/ids.ts";
import { sql } from "#app/lib/sql.ts";
import { days, later } from "#app/lib/time.ts";
import { importProofs } from "#app/messages/compliance/proofs.server.ts";
import { endRest } from "#app/messages/policies/policies.server.ts";
import { clockRoad } from "#app/segments/clock.server.ts";
import { evaluate } from "#app/segments/evaluate.server.ts";
import { previewSegment } from "#app/segments/preview.server.ts";
import { createSegment } from "#app/segments/save.server.ts";
import { parse } from "#app/segments/text.ts";
import { addCustomers, phoneOf } from "#tests/support/platforms.ts";
import { aShop } from "#tests/support/shop.ts";
import { aWorld } from "#tests/support/world.ts";
import { hearConsent } from "./hear-consent.server.ts";
import { sayConsent } from "./say-consent.server.ts";

const world = await aWorld();

const aScene = async (people: number) => {
  const shop = await aShop(world);
  await addCustomers(world, shop, Array.from({ length: people }, (_, index) => index + 1));
  const asked = async (text: string): Promise<[total: number, unknown: number]> => {
    const preview = await previewSegment(world, shop, read(text));
    if (!("total" in preview)) throw new Error(JSON.stringify(preview.problems));
    return [preview.total, preview.unknown];
  };
  const say = (person: number, ...entries: ConsentEntry[]) => sayConsent(world, shop, entries.map((entry) => ({ phone: phoneOf(person), entry })), world.now());
  return { shop, asked, say };
};

function read(text: string) {
  const found = parse(text);
  if ("problems" in found) throw new Error(JSON.stringify(found.problems));
  return found.definition;
}

const at = () => world.now().getTime();
const YES = { scopes: ["marketing" as const], disclosure: null, evidence: null };
const implied = (ends: Date): ConsentEntry => ({ kind: "optedIn", at: at(), source: "import", ...YES, basis: "impliedPurchase", proof: "none", expiresAt: ends.getTime() });

test("a second yes by text is told with where it was asked for and as written, a yes at the checkout as unproven, and a no takes both away", async () => {
  const { shop, asked, say } = await aScene(3);
  expect(await asked("sms.proof known or sms.source known or sms.rested known")).toEqual([0, 0]);
  await say(1, { kind: "asked", at: at() - 2, source: "form", ...YES }, { kind: "confirmed", at: at() - 1, source: "keyword", ...YES });
  await say(2, { kind: "optedIn", at: at(), source: "checkout", ...YES, basis: "express", proof: "none", expiresAt: null });
  expect(await asked('sms.source is "form" and sms.proof is "written"')).toEqual([1, 1]);
  expect(await asked('sms.source is "checkout" and sms.proof is "none"')).toEqual([1, 1]);
  await world.db.run(sql`update customer set changed_at = null where shop_id = ${shop}`);
  world.clock.advance(days(1));
  await say(1, { kind: "stopped", at: at(), source: "keyword", by: "reply", evidence: null });
  expect(await asked("sms.proof known")).toEqual([1, 0]);
  expect(await world.db.run(sql`select 1 from customer where shop_id = ${shop} and customer_id = 1 and changed_at is not null`)).toBe(1);
});

test("whoever is met after they agreed is told of then, and of a phone that they have no more nothing is known", async () => {
  const { shop, asked, say } = await aScene(0);
  await say(7, { kind: "optedIn", at: at(), source: "form", ...YES, basis: "express", proof: "written", expiresAt: null });
  await addCustomers(world, shop, [7]);
  expect(await asked("sms.source known")).toEqual([0, 0]);
  await hearConsent(world, shop, { shopify: [{ customerId: "7", phone: phoneOf(7) }], platforms: [], waiting: [] }, world.now());
  expect(await asked('sms.source is "form"')).toEqual([1, 0]);
  await world.db.run(sql`update customer set phone = '+12025550999' where shop_id = ${shop}`);
  expect(await asked("sms.source known")).toEqual([0, 0]);
});

test("an implied consent that ends soon is known from the millisecond on at which it is soon, until it ends", async () => {
  const { shop, say } = await aScene(2);
  const ends = later(world.now(), days(30));
  const saved = await createSegment(world, shop, { name: "Ends soon", definition: read("sms.ends in next 336 h") });
  if ("problems" in saved) throw new Error(JSON.stringify(saved.problems));
  await say(1, implied(ends));
  const members = async () => {
    await clockRoad(world, shop);
    return world.db.run(sql`select 1 from membership where shop_id = ${shop} and left_at is null`);
  };
  while ((await evaluate.step(world, shop)) > 0) continue;
  const counts: number[] = [];
  for (const instant of [later(ends, -days(14) - 1), later(ends, -days(14)), later(ends, -1), ends]) {
    world.clock.set(instant);
    counts.push(await members());
  }
  expect(counts).toEqual([0, 1, 1, 0]);
});

test("what a purchase implied ends in Canada by its law, by somebody's phone or address, and does not end elsewhere", async () => {
  const { shop, asked, say } = await aScene(3);
  await world.db.run(sql`update customer set country_code = 'CA' where shop_id = ${shop} and customer_id = 1`);
  await world.db.run(sql`update customer set phone_country = 'CA' where shop_id = ${shop} and customer_id = 2`);
  for (const person of [1, 2, 3]) await say(person, { kind: "optedIn", at: Date.UTC(2026, 0, 31), source: "import", ...YES, basis: person === 2 ? "impliedInquiry" : "impliedPurchase", proof: "none", expiresAt: null });
  expect(await asked("sms.ends on 2028-01-31")).toEqual([1, 1]);
  expect(await asked("sms.ends on 2026-07-31")).toEqual([1, 1]);
});

test("a list of proofs is told, and a rest until somebody ends it or they agree anew", async () => {
  const { shop, asked, say } = await aScene(2);
  expect(await importProofs(world, shop, `phone,agreed at,text shown\n${phoneOf(1)},2026-01-02T10:00:00Z,I agree to texts.\n`, null, world.now())).toMatchObject({ added: 1 });
  expect(await asked('sms.source is "import"')).toEqual([1, 1]);
  const rest = async (person: number) => {
    await setRested(world, shop, [(await numberHasher(world, shop))(phoneOf(person))], world.now());
    await tellHeldWords(world, shop, [phoneOf(person)], world.now());
  };
  for (const person of [1, 2]) await rest(person);
  expect(await asked("sms.rested in last 1 d")).toEqual([2, 0]);
  expect(await endRest(world, shop, CustomerId.parse("2"))).toBe(true);
  expect(await asked("sms.rested known")).toEqual([1, 0]);
  world.clock.advance(days(1));
  await say(1, { kind: "optedIn", at: at(), source: "keyword", ...YES, basis: "express", proof: "written", expiresAt: null });
  expect(await asked("sms.rested known")).toEqual([0, 0]);
});
