// Golden files: Klaviyo's definition, our text and sentence beside it, what still differs, and what is
// written back; or the reason of every condition that cannot be ours. A changed file is a changed
// meaning, or a changed word that a merchant reads: look at it before accepting it.
import { expect, test } from "vitest";
import { Condition } from "#app/segments/klaviyo/contract.ts";
import { METRICS } from "#app/segments/klaviyo/table.ts";
import { read } from "#app/segments/klaviyo/read.ts";
import { write } from "#app/segments/klaviyo/write.ts";
import { describe } from "#app/segments/describe.ts";
import { parse, print } from "#app/segments/text.ts";
import { HELD, KNOWN, REFUSED } from "./cases.ts";

const told = { names: () => null, currency: "USD" };
const shown = (json: unknown) => JSON.stringify(json, null, 2);

test.each(Object.entries(HELD))("%s becomes ours, and theirs again", async (name, { json, isSame }) => {
  const found = read(json, KNOWN);
  if ("why" in found || found.definition === null) throw new Error(JSON.stringify(found));
  expect(parse(print(found.definition))).toEqual({ definition: found.definition });
  const written = write(found.definition, KNOWN, told);
  if ("refusals" in written) throw new Error(JSON.stringify(written));
  if (isSame) expect(written.definition).toEqual(json);
  const notes = [...new Set(found.groups.flat().flatMap((condition) => ("notes" in condition ? condition.notes : [])))];
  const parts = [shown(json), print(found.definition), describe(found.definition, told), notes.length === 0 ? "Nothing differs." : `Differs: ${notes.join("\n         ")}`, isSame ? "Written back as it was read." : `Written back: ${shown(written.definition)}`];
  await expect(`${parts.join("\n\n")}\n`).toMatchFileSnapshot(`./${name}.txt`);
});

test.each(Object.entries(REFUSED))("%s is refused, each condition with its reason", async (name, json) => {
  const found = read(json, KNOWN);
  if ("why" in found) throw new Error(found.why);
  expect(found.definition).toBeNull();
  const reasons = found.groups.flat().map((condition) => `${condition.path}: ${condition.what}\n  ${"why" in condition ? condition.why : "Can be ours."}`);
  await expect(`${shown(json)}\n\n${reasons.join("\n")}\n`).toMatchFileSnapshot(`./refused-${name}.txt`);
});

test("every kind of condition of the schema is in one of the cases", () => {
  const kinds = new Set(JSON.stringify([HELD, REFUSED]).match(/profile-[a-z-]+/g));
  for (const option of Condition.options) expect([...kinds]).toContain(option.shape.type.value);
});

test("a metric that we cannot count yet becomes expressible by its one line", () => {
  const notYet = Object.entries(METRICS).filter(([, metric]) => "notYet" in metric);
  expect(notYet.length).toBeGreaterThan(0);
  for (const [name, metric] of notYet) {
    const found = read({ condition_groups: [{ conditions: [{ type: "profile-metric", metric_id: "X", measurement: "count", measurement_filter: { type: "numeric", operator: "equals", value: 1 }, timeframe_filter: { type: "date", operator: "alltime" } }] }] }, { ...KNOWN, metrics: { X: name } });
    expect(found).toMatchObject({ groups: [[{ why: `“${name}”: ${"notYet" in metric ? metric.notYet : ""}` }]] });
  }
});
