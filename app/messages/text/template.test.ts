import fc from "fast-check";
import { expect, test } from "vitest";
import { offersFor } from "./offer.ts";
import { partsOf } from "./parts.ts";
import { readTemplate } from "./read-template.ts";
import { render } from "./render.ts";
import type { Manner } from "./spell.ts";
import { CATALOGUE, type Kind, LIST_MAX, RECORDS, type Root, Values } from "./variables.ts";

const manner: Manner = { locale: "en-US", timeZone: "America/New_York" };
const ALL: Root[] = ["order", "cart", "picks", "coupon"];
const usd = (minor: number) => ({ minor, currency: "USD" });
const line = (title: string) => ({ title, variant: null, quantity: 2, price: usd(4_900), link: null });

const sarah = Values.parse({
  shop: { name: "Acme", link: "https://acme.example/r/a", support: null, preferences_link: "https://acme.example/r/p" },
  customer: { first_name: "Sarah", last_name: "Zoë-O’Brien", city: " ", order_count: 4, total_spent: usd(31_240), last_order_on: "2026-11-02T03:00:00Z", last_product: "Linen Shirt" },
  cart: { link: "https://acme.example/r/b", total: usd(9_800), item_count: 3, items: [line("Shirt"), line("Socks")] },
  coupon: { code: "SARAH-7Q2K", saving: "20%", offer: "20% off", ends_on: null },
  picks: { products: [] },
});

function said(text: string, values: Values = sarah, how: Manner = manner): string {
  const { template, problems } = readTemplate(text, ALL);
  expect(problems).toEqual([]);
  return template ? render(template, values, how) : "";
}

test.each([
  ["Hi {{ customer.first_name | default: 'there' }}!", "Hi Sarah!"],
  ["Hi {{ customer.city | default: 'there' }}!", "Hi there!"],
  ["{{ cart.total }} for {{ cart.item_count }}", "$98.00 for 3"],
  ["{{ customer.last_order_on | default: 'never' }}", "Nov 1"],
  ["{{ customer.last_order_on | date: 'weekday' | default: 'never' }}", "Sunday"],
  ["{{ coupon.ends_on | default: 'never' | upcase }}", "NEVER"],
  ["{% if customer.first_name %}Hi {{ customer.first_name }}{% else %}Hi{% endif %}", "Hi Sarah"],
  ["{% unless customer.city %}no city{% else %}{{ customer.city }}{% endunless %}", "no city"],
  ["{% if customer.city == blank %}-{% else %}{{ customer.city }}{% endif %}", "-"],
  ["{% if cart.total >= 98 and customer.order_count > 3 %}free{% elsif cart.total > 50 %}half{% endif %}", "free"],
  ["{% if customer.first_name == 'sarah' %}{{ customer.first_name }}{% endif %}", "Sarah"],
  ["{% for item in cart.items limit: 1 %}{{ item.quantity }} x {{ item.title }};{% endfor %}", "2 x Shirt;"],
  ["{% for item in picks.products %}{{ item.title }}{% else %}nothing{% endfor %}", "nothing"],
  ["{{ cart.items.first.title | default: 'your cart' }} and {{ cart.items.size | minus: 1 }} more", "Shirt and 1 more"],
  ["{{ customer.city | default: 'l’“ami”' | append: \"’s\" }}", "l’“ami”’s"],
  ["{% if cart.items.first.title %}{{ cart.items.first.title }}{% endif %}", "Shirt"],
  ["{% if cart.items and picks.products == empty %}{{ cart.items.first.title }}{% endif %}", "Shirt"],
  ["{{ customer.last_name | default: '' }}", "Zoë-O’Brien"],
  ["{{ customer.last_name | default: '' | truncate: 6 }}", "Zoë..."],
  ["a\r\nb {%- if cart.items -%} c {%- endif %}", "a\nbc"],
])("%s says %s", (text, expected) => {
  expect(said(text)).toBe(expected);
});

