// Sync against the whole stand-in for Shopify: real tokens, real requests, its schema, its bulk files.
import { expect, test } from "vitest";
import { later, minutes } from "#app/lib/time.ts";
import { startSync, stopSync, syncState } from "#app/sync/sync.server.ts";
import { aSandboxWorld } from "#tests/support/sandbox-world.ts";
import { aSegment, customerIds, move, nextDue, untilRest } from "./sync-world.ts";

const { world, store, opened } = await aSandboxWorld({ customers: 140 });
const shop = await opened(minutes(3));
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
