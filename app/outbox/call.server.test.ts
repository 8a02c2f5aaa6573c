import { expect, test } from "vitest";
import { z } from "zod";
import { forget } from "#app/inbox/forget.server.ts";
import { SegmentId, type ShopId } from "#app/lib/ids.ts";
import { Count, sql } from "#app/lib/sql.ts";
import { days, hours, later, minutes } from "#app/lib/time.ts";
import type { World } from "#app/lib/world.ts";
import { makeKey, signingKeyOf } from "#app/shops/api-key.server.ts";
import { mirror } from "#app/sync/mirror.server.ts";
import { listProblems, tryAgain } from "#app/sync/problems.server.ts";
import { aShop } from "#tests/support/shop.ts";
import { aWorld } from "#tests/support/world.ts";
import { signed } from "../inbox/signature.ts";
import { call } from "./call.server.ts";
import { HookBody, NewHook } from "./hook.ts";
import { hookToCall } from "./hook-rows.server.ts";
import { hookLine, pauseHook, resumeHook } from "./hook-screen-rows.server.ts";
import { tryHook } from "./hook-try.server.ts";
import { dropHook, publishedHook, publishedHooks, registerHook } from "./hook.server.ts";

const world = await aWorld();
let status = 200;
world.network.on(() => (status === 0 ? { kind: "none", reason: "cut off" } : { kind: "answer", status, headers: {}, body: "" }));

const url = "https://example.com/segue";
async function aHookedShop(more: object = {}) {
  const shop = await aShop(world);
  for (const [id, name] of [[1, "VIP"], [2, "Lapsed"]] as const) {
    await world.db.run(sql`insert into segment (shop_id, segment_id, name, full_due, created_at, updated_at) values (${shop}, ${id}, ${name}, false, ${world.now()}, ${world.now()})`);
  }
  const made = await registerHook(world, shop, NewHook.parse({ url, ...more }));
  if ("problems" in made) throw new Error("It was not registered.");
  return { shop, hook: made.hook };
}
const change = (shop: ShopId, segment: number, customer: number | null, kind: string) => world.db.run(sql`
  insert into membership_change (shop_id, segment_id, customer_id, kind, cause, version, at) values (${shop}, ${segment}, ${customer}, ${kind}, 'fact', 1, ${world.now()})`);
async function settle(shop: ShopId) {
  while ((await mirror.step(world, shop)) > 0);
  while ((await call.step(world, shop)) > 0);
}
const sentSince = (count: number) => world.network.sent.slice(count).map(({ body }) => HookBody.parse(JSON.parse(String(body))));
const waiting = async (shop: ShopId) => (await world.db.rows(z.object({ state: z.string() }), sql`select state from outbox where shop_id = ${shop} and kind = 'hookCall' order by command_id`)).map((row) => row.state);

test("Who entered or left is told in one signed call, once, and a segment that was recounted as a whole is not.", async () => {
  const { shop, hook } = await aHookedShop();
  const before = world.network.sent.length;
  await change(shop, 1, 7, "entered");
  await change(shop, 2, 8, "left");
  await change(shop, 2, null, "rebuilt");
  await settle(shop);
  await settle(shop);
  const at = world.now().toISOString();
  expect(sentSince(before)).toMatchObject([{ changes: [
    { change: "entered", at, segment: { id: 1, name: "VIP" }, customer: { id: "7" } }, { change: "left", at, segment: { id: 2, name: "Lapsed" }, customer: { id: "8" } },
  ] }]);
  const { headers, body, reach } = world.network.sent.at(-1) ?? {};
  const [, t = "", v1] = /^t=(\d+),v1=([0-9a-f]{64})$/.exec(headers?.["Segue-Signature"] ?? "") ?? [];
  expect({ v1, reach }).toEqual({ v1: signed(hook.secret, `${t}.${String(body)}`), reach: "public" });
  expect(await publishedHook(world, shop, hook.id)).toMatchObject({ state: "on", problem: null, attempts: [{ at, status: 200, changes: 2, problem: null }] });
  expect(await waiting(shop)).toEqual(["done", "done"]);
});

