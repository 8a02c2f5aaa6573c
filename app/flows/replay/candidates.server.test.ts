// Whom a flow's triggers could have told of, from every table that they look at.
import { expect, test } from "vitest";
import { sql } from "#app/lib/sql.ts";
import { days, earlier } from "#app/lib/time.ts";
import { addCustomers } from "#tests/support/platforms.ts";
import { aFlow } from "#tests/support/flow-replay.ts";
import { aShop } from "#tests/support/shop.ts";
import { aWorld } from "#tests/support/world.ts";
import { candidatesOf } from "./candidates.ts";
import { candidatesAfter, countCandidates } from "./past-rows.server.ts";

const world = await aWorld();
const NOW = world.now();
const SPAN = { from: NOW.getTime() - days(90), until: NOW.getTime() };

test("each trigger finds those with a row of its own in the span, in the order of their numbers, each once", async () => {
  const shop = await aShop(world);
  await addCustomers(world, shop, [1, 2, 3, 4, 5, 6, 7, 8, 9]);
  const [recent, old] = [earlier(NOW, days(5)), earlier(NOW, days(100))];
  const order = (id: number, customer: number, columns: string, at: Date) => world.db.run(sql`
    insert into orders (shop_id, order_id, customer_id, processed_at, shipped_at, delivered_at, void_at)
    values (${shop}, ${id}, ${customer}, ${columns === "processed" ? at : old}, ${columns === "shipped" ? at : null}, ${columns === "delivered" ? at : null}, ${columns === "void" ? at : null})`);
  await order(1, 1, "processed", recent);
  await order(2, 1, "processed", recent);
  await order(3, 2, "shipped", recent);
  await order(4, 3, "delivered", recent);
  await order(5, 4, "void", recent);
  await world.db.run(sql`insert into order_refund (shop_id, order_id, refund_id, customer_id, processed_at, amount_minor) values (${shop}, 5, 1, 5, ${recent}, 1)`);
  await world.db.run(sql`insert into customer_tag (shop_id, customer_id, tag_key, tag, present, changed_at) values (${shop}, 6, 'a', 'A', true, ${recent})`);
  await world.db.run(sql`insert into event (shop_id, event_id, customer_id, at, kind, source) values (${shop}, '00000000-0000-4000-8000-000000000007', 7, ${recent}, 'checkoutStarted', 'api'), (${shop}, '00000000-0000-4000-8000-000000000009', 9, ${old}, 'checkoutStarted', 'api')`);
  await world.db.run(sql`
    insert into membership (shop_id, segment_id, customer_id, stay, entered_at, entered_cause, entered_version, left_at) values (${shop}, 1, 8, 1, ${old}, 'fact', 1, ${recent}), (${shop}, 1, 9, 1, ${recent}, 'fact', 1, null)`);
  await world.db.run(sql`update customer set created_at = case when customer_id = 3 then ${recent}::timestamptz else ${old}::timestamptz end where shop_id = ${shop}`);
  const found = async (trigger: string) => {
    const sources = candidatesOf(aFlow(`trigger ${trigger} entry (reentry never()) first e step e end()`).triggers, SPAN);
    const all = await candidatesAfter(world, shop, sources, "0", 100);
    expect(await countCandidates(world, shop, sources)).toBe(all.length);
    return all.join(" ");
  };
  expect(await found("event(event order)")).toBe("1");
  expect(await found("event(event shipped)")).toBe("2");
  expect(await found("event(event delivered)")).toBe("3");
  expect(await found("event(event cancelled)")).toBe("4");
  expect(await found("event(event refund)")).toBe("5");
  expect(await found("crosses(of average, value 1, down yes)")).toBe("1 4 5");
  expect(await found('customer(what tagged, value "a")')).toBe("6");
  expect(await found("abandoned(what checkout, idle 1 h)")).toBe("7");
  expect(await found("segment(segment 1, how left)")).toBe("8");
  expect(await found("segment(segment 1, how entered)")).toBe("9");
  expect(await found('schedule(cron "0 9 * * 1", segment 1)')).toBe("8 9");
  expect(await found("customer(what created)")).toBe("3");
  expect(await found("date(field person.birthDate, days 0, yearly yes)")).toBe("1 2 3 4 5 6 7 8 9");
  expect(await found("silence(of {(event checkoutStarted)}, since 60 d)")).toBe("7 9");
  expect(await found("call(by api)")).toBe("");
  const both = candidatesOf(aFlow('trigger event(event order) trigger date(field person.birthDate, days 0) entry (reentry never()) first e step e end()').triggers, SPAN);
  expect(await candidatesAfter(world, shop, both, "3", 2)).toEqual(["4", "5"]);
});
