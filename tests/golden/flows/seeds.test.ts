// Golden files of the seed flows: as JSON, in English, as text, and what the checker says. A changed file is a changed
// meaning, or a changed word that a merchant reads: look at it before accepting it.
import { expect, test } from "vitest";
import { checkFlow } from "#app/flows/check.ts";
import { checkBeforeLive, type Surroundings, worstCost } from "#app/flows/checker.ts";
import { RULE_BOOK } from "#app/consent/rule-book.ts";
import { partsOf } from "#app/messages/text/parts.ts";
import { describeFlow } from "#app/flows/describe.ts";
import { SEEDS, seedFlow } from "#app/flows/seeds.ts";
import { counted } from "#app/segments/describe/words.ts";
import { parse, print } from "#app/flows/text.ts";

/** Each name and each value as long as the example in the editor. */
const spelled = (text: string) => text.replaceAll(/\{%[^%]*%\}/g, "").replaceAll(/\{\{[^}]*link[^}]*\}\}/g, "https://gd.example/r/4fTz81KqPa").replaceAll(/\{\{[^}]*\}\}/g, "Linen Shirt");
const around: Surroundings = {
  brand: "Gift & Dapper", hosts: { allowed: [], linkHost: "gd.example" }, messages: new Map(), cap: RULE_BOOK.brandCap, policies: RULE_BOOK.policies, partMicros: 11_300,
  partsOf: ({ text }) => partsOf(`Gift & Dapper: ${spelled(text)} Reply STOP to opt out`).parts,
};

test.each(SEEDS.map((seed) => [seed.key, seed] as const))("%s", async (key, seed) => {
  const definition = seedFlow(seed);
  expect(checkFlow(definition)).toEqual([]);
  expect(parse(print(definition))).toEqual({ definition });
  const findings = checkBeforeLive(definition, around);
  expect(new Set(findings.filter(({ severity }) => severity !== "todo").map(({ code }) => code))).toEqual(new Set(seed.finding ? [seed.finding.code] : []));
  const { texts, parts, micros } = worstCost(definition, around);
  const told = findings.map(({ severity, step, message }) => `${severity} ${step ?? "flow"}: ${message}`);
  await expect(`${[...told, ...(seed.finding ? [`On purpose: ${seed.finding.why}`] : []), `At most ${counted(texts, "text")} of ${counted(parts, "part")} for one person, $${(micros / 1_000_000).toFixed(4)}.`].join("\n")}\n`).toMatchFileSnapshot(`./${key}.findings.txt`);
  await expect(`${JSON.stringify(definition, null, 2)}\n`).toMatchFileSnapshot(`./${key}.json`);
  await expect(`${describeFlow(definition, { names: () => null, currency: "USD" })}\n`).toMatchFileSnapshot(`./${key}.english.txt`);
  await expect(`${print(definition)}\n`).toMatchFileSnapshot(`./${key}.text.txt`);
});