test("A hook hears of its own segment and its own kind of change alone.", async () => {
  const { shop } = await aHookedShop({ segmentId: 2, changes: ["left"] });
  const before = world.network.sent.length;
  for (const [segment, kind] of [[1, "left"], [2, "entered"], [2, "left"]] as const) await change(shop, segment, 7, kind);
  await settle(shop);
  expect(sentSince(before)).toMatchObject([{ changes: [{ change: "left", segment: { id: 2 } }] }]);
});

test("What is not taken is told again, with what came since; after three days the address is switched off and the merchant reads why, and may switch it on.", async () => {
  const { shop, hook } = await aHookedShop();
  await change(shop, 1, 7, "entered");
  status = 503;
  await settle(shop);
  expect(await waiting(shop)).toEqual(["due"]);
  world.clock.advance(minutes(1));
  await change(shop, 1, 8, "entered");
  status = 0;
  await settle(shop);
  expect((await publishedHook(world, shop, hook.id))?.attempts.map((attempt) => [attempt.status, attempt.changes, attempt.problem])).toEqual([
    [null, 2, "No answer came: cut off."], [503, 1, "It answered 503."],
  ]);
  for (let i = 0; i < 20; i++) {
    world.clock.advance(hours(1));
    await settle(shop);
  }
  expect(await waiting(shop)).toEqual(["due", "due"]);
  world.clock.advance(days(3));
  await settle(shop);
  expect(await waiting(shop)).toEqual([]);
  const { problems } = await listProblems(world, shop);
  expect(problems).toMatchObject([{ kind: "hook", id: String(hook.id), subject: url, reason: "It was switched off: for three days no call was taken. No answer came: cut off.", again: "retry" }]);
  await change(shop, 1, 9, "entered");
  await settle(shop);
  expect(await waiting(shop)).toEqual([]);
  expect(await tryAgain(world, shop, { kind: "hook", id: String(hook.id) })).toEqual([]);
  status = 204;
  const before = world.network.sent.length;
  await change(shop, 1, 10, "entered");
  await settle(shop);
  expect(sentSince(before)).toMatchObject([{ changes: [{ customer: { id: "10" } }] }]);
});

test("A paused hook hears nothing of that time, is tested all the same with a call of no changes, and hears again once it is switched on.", async () => {
  const { shop, hook } = await aHookedShop({ url: `${url}?token=hidden`, segmentId: 1 });
  status = 503;
  await change(shop, 1, 7, "entered");
  await settle(shop);
  await pauseHook(world, shop, hook.id);
  expect(await waiting(shop)).toEqual([]);
  const before = world.network.sent.length;
  await change(shop, 1, 8, "entered");
  await settle(shop);
  expect(sentSince(before)).toEqual([]);
  const failingSince = (await hookLine(world, shop, hook.id))?.failingSince;
  world.clock.advance(minutes(1));
  expect(await tryHook(world, shop, hook.id)).toEqual({ status: 503, problem: "It answered 503." });
  expect(await hookLine(world, shop, hook.id)).toMatchObject({ address: "example.com/segue?…", segment: "VIP", isSegmentGone: false, state: "off", failingSince, lastAt: world.now(), lastProblem: "It answered 503." });
  await resumeHook(world, shop, hook.id);
  expect(await hookLine(world, shop, hook.id)).toMatchObject({ state: "on", failingSince: null });
  expect(await tryHook(world, shop, hook.id)).toMatchObject({ status: 503 });
  expect(await hookLine(world, shop, hook.id)).toMatchObject({ failingSince: null });
  status = 200;
  expect(await tryHook(world, shop, hook.id)).toEqual({ status: 200, problem: null });
  await change(shop, 1, 9, "entered");
  await settle(shop);
  expect(sentSince(before).map(({ changes }) => changes.map(({ customer }) => customer.id))).toEqual([[], [], [], ["9"]]);
  expect((await publishedHook(world, shop, hook.id))?.attempts.map(({ changes }) => changes)).toEqual([1, 0, 0, 0, 1]);
  expect(await tryHook(world, shop, 99)).toBe(null);
});

