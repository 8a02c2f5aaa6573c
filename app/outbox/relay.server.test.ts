import { expect, test } from "vitest";
import { z } from "zod";
import { CustomerId } from "../lib/ids.ts";
import { sql } from "../lib/sql.ts";
import { minutes } from "../lib/time.ts";
import type { World } from "../lib/world.ts";
import { enqueuePlatform } from "./enqueue-platform.server.ts";
import { relay } from "./relay.server.ts";
import { addCustomers, connected, knownThere, phoneOf, rest, withPlatforms } from "#tests/support/platforms.ts";
import { aShop } from "#tests/support/shop.ts";
import { aWorld } from "#tests/support/world.ts";

const world = await aWorld();

async function aText(platform: "postscript" | "twilio") {
  const [shop, platforms] = [await aShop(world), withPlatforms(world)];
  await addCustomers(world, shop, [1]);
  knownThere(platforms, platform, [1]);
  const connection = await connected(world, shop, platforms, platform);
  await enqueuePlatform(world, shop, connection, [{ key: "text", command: {
    kind: "platformSend", customerId: CustomerId.parse("1"), at: world.now().toISOString(), ledgerKey: "ledger-1", body: "Your order is on its way.", category: "transactional", callback: null,
  } }], world.now());
  const sent = () => platforms.view(platform).messages.filter(({ to }) => to === phoneOf(1)).length;
  const stands = async () => (await world.db.rows(z.object({ state: z.string() }), sql`select state from outbox where shop_id = ${shop}`)).map(({ state }) => state);
  return { shop, platforms, sent, stands };
}

const TRIES = [
  { what: "the answer was lost", faults: { loseAfter: 1 }, dieAt: null, sent: 1 },
  { what: "the request was lost", faults: { lose: 1 }, dieAt: null, sent: 0 },
  { what: "the platform broke after it had sent", faults: { failAfter: 1 }, dieAt: null, sent: 1 },
  { what: "the worker died after sending", faults: {}, dieAt: "relay:after-send", sent: 1 },
  { what: "the worker died before recording", faults: {}, dieAt: "relay:before-record", sent: 1 },
] as const;

for (const platform of ["postscript", "twilio"] as const) {
  test.each(TRIES)(`Where $what, a text by ${platform} is never sent twice.`, async ({ faults, dieAt, sent: first }) => {
    const { shop, platforms, sent, stands } = await aText(platform);
    platforms.control({ platform, faults });
    const dying: World = dieAt === null ? world : { ...world, point: async (name) => {
      if (name === dieAt) throw new Error("killed");
    } };
    await relay.step(dying, shop).catch((problem: Error) => expect(problem.message).toBe("killed"));
    expect(sent()).toBe(first);
    platforms.control({ platform, faults: "none" });
    world.clock.advance(minutes(10));
    await rest(world, shop);
    expect(sent()).toBeLessThanOrEqual(1);
    expect(["done", "doubt"]).toContain((await stands())[0]);
  }, 60_000);
}
