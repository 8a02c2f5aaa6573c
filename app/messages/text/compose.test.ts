import fc from "fast-check";
import { SegmentedMessage } from "sms-segments-calculator";
import { expect, test } from "vitest";
import { ShopId } from "#app/lib/ids.ts";
import { linksIn, sampleLink, shortLink } from "../links/in-text.ts";
import { compose, type Person, type Sender } from "./compose.ts";
import { readTemplate } from "./read-template.ts";
import { mannerOf } from "./spell.ts";
import { Values } from "./variables.ts";

const values = (first_name: string | null) => Values.parse({
  shop: { name: "Acme", link: "https://acme.example/", support: null, preferences_link: "https://acme.example/p" },
  customer: { first_name, last_name: null, city: null, order_count: 1, total_spent: { minor: 0, currency: "USD" }, last_order_on: null, last_product: null },
});
const shop = ShopId.parse(7);
const sender: Sender = { shop, linkHost: "ac.me", required: { brand: "Acme", language: "en", stopAt: null }, smart: true };
const person = (first_name: string | null): Person => ({ values: values(first_name), manner: mannerOf("en", "UTC"), due: "first", shortOf: null });
const template = (text: string) => {
  const { template: read } = readTemplate(text, []);
  if (!read) throw new Error(text);
  return read;
};
const sale = template("It’s back, {{ customer.first_name | default: 'friend' }}: {{ shop.link }} (or https://acme.example/sale?a=1). Bye");

test("a text is rendered, its addresses made short, the required words added and dear signs replaced", () => {
  const out = compose(sale, person("Sarah"), sender);
  expect(out.text).toBe("Acme: It's back, Sarah: https://ac.me/7xxxxxxxxxx (or https://ac.me/7xxxxxxxxxx). Bye\nReply STOP to opt out");
  expect(out).toMatchObject({ parts: { encoding: "GSM-7", parts: 1 }, replaced: [{ from: "’", to: "'", count: 1 }], unfit: null });
  expect(out.added.map(({ what }) => what)).toEqual(["brand", "optOut"]);
});

test("what goes out is what the preview showed, but for the codes", () => {
  const codes = new Map<string, string>();
  const shortOf = (url: string) => {
    codes.set(url, shortLink("ac.me", shop, String(codes.size).padStart(10, "A")));
    return codes.get(url) ?? null;
  };
  const [sent, shown] = [compose(sale, { ...person("Zoë"), shortOf }, sender), compose(sale, person("Zoë"), sender)];
  expect([...codes.keys()]).toEqual(["https://acme.example/", "https://acme.example/sale?a=1"]);
  expect(sent.parts).toEqual(shown.parts);
  expect(sent.text.replace(/\/7A{9}\d/g, "/7xxxxxxxxxx")).toBe(shown.text);
});

test("a text of ours is left alone, a refused address stays as it was, and what is no promotion gets no words", () => {
  const text = template("Hi https://ac.me/74fTz81KqPa and https://evil.example/x");
  expect(compose(text, { ...person(null), shortOf: () => null }, { ...sender, required: null }).text).toBe("Hi https://ac.me/74fTz81KqPa and https://evil.example/x");
});

test("a text that says nothing to somebody, or too much, is not fit to go out", () => {
  expect(compose(template("{% if customer.city %}Hi {{ customer.city }}{% endif %}"), person("A"), sender)).toMatchObject({ unfit: "empty", text: "", added: [] });
  expect(compose(template("x".repeat(1_600)), person("A"), sender).unfit).toBe("long");
});

test("an address ends before the sentence's signs", () => {
  expect(linksIn("See https://a.example/x. (https://a.example/y) https://a.example/z_(1)! “https://a.example/q?”").map(({ url }) => url)).toEqual(["https://a.example/x", "https://a.example/y", "https://a.example/z_(1)", "https://a.example/q"]);
  expect(sampleLink("ac.me", shop)).toHaveLength(shortLink("ac.me", shop, "4fTz81KqPa").length);
});

// The law: the parts that are shown and paid for are those that the provider's own counter gives the text that goes out.
test("the parts of a composed text are those of the provider's counter, whoever it goes to", () => {
  fc.assert(fc.property(fc.array(fc.constantFrom("Hi ", "{{ customer.first_name | default: 'you' | upcase }} ", "é", "€", "🎉", "’", "https://acme.example/sale ", "x".repeat(60)), { minLength: 1, maxLength: 8 }), fc.constantFrom(null, "Sarah", "Zoë", "Łukasz", "日本"), fc.boolean(), (pieces, name, smart) => {
    const out = compose(template(`-${pieces.join("")}`), person(name), { ...sender, smart });
    const judge = new SegmentedMessage(out.text);
    expect(out.parts).toMatchObject({ encoding: judge.encodingName, parts: judge.segmentsCount });
    expect(out.text.startsWith("Acme: ")).toBe(true);
    // No letter of a name is ever changed.
    if (name && pieces.some((piece) => piece.includes("first_name"))) expect(out.text).toContain(name.toUpperCase());
  }), { numRuns: 50 });
});
