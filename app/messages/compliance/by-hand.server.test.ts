// What a merchant does by hand about texts, and what the screens of compliance read: on real rows.
import { expect, test } from "vitest";
import { z } from "zod";
import { numberHasher } from "#app/consent/number.server.ts";
import { CustomerId, type ShopId } from "#app/lib/ids.ts";
import { sql } from "#app/lib/sql.ts";
import { days } from "#app/lib/time.ts";
import { aShop } from "#tests/support/shop.ts";
import { aWorld } from "#tests/support/world.ts";
import { stepAudience } from "./audience-count.server.ts";
import { readAudience, WHOLE_SHOP } from "./audience-rows.server.ts";
import { listBlocked } from "./block-rows.server.ts";
import { sayByHand } from "./block.server.ts";
import { changeGateOf } from "./change-gate.server.ts";
import { pauseTexts } from "../settings/change-texts.server.ts";
import { writeDecisions } from "./decision-rows.server.ts";
import { listDecisions, verdictsByDay } from "./decision-screen-rows.server.ts";
import { lookAtDecision, replayDecision } from "./decision-look.server.ts";
import { ANY_PROMOTION } from "../gate/audience.server.ts";
import { maySend } from "../gate/may-send.ts";
import { gatePeople } from "../gate/people.server.ts";
import { recordOf } from "../gate/record.ts";
import { rulesOf } from "../gate/rules.server.ts";
import { lookAtNumber } from "./ledger-look.server.ts";
import { standingOfCustomer } from "./standing.server.ts";
import { readTextSettings } from "../settings/text-settings.server.ts";

const world = await aWorld();
const PHONE = "+13055550142";
const WHO = CustomerId.parse("7");

async function aShopOf(people: { id: number; phone: string | null; smsState?: string }[]): Promise<ShopId> {
  const shop = await aShop(world);
  for (const { id, phone, smsState = null } of people) {
    await world.db.run(sql`insert into customer (shop_id, customer_id, phone, phone_country, phone_area, sms_state, sms_updated_at) values (${shop}, ${id}, ${phone}, 'US', ${phone?.slice(2, 5) ?? null}, ${smsState}, ${world.now()})`);
  }
  return shop;
}

test("a block stands in the ledger with its reason, reaches the customer, and is lifted with another", async () => {
  const shop = await aShopOf([{ id: 7, phone: PHONE, smsState: "SUBSCRIBED" }]);
  expect(await sayByHand(world, shop, "block", { phone: "(305) 555-0142" }, "Asked by email")).toEqual([]);
  const looked = await lookAtNumber(world, shop, PHONE);
  expect([looked.held.stop?.by, looked.lines.at(-1)?.kept?.note, looked.chain]).toEqual(["merchant", "Asked by email", { isWhole: true, lines: looked.lines.length }]);
  expect(await world.db.rows(z.object({ state: z.string() }), sql`select sms_state as state from customer where shop_id = ${shop} and customer_id = 7`)).toEqual([{ state: "UNSUBSCRIBED" }]);
  const [blocked] = await listBlocked(world, shop, null);
  expect(blocked).toMatchObject({ by: "merchant", note: "Asked by email" });
  if (!blocked) throw new Error("One is blocked.");
  world.clock.advance(1_000);
  expect(await sayByHand(world, shop, "unblock", { number: blocked.number }, "It was a mistake")).toEqual([]);
  expect([await listBlocked(world, shop, null), (await lookAtNumber(world, shop, PHONE)).held.stop]).toEqual([[], null]);
});

test("who asked in another way is opted out of everything, and their page says so", async () => {
  const shop = await aShopOf([{ id: 7, phone: PHONE, smsState: "SUBSCRIBED" }, { id: 8, phone: null }]);
  await sayByHand(world, shop, "optOut", { customer: WHO }, "On the phone");
  expect(await standingOfCustomer(world, shop, { customerId: WHO, phone: PHONE })).toMatchObject({ decision: { verdict: "skip", reason: "unsubscribed" } });
  expect(await sayByHand(world, shop, "optOut", { customer: CustomerId.parse("8") }, "On the phone")).toMatchObject([{ path: ["phone"] }]);
});

test("a count goes on step by step, and each person is now, later or never", async () => {
  const shop = await aShopOf([{ id: 1, phone: "+13055550101", smsState: "SUBSCRIBED" }, { id: 2, phone: "+13055550102", smsState: "UNSUBSCRIBED" }, { id: 3, phone: null }]);
  expect(await readAudience(world, shop, WHOLE_SHOP)).toEqual({ done: null, running: null });
  expect(await stepAudience(world, shop, WHOLE_SHOP)).toMatchObject({ done: { people: 3, now: 0, never: 3, because: { noProof: 1, unsubscribed: 1, noNumber: 1 } }, running: null });
  expect((await readAudience(world, shop, WHOLE_SHOP)).done?.at).toEqual(world.now());
});

test("a decision is found, looked at and made again by the settings of then", async () => {
  const shop = await aShopOf([{ id: 7, phone: PHONE, smsState: "SUBSCRIBED" }]);
  await changeGateOf(world, shop, { change: "policy", name: "Summer", max: 1, perDays: 3 });
  const now = world.now();
  const number = (await numberHasher(world, shop))(PHONE);
  const found = (await gatePeople(world, shop, await rulesOf(world, shop), [{ number, customerId: WHO, phone: PHONE }], now)).get(number);
  if (!found) throw new Error("They are there.");
  const { version, rules } = await rulesOf(world, shop);
  const { settings: _, ...record } = recordOf(rules, found.person, ANY_PROMOTION, found.history, now.getTime(), maySend(rules, found.person, ANY_PROMOTION, found.history, now.getTime()));
  const id = (await writeDecisions(world, shop, version, [{ textId: "1", customerId: WHO, number, record, isTold: false }])).get("1") ?? "";
  await pauseTexts(world, shop, true);
  expect(await listDecisions(world, shop, { verdict: "skip", reason: "noProof", number, before: null })).toMatchObject([{ decisionId: id, customerId: "7" }]);
  expect(await listDecisions(world, shop, { verdict: "send", reason: null, number: null, before: null })).toEqual([]);
  expect(await verdictsByDay(world, shop, [new Date(now.getTime() - days(1)), new Date(now.getTime() - 1)])).toEqual([{ place: 2, verdict: "skip", count: 1 }]);
  expect((await lookAtDecision(world, shop, id))?.record?.settings.policies).toEqual({ Summer: { max: 1, windowMs: days(3) } });
  expect(await replayDecision(world, shop, id)).toMatchObject({ same: true });
  expect(await replayDecision(world, await aShop(world), id)).toBeNull();
  expect((await readTextSettings(world, shop)).settings).toMatchObject({ paused: true, gate: { policies: { Summer: { max: 1 } } } });
});
