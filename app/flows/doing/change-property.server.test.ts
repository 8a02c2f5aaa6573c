// A property goes to every platform that keeps properties, through the outbox and back to the row that asked.
import { expect, test } from "vitest";
import { z } from "zod";
import { sql } from "#app/lib/sql.ts";
import { addCustomers, connected, knownThere, phoneOf, rest, withPlatforms } from "#tests/support/platforms.ts";
import { aShop } from "#tests/support/shop.ts";
import { aWorld } from "#tests/support/world.ts";
import { FlowDefinition } from "../definition.ts";
import { doDue } from "./do.server.ts";

const world = await aWorld();
const shop = await aShop(world);
const platforms = withPlatforms(world);
const [customer = ""] = await addCustomers(world, shop, [1]);
const SYNCED = ["klaviyo", "attentive", "postscript"] as const;
for (const platform of [...SYNCED, "omnisend"] as const) {
  knownThere(platforms, platform, [1]);
  await connected(world, shop, platforms, platform);
}

test("Each platform that keeps properties is told, the others are not, and the row is done once all have taken it.", async () => {
  const definition = FlowDefinition.parse({ version: 1, triggers: [{ kind: "call", by: "manual" }], entry: { reentry: { kind: "always" } }, first: "note", steps: [{ id: "note", kind: "update", changes: [{ kind: "property", name: "favourite", value: "green tea" }] }] });
  await world.db.run(sql`insert into flow_version (shop_id, flow_id, version, name, definition, at) values (${shop}, 1, 1, 'VIP', ${JSON.stringify(definition)}::jsonb, ${world.now()})`);
  await world.db.run(sql`
    insert into flow_doing (shop_id, run_id, flow_id, version, customer_id, step, key, what, due_at, at) values (${shop}, 1, 1, 1, ${customer}::bigint, 'note', 'note/1', 'update', ${world.now()}, ${world.now()})`);
  const state = async () => (await world.db.rows(z.object({ state: z.string(), problem: z.string().nullable() }), sql`select state, problem from flow_doing where shop_id = ${shop}`))[0];
  await doDue(world, shop);
  expect((await state())?.state).toBe("sent");
  await rest(world, shop);
  while ((await doDue(world, shop)) > 0);
  expect(await state()).toEqual({ state: "done", problem: null });
  const held = SYNCED.map((platform) => platforms.view(platform).people.find(({ phone }) => phone === phoneOf(1))?.properties["favourite"]);
  expect(held).toEqual(["green tea", "green tea", "green tea"]);
});
