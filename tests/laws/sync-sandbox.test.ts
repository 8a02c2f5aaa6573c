// Sync against the whole stand-in for Shopify: real tokens, real requests, its schema, its bulk files.
import { expect, test } from "vitest";
import { openHttp } from "#app/http.server.ts";
import type { Http, HttpRequest } from "#app/lib/http.ts";
import { hours, later, minutes } from "#app/lib/time.ts";
import { saveOfflineSession } from "#app/shopify/session-rows.server.ts";
import { startSync, stopSync, syncState } from "#app/sync/sync.server.ts";
import { generatedShop } from "#sandbox/shop/generate.ts";
import { aSandbox, installed, KEY, SECRET } from "#sandbox/testing.ts";
import { aShop } from "#tests/support/shop.ts";
import { aWorld } from "#tests/support/world.ts";
import { aSegment, customerIds, move, nextDue, untilRest } from "./sync-world.ts";

const { sandbox, shop: store } = await aSandbox({ shops: [generatedShop({ customers: 140 })] });
const { tokens } = await installed(sandbox, store);
const { domain } = store.settings;
// The bucket refills in real time, and the test does not wait.
store.faults.api.restorePerSecond = 1_000_000;

const redirected = (request: HttpRequest): HttpRequest =>
  request.url.startsWith(`https://${domain}`)
    ? { ...request, url: request.url.replace(`https://${domain}`, sandbox.url), headers: { ...request.headers, "x-forwarded-host": domain } }
    : request;
const http = openHttp(null);
const toSandbox: Http = { send: (request) => http.send(redirected(request)), stream: (request) => http.stream(redirected(request)) };

const own = await aWorld(new Date(sandbox.clock.ms()));
const world = { ...own, http: toSandbox, secrets: { ...own.secrets, shopifyApiKey: KEY, shopifyApiSecret: SECRET } };
const shop = await aShop(world, { domain });
const people = customerIds(...[...store.tables.Customer.keys()]);
const carriers = (tag: string) => [...store.tables.Customer.values()].filter(({ tags }) => tags.includes(tag)).map(({ id }) => String(id)).sort();
const foreign = () => [...store.tables.Customer.values()].map(({ id, tags }) => [id, tags.filter((tag) => !tag.startsWith("segue:"))]);

/** The sandbox lives in real time, our clock in the test's: waits are skipped. */
async function rest(): Promise<void> {
  for (let at: Date | null = world.now(); at; at = await nextDue(world, shop)) {
    world.clock.set(later(at, 1));
    await untilRest(world, shop);
  }
}

test("Hundreds by a bulk file, a few by one request, all away again; the merchant's own tags stay, and the token is renewed on the way.", async () => {
  await saveOfflineSession(world, domain, {
    id: `offline_${domain}`, accessToken: tokens.access_token, refreshToken: tokens.refresh_token,
    expires: later(world.now(), minutes(3)), refreshTokenExpires: later(world.now(), hours(24)),
  }, null);
  const before = foreign();
  const segment = await aSegment(world, shop, "Everybody");
  await move(world, shop, segment, people, true, true);
  expect(await startSync(world, shop, segment, {})).toEqual([]);
  await rest();
  expect(carriers("segue:everybody")).toEqual(people.map(String).sort());
  expect(await syncState(world, shop, segment)).toMatchObject({ held: people.length, adding: 0, refused: 0 });
  expect(store.tables.Token.size).toBe(2);

  store.faults.api.failAfter = 0.3;
  store.faults.api.throttle = 0.3;
  await move(world, shop, segment, people.slice(0, 60), false);
  await rest();
  expect(carriers("segue:everybody")).toEqual(people.slice(60).map(String).sort());

  await stopSync(world, shop, segment, { removeTags: true });
  await rest();
  expect(carriers("segue:everybody")).toEqual([]);
  expect(await syncState(world, shop, segment)).toMatchObject({ state: "off", held: 0 });
  expect(foreign()).toEqual(before);
});
