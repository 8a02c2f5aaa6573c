import { expect, test } from "vitest";
import { z } from "zod";
import { ingest } from "#app/inbox/ingest.server.ts";
import type { ShopId } from "#app/lib/ids.ts";
import { sql } from "#app/lib/sql.ts";
import { later, seconds } from "#app/lib/time.ts";
import type { World } from "#app/lib/world.ts";
import type { ConnectionId } from "#app/platforms/connection.ts";
import { readConnection } from "#app/platforms/connection-rows.server.ts";
import { beginGrant, finishGrant } from "#app/platforms/grant-begin.server.ts";
import { relay } from "#app/outbox/relay.server.ts";
import type { Platforms } from "#sandbox/platforms/open.ts";
import { aSegment, move } from "#tests/laws/sync-world.ts";
import { addCustomers, aTarget, connected, emailOf, knownThere, phoneOf, rest, withPlatforms } from "#tests/support/platforms.ts";
import { aShop } from "#tests/support/shop.ts";
import { aWorld } from "#tests/support/world.ts";
import { disconnect } from "./disconnect.server.ts";
import { hookUp } from "./hook-up.server.ts";

const world = await aWorld();
const APP = "https://segue.example.com";
const clients: World = { ...world, secrets: { ...world.secrets, platformClients: { klaviyo: { id: "sandbox-klaviyo-client", secret: "sandbox-klaviyo-secret" } } } };

/** As the merchant does, with Klaviyo's page in between. */
async function connectKlaviyo(shop: ShopId, platforms: Platforms): Promise<ConnectionId> {
  platforms.control({ platform: "klaviyo", faults: { limits: 0 } });
  const redirect = `${APP}/connections/return`;
  const begun = beginGrant(clients, shop, { platform: "klaviyo", redirect, optional: [] });
  if ("problems" in begun) throw new Error(JSON.stringify(begun.problems));
  const back = new URL(platforms.approve(begun.address));
  const made = await finishGrant(clients, { state: back.searchParams.get("state") ?? "", code: back.searchParams.get("code"), browserKey: begun.browserKey, redirect });
  if ("problems" in made) throw new Error(JSON.stringify(made.problems));
  return made.connection;
}

async function aScene() {
  const [shop, platforms] = [await aShop(world), withPlatforms(world)];
  const people = await addCustomers(world, shop, [1, 2, 3]);
  knownThere(platforms, "postscript", [1, 2, 3]);
  return { shop, platforms, people, klaviyo: await connectKlaviyo(shop, platforms), postscript: await connected(world, shop, platforms, "postscript") };
}

const hooksOf = (platforms: Platforms, platform: "klaviyo" | "postscript") => platforms.view(platform).hooks;
const commands = (shop: ShopId) => world.db.rows(z.object({ kind: z.string(), state: z.string() }), sql`
  select kind, state from outbox where shop_id = ${shop} and kind in ('platformHookUp', 'platformUnhook') order by command_id`);

async function hear(platforms: Platforms, shop: ShopId) {
  for (let round = 0; round < 10; round++) {
    const next = platforms.nextDueAt();
    if (next === null || next > later(world.now(), seconds(600)).getTime()) break;
    if (next > world.now().getTime()) world.clock.set(new Date(next));
    await platforms.due();
  }
  while ((await ingest.step(world, shop)) > 0);
}

