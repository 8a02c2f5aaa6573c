// Shopify Flow, both ways: the action that it runs, and the triggers that start its workflows.
import { readFileSync } from "node:fs";
import { parse } from "smol-toml";
import { expect, test } from "vitest";
import { z } from "zod";
import { signatureOf } from "#app/inbox/verify.ts";
import { CustomerId, SegmentId, type ShopId } from "#app/lib/ids.ts";
import { Count, sql } from "#app/lib/sql.ts";
import { later } from "#app/lib/time.ts";
import { mirror } from "#app/sync/mirror.server.ts";
import { aShop } from "#tests/support/shop.ts";
import { aWorld } from "#tests/support/world.ts";
import { flowPayload, HANDLES } from "./flow.ts";
import { addToList, noteUse } from "./flow-door.server.ts";

const world = await aWorld();
const DOMAIN = "flow-shop.myshopify.com";
const shop = await aShop(world, { domain: DOMAIN });
await world.db.run(sql`insert into customer (shop_id, customer_id, updated_at) values (${shop}, 7, ${world.now()})`);
await world.db.run(sql`insert into customer_gone (shop_id, customer_id, merged_into, gone_at) values (${shop}, 77, 7, ${world.now()}), (${shop}, 88, null, ${world.now()})`);
await world.db.run(sql`insert into list (shop_id, list_id, name, source, state, created_at, updated_at) values (${shop}, 1, 'VIP', 'upload', 'ready', ${world.now()}, ${world.now()}), (${shop}, 2, 'Theirs', 'shopify', 'ready', ${world.now()}, ${world.now()})`);
await world.db.run(sql`insert into segment (shop_id, segment_id, name, full_due, created_at, updated_at) values (${shop}, 1, 'On the list', false, ${world.now()}, ${world.now()})`);
await world.db.run(sql`insert into segment_version (shop_id, segment_id, version, definition, sentence, created_at) values (${shop}, 1, 1, '{"node": {"kind": "list", "list": 1}}', 'S', ${world.now()})`);

const sent = (body: string, secret = world.secrets.shopifyApiSecret) => ({ body: new TextEncoder().encode(body), signature: signatureOf(body, secret) });
const run = (id: string, customer: unknown, list: unknown, domain = DOMAIN) => JSON.stringify({ shop_id: 1, shopify_domain: domain, action_run_id: id, action_definition_id: "add-to-list", handle: "add-to-list", properties: { customer_id: customer, list }, step_reference: "s" });
const status = async (body: string, secret?: string) => (await addToList(world, sent(body, secret))).status;
const Member = z.object({ id: z.string(), marked: z.boolean() });
const members = () => world.db.rows(Member, sql`
  select m.customer_id as id, c.changed_at is not null as marked from list_member m join customer c on c.shop_id = ${shop} and c.customer_id = m.customer_id where m.shop_id = ${shop} order by m.customer_id`);

test("A run of the action puts the customer on the list, once for each run, and marks them for the segments that ask about it.", async () => {
  expect([await status(run("r1", 7, "vip")), await status(run("r1", 7, "vip")), await status(run("r2", "gid://shopify/Customer/77", "1"))]).toEqual([200, 200, 200]);
  expect(await members()).toEqual([{ id: "7", marked: true }]);
  await world.db.run(sql`delete from list_member where shop_id = ${shop}`);
  expect(await status(run("r1", 7, "vip"))).toBe(200);
  expect(await members()).toEqual([]);
});

test("Somebody whom Shopify has not described to us yet is put on it, whoever was deleted is not, and a wrong list fails the run.", async () => {
  expect([await status(run("r3", 9, "VIP")), await status(run("r4", 88, "VIP")), await status(run("r5", 7, "Nothing")), await status(run("r6", 7, "Theirs"))]).toEqual([200, 422, 422, 422]);
  expect((await members()).map(({ id }) => id)).toEqual(["9"]);
});

test("Whatever Shopify did not sign, or says of another shop, changes nothing.", async () => {
  const before = await members();
  expect([await status(run("r7", 7, "VIP"), "another secret"), await status(run("r7", 7, "VIP", "nobody.myshopify.com")), await status("no JSON"), await status("{}")]).toEqual([401, 404, 422, 422]);
  expect((await addToList(world, { ...sent(run("r7", 7, "VIP")), signature: null })).status).toBe(401);
  expect(await members()).toEqual(before);
});

