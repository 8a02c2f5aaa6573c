// Golden files: a definition as JSON, as a sentence, as text and as SQL with its parameters. A changed
// file is a changed meaning, or a changed word that a merchant reads: look at it before accepting it.
import { expect, test } from "vitest";
import { ShopId } from "#app/lib/ids.ts";
import { checkDefinition } from "#app/segments/check.ts";
import { compile } from "#app/segments/compile.ts";
import { definitionJsonSchema } from "#app/segments/definition.ts";
import { describe } from "#app/segments/describe.ts";
import { parse, print } from "#app/segments/text.ts";
import { CASES } from "./cases.ts";

const ask = { shop: ShopId.parse(7), now: new Date("2026-03-12T15:30:00.000Z"), zone: "America/New_York", zones: ["Europe/Paris"], currency: "USD",
  covers: { productViewed: 0, cartAdded: 0, searched: 0, "custom/quiz": 0, smsOptedIn: 0, smsOptedOut: 0, emailClicked: Date.UTC(2026, 1, 1) } };

test.each(Object.entries(CASES))("%s", async (name, text) => {
  const read = parse(text);
  if ("problems" in read) throw new Error(`${text}: ${JSON.stringify(read.problems)}`);
  const { definition } = read;
  expect(checkDefinition(definition)).toEqual([]);
  expect(print(definition)).toBe(text);
  await expect(`${JSON.stringify(definition, null, 2)}\n`).toMatchFileSnapshot(`./${name}.json`);
  await expect(`${describe(definition, { names: () => null, currency: ask.currency })}\n`).toMatchFileSnapshot(`./${name}.english.txt`);
  await expect(`${print(definition)}\n`).toMatchFileSnapshot(`./${name}.text.txt`);
  const { verdicts, members } = compile(definition, ask);
  const shown = [verdicts(), members()].map((query) => `${query.text.replaceAll(/ (LEFT JOIN \(|FROM customer|WHERE c\.|AND c\.)/g, "\n$1")}\n-- ${JSON.stringify(query.values)}\n`);
  await expect(shown.join("\n")).toMatchFileSnapshot(`./${name}.sql`);
});

test("the published schema is the schema", async () => {
  await expect(`${JSON.stringify(definitionJsonSchema(), null, 2)}\n`).toMatchFileSnapshot("../../../docs/segment.schema.json");
});
