// Golden files: a definition as JSON, as a sentence, as text and as SQL with its parameters. A changed
// file is a changed meaning, or a changed word that a merchant reads: look at it before accepting it.
import { expect, test } from "vitest";
import { ShopId } from "#app/lib/ids.ts";
import { checkDefinition } from "#app/segments/check.ts";
import { compile } from "#app/segments/compile.ts";
import { rankingsOf } from "#app/segments/cutoff.ts";
import { type Definition, definitionJsonSchema } from "#app/segments/definition.ts";
import { describe } from "#app/segments/describe.ts";
import { parse, print } from "#app/segments/text.ts";
import { CASES } from "./cases.ts";

const ask = { shop: ShopId.parse(7), now: new Date("2026-03-12T15:30:00.000Z"), zone: "America/New_York", zones: ["Europe/Paris"], currency: "USD",
  covers: { productViewed: 0, cartAdded: 0, searched: 0, "custom/quiz": 0, smsOptedIn: 0, smsOptedOut: 0, emailClicked: Date.UTC(2026, 1, 1) } };
/** A score is shown once it is taken, of events that are told; rankings as long as nobody has taken them. */
function askFor(definition: Definition) {
  const scores = [...rankingsOf(definition)].flatMap(([key, taken]) => ("numbers" in taken ? [{ key, told: taken.field.told }] : []));
  const cuts = { mean: { top: "1200000", bottom: "90000" }, best: { top: "55", bottom: "1" } };
  return {
    ...ask, covers: { ...ask.covers, ...Object.fromEntries(scores.flatMap(({ told }) => Object.values(told).flatMap((kind) => (kind === null ? [] : [[kind, 0]])))) },
    cutoffs: Object.fromEntries(scores.map(({ key }) => [key, { number: 1, at: ask.now, people: 100, cuts }])),
  };
}

test.each(Object.entries(CASES))("%s", async (name, text) => {
  const read = parse(text);
  if ("problems" in read) throw new Error(`${text}: ${JSON.stringify(read.problems)}`);
  const { definition } = read;
  expect(checkDefinition(definition)).toEqual([]);
  expect(print(definition)).toBe(text);
  await expect(`${JSON.stringify(definition, null, 2)}\n`).toMatchFileSnapshot(`./${name}.json`);
  await expect(`${describe(definition, { names: () => null, currency: ask.currency })}\n`).toMatchFileSnapshot(`./${name}.english.txt`);
  await expect(`${print(definition)}\n`).toMatchFileSnapshot(`./${name}.text.txt`);
  const { verdicts, members } = compile(definition, askFor(definition));
  const shown = [verdicts(), members()].map((query) => `${query.text.replaceAll(/ (LEFT JOIN \(|FROM customer|WHERE c\.|AND c\.)/g, "\n$1")}\n-- ${JSON.stringify(query.values)}\n`);
  await expect(shown.join("\n")).toMatchFileSnapshot(`./${name}.sql`);
});

test("the published schema is the schema", async () => {
  await expect(`${JSON.stringify(definitionJsonSchema(), null, 2)}\n`).toMatchFileSnapshot("../../../docs/segment.schema.json");
});
