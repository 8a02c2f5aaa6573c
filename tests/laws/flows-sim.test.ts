// The whole engine over months of virtual time: shoppers, merchants, faults and deaths, and every law as it goes and at rest
// (tests/sim). SIM_SEED, SIM_SEEDS and SIM_DAYS replay and lengthen it.
import { expect, test } from "vitest";
import { live } from "#tests/sim/life.ts";
import { aDatabase } from "#tests/support/database.ts";

const SEED = Number(process.env["SIM_SEED"] ?? 1);
const SEEDS = Number(process.env["SIM_SEEDS"] ?? 20);
const DAYS = Number(process.env["SIM_DAYS"] ?? 30);

test(`no life of a shop breaks a law (seeds ${SEED} to ${SEED + SEEDS - 1}, ${DAYS} days), and a seed plays the same life again`, async () => {
  const database = await aDatabase();
  const total = { texts: 0, kills: 0, events: 0 };
  let first: string | undefined;
  for (let seed = SEED; seed < SEED + SEEDS; seed++) {
    const told = await live(database.url, { seed, days: DAYS, shops: 1, size: "small" });
    expect({ seed, broken: told.about }).toEqual({ seed, broken: [] });
    first ??= told.digest;
    for (const each of ["texts", "kills", "events"] as const) total[each] += told[each];
  }
  console.info(`simulated: ${JSON.stringify(total)}`);
  expect(total.texts).toBeGreaterThan(SEEDS * 2);
  expect(total.kills).toBeGreaterThan(SEEDS / 2);
  expect((await live(database.url, { seed: SEED, days: DAYS, shops: 1, size: "small" })).digest).toBe(first);
  await database.drop();
}, 120_000 + SEEDS * DAYS * 2_000);

/** The second begins days after the first has ended: what was left of the first would be due in it. */
const [EARLY, LATE] = [9, 19];

test("a seed plays the same life in a database of its own and after another", async () => {
  const asked = (seed: number) => ({ seed, days: 5, shops: 1, size: "small" }) as const;
  const digests: string[] = [];
  for (const seeds of [[LATE], [EARLY, LATE]]) {
    const database = await aDatabase();
    let digest = "";
    for (const seed of seeds) digest = (await live(database.url, asked(seed))).digest;
    digests.push(digest);
    await database.drop();
  }
  const [alone, after] = digests;
  expect(after).toBe(alone);
}, 120_000);
