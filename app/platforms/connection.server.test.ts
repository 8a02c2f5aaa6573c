import { expect, test } from "vitest";
import { z } from "zod";
import type { ShopId } from "#app/lib/ids.ts";
import { unseal } from "#app/lib/seal.server.ts";
import { sql } from "#app/lib/sql.ts";
import { hours } from "#app/lib/time.ts";
import type { World } from "#app/lib/world.ts";
import { connected, withPlatforms } from "#tests/support/platforms.ts";
import { aShop } from "#tests/support/shop.ts";
import { aWorld } from "#tests/support/world.ts";
import { boundTo } from "./connection.ts";
import { connect, hookOf } from "./connection.server.ts";
import { liveConnections } from "./connection-rows.server.ts";
import { beginGrant, finishGrant } from "./grant-begin.server.ts";
import { credentialsOf } from "./grant.server.ts";

const world = await aWorld();
const redirect = "https://app.example.com/connect/back";
const withClient: World = { ...world, secrets: { ...world.secrets, platformClients: { klaviyo: { id: "sandbox-klaviyo-client", secret: "sandbox-klaviyo-secret" } } } };

const theOne = async (shop: ShopId) => {
  const [one] = await liveConnections(world, shop);
  if (!one) throw new Error("no connection");
  return one;
};

test("A key is kept sealed in its own row, and opens nowhere else; a wrong one is told beside its field.", async () => {
  const [shop, platforms] = [await aShop(world), withPlatforms(world)];
  expect(await connect(world, shop, { platform: "attentive", credentials: { kind: "key", key: "attn_wrong_1" } })).toMatchObject({ problems: [{ path: ["key"], message: "Attentive does not accept this key." }] });
  await connected(world, shop, platforms, "attentive");
  const one = await theOne(shop);
  expect(one).toMatchObject({ platform: "attentive", state: "on", account_id: platforms.account("attentive").id });
  expect(JSON.stringify(one)).not.toContain("attn_sandbox_1");
  expect(await credentialsOf(world, shop, one)).toMatchObject({ credentials: { key: "attn_sandbox_1" } });
  expect(() => unseal(world.secrets, one.credentials ?? "", boundTo(shop, one.connection_id, "hook_secret"))).toThrow();
  await expect(credentialsOf(world, await aShop(world), one)).rejects.toThrow();
});

test("What an older encryption key sealed is sealed with the newest when it is used, and opens without the old one.", async () => {
  const [shop, platforms] = [await aShop(world), withPlatforms(world)];
  const { key } = platforms.account("attentive").credentials;
  await connect(world, shop, { platform: "attentive", credentials: { kind: "key", key }, hookSecret: "signing" });
  const newest = { id: "next", key: new Uint8Array(32).fill(9) };
  const turning: World = { ...world, secrets: { ...world.secrets, encryptionKeys: [newest, ...world.secrets.encryptionKeys] } };
  await credentialsOf(turning, shop, await theOne(shop));
  const turned: World = { ...world, secrets: { ...world.secrets, encryptionKeys: [newest] } };
  const one = await theOne(shop);
  expect(await credentialsOf(turned, shop, one)).toMatchObject({ credentials: { key } });
  expect((await hookOf(turned, one.hook_key))?.secrets).toEqual(["signing"]);
  expect(await hookOf(turned, `${one.hook_key}x`)).toBeNull();
});

async function granted(shop: ShopId) {
  const platforms = withPlatforms(world);
  platforms.control({ platform: "klaviyo", faults: { limits: 0 } });
  const begun = beginGrant(withClient, shop, { platform: "klaviyo", redirect });
  if ("problems" in begun) throw new Error(JSON.stringify(begun.problems));
  const back = new URL(platforms.approve(begun.address));
  return { platforms, begun, answer: { state: back.searchParams.get("state") ?? "", code: back.searchParams.get("code"), browserKey: begun.browserKey, redirect } };
}

test("By OAuth only the browser that left comes back, within its time, and with the state that it left with.", async () => {
  const shop = await aShop(world);
  const { answer, begun } = await granted(shop);
  expect(begun.address).not.toMatch(/sandbox-klaviyo-secret|verifier/);
  expect(await finishGrant(withClient, { ...answer, browserKey: "another" })).toMatchObject({ shop, problems: [{ message: expect.stringMatching(/another browser/) as string }] });
  expect(await finishGrant(withClient, { ...answer, browserKey: null })).toMatchObject({ problems: [{}] });
  expect(await finishGrant(withClient, { ...answer, state: `${answer.state}x` })).toMatchObject({ shop: null, problems: [{}] });
  expect(await finishGrant(withClient, { ...answer, state: "a.b.c" })).toMatchObject({ shop: null, problems: [{}] });
  const late: World = { ...withClient, now: () => new Date(world.now().getTime() + hours(1)) };
  expect(await finishGrant(late, answer)).toMatchObject({ shop, problems: [{ message: expect.stringMatching(/too long/) as string }] });
  expect(await finishGrant(withClient, answer)).toMatchObject({ shop, connection: 1 });
  // A code is good once.
  expect(await finishGrant(withClient, answer)).toMatchObject({ problems: [{}] });
  expect(beginGrant(world, shop, { platform: "klaviyo", redirect })).toMatchObject({ problems: [{ message: "Klaviyo is connected by a key here." }] });
});

test("A token that is about to end is renewed once by however many ask, and a grant that was taken back is over.", async () => {
  const shop = await aShop(world);
  const { answer, platforms } = await granted(shop);
  await finishGrant(withClient, answer);
  const first = await theOne(shop);
  const before = await credentialsOf(withClient, shop, first);
  world.clock.set(new Date((first.renew_at?.getTime() ?? 0) + 1));
  const renewed = await Promise.all([1, 2, 3].map(async () => credentialsOf(withClient, shop, first)));
  const after = await credentialsOf(withClient, shop, await theOne(shop));
  expect(after).not.toEqual(before);
  expect(renewed.filter((each) => JSON.stringify(each) === JSON.stringify(after)).length).toBeGreaterThan(0);
  expect(world.network.sent.filter(({ body }) => String(body).includes("grant_type=refresh_token"))).toHaveLength(1);
  platforms.control({ platform: "klaviyo", acts: [{ act: "revoke" }] });
  world.clock.advance(hours(2));
  expect(await credentialsOf(withClient, shop, await theOne(shop))).toMatchObject({ kind: "failed", isOver: true });
  const [kept] = await world.db.rows(z.object({ credentials: z.string() }), sql`select credentials from connection where shop_id = ${shop}`);
  expect(kept?.credentials).not.toContain("sandbox");
});
