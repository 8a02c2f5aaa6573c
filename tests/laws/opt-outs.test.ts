// Law: an opt-out anywhere reaches everywhere, comes to rest, and no opt-in is ever written. The platforms are the
// stand-ins, which sign and send their webhooks by themselves; what they take is seen in what they hold.
import { expect, test } from "vitest";
import { z } from "zod";
import { ingest } from "#app/inbox/ingest.server.ts";
import { takeDelivery } from "#app/inbox/platform-door.server.ts";
import type { ShopId } from "#app/lib/ids.ts";
import { Count, sql } from "#app/lib/sql.ts";
import { later, minutes, seconds } from "#app/lib/time.ts";
import { ADAPTERS, adapterOf } from "#app/platforms/adapters.ts";
import { ask } from "#app/platforms/ask.server.ts";
import { connect } from "#app/platforms/connection.server.ts";
import { liveConnections } from "#app/platforms/connection-rows.server.ts";
import { openPlatforms, type Platforms } from "#sandbox/platforms/open.ts";
import { addCustomers, aTarget, connected, emailOf, phoneOf, rest } from "#tests/support/platforms.ts";
import { aShop } from "#tests/support/shop.ts";
import { aWorld } from "#tests/support/world.ts";
import { aSegment, move } from "./sync-world.ts";

const APP = "https://segue.example.com";
const ALL = ["klaviyo", "attentive", "postscript"] as const;
type Name = (typeof ALL)[number];
const OUR_SECRET = "sixteen characters and more";
const PEOPLE = [1, 2, 3, 4];

async function aScene() {
  const world = await aWorld();
  const shop = await aShop(world);
  const platforms: Platforms = openPlatforms({
    now: () => world.now().getTime(), seed: 7,
    deliver: async ({ url, headers, body }) => {
      const [, platform = "", key = ""] = /^\/hooks\/([^/]+)\/([^/?]+)/.exec(new URL(url).pathname) ?? [];
      return takeDelivery(world, { platform, key }, { body: new TextEncoder().encode(body), headers: Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value])), url });
    },
  });
  world.network.on((request) => platforms.http.send(request));
  await addCustomers(world, shop, PEOPLE);
  for (const platform of ALL) {
    platforms.control({ platform, faults: { limits: 0 }, acts: [...(platform === "klaviyo" ? [{ act: "advancedKdp" as const, on: true }] : []), ...PEOPLE.map((id) => ({ act: "person" as const, phone: phoneOf(id), email: emailOf(id), sms: "subscribed" as const }))] });
    await connected(world, shop, platforms, platform);
    platforms.control({ platform, faults: { limits: 0 } });
    await hookUp(world, shop, platforms, platform);
  }
  return { world, shop, platforms };
}
type Scene = Awaited<ReturnType<typeof aScene>>;

/** As the merchant does at Attentive, and we do elsewhere. */
async function hookUp(world: Scene["world"], shop: ShopId, platforms: Platforms, platform: Name) {
  const connection = (await liveConnections(world, shop)).find((each) => each.platform === platform);
  if (!connection) throw new Error("It is not connected.");
  const { key } = platforms.account(platform).credentials;
  const credentials = { kind: "key", key } as const;
  const address = `${APP}/hooks/${platform}/${connection.hook_key}`;
  let secret = OUR_SECRET;
  if (platform === "attentive") platforms.control({ platform, acts: [{ act: "hook", url: address, secret }] });
  else {
    const asked = await ask(world, adapterOf(ADAPTERS, platform), { kind: "hookUp", address, secret }, credentials);
    if (asked.kind !== "result" || asked.result.kind !== "hooks") throw new Error(JSON.stringify(asked));
    secret = asked.result.secret ?? secret;
  }
  await connect(world, shop, { platform, credentials, hookSecret: secret });
}

/** Webhooks, facts and commands, with the clock going on, until nothing moves. Shopify's side of the outbox stands still. */
async function settle({ world, shop, platforms }: Scene) {
  for (let round = 0; round < 40; round++) {
    await platforms.due();
    let moved = 0;
    for (let step = await ingest.step(world, shop); step > 0; step = await ingest.step(world, shop)) moved += step;
    await rest(world, shop);
    const next = platforms.nextDueAt();
    if (moved === 0 && (next === null || next > world.now().getTime() + minutes(30))) return;
    world.clock.set(next !== null && next > world.now().getTime() ? new Date(next) : later(world.now(), seconds(1)));
  }
  throw new Error("It never comes to rest.");
}

