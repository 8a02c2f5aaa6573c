import { expect, test } from "vitest";
import { z } from "zod";
import { forget } from "#app/inbox/forget.server.ts";
import type { ShopId } from "#app/lib/ids.ts";
import { sql } from "#app/lib/sql.ts";
import { days, later } from "#app/lib/time.ts";
import { aFlow, entriesOf } from "#tests/support/flows.ts";
import { aShop } from "#tests/support/shop.ts";
import { aWorld } from "#tests/support/world.ts";

const world = await aWorld();

const Parked = z.object({ key: z.string(), state: z.string(), body: z.string().nullable(), problem: z.string().nullable() });
const inbox = (shop: ShopId) => world.db.rows(Parked, sql`select key, state, body, problem from inbox where shop_id = ${shop} order by key`);

test("What came in and was parked loses its body after 30 days; the problem stays with its reason, and what is younger, or still due, stays whole.", async () => {
  const [shop, neighbour] = [await aShop(world), await aShop(world)];
  const now = world.now();
  const [young, old] = [later(now, -days(29)), later(now, -days(31))];
  for (const each of [shop, neighbour]) {
    await world.db.run(sql`
      insert into inbox (shop_id, source, topic, key, triggered_at, received_at, due_at, state, body, problem)
      select ${each}::int, 'shopify', 'orders/create', key, at, at, ${later(now, days(1))}::timestamptz, state, '{"email":"ann@example.com"}', problem
      from unnest(${["due", "old", "young"]}::text[], ${[old, old, young]}::timestamptz[], ${["due", "parked", "parked"]}::text[], ${[null, "It is odd.", "It is odd."]}::text[]) as r(key, at, state, problem)`);
  }
  await world.db.run(sql`update shop set pruned_at = ${later(now, -days(1))} where shop_id = ${shop}`);
  while ((await forget.step(world, shop)) > 0);
  const body = '{"email":"ann@example.com"}';
  expect(await inbox(shop)).toEqual([
    { key: "due", state: "due", body, problem: null }, { key: "old", state: "parked", body: null, problem: "It is odd." }, { key: "young", state: "parked", body, problem: "It is odd." },
  ]);
  expect((await inbox(neighbour)).map((row) => row.body)).toEqual([body, body, body]);
});

test("A file that nobody answered for goes after a day, with the list that it was to fill, and a report's lines after 30 days.", async () => {
  const shop = await aShop(world);
  const now = world.now();
  const ago = (count: number) => later(now, -days(count));
  await world.db.run(sql`
    insert into list (shop_id, list_id, name, source, state, member_count, created_at, updated_at) values
      (${shop}, 1, 'left', 'upload', 'filling', 0, ${ago(2)}, ${ago(2)}), (${shop}, 2, 'young', 'upload', 'filling', 0, ${now}, ${now}), (${shop}, 3, 'full', 'upload', 'ready', 0, ${ago(40)}, ${ago(40)})`);
  await world.db.run(sql`
    insert into list_upload (shop_id, upload_id, list_id, file_name, state, bytes, due_at, created_at, finished_at) values
      (${shop}, 1, 1, '', 'asking', 1, ${ago(2)}, ${ago(2)}, null), (${shop}, 2, 2, '', 'asking', 1, ${now}, ${now}, null),
      (${shop}, 3, 3, '', 'receiving', 1, ${ago(2)}, ${ago(2)}, null), (${shop}, 4, 3, '', 'done', 1, ${ago(40)}, ${ago(40)}, ${ago(40)}), (${shop}, 5, 3, '', 'done', 1, ${ago(2)}, ${ago(2)}, ${ago(2)})`);
  await world.db.run(sql`insert into list_chunk (shop_id, upload_id, at, bytes) select ${shop}::int, n, 0, 'x' from generate_series(1, 3) n`);
  await world.db.run(sql`insert into list_reject (shop_id, upload_id, line, reason) values (${shop}, 4, 2, 'unknown'), (${shop}, 5, 2, 'unknown')`);
  await world.db.run(sql`update shop set pruned_at = ${ago(1)} where shop_id = ${shop}`);
  while ((await forget.step(world, shop)) > 0);
  const left = await world.db.rows(z.object({ what: z.string() }), sql`
    select what from (
      select 'list ' || list_id as what from list where shop_id = ${shop} union all select 'file ' || upload_id from list_upload where shop_id = ${shop}
      union all select 'bytes of ' || upload_id from list_chunk where shop_id = ${shop} union all select 'lines of ' || upload_id from list_reject where shop_id = ${shop}) kept order by what`);
  expect(left.map(({ what }) => what)).toEqual(["bytes of 2", "file 2", "file 4", "file 5", "lines of 5", "list 2", "list 3"]);
});

test("From where consent was given is kept for 90 days, and a sign-up until its time is over.", async () => {
  const shop = await aShop(world);
  const at = (count: number) => later(world.now(), days(count));
  for (const [seq, day] of [[1, -91], [2, -89]] as const) await world.db.run(sql`insert into consent_trace (shop_id, number, seq, address, at) values (${shop}, 'n', ${seq}, '192.0.2.1', ${at(day)})`);
  for (const [number, day] of [["a", -1], ["b", 1]] as const) {
    await world.db.run(sql`insert into opt_in (shop_id, number, phone, locale, scopes, disclosure, asked_at, expires_at) values (${shop}, convert_to(${number}, 'UTF8'), 'sealed', 'en', '{}', '{}', ${at(-2)}, ${at(day)})`);
  }
  await world.db.run(sql`update shop set pruned_at = ${at(-1)} where shop_id = ${shop}`);
  while ((await forget.step(world, shop)) > 0);
  const left = await world.db.rows(z.object({ what: z.string() }), sql`select seq::text as what from consent_trace where shop_id = ${shop} union all select convert_from(number, 'UTF8') from opt_in where shop_id = ${shop} order by what`);
  expect(left.map(({ what }) => what)).toEqual(["2", "b"]);
});

