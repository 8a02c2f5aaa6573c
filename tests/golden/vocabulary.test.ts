// The reference of the vocabulary is the catalogue's own: a new field is in it, or this fails.
import { expect, test } from "vitest";
import { FIELDS } from "#app/segments/fields.ts";
import { checkDefinition } from "#app/segments/check.ts";
import { parse } from "#app/segments/text.ts";
import { CONDITIONS, vocabularyText, WINDOWS } from "#app/segments/vocabulary.ts";

test("the published vocabulary is the catalogue", async () => {
  const text = vocabularyText();
  expect(FIELDS.filter(({ key }) => !text.includes(`\`${key}\``))).toEqual([]);
  await expect(text).toMatchFileSnapshot("../../docs/vocabulary.md");
});

test("every example in it can be written", () => {
  const windows = Object.entries(WINDOWS).map(([kind, [text]]) => (kind === "next" ? `person.birthDate in ${text}` : `count(order) in ${text} >= 1`));
  for (const text of [...CONDITIONS.map(([each]) => each), ...windows]) {
    const read = parse(text);
    expect({ text, problems: "definition" in read ? checkDefinition(read.definition) : read.problems }).toEqual({ text, problems: [] });
  }
});
