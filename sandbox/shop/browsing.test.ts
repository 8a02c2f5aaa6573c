import { expect, test } from "vitest";
import { EVENTS_MAX, readBatch } from "#app/inbox/event-batch.ts";
import { startClock } from "#sandbox/clock.ts";
import { Shop } from "#sandbox/shopify/shop.ts";
import { browsing } from "./browsing.ts";
import { demoShop } from "./demo.ts";

const BORN = new Date("2026-11-25T09:30:00Z");
const seed = demoShop();
const shop = new Shop(seed.settings, { clock: startClock(), record: () => {}, emit: () => {}, filesDir: "", fileUrl: () => "", uploadUrl: () => "" });
seed.fill(shop, BORN);
const told = [...browsing(shop, BORN.getTime())];

test("The door takes every event of the demo shop's storefront as it is.", () => {
  const problems = [];
  for (let from = 0; from < told.length; from += EVENTS_MAX) problems.push(...readBatch({ events: told.slice(from, from + EVENTS_MAX) }, { now: BORN, currency: "GBP", names: [] }).problems);
  expect(problems).toEqual([]);
  expect(told.length).toBeGreaterThan(20_000);
  expect(new Set(told.map(({ id }) => id)).size).toBe(told.length);
});

test("The same shop tells the same, and of each kind there is enough to ask about.", () => {
  const again = [...browsing(shop, BORN.getTime())];
  expect(JSON.stringify(again)).toBe(JSON.stringify(told));
  for (const kind of ["productViewed", "collectionViewed", "searched", "cartAdded", "checkoutStarted", "checkoutAbandoned"]) expect([kind, told.filter((event) => event.kind === kind).length > 300]).toEqual([kind, true]);
});
