import fc from "fast-check";
import { expect, test } from "vitest";
import { folded, LINT } from "./lint-rules.ts";
import { lint, type LintContext } from "./lint.ts";

const context: LintContext = { kind: "promotional", brand: "Acme", linkHosts: ["ac.me"], ownWords: null, ageGated: false };
const rules = (text: string, more: Partial<LintContext> = {}) => lint(text, { ...context, ...more }).map(({ rule, severity }) => `${severity} ${rule}`);

test.each([
  ["New vodka is here", "error alcohol"],
  ["CBD gummies back in stock", "error cannabis"],
  ["Vapes from $9", "error tobacco"],
  ["20% off ammo", "error firearms"],
  ["Erotik-Sale", "error sex"],
  ["White power", "error hate"],
  ["Online-Casino bonus", "error gambling"],
  ["Payday loans approved", "error loans"],
  ["Please confirm your password", "error phishing"],
  ["Guaranteed results", "warning promise"],
  ["Félicitations, vous avez gagné", "warning promise"],
  ["Last chance: 20% off", "hint urgency"],
  ["Shop at bit.ly/abc", "error shortener"],
  ["Shop at https://www.tinyurl.com/abc", "error shortener"],
  ["Shop at http://acme.example", "error insecure"],
  ["Shop at https://acme.example/sale", "hint foreign"],
  ["EVERYTHING MUST GO THIS WEEKEND ONLY", "warning capitals"],
  ["Sale!!! Now", "hint signs"],
  ["{{ cart.items.size }} things wait", "warning cart"],
  ["Reply YES to complete your purchase", "error buyByText"],
  ["{{ customer.first_name | default: 'winner' }}", "warning promise"],
])("%s is found: %s", (text, found) => {
  expect(rules(text)).toContain(found);
});

test.each([
  "Hi {{ customer.first_name | default: 'there' }}, your ginger cookies and rummage boxes are back: {{ shop.link }}",
  "New in: essex wool, 20% OFF with {{ coupon.code }}. https://ac.me/4fTz81KqPa",
  "Questions? Write to help@acme.example",
  "Free shipping on orders over $50",
])("%s is fine", (text) => {
  expect(rules(text)).toEqual([]);
});

test("a finding stands where the word stands, behind variables and accents too", () => {
  const text = "É {{ shop.name }}: Café & Vodka. Vodka!";
  expect(lint(text, context).map(({ at: [from, to] }) => text.slice(from, to))).toEqual(["Vodka", "Vodka"]);
});

test("a shop with age checks is only reminded; what carriers block altogether it cannot send either", () => {
  expect(rules("Wine tonight", { ageGated: true })).toEqual(["hint alcohol"]);
  expect(rules("Poker tonight", { ageGated: true })).toEqual(["error gambling"]);
});

test("who writes the required words himself is told where they are missing", () => {
  expect(rules("20% off", { ownWords: { due: "first" } })).toEqual(["error brand", "error optOut"]);
  expect(rules("Acme: 20% off. Reply STOP to end", { ownWords: { due: "first" } })).toEqual([]);
  expect(rules("Acme: 20% off", { ownWords: { due: null } })).toEqual([]);
  expect(rules("Hi", { brand: " " })).toEqual(["error brand"]);
});

test("a cart reminder leads to the cart, and an order's text may speak of wine", () => {
  expect(rules("You left something", { kind: "cart" })).toEqual(["warning cartLink"]);
  expect(rules("Your cart: {{ cart.link }}", { kind: "cart" })).toEqual([]);
  expect(rules("Your wine is on its way", { kind: "transactional" })).toEqual([]);
});

test("a long text arrives less surely, and a very long one not at all", () => {
  expect([320, 321, 1_601].map((length) => rules("x".repeat(length)).join())).toEqual(["", "hint length", "error length"]);
});

test("the word table has no word twice, and each word finds itself", () => {
  const all = LINT.classes.flatMap(({ words }) => words);
  expect(all).toHaveLength(new Set(all).size);
  for (const { id, words } of LINT.classes) for (const word of words) expect(rules(`x ${word.replace("*", "")} y`, { ageGated: false }).join()).toContain(id);
});

test("any text is read to its end, and every finding lies within it", () => {
  fc.assert(fc.property(fc.array(fc.oneof(fc.string({ unit: "binary", maxLength: 6 }), fc.constantFrom("{{", "}}", "{% if", "%}", "vodka ", "http://", "bit.ly/x ", "!!", "'", "cart.")), { maxLength: 12 }).map((all) => all.join("")), (text) => {
    expect(folded(text)).toHaveLength(text.length);
    for (const { at: [from, to] } of lint(text, context)) expect(from >= 0 && from <= to && to <= text.length).toBe(true);
  }), { numRuns: 80 });
});