const Command = z.object({ kind: z.string(), handle: z.string().nullable(), customer: z.string() });
const commands = (of: ShopId) => world.db.rows(Command, sql`select kind, payload->>'handle' as handle, customer_id as customer from outbox where shop_id = ${of} order by command_id`);
const change = (kind: string, customer: number) => world.db.run(sql`
  insert into membership_change (shop_id, segment_id, customer_id, kind, cause, version, at) values (${shop}, 1, ${customer}, ${kind}, 'fact', 1, ${world.now()})`);
const use = (trigger: string, enabled: boolean, at = world.now()) => noteUse(world, sent(JSON.stringify({ flow_trigger_definition_id: trigger, has_enabled_flow: enabled, shop_id: 1, shopify_domain: DOMAIN, timestamp: at.toISOString() })));
async function settle() {
  while ((await mirror.step(world, shop)) > 0);
}

test("Triggers are fired only while a workflow uses them; the newest word of Flow counts, and the same change starts nothing twice.", async () => {
  await change("entered", 7);
  await settle();
  expect(await commands(shop)).toEqual([]);
  expect((await use(HANDLES.entered, true)).status).toBe(200);
  await use(HANDLES.entered, false, later(world.now(), -1_000));
  await change("entered", 8);
  await change("left", 8);
  await settle();
  await world.db.run(sql`update membership_change set mirrored_at = null where shop_id = ${shop}`);
  await world.db.run(sql`delete from membership_change where shop_id = ${shop} and customer_id = 7`);
  await settle();
  expect(await commands(shop)).toEqual([{ kind: "flowTrigger", handle: HANDLES.entered, customer: "8" }]);
  await use(HANDLES.entered, false, later(world.now(), 1_000));
  await use("gid://shopify/FlowTriggerDefinition/12", true);
  await change("left", 9);
  await settle();
  expect((await commands(shop)).at(-1)).toEqual({ kind: "flowTrigger", handle: HANDLES.left, customer: "9" });
});

const Extension = z.object({ extensions: z.array(z.object({ type: z.string(), handle: z.string().max(30) })).length(1), settings: z.object({ fields: z.array(z.object({ type: z.string(), key: z.string().optional() })) }).optional() });
const extension = (name: string) => Extension.parse(parse(readFileSync(`extensions/${name}/shopify.extension.toml`, "utf8")));

test.each(Object.values(HANDLES))("%s is told exactly the fields that its extension names.", (handle) => {
  const { extensions, settings } = extension(handle);
  expect(extensions).toEqual([{ type: "flow_trigger", handle }]);
  const payload = flowPayload({ kind: "flowTrigger", handle, changeId: "1", at: world.now().toISOString(), customerId: CustomerId.parse("7"), segmentId: SegmentId.parse(1), segmentName: "VIP" });
  expect(Object.keys(payload).sort()).toEqual((settings?.fields ?? []).map(({ type, key }) => key ?? type.replace("_reference", "_id")).sort());
  expect((settings?.fields ?? []).filter(({ key }) => key !== undefined && !/^[A-Za-z ]+$/.test(key))).toEqual([]);
});

test("The action's fields are those that its door reads, and every extension of Flow has its door.", () => {
  expect(extension("add-to-list").settings?.fields.map(({ type, key }) => key ?? type)).toEqual(["customer_reference", "list"]);
  const address = (name: string, field: string) => new RegExp(`^${field} = "(.+)"$`, "m").exec(readFileSync(`extensions/${name}/shopify.extension.toml`, "utf8"))?.[1];
  expect([address("add-to-list", "runtime_url"), address("flow-use", "url")]).toEqual(["/flow/add-to-list", "/flow/use"]);
});

test("Nothing of it is another shop's.", async () => {
  const other = await aShop(world);
  expect(await world.db.rows(z.object({ n: Count }), sql`select (select count(*) from flow_trigger where shop_id = ${other}) + (select count(*) from list_decision where shop_id = ${other}) as n`)).toEqual([{ n: 0 }]);
});