test("amounts and days are told in the reader's language, without the spaces that would make the text UCS-2", () => {
  const how = { locale: "fr-FR", timeZone: "Europe/Paris" };
  expect(said("{{ cart.total }}, {{ customer.total_spent | money }}, {{ customer.last_order_on | date: 'full' | default: '' }}", sarah, how)).toBe("98,00 $US, 312,40 $US, 2 novembre 2026");
  expect(partsOf(said("{{ customer.last_order_on | date: 'time' | default: '' }} {{ customer.order_count | plus: 12000 }}")).encoding).toBe("GSM-7");
});

test.each([
  ["Hi {{ customer.first_name }}", 3, /may be missing/],
  ["Hi {{ customer.firstname }}", 6, /has no “firstname”/],
  ["Hi {{ first_name }}", 6, /Nothing is called “first_name”/],
  ["{{ order.name }}", 3, /there is no order/],
  ["{{ cart }}", 3, /not one thing/],
  ["{{ cart.items }}", 0, /is a list/],
  ["{{ cart.total | upcase }}", 16, /takes words, and this is an amount/],
  ["{{ customer.first_name | shout }}", 25, /no filter “shout”/],
  ["{{ customer.first_name | default: customer.last_name }}", 0, /may be missing/],
  ["{{ customer.last_order_on | date: '%B' | default: '' }}", 28, /A day is told as/],
  ["{{ shop.name", 0, /never closed/],
  ["{% if customer.first_name %}x", 0, /endif/],
  ["x {% endif %}", 2, /closes nothing/],
  ["{% include 'x' %}", 0, /no tag “include”/],
  ["{% assign x = 1 %}{{ x }}", 0, /no tag “assign”/],
  ["{% if shop.name %}x{% endif %}", 6, /always there/],
  ["{% if cart.total > 'x' %}x{% endif %}", 6, /compares numbers/],
  ["{% if customer.first_name customer.city %}x{% endif %}", 0, /not whole/],
  ["{% for a in cart.items %}{% for b in cart.items %}x{% endfor %}{% endfor %}", 25, /within another/],
  ["{% for a in cart.items limit: 99 %}x{% endfor %}", 0, /1 to 10/],
  ["{% for a in cart.total %}x{% endfor %}", 0, /no list/],
  ["{{ shop['name'] }}", 3, /Write a variable as/],
  ["{% if customer.city %}x{% endif %}{{ customer.city }}", 34, /may be missing/],
  ["{% if customer.city or customer.first_name %}{{ customer.city }}{% endif %}", 45, /may be missing/],
  ["{% if cart.items %}{{ cart.items.first.variant }}{% endif %}", 19, /may be missing/],
  ["{% if cart.items.size > 0 %}{{ cart.items.first.title }}{% endif %}", 28, /may be missing/],
  ["{{ shop.name | append: 9999999999999 }}", 23, /too large/],
  ["Hi \ud83d", 0, /Half a character/],
  ["Hi {{ customer.first_name | default: “there” }}", 3, /marks are straight/],
  ["{% if customer.first_name == ‘x’ %}a{% endif %}", 0, /marks are straight/],
  ["Hi }}", 0, /closes nothing/],
  ["  \n ", 0, /Write what/],
])("%s is refused at %i", (text, at, message) => {
  const { problems } = readTemplate(text, ["cart", "picks"]);
  expect(problems[0]?.message).toMatch(message);
  expect(problems[0]?.at[0]).toBe(at);
});

test("a text has at most 4000 characters, variables included", () => {
  expect(readTemplate(`{{ shop.name }}${"x".repeat(3_985)}`, []).problems).toEqual([]);
  expect(readTemplate(`{{ shop.name }}${"x".repeat(3_986)}`, []).problems).toMatchObject([{ at: [4_000, 4_001] }]);
});

test("every mistake is told, in the order of the text", () => {
  expect(readTemplate("{{ a }} {{ b | c }} {{ customer.city }}", []).problems.map(({ at }) => at[0])).toEqual([3, 11, 20]);
});

