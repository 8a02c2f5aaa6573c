// Law: whatever is asked, only one shop's rows are read. A second shop has the same ids with other
// facts, and texts that would be SQL if anything were pasted; every table of every statement is guarded.
import fc from "fast-check";
import { expect, test } from "vitest";
import { z } from "zod";
import { SegmentId } from "#app/lib/ids.ts";
import { Count, Id, sql, type Sql } from "#app/lib/sql.ts";
import { compile, rankedValues, scoredSums } from "#app/segments/compile.ts";
import { withPins } from "#app/segments/compile/pins.ts";
import { takeCuts } from "#app/segments/cutoff-rows.server.ts";
import { rankingsOf } from "#app/segments/cutoff.ts";
import { crossed } from "#app/segments/crossed.ts";
import { askThen } from "#app/segments/then.ts";
import { definition, someCutoffs } from "#tests/support/segments.ts";
import { samplePeople, writePeople } from "#tests/support/segments-people.ts";
import { COVERS, NOBODY, NOW, ZONE, ZONES } from "#tests/support/segments-pool.ts";
import { aShop } from "#tests/support/shop.ts";
import { aWorld } from "#tests/support/world.ts";

const PEOPLE = 25;
const TAKEN = 12;
const seed = Number(process.env["PARITY_SEED"] ?? Date.now() % 1_000_000);
console.info(`tenancy: seed=${seed}`);
const world = await aWorld(NOW);
const ours = await aShop(world, { timeZone: ZONE });
const theirs = await aShop(world, { timeZone: ZONE });
const definitions = fc.sample(definition, { numRuns: 150, seed: seed + 1 });
const ask = { shop: ours, now: NOW, zone: ZONE, zones: ZONES, currency: "USD", covers: COVERS, cutoffs: someCutoffs(definitions) };
const then = askThen(ask, new Date(NOW.getTime() - 60 * 86_400_000), true, { 1: 0, 2: 0 });
const t1 = new Date(NOW.getTime() + 40 * 86_400_000);
await writePeople(world, ours, samplePeople(PEOPLE, seed));
const rankings = definitions.flatMap((each) => [...rankingsOf(each).values()]).slice(0, TAKEN);

const Rows = z.object({ customer_id: Id, verdict: z.boolean().nullable().optional() });
const readAll = async (query: Sql) => (await world.db.rows(Rows, query)).map((row) => `${row.customer_id} ${String(row.verdict)}`).sort();
const answers = async () => {
  const found = [];
  for (const each of definitions) {
    found.push([await readAll(compile(each, ask).verdicts()), await readAll(compile(each, then).verdicts()), await readAll(compile(each, ask).members()), await readAll(crossed(each, { shop: ours, t0: NOW, t1, zone: ZONE, zones: ZONES, currency: "USD" }) ?? NOBODY)]);
  }
  for (const ranking of rankings) found.push(await takeCuts(world, ask, ranking));
  return found;
};

/** Every table that holds what is a shop's. */
const Table = z.object({ table_name: z.string() });
const tables = (await world.db.rows(Table, sql`select distinct table_name from information_schema.columns where table_schema = 'public' and column_name = 'shop_id' order by 1`)).map(({ table_name }) => table_name);
const REFERENCE = new RegExp(`(?:FROM|JOIN) (${tables.join("|")}) (\\w+)`, "g");
const aliasesIn = (text: string) => [...text.matchAll(REFERENCE)].map(([, , alias]) => alias ?? "");

test("another shop with the same ids changes no answer", async () => {
  const before = await answers();
  await writePeople(world, theirs, samplePeople(PEOPLE + 10, seed + 2));
  const after = await answers();
  for (const [at, each] of definitions.entries()) expect({ each, answer: after[at] }).toEqual({ each, answer: before[at] });
  expect(rankings.length).toBeGreaterThan(5);
  for (const [at, ranking] of rankings.entries()) expect({ ranking, cuts: after[definitions.length + at] }).toEqual({ ranking, cuts: before[definitions.length + at] });
});

test("every reference to a table in every statement names the shop", () => {
  for (const each of definitions) {
    const compiled = compile(each, ask);
    const pinned = withPins(compiled, ours, SegmentId.parse(1));
    const ranked = [...rankingsOf(each).values()].flatMap((ranking) => ("numbers" in ranking ? scoredSums(ranking, ask) ?? [] : rankedValues(ranking.of, ranking.among, ask)));
    for (const query of [compiled.verdicts(), pinned.verdicts(), pinned.members(), ...ranked, compiled.members(sql`SELECT 1::bigint AS customer_id`), compiled.survey().rows, crossed(each, { shop: ours, t0: NOW, t1, zone: ZONE, zones: ZONES, currency: "USD" }) ?? NOBODY]) {
      const text = query.text;
      // One guard for each appearance of a table under an alias.
      const references = aliasesIn(text);
      for (const alias of new Set(references)) {
        const guards = [...text.matchAll(new RegExp(`\\b${alias}\\.shop_id = \\$(\\d+)`, "g"))];
        expect({ text, alias, guards: guards.length }).toEqual({ text, alias, guards: references.filter((other) => other === alias).length });
        for (const [, place] of guards) expect(query.values[Number(place) - 1]).toBe(ours);
      }
      expect(text).not.toMatch(/'[^']*(?:drop|O')/);
    }
  }
});

test("so it does where the past stands in place of a table", () => {
  for (const each of definitions) {
    const { text, values } = compile(each, then).verdicts(sql`SELECT 1::bigint AS customer_id`);
    const references = aliasesIn(text);
    expect(references.length).toBeGreaterThan(1);
    for (const alias of new Set(references)) {
      const guards = [...text.matchAll(new RegExp(`\\b${alias}\\.shop_id = \\$(\\d+)`, "g"))];
      // The table and what stands in its place share an alias, and each is guarded.
      expect({ text, alias, isGuarded: guards.length >= references.filter((other) => other === alias).length }).toEqual({ text, alias, isGuarded: true });
      for (const [, place] of guards) expect(values[Number(place) - 1]).toBe(ours);
    }
  }
});

test("text that would be SQL stays text", async () => {
  const evil = "'); drop table customer; --";
  const read = async (value: string) => readAll(compile({ version: 1, node: { kind: "attr", field: "person.note", test: { op: "contains", value } } }, ask).members());
  await world.db.run(sql`update customer set note = ${`so ${evil} it is`} where shop_id = ${ours} and customer_id = 3`);
  expect(await read(evil)).toEqual(["3 undefined"]);
  expect(await world.db.rows(z.object({ count: Count }), sql`select count(*) from customer where shop_id = ${ours}`)).toEqual([{ count: PEOPLE }]);
});
