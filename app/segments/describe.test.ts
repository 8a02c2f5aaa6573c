import fc from "fast-check";
import { expect, test } from "vitest";
import type { Definition, Leaf, Node } from "./definition.ts";
import { describe, describeLeaf } from "./describe.ts";
import { FLAGS, nounOf } from "./describe/names.ts";
import { FIELDS } from "./fields.ts";
import { parse } from "./text.ts";
import { fill, TEMPLATES } from "./templates.ts";
import { definition } from "#tests/support/segments.ts";

const NAMES: Record<string, string> = { "product/1": "Blue mug", "segment/4": "VIPs", "list/2": "Fair", "column/list.2.number.points": "Points" };
const told = { names: (kind: string, id: string) => NAMES[`${kind}/${id}`] ?? null, currency: "USD" };

function said(text: string, currency = "USD"): string {
  const read = parse(text);
  if ("problems" in read) throw new Error(`${text}: ${JSON.stringify(read.problems)}`);
  return describe(read.definition, { ...told, currency });
}

test.each([
  ['count(order) >= 1 and (person.country is "GB" or person.country is "IE")', "Customers who placed at least 1 order, and whose country is United Kingdom or whose country is Ireland."],
  ["count(order) >= 2 and (avg(order.net) > 1200.5 or sum(order.net) >= 5000)", "Customers who placed at least 2 orders, and whose average order value is more than $1,200.50 or who spent at least $5,000."],
  ['count(order) >= 1 or (count(refund) = 0 and (person.country is "GB" or sms.state is "SUBSCRIBED"))', "Customers who placed at least 1 order, or who received no refunds and (whose country is United Kingdom or whose SMS marketing is subscribed)."],
  ["count(order) in season {summer, christmas} >= 1", "Customers who placed at least 1 order in summer or Christmas of any year."],
  ["count(order) in season {backToSchool} back 0 >= 1", "Customers who placed at least 1 order in the latest back to school season."],
  ["person.hasEmail is true and not person.taxExempt is true", "Customers who have an email and who are not tax exempt."],
  ['count(item where item.product in {"1"}) = 0', "Customers who bought no items where the product is “Blue mug”."],
  ["list.2.number.points >= 100 and list.2.bool.club is true", "Customers whose “Points” on the list “Fair” is at least 100 and whose “club” on the list “Fair” is true."],
  ["rank(list.2.number.points) top 10%", "Customers whose “Points” on the list “Fair” is in the highest 10%."],
  ['in segment 4 for 2 w', "Customers who have been in “VIPs” for at least 2 weeks. Days are calendar days, shop time."],
  ["count(order) in last 1 d >= 1", "Customers who placed at least 1 order in the last day. Days are calendar days, shop time."],
  ["count(order) in last 2 d rolling >= 1", "Customers who placed at least 1 order in the last 2 days (to the minute)."],
  ["order.daysSinceLast between 30..60", "Customers whose last order was between 30 days and 60 days ago. Days are calendar days, shop time."],
  ['person.tags has any {"vip"} and person.tags has none {"staff", "test"}', "Customers whose customer tags include “vip” and whose customer tags include neither “staff” nor “test”."],
])("%s", (text, sentence) => {
  expect(said(text)).toBe(sentence);
});

test("money is said in the shop's currency and never rounded", () => {
  expect(said("avg(order.net) > 1200", "JPY")).toContain("more than ¥1,200.");
  expect(said("avg(order.net) > 0.125", "EUR")).toContain("more than €0.125.");
});

test("a negation is said as the opposite of each condition, and so is what decides an unknown", () => {
  expect(said('not (count(order) >= 1 and person.country is "GB")')).toBe("Customers who placed no orders or whose country is not United Kingdom.");
  expect(said('not (count(order) < 3 or not person.city starts "A")')).toBe("Customers who placed at least 3 orders and whose city starts with “A”.");
  expect(said('not person.country is "US" if unknown yes')).toBe("Customers whose country is not United States (or this is not known).");
});

test("a group of nothing is everybody or nobody", () => {
  expect(describe({ version: 1, node: { kind: "all", nodes: [] } }, told)).toBe("All customers.");
  expect(describe({ version: 1, node: { kind: "not", node: { kind: "all", nodes: [] } } }, told)).toBe("No customers.");
});

test("one condition stands alone, with its clock", () => {
  const leaf: Leaf = { kind: "agg", measure: "count", event: "order", test: { op: "ge", value: 1 }, window: { kind: "last", n: 30, unit: "day" } };
  expect(describeLeaf(leaf, told)).toBe("Placed at least 1 order in the last 30 days (calendar days)");
});

test("a sentence is one sentence, whatever is asked, and shows no key of the catalogue", () => {
  const keys = FIELDS.map(({ key }) => key);
  const seed = Date.now() % 1_000_000;
  fc.assert(fc.property(definition, (asked) => {
    const sentence = describe(asked, told);
    expect(sentence).toMatch(/^(Customers \(*(who|whose|for whom) |All customers|No customers)[^]*\.$/);
    expect(sentence).not.toMatch(/undefined|null|NaN|\[object| {2}(?!”)/);
    const plain = sentence.replaceAll(/“[^”]*”/g, "“”");
    expect(keys.filter((key) => plain.includes(key))).toEqual([]);
  }), { seed, numRuns: 1500 });
});

test("a question and its opposite are never said alike", () => {
  const seed = Date.now() % 1_000_000;
  const opposite = (asked: Definition): Definition => ({ version: 1, node: { kind: "not", node: asked.node } satisfies Node });
  fc.assert(fc.property(definition, (asked) => describe(asked, told) !== describe(opposite(asked), told)), { seed, numRuns: 1500 });
});

test("every field has words of its own for a sentence", () => {
  expect(FIELDS.filter((field) => field.type === "bool" && FLAGS[field.key] === undefined).map(({ key }) => key)).toEqual([]);
  expect(FIELDS.filter((field) => field.type !== "bool" && /[(),…]/.test(nounOf(field))).map(({ key }) => key)).toEqual([]);
});

test("a template is said in at most three lines", () => {
  const values = { type: ["Skincare", "Makeup", "Haircare", "Supplements"], region: ["US-CA", "US-NY"], collection: ["7"], titles: new Map<string, string>() };
  for (const template of TEMPLATES) {
    const { definition } = fill(template, values);
    if (definition) expect({ key: template.key, long: describe(definition, told).length > 350 }).toEqual({ key: template.key, long: false });
  }
});