test("what a value says is never read as Liquid", () => {
  const values = { ...sarah, customer: { ...sarah.customer, first_name: "{{ shop.name }}{% if %}" } };
  expect(said("{{ customer.first_name | default: 'x' }}", values)).toBe("{{ shop.name }}{% if %}");
});

test.each(["WIN $500 http://x.test", "go to evil.example", "a@b.test", "www.x"])("the name %s is none", (first_name) => {
  expect(Values.shape.customer.parse({ ...sarah.customer, first_name }).first_name).toBe(null);
});

test.each(["J.R.", "Mary-Jane", "Zoë", "Łukasz", "O’Brien", "José María"])("the name %s stays as it is", (first_name) => {
  expect(Values.shape.customer.parse({ ...sarah.customer, first_name }).first_name).toBe(first_name);
});

// The law: a template that was found good renders for any values of the catalogue's kinds, and nothing is left open in it.
const text = fc.string({ unit: fc.constantFrom("a", "é", "😀", "{", "}", "%", "|", "’", "3", "-"), minLength: 1, maxLength: 12 }).map((value) => `x${value}`);
const ofKind: Record<Exclude<Kind, "list">, fc.Arbitrary<unknown>> = {
  text,
  link: fc.constant("https://a.example/r/x"),
  number: fc.double({ noNaN: true, min: -1e12, max: 1e12 }),
  money: fc.record({ minor: fc.maxSafeInteger(), currency: fc.constantFrom("USD", "JPY", "KWD", "XTS") }),
  date: fc.date({ noInvalidDate: true, min: new Date(0), max: new Date("2100-01-01") }).map((at) => at.toISOString()),
};
type Fields = NonNullable<ReturnType<typeof CATALOGUE.get>>;
const record = (fields: Fields): fc.Arbitrary<unknown> => fc.record(Object.fromEntries([...fields].map(([name, { variable, items }]) => {
  const value = variable.kind === "list" ? fc.array(record(items ?? new Map()), { maxLength: LIST_MAX }) : ofKind[variable.kind];
  return [name, variable.mayMiss ? fc.option(value, { freq: 2 }) : value];
})));
const anyValues = fc.record(Object.fromEntries([...CATALOGUE].map(([name, fields]) => [name, record(fields)]))).map((values) => Values.parse(values));

const paths = [...CATALOGUE].flatMap(([root, fields]) => [...fields].flatMap(([name, { items }]) => [`${root}.${name}`, ...(items ? [`${root}.${name}.first.title`, `${root}.${name}.size`] : [])]));
const path = fc.constantFrom(...paths, "item.title", "item.price", "item.variant", "nobody.knows");
const filter = fc.constantFrom("default: 'you'", "default: 'you'", "default: shop.name", "default: customer.city", "default: 3", "upcase", "capitalize", "truncate: 5", "truncate: -1, ''", "append: '!'", "prepend: shop.name", "date: 'full'", "date: 'time'", "money", "round: 1", "plus: 1", "minus: cart.item_count", "size", "first_word");
const condition = fc.oneof(path, fc.tuple(path, fc.constantFrom("==", "!=", ">", "<=", "contains"), fc.oneof(path, fc.constantFrom("'a'", "3", "blank"))).map((all) => all.join(" ")));
const conditions = fc.oneof(condition, fc.tuple(condition, fc.constantFrom(" and ", " or "), condition).map((all) => all.join("")), condition.map((of) => `not ${of}`));
const { any } = fc.letrec<{ any: string }>((tie) => ({
  any: fc.oneof({ maxDepth: 3 },
    fc.constantFrom("Hi ", "!\n", "é", "{%", "}}"),
    fc.tuple(path, fc.array(filter, { maxLength: 2 })).map(([name, filters]) => `{{ ${[name, ...filters].join(" | ")} }}`),
    path.map((name) => `{{ ${name} | default: 'x' }}`),
    fc.tuple(conditions, tie("any"), tie("any")).map(([when, a, b]) => `{% if ${when} %}${a}{% else %}${b}{% endif %}`),
    path.chain((name) => tie("any").map((more) => `{% if ${name} %}{{ ${name} }}${more}{% endif %}`)),
    fc.tuple(path, tie("any")).map(([name, a]) => `{% unless ${name} == blank %}{{ ${name} }}${a}{% endunless %}`),
    fc.tuple(fc.constantFrom("cart.items", "picks.products"), tie("any")).map(([list, a]) => `{% for item in ${list} limit: 2 %}${a}{{ item.title }}{% endfor %}`),
  ),
}));

