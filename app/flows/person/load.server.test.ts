// The facts of people from their tables: the same as from their whole past in plain code, with no more read than is needed.
import { expect, test } from "vitest";
import { writeFacts } from "#app/customers/apply.server.ts";
import { noFacts } from "#app/customers/fact.ts";
import { CustomerId } from "#app/lib/ids.ts";
import { sql } from "#app/lib/sql.ts";
import { days, earlier, hours } from "#app/lib/time.ts";
import { saveTextSettings } from "#app/messages/settings/text-settings.server.ts";
import { TextSettings } from "#app/messages/settings/text-settings.ts";
import { flowOf } from "#tests/support/flows.ts";
import { addCustomers } from "#tests/support/platforms.ts";
import { aShop } from "#tests/support/shop.ts";
import { aWorld } from "#tests/support/world.ts";
import { loadFacts } from "./load.server.ts";

const world = await aWorld();
const NOW = world.now();

test("facts of a set are read once, each as of any instant, with the shop's usual way of parcels and the texts that went", async () => {
  const shop = await aShop(world, { timeZone: "Europe/Berlin" });
  const [one, two] = await addCustomers(world, shop, [1, 2]);
  const facts = noFacts();
  const order = (orderId: string, customerId: string, ago: number, more = {}) => facts.orders.push({ orderId, customerId, name: `#${orderId}`, processedAt: earlier(NOW, days(ago)).toISOString(), updatedAt: earlier(NOW, days(ago)).toISOString(), currency: "USD", grossMinor: 5_000, ...more });
  for (let index = 0; index < 5; index += 1) order(String(100 + index), "2", 40 + index, { shipCountry: "DE", shippedAt: earlier(NOW, days(39)).toISOString(), deliveredAt: earlier(NOW, days(36)).toISOString() });
  order("1", "1", 3, { shipCountry: "US", shippedAt: earlier(NOW, days(1)).toISOString() });
  facts.events.push({ source: "segue", sourceId: "click/1", kind: "smsClicked", at: earlier(NOW, hours(1)).toISOString(), customerId: "1", props: { text: "700" } });
  await writeFacts(world, shop, facts, { now: NOW, live: true });
  await world.db.run(sql`
    insert into person_text (shop_id, text_id, key, source, customer_id, number, class, rank, due_at, created_at, sent_at, state, flow_id, run_id, step)
    values (${shop}, 700, 'flow/41/a/1', 'flow', 1, '\\x01', 'marketing', 2, ${NOW}, ${NOW}, ${earlier(NOW, hours(2))}, 'sent', 1, 41, 'a')`);
  const definition = flowOf("trigger event(event order) entry (reentry never()) first w step w wait.event(on {(event smsClicked, own yes)}, within 2 d, otherwise none) then d step d wait.delivery(within 9 d, otherwise none) then e step e end()");
  const factsOf = await loadFacts(world, shop, [one, two, CustomerId.parse("3")].flatMap((each) => each ?? []), [definition], NOW);
  const clicked = { event: "smsClicked" as const, where: [], whereAny: false, own: true };
  expect(factsOf("1", NOW.getTime(), "41").happened(clicked, 0, {}, ["a/1"])).not.toBeNull();
  expect(factsOf("1", NOW.getTime(), "42").happened(clicked, 0, {}, ["a/1"])).toBeNull();
  expect(factsOf("1", NOW.getTime()).delivery({ order: "1" }, "all")).toEqual({ at: earlier(NOW, days(1)).getTime() + days(3), foretold: true });
  expect(factsOf("2", NOW.getTime() - days(41.5)).happened({ ...clicked, event: "order", own: false }, 0, {}, [])).toEqual({ id: "order/104", at: NOW.getTime() - days(44) });
  expect(factsOf("3", NOW.getTime()).holds({ kind: "list", list: 1 })).toBeNull();
  expect(factsOf("3", NOW.getTime()).zone()).toBe("Europe/Berlin");
});

test("the shop's policies are known where somebody waits for their best hour", async () => {
  const shop = await aShop(world);
  const [one] = await addCustomers(world, shop, [1]);
  await world.db.run(sql`update customer set rfm_group = 'LOYAL' where shop_id = ${shop}`);
  await saveTextSettings(world, shop, TextSettings.parse({ rfmPolicies: { LOYAL: "potentialLoyalist" } }), NOW);
  const waits = (how: string) => flowOf(`trigger event(event order) entry (reentry never()) first w step w wait.${how} then e step e end()`);
  const hourIn = async (how: string) => (await loadFacts(world, shop, one ? [one] : [], [waits(how)], NOW))("1", NOW.getTime()).bestHour();
  expect(await hourIn("bestHour(days 3)")).toBe("12:00");
  expect(await hourIn("span(span 1 d)")).toBeNull();
});
