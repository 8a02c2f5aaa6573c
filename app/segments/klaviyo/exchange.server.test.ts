import { expect, test } from "vitest";
import { sql } from "#app/lib/sql.ts";
import { aShop } from "#tests/support/shop.ts";
import { aWorld } from "#tests/support/world.ts";
import { exportKlaviyo, importKlaviyo } from "./exchange.server.ts";
import { PASTE_MAX } from "./view.ts";

const world = await aWorld(new Date("2026-03-12T15:30:00Z"));
const shop = await aShop(world, { timeZone: "Europe/London" });
await world.db.run(sql`update shop set settings = settings || '{"metafields": ["facts.skin_type"]}'::jsonb where shop_id = ${shop}`);

const bought = { type: "profile-metric", metric_id: "P", measurement: "count", measurement_filter: { type: "numeric", operator: "equals", value: 0 }, timeframe_filter: { type: "date", operator: "in-the-last", unit: "day", quantity: 30 } };
const pasted = (...conditions: unknown[]) => JSON.stringify({ name: "Pasted", definition: { condition_groups: [{ conditions }] } });

test("what is pasted is read with the shop's metafields and zone, and told in sentences", async () => {
  const born = { type: "profile-property", property: "properties['Birth Date']", filter: { type: "existence", operator: "is-set" } };
  const skin = { type: "profile-property", property: "properties['Skin Type']", filter: { type: "string", operator: "equals", value: "dry" } };
  const found = await importKlaviyo(world, shop, { json: pasted(bought, skin, born), metrics: "P = Placed Order" });
  expect(found).toMatchObject({
    view: {
      name: "Pasted", unnamed: [], notes: ["Days: Klaviyo's begin at midnight UTC, Segue's at midnight in Europe/London."],
      groups: [[{ sentence: expect.stringContaining("placed no orders in the last 30 days"), why: null }, { sentence: "Customers whose metafield facts.skin_type is “dry”.", why: null }, { sentence: "Customers whose metafield facts.birth_date is known.", why: null }]],
    },
  });
});

test.each([
  ["json", " ", ""], ["json", "{", ""], ["json", `"${"x".repeat(PASTE_MAX)}"`, ""], ["json", `"${"é".repeat(PASTE_MAX / 2)}"`, ""], ["metrics", pasted(bought), "what is this"], ["metrics", pasted(bought), "x".repeat(PASTE_MAX + 1)],
])("what cannot be read is a problem of the field %s (%#)", async (field, json, metrics) => {
  expect(await importKlaviyo(world, shop, { json, metrics })).toEqual({ problems: [{ path: [field], message: expect.any(String) }] });
});

test("a segment is written for Klaviyo, or every condition that cannot be is said", async () => {
  const node = { kind: "agg", measure: "count", event: "order", test: { op: "ge", value: 2 }, window: { kind: "last", n: 7, unit: "day" } } as const;
  expect(await exportKlaviyo(world, shop, { version: 1, node }, "P = Placed Order")).toMatchObject({ view: { json: expect.stringContaining('"metric_id": "P"'), notes: [expect.stringContaining("Europe/London"), expect.any(String)] } });
  expect(await exportKlaviyo(world, shop, { version: 1, node }, "")).toMatchObject({ view: { refusals: [{ path: "node", what: "Placed at least 2 orders in the last 7 days (calendar days)", why: expect.stringContaining("Placed Order") }] } });
});

test("a list of Klaviyo's that a segment is kept in is that segment, both ways; one of another account is not", async () => {
  const other = await aShop(world);
  for (const [owner, id] of [[shop, "Xy12Zz"], [other, "Aa34Bb"]] as const) {
    await world.db.run(sql`insert into connection (shop_id, connection_id, platform, account_id, account_name, hook_key, created_at) values (${owner}, 1, 'klaviyo', 'a', 'A', ${id}, ${world.now()})`);
    await world.db.run(sql`insert into segment (shop_id, segment_id, name, version, created_at, updated_at) values (${owner}, 5, 'Regulars', 1, ${world.now()}, ${world.now()})`);
    await world.db.run(sql`insert into target (shop_id, connection_id, segment_id, place_key, place_name, place_ref, model, created_at) values (${owner}, 1, 5, 'k', 'Regulars', ${id}, 'list', ${world.now()})`);
  }
  const onList = (id: string) => ({ type: "profile-group-membership", is_member: true, group_ids: [id], timeframe_filter: null });
  expect(await importKlaviyo(world, shop, { json: pasted(onList("Xy12Zz")), metrics: "" })).toMatchObject({ view: { definition: { node: { kind: "in", segment: 5, how: { kind: "is" } } } } });
  expect(await importKlaviyo(world, shop, { json: pasted(onList("Aa34Bb")), metrics: "" })).toMatchObject({ view: { groups: [[{ why: expect.stringContaining("Klaviyo's own") }]] } });
  expect(await exportKlaviyo(world, shop, { version: 1, node: { kind: "in", segment: 5, how: { kind: "is" } } }, "")).toMatchObject({ view: { json: expect.stringContaining("Xy12Zz") } });
});