test("what is found good renders for everybody, and what is not is refused with a place; nothing ever throws", () => {
  let good = 0;
  fc.assert(fc.property(fc.array(any, { minLength: 1, maxLength: 3 }).map((all) => all.join("")), anyValues, (written, values) => {
    const { template, problems } = readTemplate(written, ALL);
    if (!template) {
      expect(problems.every(({ at: [from, to], message }) => from >= 0 && from <= to && to <= written.length && message !== "")).toBe(true);
      return;
    }
    good += 1;
    const out = render(template, values, manner);
    expect(out).toBe(render(template, values, manner));
    expect(out).not.toMatch(/undefined|null|NaN|\[object|Invalid/);
  }), { numRuns: 300 });
  expect(good).toBeGreaterThan(30);
});

// Behind a condition or with a fallback, a hole in the text cannot be: each filled piece is marked, and none is empty.
test("nothing that is filled in is empty, but for a fallback that says so", () => {
  const about = (name: string) => fc.oneof(
    fc.constantFrom(name, name.replace(".first.title", ""), `not ${name}`, `${name} == blank`, `${name} != nil`, `${name} == 'a'`, `${name} != 'a'`, `${name} > 3`, `not ${name} contains 'a'`),
    fc.tuple(fc.constantFrom(name, `${name} != 'a'`, `not ${name}`), fc.constantFrom("and", "or"), condition).map((all) => all.join(" ")));
  const lackable = fc.constantFrom(...[...CATALOGUE].flatMap(([root, fields]) => [...fields].flatMap(([name, { variable, items }]) => (variable.mayMiss ? [`${root}.${name}`] : items ? [`${root}.${name}.first.title`] : []))));
  const marked = lackable.chain((name) => fc.oneof(
    fc.constantFrom(`[{{ ${name} | default: 'x' }}]`, `[{{ ${name} }}]`),
    fc.tuple(fc.constantFrom("if", "unless"), about(name), fc.constantFrom("[", ""), fc.constantFrom("[", "")).map(([tag, when, a, b]) => `{% ${tag} ${when} %}${a && `[{{ ${name} }}]`}{% else %}${b && `[{{ ${name} }}]`}{% end${tag} %}`)));
  fc.assert(fc.property(marked, anyValues, (written, values) => {
    const { template } = readTemplate(written, ALL);
    if (template) expect(render(template, values, manner)).not.toContain("[]");
  }), { numRuns: 400 });
});

test("whatever the editor offers can be saved as it is inserted", () => {
  const offers = offersFor(ALL);
  expect(offers.filter(({ insert }) => readTemplate(insert, ALL).template === null)).toEqual([]);
  expect(offersFor(["cart"]).map(({ name }) => name.split(".")[0])).not.toContain("order");
  expect(offers.find(({ name }) => name === "customer.first_name")).toMatchObject({ insert: '{{ customer.first_name | default: "there" }}', mayMiss: true, example: "Sarah" });
  expect(offers).toHaveLength([...CATALOGUE.values()].reduce((sum, fields) => sum + fields.size, 0));
});

test("every record of the catalogue is told of, each field with an example", () => {
  expect([...CATALOGUE.keys()]).toEqual(Object.keys(RECORDS));
  for (const fields of CATALOGUE.values()) for (const { variable } of fields.values()) expect(variable.kind === "list" || variable.example !== "").toBe(true);
  expect(CATALOGUE.get("cart")?.get("items")?.items?.get("title")?.variable.kind).toBe("text");
  expect([...CATALOGUE].map(([name, fields]) => fields.size === Object.keys(RECORDS[name as Root].shape).length)).not.toContain(false);
});
