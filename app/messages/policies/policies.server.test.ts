import { expect, test } from "vitest";
import { setRested } from "#app/consent/ledger-rows.server.ts";
import { numberHasher } from "#app/consent/number.server.ts";
import { CustomerId } from "#app/lib/ids.ts";
import { sql } from "#app/lib/sql.ts";
import { standingOfCustomer } from "../compliance/standing.server.ts";
import { readTextSettings } from "../settings/text-settings.server.ts";
import { aShop } from "#tests/support/shop.ts";
import { aWorld } from "#tests/support/world.ts";
import { formOfPolicies } from "./change-policies.ts";
import { changePolicies, endRest, heldFor } from "./policies.server.ts";

const world = await aWorld();
const shop = await aShop(world);
const [WHO, PHONE] = [CustomerId.parse("7"), "+12025550142"];
await world.db.run(sql`
  insert into customer (shop_id, customer_id, phone, sms_state, sms_updated_at, rfm_group, spend_tier, country_code) values (${shop}, 7, ${PHONE}, 'SUBSCRIBED', ${world.now()}, 'DORMANT', 'HIGH', 'US')`);

test("A policy holds for a group and for what somebody is expected to spend; the gate looks at each, and a segment that is not there is left out.", async () => {
  const form = formOfPolicies((await readTextSettings(world, shop)).settings);
  expect((await heldFor(world, shop, WHO))?.policies).toEqual([]);
  expect(await changePolicies(world, shop, { ...form, rfm: { DORMANT: "dormant" }, tiers: { HIGH: "highValue" }, segments: { 9: "vip" } }, new Set([1]))).toEqual([]);
  const held = await heldFor(world, shop, WHO);
  expect([held?.policies.map(({ name }) => name), held?.defaults.strictest?.name]).toEqual([["dormant", "highValue"], "dormant"]);
  expect((await readTextSettings(world, shop)).settings.segmentPolicies).toEqual({});
  const standing = await standingOfCustomer(world, shop, { customerId: WHO, phone: PHONE });
  expect(standing?.room.map(({ id, max }) => [id, max])).toEqual(expect.arrayContaining([["policy:dormant", 1], ["policy:highValue", 3]]));
});

test("The hour of the strictest policy is moved into the hours that are lawful where they may be.", async () => {
  const form = formOfPolicies((await readTextSettings(world, shop)).settings);
  await changePolicies(world, shop, { ...form, policies: form.policies.map((line) => (line.name === "dormant" ? { ...line, persona: "nightOwl" as const } : line)) }, new Set());
  expect((await heldFor(world, shop, WHO))?.hour).toMatchObject({ isMoved: true, at: "20:45" });
});

test("Whom a flow lets rest is under a limit of nought, until somebody ends it.", async () => {
  await setRested(world, shop, [(await numberHasher(world, shop))(PHONE)], world.now());
  expect((await standingOfCustomer(world, shop, { customerId: WHO, phone: PHONE }))?.room).toContainEqual(expect.objectContaining({ id: "policy:atRest", max: 0 }));
  expect((await heldFor(world, shop, WHO))?.rests).toBe(true);
  expect([await endRest(world, shop, WHO), await endRest(world, shop, CustomerId.parse("8")), (await heldFor(world, shop, WHO))?.rests]).toEqual([true, false, false]);
});
