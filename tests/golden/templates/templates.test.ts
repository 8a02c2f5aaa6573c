// Golden files of the templates: what each asks as text, in English, as JSON and as SQL, and whom it finds
// in a little shop that is always the same. A changed file is a changed promise to merchants.
import { expect, test } from "vitest";
import { z } from "zod";
import type { CustomerId } from "#app/lib/ids.ts";
import { Id, sql } from "#app/lib/sql.ts";
import type { ShopAsk } from "#app/segments/ask.ts";
import { checkDefinition } from "#app/segments/check.ts";
import { compile } from "#app/segments/compile.ts";
import { takeCuts } from "#app/segments/cutoff-rows.server.ts";
import { type Cutoff, rankingsOf } from "#app/segments/cutoff.ts";
import type { Definition } from "#app/segments/definition.ts";
import { describe } from "#app/segments/describe.ts";
import { readPeople } from "#app/segments/facts.server.ts";
import { verdictFor } from "#app/segments/match.ts";
import { fill, TEMPLATES } from "#app/segments/templates.ts";
import { parse, print } from "#app/segments/text.ts";
import { layout } from "#app/segments/text/layout.ts";
import { askThen } from "#app/segments/then.ts";
import { sizeOf } from "#app/segments/then-rows.server.ts";
import { CASES } from "../segments/cases.ts";
import { aShop } from "#tests/support/shop.ts";
import { aWorld } from "#tests/support/world.ts";
import { COVERS, fillLittleShop, NOW, PEOPLE, VALUES, ZONE } from "./little-shop.ts";

const world = await aWorld(NOW);
const shop = await aShop(world, { timeZone: ZONE });
await fillLittleShop(world, shop);
const people = await readPeople(world, shop, Array.from({ length: PEOPLE }, (_, i) => String(i + 1) as CustomerId));

const ask = { now: NOW, zone: ZONE, currency: "USD", covers: COVERS };
async function askAbout(definition: Definition, asked: ShopAsk = { ...ask, shop }) {
  const cutoffs = new Map<string, Cutoff>();
  for (const [key, ranking] of rankingsOf(definition)) cutoffs.set(key, { ...(await takeCuts(world, asked, ranking)), number: 1, at: asked.now });
  return { ...asked, cutoffs: Object.fromEntries(cutoffs) };
}

const THEN = new Date("2025-09-12T03:59:59.999Z");

/** Nobody is in these: there are no models yet, and no weather. */
const NEVER = /^(value-|churn-|next-|buys-soon|clicks|best-two|cluster|weather|engagement-low)/;

test.each(TEMPLATES.map((template) => [template.key, template] as const))("%s", async (key, template) => {
  const { name, definition } = fill(template, VALUES);
  if (!definition) throw new Error("The little shop has all that templates ask for.");
  expect(checkDefinition(definition)).toEqual([]);
  const asked = await askAbout(definition);
  const { members } = compile(definition, asked);
  const found = (await world.db.rows(z.object({ customer_id: Id }), sql`select customer_id from (${members()}) member order by customer_id`)).map((row) => row.customer_id);
  expect(found.length > 0).toBe(!NEVER.test(key));
  expect(found.length).toBeLessThan(people.length);
  expect(people.filter((each) => verdictFor(definition, each, asked) === true).map(({ customer }) => customer.customerId)).toEqual(found);
  const told = { names: (kind: string, id: string) => (kind === "collection" ? (VALUES.titles.get(id) ?? null) : null), currency: "USD" };
  const query = members();
  await expect([
    name, describe(definition, told), layout(definition), print(definition), JSON.stringify(definition, null, 2),
    `${query.text.replaceAll(/ (LEFT JOIN \(|FROM customer|WHERE c\.|AND c\.)/g, "\n$1")}\n-- ${JSON.stringify(query.values)}`,
    `${found.length} of ${people.length}: ${found.join(" ")}`,
  ].join("\n\n") + "\n").toMatchFileSnapshot(`./${key}.txt`);
});

test("every template has a key and a name of its own", () => {
  expect(new Set(TEMPLATES.map(({ key }) => key)).size).toBe(TEMPLATES.length);
  expect(new Set(TEMPLATES.map((template) => fill(template, VALUES).name)).size).toBe(TEMPLATES.length);
});

test("the named segments as of half a year ago, by what is known of then, and with today's values where no history is kept", async () => {
  const lines = [];
  for (const [name, text] of Object.entries(CASES)) {
    const read = parse(text);
    if ("problems" in read) throw new Error(`${text}: ${JSON.stringify(read.problems)}`);
    const sizes = [];
    for (const today of [false, true]) {
      const asked = await askAbout(read.definition, askThen({ ...ask, shop }, THEN, today, { 1: 0 }));
      const { size, unknown } = await sizeOf(world, compile(read.definition, asked).verdicts());
      sizes.push(`${size} in, ${unknown} not known`);
    }
    lines.push(`${name}: ${sizes[0]}${sizes[0] === sizes[1] ? "" : `; with today's values ${sizes[1]}`}`);
  }
  await expect(`${lines.join("\n")}\n`).toMatchFileSnapshot("../segments/half-a-year-ago.then.txt");
});