test("A hundred changes at most go in one call, and a worker that stalls after its claim sends nothing.", async () => {
  const { shop } = await aHookedShop();
  status = 200;
  await world.db.run(sql`
    insert into membership_change (shop_id, segment_id, customer_id, kind, cause, version, at) select ${shop}::int, 1, n, 'entered', 'fact', 1, ${world.now()}::timestamptz from generate_series(1, 150) n`);
  while ((await mirror.step(world, shop)) > 0);
  const before = world.network.sent.length;
  const stalled = { ...world, point: async (name: string) => { if (name === "call:after-claim") world.clock.advance(minutes(3)); } };
  expect(await call.step(stalled, shop)).toBe(0);
  expect(world.network.sent.length).toBe(before);
  await settle(shop);
  expect(sentSince(before).map(({ changes }) => changes.length)).toEqual([100, 50]);
});

test("A worker that dies after its call tells the same changes again, under the same numbers.", async () => {
  const { shop } = await aHookedShop();
  status = 200;
  await change(shop, 1, 7, "entered");
  while ((await mirror.step(world, shop)) > 0);
  const before = world.network.sent.length;
  const dying = { ...world, point: async (name: string) => { if (name === "call:after-send") throw new Error("killed"); } };
  await expect(call.step(dying, shop)).rejects.toThrow("killed");
  expect(await waiting(shop)).toEqual(["leased"]);
  world.clock.advance(minutes(3));
  await settle(shop);
  const [first, second] = sentSince(before);
  expect(second).toEqual(first);
  expect([await waiting(shop), world.network.sent.length - before]).toEqual([["done"], 2]);
});

test("The same address is registered once for a segment, of this shop's segments alone, and what waits for it goes when it is deleted.", async () => {
  const { shop, hook } = await aHookedShop();
  const wanted = (more: object) => registerHook(world, shop, NewHook.parse({ url, ...more }));
  expect(await wanted({})).toMatchObject({ problems: [{ path: ["url"] }] });
  expect(await wanted({ segmentId: 9 })).toMatchObject({ problems: [{ path: ["segmentId"] }] });
  expect(await wanted({ segmentId: SegmentId.parse(1) })).toMatchObject({ hook: { segmentId: 1 } });
  await change(shop, 2, 7, "entered");
  while ((await mirror.step(world, shop)) > 0);
  const other = await aHookedShop();
  expect(await dropHook(world, other.shop, 2)).toBe(false);
  expect([await dropHook(world, shop, hook.id), await dropHook(world, shop, hook.id)]).toEqual([true, false]);
  expect(await waiting(shop)).toEqual([]);
  expect(await publishedHooks(world, shop)).toHaveLength(1);
  const sealed = await world.db.rows(z.object({ secrets: Count }), sql`select count(*) as secrets from hook where secret not like 'test.%'`);
  expect(sealed).toEqual([{ secrets: 0 }]);
});

test("After the keys were changed, secrets are sealed anew once a day, and the old key can go.", async () => {
  const { shop, hook } = await aHookedShop();
  const key = await makeKey(world, shop);
  const [old] = world.secrets.encryptionKeys;
  const young = { id: "young", key: new Uint8Array(32).fill(8) };
  const rotating: World = { ...world, secrets: { ...world.secrets, encryptionKeys: old ? [young, old] : [young] } };
  await world.db.run(sql`update shop set pruned_at = ${later(world.now(), -days(2))} where shop_id = ${shop}`);
  while ((await forget.step(rotating, shop)) > 0);
  const rotated: World = { ...world, secrets: { ...world.secrets, encryptionKeys: [young] } };
  expect((await hookToCall(rotated, shop, hook.id))?.secret).toBe(hook.secret);
  expect((await signingKeyOf(rotated, shop))?.key).toBe(key);
});