test("The log of a hook's calls and the decisions about lists go after 30 days.", async () => {
  const shop = await aShop(world);
  const ago = (count: number) => later(world.now(), -days(count));
  for (const at of [ago(29), ago(31)]) {
    await world.db.run(sql`insert into hook_attempt (shop_id, hook_id, at, changes) values (${shop}, 1, ${at}, 1)`);
    await world.db.run(sql`insert into list_decision (shop_id, decision_id, key, asked, list_id, outcome, at) values (${shop}, md5(${at.toISOString()})::uuid, ${at.toISOString()}, '', 1, 'unknown', ${at})`);
  }
  await world.db.run(sql`update shop set pruned_at = ${ago(1)} where shop_id = ${shop}`);
  while ((await forget.step(world, shop)) > 0);
  const left = await world.db.rows(z.object({ at: z.date() }), sql`select at from hook_attempt where shop_id = ${shop} union all select at from list_decision where shop_id = ${shop}`);
  expect(left).toEqual([{ at: ago(29) }, { at: ago(29) }]);
});

test("A text loses its words after 13 months and a reply after 24; the rows stay, and what is still to go or to be read stays whole.", async () => {
  const [shop, neighbour] = [await aShop(world), await aShop(world)];
  const ago = (count: number) => later(world.now(), -days(count));
  for (const each of [shop, neighbour]) {
    for (const [id, age, state] of [[1, 397, "delivered"], [2, 395, "delivered"], [3, 397, "halted"]] as const) {
      await world.db.run(sql`
        insert into person_text (shop_id, text_id, key, source, number, class, rank, due_at, created_at, sent_at, state, reason, body, media)
        values (${each}, ${id}, ${String(id)}, 'campaign', '\\x01', 'marketing', 2, ${ago(age)}, ${ago(age)}, ${ago(age)}, ${state}, 'allowed', 'Hello', 'https://acme.example/a.png')`);
    }
    for (const [id, age, review] of [[1, 732, "fine"], [2, 730, null], [3, 732, "waiting"]] as const) {
      await world.db.run(sql`
        insert into reply (shop_id, reply_id, connection_id, key, number, body, meaning, at, heard_at, state, review) values (${each}, ${id}, 1, ${String(id)}, '\\x01', 'Thanks', 'none', ${ago(age)}, ${ago(age)}, 'done', ${review})`);
    }
  }
  await world.db.run(sql`update shop set pruned_at = ${ago(1)} where shop_id = ${shop}`);
  while ((await forget.step(world, shop)) > 0);
  const words = (each: ShopId) => world.db.rows(z.object({ what: z.string() }), sql`
    select what from (
      select 'text ' || text_id || ' ' || reason || ' ' || coalesce(body || ' ' || media, 'gone') as what from person_text where shop_id = ${each}
      union all select 'reply ' || reply_id || ' ' || meaning || ' ' || coalesce(nullif(body, ''), 'gone') from reply where shop_id = ${each}) kept order by what`);
  expect((await words(shop)).map(({ what }) => what)).toEqual([
    "reply 1 none gone", "reply 2 none Thanks", "reply 3 none Thanks", "text 1 allowed gone", "text 2 allowed Hello https://acme.example/a.png", "text 3 allowed Hello https://acme.example/a.png",
  ]);
  expect((await words(neighbour)).filter(({ what }) => what.endsWith("gone"))).toEqual([]);
});

test("Whom a flow did not let in goes after 90 days, and after the span in which the same fact would still start somebody.", async () => {
  const shop = await aShop(world);
  const ago = (count: number) => later(world.now(), -days(count));
  const start = "trigger event(event order) entry (reentry never()) first a step a end(label Done)";
  const [usual, patient] = [await aFlow(world, shop, start), await aFlow(world, shop, `${start} maxAge 1 y`)];
  const add = (flow: number, what: string, state: string, age: number) => world.db.run(sql`
    insert into flow_entry (shop_id, flow_id, customer_id, trigger, fact, at, state, reason, due_at, told_at, decided_at)
    values (${shop}, ${flow}, 1, 0, ${what}, ${ago(age)}, ${state}, 'again', ${ago(age)}, ${ago(age)}, ${state === "waiting" ? null : ago(age)})`);
  for (const [what, state, age] of [["old", "refused", 91], ["young", "refused", 89], ["in it", "entered", 400], ["a problem", "parked", 400], ["its turn comes", "waiting", 400]] as const) await add(usual, what, state, age);
  for (const [what, age] of [["would still start", 91], ["would not", 380]] as const) await add(patient, what, "refused", age);
  await world.db.run(sql`update shop set pruned_at = ${ago(1)} where shop_id = ${shop}`);
  while ((await forget.step(world, shop)) > 0);
  expect((await entriesOf(world, shop)).map(({ fact }) => fact)).toEqual(["young", "in it", "a problem", "its turn comes", "would still start"]);
});
