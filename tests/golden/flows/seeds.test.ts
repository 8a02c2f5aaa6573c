// Golden files of the seed flows: as JSON, in English, as text, and what the checker says. A changed file is a changed
// meaning, or a changed word that a merchant reads: look at it before accepting it.
import { expect, test } from "vitest";
import { checkFlow } from "#app/flows/check.ts";
import { describeFlow } from "#app/flows/describe.ts";
import { SEEDS, seedFlow } from "#app/flows/seeds.ts";
import { parse, print } from "#app/flows/text.ts";

test.each(SEEDS.map((seed) => [seed.key, seed] as const))("%s", async (key, seed) => {
  const definition = seedFlow(seed);
  expect(checkFlow(definition)).toEqual([]);
  expect(parse(print(definition))).toEqual({ definition });
  await expect(`${JSON.stringify(definition, null, 2)}\n`).toMatchFileSnapshot(`./${key}.json`);
  await expect(`${describeFlow(definition, { names: () => null, currency: "USD" })}\n`).toMatchFileSnapshot(`./${key}.english.txt`);
  await expect(`${print(definition)}\n`).toMatchFileSnapshot(`./${key}.text.txt`);
});