test("Once connected, what people do at the platforms comes back by webhooks that we set up, and all of them go with the connection.", async () => {
  const { shop, platforms, people, klaviyo, postscript } = await aScene();
  for (const id of [klaviyo, postscript]) {
    await hookUp(world, shop, id, APP);
    // Asked twice, it is set up once.
    await hookUp(world, shop, id, APP);
  }
  await rest(world, shop);
  expect(await commands(shop)).toEqual([{ kind: "platformHookUp", state: "done" }, { kind: "platformHookUp", state: "done" }]);
  expect([hooksOf(platforms, "klaviyo").length, hooksOf(platforms, "postscript").length]).toEqual([1, 3]);
  const segment = await aSegment(world, shop, "Regulars");
  await move(world, shop, segment, people, true);
  for (const id of [klaviyo, postscript]) await aTarget(world, shop, id, segment);
  platforms.control({ platform: "klaviyo", acts: [{ act: "click", email: emailOf(1), url: "https://shop.example.com/a" }] });
  platforms.control({ platform: "postscript", acts: [{ act: "reply", phone: phoneOf(2), text: "Is it there in blue?" }, { act: "optOut", phone: phoneOf(3) }] });
  await hear(platforms, shop);
  const events = await world.db.rows(z.object({ customer: z.coerce.number(), kind: z.string() }), sql`select customer_id as customer, kind from event where shop_id = ${shop} order by 1, 2`);
  expect(events).toEqual(expect.arrayContaining([{ customer: 1, kind: "smsClicked" }, { customer: 2, kind: "smsReplied" }]));
  expect(await world.db.rows(z.object({ state: z.string() }), sql`select sms_state as state from customer where shop_id = ${shop} and customer_id = 3`)).toEqual([{ state: "UNSUBSCRIBED" }]);
  // Another way in: they are looked at once more, and none is made twice.
  await hookUp(world, shop, postscript, APP, { again: true });
  await rest(world, shop);
  expect(hooksOf(platforms, "postscript").length).toBe(3);
  for (const id of [klaviyo, postscript]) await disconnect(world, shop, id, { cleanUp: false });
  await rest(world, shop);
  expect([hooksOf(platforms, "klaviyo"), hooksOf(platforms, "postscript")]).toEqual([[], []]);
  expect([(await readConnection(world, shop, klaviyo))?.state, (await readConnection(world, shop, postscript))?.credentials]).toEqual(["ended", null]);
}, 60_000);

test("An uninstall takes our webhooks away and then forgets what let us in, also where a webhook was being set up just then.", async () => {
  const { shop, platforms, klaviyo, postscript } = await aScene();
  await hookUp(world, shop, klaviyo, APP);
  await rest(world, shop);
  await hookUp(world, shop, postscript, APP);
  const dying: World = { ...world, point: async (name) => {
    if (name === "relay:before-record") throw new Error("killed");
  } };
  await expect(relay.step(dying, shop)).rejects.toThrow("killed");
  const at = world.now();
  await world.db.run(sql`
    insert into inbox (shop_id, source, topic, key, triggered_at, received_at, body, due_at) values (${shop}, 'shopify', 'app/uninstalled', 'u', ${later(at, 1)}, ${at}, '{}', ${at})`);
  await ingest.step(world, shop);
  await rest(world, shop);
  expect([hooksOf(platforms, "klaviyo"), hooksOf(platforms, "postscript")]).toEqual([[], []]);
  for (const id of [klaviyo, postscript]) expect(await readConnection(world, shop, id)).toMatchObject({ state: "ended", credentials: null, hook_secret: null });
}, 60_000);

test("Where the account does not permit webhooks the connection says so, goes on all the same, and says it no more once it does.", async () => {
  const { shop, platforms, klaviyo } = await aScene();
  platforms.control({ platform: "klaviyo", faults: { next: [{ operation: "get_webhook_topics", status: 403, times: 1 }] } });
  await hookUp(world, shop, klaviyo, APP);
  await rest(world, shop);
  expect(await readConnection(world, shop, klaviyo)).toMatchObject({ state: "on", missing: expect.arrayContaining(["webhooks"]) as string[], hook_refs: [] });
  expect(await commands(shop)).toEqual([{ kind: "platformHookUp", state: "done" }]);
  await hookUp(world, shop, klaviyo, APP);
  await rest(world, shop);
  expect((await readConnection(world, shop, klaviyo))?.missing).not.toContain("webhooks");
  expect(hooksOf(platforms, "klaviyo").length).toBe(1);
}, 60_000);