const there = ({ platforms }: Scene, id: number) => Object.fromEntries(ALL.map((platform) => [platform, platforms.view(platform).consent[phoneOf(id)]?.sms]));
const ours = async ({ world, shop }: Scene, id: number) => (await world.db.rows(z.object({ state: z.string().nullable() }), sql`select sms_state as state from customer where shop_id = ${shop} and customer_id = ${id}`))[0]?.state;
const toShopify = async ({ world, shop }: Scene) => (await world.db.rows(z.object({ id: z.string() }), sql`select customer_id as id from outbox where shop_id = ${shop} and kind = 'smsOptOut' order by customer_id`)).map(({ id }) => id);
const OUT = { klaviyo: "unsubscribed", attentive: "unsubscribed", postscript: "unsubscribed" };

async function synced(scene: Scene) {
  const { world, shop } = scene;
  const segment = await aSegment(world, shop, "Everybody");
  await move(world, shop, segment, await addCustomers(world, shop, PEOPLE), true);
  const klaviyo = (await liveConnections(world, shop)).find(({ platform }) => platform === "klaviyo");
  if (klaviyo) await aTarget(world, shop, klaviyo.connection_id, segment);
  await settle(scene);
}

test("Opted out at one platform, by a link or by STOP: at all others too, with us and at Shopify, and then it is quiet.", async () => {
  const scene = await aScene();
  const { platforms, world, shop } = scene;
  await synced(scene);
  platforms.control({ platform: "klaviyo", acts: [{ act: "optOut", phone: phoneOf(1) }] });
  platforms.control({ platform: "attentive", acts: [{ act: "optOut", phone: phoneOf(2) }] });
  platforms.control({ platform: "postscript", acts: [{ act: "reply", phone: phoneOf(3), text: "STOP" }] });
  await settle(scene);
  for (const id of [1, 2, 3]) expect({ id, there: there(scene, id), ours: await ours(scene, id) }).toEqual({ id, there: OUT, ours: "UNSUBSCRIBED" });
  expect(there(scene, 4)).toEqual({ klaviyo: "subscribed", attentive: "subscribed", postscript: "subscribed" });
  expect(await toShopify(scene)).toEqual(["1", "2", "3"]);
  const written = await world.db.rows(z.object({ n: Count }), sql`select count(*) as n from outbox where shop_id = ${shop} and kind = 'platformOptOut'`);
  expect(written).toEqual([{ n: 6 }]);
  platforms.control({ platform: "attentive", acts: [{ act: "optOut", phone: phoneOf(1) }] });
  await settle(scene);
  expect([await toShopify(scene), await world.db.rows(z.object({ n: Count }), sql`select count(*) as n from outbox where shop_id = ${shop} and kind = 'platformOptOut'`)]).toEqual([["1", "2", "3"], written]);
}, 60_000);

test("An opt-out that Klaviyo tells of a profile that we do not know yet holds as soon as we learn whose it is; an opt-in changes nothing anywhere.", async () => {
  const scene = await aScene();
  const { platforms, world, shop } = scene;
  platforms.control({ platform: "klaviyo", acts: [{ act: "optOut", phone: phoneOf(1) }] });
  await settle(scene);
  expect([await ours(scene, 1), there(scene, 1)]).toEqual([null, { klaviyo: "unsubscribed", attentive: "subscribed", postscript: "subscribed" }]);
  await synced(scene);
  expect([await ours(scene, 1), there(scene, 1)]).toEqual(["UNSUBSCRIBED", OUT]);
  for (const platform of ALL) platforms.control({ platform, acts: [{ act: "optOut", phone: phoneOf(2) }, { act: "optIn", phone: phoneOf(2), at: later(world.now(), minutes(1)).toISOString() }] });
  await settle(scene);
  expect(await ours(scene, 2)).toBe("UNSUBSCRIBED");
  const kinds = await world.db.rows(z.object({ kind: z.string() }), sql`select distinct kind from outbox where shop_id = ${shop} order by kind`);
  expect(kinds.map(({ kind }) => kind).filter((kind) => /in$/i.test(kind))).toEqual([]);
}, 60_000);
