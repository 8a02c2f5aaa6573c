import { beforeEach, expect, test } from "vitest";
import { z } from "zod";
import type { HttpAnswer } from "../lib/http.ts";
import type { ShopId } from "../lib/ids.ts";
import { sql } from "../lib/sql.ts";
import { seconds } from "../lib/time.ts";
import { admin } from "./admin.server.ts";
import { withToken } from "#tests/laws/sync-world.ts";
import { aShop } from "#tests/support/shop.ts";
import { aWorld } from "#tests/support/world.ts";

const world = await aWorld();
let shop: ShopId;
let answer: HttpAnswer;
let tokens: (string | undefined)[];

const Shape = z.object({ shop: z.object({ name: z.string() }) });
const ask = (options = {}) => admin(world, shop).query(Shape, "{ shop { name } }", {}, options);
const body = (value: unknown): HttpAnswer => ({ kind: "answer", status: 200, headers: {}, body: JSON.stringify(value) });
const fine = (available: number) => body({
  data: { shop: { name: "A" } },
  extensions: { cost: { requestedQueryCost: 10, throttleStatus: { maximumAvailable: 1000, currentlyAvailable: available, restoreRate: 100 } } },
});
const status = (code: number): HttpAnswer => ({ kind: "answer", status: code, headers: {}, body: "" });

beforeEach(async () => {
  shop = await aShop(world);
  tokens = [];
  await withToken(world, shop);
  world.network.on((request) => {
    if (!request.url.endsWith("/graphql.json")) return undefined;
    tokens.push(request.headers["x-shopify-access-token"]);
    return answer;
  });
});

const state = async () => (await world.db.rows(z.object({ state: z.string() }), sql`select state from shop where shop_id = ${shop}`))[0]?.state;

test("It asks with the shop's token and reads the answer.", async () => {
  answer = fine(900);
  expect(await ask()).toEqual({ kind: "data", data: { shop: { name: "A" } } });
  expect(tokens).toEqual(["shpat_test"]);
});

test("When the bucket is low, work that can wait is told until when, without a request; a merchant's is sent.", async () => {
  answer = fine(200);
  await ask();
  expect(await ask()).toMatchObject({ reason: "throttled", retryAt: new Date(world.now().getTime() + 600) });
  expect(tokens).toHaveLength(1);
  expect(await ask({ urgent: true })).toMatchObject({ kind: "data" });
  world.clock.advance(seconds(1));
  expect(await ask()).toMatchObject({ kind: "data" });
});

test("One shop's bucket is not another's.", async () => {
  answer = fine(0);
  await ask();
  shop = await aShop(world);
  await withToken(world, shop);
  expect(await ask()).toMatchObject({ kind: "data" });
});

test.each([402, 423])("A %i pauses the shop.", async (code) => {
  answer = status(code);
  expect(await ask()).toMatchObject({ kind: "failed" });
  expect(await state()).toBe("paused");
});

test("A 401 renews the token once; where that is refused, the shop is paused.", async () => {
  world.network.on((request) => (request.url.endsWith("/access_token") ? body({ access_token: "shpat_new", expires_in: 3600, refresh_token: "r" }) : undefined));
  answer = status(401);
  expect(await ask()).toMatchObject({ reason: "unauthorized", retryAt: expect.any(Date) });
  expect(await state()).toBe("active");
  answer = fine(900);
  await ask();
  expect(tokens).toEqual(["shpat_test", "shpat_new"]);
  world.network.on((request) => (request.url.endsWith("/access_token") ? status(400) : undefined));
  answer = status(401);
  expect(await ask()).toMatchObject({ reason: "unauthorized" });
  expect(await state()).toBe("paused");
});

test("A 5xx, or no answer, is a value and leaves the shop as it was.", async () => {
  answer = status(502);
  expect(await ask()).toMatchObject({ reason: "server" });
  answer = { kind: "none", reason: "reset" };
  expect(await ask()).toMatchObject({ reason: "network" });
  expect(await state()).toBe("active");
});
