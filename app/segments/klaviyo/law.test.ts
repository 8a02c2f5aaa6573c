// What is written means what it was written from: the same members among random people with whole
// histories, for random definitions of ours and random definitions of Klaviyo's.
import fc from "fast-check";
import { expect, test } from "vitest";
import type { CustomerId } from "#app/lib/ids.ts";
import type { Ask } from "#app/segments/ask.ts";
import { type Definition, leavesOf } from "#app/segments/definition.ts";
import { EVENT_KINDS } from "#app/customers/event-kind.ts";
import { readPeople } from "#app/segments/facts.server.ts";
import { verdictFor } from "#app/segments/match.ts";
import { definition, goodLeaf } from "#tests/support/segments.ts";
import { klaviyoDefinition, KNOWN } from "#tests/support/klaviyo.ts";
import { samplePeople, writePeople } from "#tests/support/segments-people.ts";
import { NOW, ZONE } from "#tests/support/segments-pool.ts";
import { aShop } from "#tests/support/shop.ts";
import { aWorld } from "#tests/support/world.ts";
import type { KlaviyoDefinition } from "./contract.ts";
import { read } from "./read.ts";
import { write } from "./write.ts";

const PEOPLE = 60;
const seed = Number(process.env["KLAVIYO_SEED"] ?? Date.now() % 1_000_000);
console.info(`klaviyo: seed=${seed}; replay with KLAVIYO_SEED=${seed}`);

const world = await aWorld(NOW);
const shop = await aShop(world, { timeZone: ZONE });
await writePeople(world, shop, samplePeople(PEOPLE, seed));
const people = await readPeople(world, shop, Array.from({ length: PEOPLE }, (_, index) => String(index + 1) as CustomerId));
const told = { names: () => null, currency: "USD" };
const covers = Object.fromEntries([...EVENT_KINDS, "custom/Bought Ticket", "custom/a"].map((kind) => [kind, 0]));
/** At the instant of the roll-ups, which no clock renews here. */
const asks: Ask[] = [ZONE, "Asia/Kolkata"].map((zone) => ({ now: NOW, zone, currency: "USD", covers }));

const members = (asked: Definition) => asks.map((ask) => people.filter((person) => verdictFor(asked, person, ask) === true).map(({ customer }) => customer.customerId).join());

function readBack(json: KlaviyoDefinition): Definition {
  const back = read(json, KNOWN);
  if ("why" in back || back.definition === null) throw new Error(`What was written cannot be read: ${JSON.stringify(back).slice(0, 2000)}`);
  return back.definition;
}

test("a definition of ours that Klaviyo can hold has the same members when it is read back", () => {
  const drawn = [...fc.sample(goodLeaf, { numRuns: 3000, seed }).map((node): Definition => ({ version: 1, node })), ...fc.sample(definition, { numRuns: 1000, seed: seed + 1 })];
  const wrong: string[] = [];
  let held = 0;
  let telling = 0;
  for (const asked of drawn) {
    const written = write(asked, KNOWN, told);
    if ("refusals" in written) {
      expect(written.refusals.length).toBeGreaterThan(0);
      continue;
    }
    held += 1;
    const expected = members(asked);
    const [first = ""] = expected;
    if (first !== "" && first.split(",").length < PEOPLE) telling += 1;
    if (members(readBack(written.definition)).join(";") !== expected.join(";")) wrong.push(`${JSON.stringify(asked.node)} became ${JSON.stringify(written.definition)}`);
  }
  expect(wrong).toEqual([]);
  // And it is worth something: many can be held, and many of those tell people apart.
  console.info(`klaviyo: ${held} of ${drawn.length} of ours could be written, ${telling} told people apart`);
  expect(held).toBeGreaterThan(150);
  expect(telling).toBeGreaterThan(100);
}, 120_000);

test("a definition of Klaviyo's that we can hold is written back with the same members, and then word for word", () => {
  let held = 0;
  let opposites = 0;
  const kinds = new Set<string>();
  for (const asked of fc.sample(klaviyoDefinition, { numRuns: 800, seed: seed + 2 })) {
    const ours = read(asked, KNOWN);
    if ("why" in ours || ours.definition === null) continue;
    held += 1;
    for (const { leaf } of leavesOf(ours.definition.node)) kinds.add(leaf.kind);
    const once = write(ours.definition, KNOWN, told);
    if ("refusals" in once) throw new Error(`${JSON.stringify(asked)} became ${JSON.stringify(ours.definition)}, which cannot be written: ${JSON.stringify(once.refusals)}`);
    const again = readBack(once.definition);
    expect({ asked, members: members(again) }).toEqual({ asked, members: members(ours.definition) });
    expect(write(again, KNOWN, told)).toMatchObject({ definition: once.definition });
    const opposite: Definition = { version: 1, node: { kind: "not", node: ours.definition.node } };
    const turned = write(opposite, KNOWN, told);
    if ("refusals" in turned) continue;
    opposites += 1;
    expect({ asked, opposite: members(readBack(turned.definition)) }).toEqual({ asked, opposite: members(opposite) });
  }
  console.info(`klaviyo: ${held} of 800 of theirs could be read, and ${opposites} of their opposites written`);
  expect(held).toBeGreaterThan(200);
  expect(opposites).toBeGreaterThan(60);
  expect([...kinds].sort()).toEqual(["agg", "attr", "in", "list", "seq"]);
}, 120_000);
