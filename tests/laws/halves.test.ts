// A large shop's preview asks about both halves of it: wherever it is halved, what they tell adds up to what is told of the whole.
import fc from "fast-check";
import { expect, test } from "vitest";
import type { CustomerId } from "#app/lib/ids.ts";
import { compile } from "#app/segments/compile.ts";
import { type Half, halvesOf } from "#app/segments/halves.ts";
import { survey, together } from "#app/segments/preview-rows.server.ts";
import { definition, someCutoffs } from "#tests/support/segments.ts";
import { samplePeople, writePeople } from "#tests/support/segments-people.ts";
import { ALWAYS, NOW, ZONE, ZONES } from "#tests/support/segments-pool.ts";
import { aShop } from "#tests/support/shop.ts";
import { aWorld } from "#tests/support/world.ts";

const PEOPLE = 60;
const seed = Number(process.env["PARITY_SEED"] ?? Date.now() % 1_000_000);
console.info(`halves: seed=${seed}; replay with PARITY_SEED=${seed}`);

const world = await aWorld(NOW);
const shop = await aShop(world, { timeZone: ZONE });
await writePeople(world, shop, samplePeople(PEOPLE, seed));

test("halves of a shop add up to the whole of it, wherever it is halved", async () => {
  const ask = { shop, now: NOW, zone: ZONE, zones: ZONES, currency: "USD", covers: ALWAYS };
  const definitions = fc.sample(definition, { numRuns: 150, seed });
  const middles = fc.sample(fc.integer({ min: 1, max: PEOPLE + 1 }), { numRuns: definitions.length, seed });
  for (const [at, each] of definitions.entries()) {
    const asked = (half?: Half) => survey(world, shop, compile(each, { ...ask, cutoffs: someCutoffs([each]), ...(half && { half }) }).survey(), null, half);
    const middle = String(middles[at]) as CustomerId;
    const [one, other] = await Promise.all(halvesOf({ middle }).map(asked));
    expect({ each, middle, told: one && other && together(one, other) }).toEqual({ each, middle, told: await asked() });
    expect({ each, middle, upper: one?.customers }).toEqual({ each, middle, upper: PEOPLE + 1 - Number(middle) });
  }
});
