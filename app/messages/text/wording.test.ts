import fc from "fast-check";
import { expect, test } from "vitest";
import { readReply } from "#app/consent/keywords.ts";
import { isGsm } from "./encoding.ts";
import { partsOf } from "./parts.ts";
import { REPLIES, replyText, YES } from "./replies.ts";
import { languageOf, LANGUAGES, optOutDue, optOutWords, saysHowToStop, startsWithBrand, withRequiredWords } from "./wording.ts";

const now = new Date("2026-11-26T12:00:00Z");
const told = { country: "US", basis: "express", isFirst: false, lastToldAt: new Date("2026-11-20T12:00:00Z") } as const;

test.each([
  ["a US customer who was told last week", told, null],
  ["a US customer's first text", { ...told, isFirst: true, lastToldAt: null }, "first"],
  ["a US customer who was told 30 days ago to the second", { ...told, lastToldAt: new Date("2026-10-27T12:00:00Z") }, "monthly"],
  ["a US customer who was told a second less ago", { ...told, lastToldAt: new Date("2026-10-27T12:00:01Z") }, null],
  ["a US customer who was never told", { ...told, lastToldAt: null }, "monthly"],
  ["a Canadian", { ...told, country: "CA" }, "country"],
  ["a Frenchwoman", { ...told, country: "FR" }, "country"],
  ["an Australian", { ...told, country: "AU" }, "country"],
  ["a German who bought but did not sign up", { ...told, country: "DE", basis: "implied" as const }, "implied"],
])("for %s the way out is due: %#", (_who, of, due) => {
  expect(optOutDue(of, now)).toBe(due);
});

test("the brand and the way out are added where they are due, and it is told why", () => {
  const { text, added } = withRequiredWords("20% off today: https://ac.me/4fTz81KqPa ", { brand: "Acme", language: "en", due: "first", stopAt: null });
  expect(text).toBe("Acme: 20% off today: https://ac.me/4fTz81KqPa\nReply STOP to opt out");
  expect(added).toEqual([
    { what: "brand", words: "Acme: ", because: "every promotional text begins with who sends it" },
    { what: "optOut", words: "\nReply STOP to opt out", because: "the first text to somebody says how to end them" },
  ]);
});

test("what is there already is not added again", () => {
  const asked = { brand: "Crème & Co.", language: "en", due: "country", stopAt: null } as const;
  for (const text of ["Crème & Co: Hi. Reply STOP to end", "[CREME & CO] Hi! Txt STOP 2 end", "🎉 Crème & Co. - hi. STOP pour arrêter"]) expect(withRequiredWords(text, asked)).toEqual({ text, added: [] });
});

test.each([["Acmeville: hi", "Acme", false], ["Hi from Acme", "Acme", false], ["Acme", "Acme", true], ["acme's sale", "Acme", false], ["", "", false]])("%s begins with the brand %s: %s", (text, brand, does) => {
  expect(startsWithBrand(text, brand)).toBe(does);
});

test.each(["Don't STOP the music", "Stop by our shop today", "Non-stop deals", "Full stop.", "Stop paying for shipping"])("%s does not say how to end them", (text) => {
  expect(saysHowToStop(text)).toBe(false);
});

test("the required words say how to end them in each language, and what they name is understood when it comes back", () => {
  for (const language of LANGUAGES) {
    for (const words of [optOutWords(language, null), optOutWords(language, "36180")]) {
      expect([words, saysHowToStop(words), isGsm(words)]).toEqual([words, true, true]);
    }
    expect(readReply(YES[language]).meaning).toBe("optIn");
  }
  expect(readReply("STOP").meaning).toBe("optOut");
  for (const word of ["HELP", "AIDE", "HILFE", "AYUDA"]) expect(readReply(word).meaning).toBe("help");
});

// The seed's own samples, with a short link of 23 characters in the place of theirs: neither names its sender.
test.each([
  ["Sarah, your exclusive VIP early access starts now! Get the new limited-edition collection before anyone else. Shop with your 20% member discount: ", 169, 2, 198, 2],
  ["We miss you! Come back with 30% off your next order + a free gift with purchase. Valid for 48 hours: ", 124, 1, 153, 1],
])("the sample text %s is counted with what must be added", (words, bare, bareParts, whole, parts) => {
  const text = `${words}https://a.me/4fTz81KqPa`;
  expect(partsOf(text)).toMatchObject({ units: bare, parts: bareParts });
  const full = withRequiredWords(text, { brand: "Brand", language: "en", due: "first", stopAt: null });
  expect(partsOf(full.text)).toMatchObject({ units: whole, parts });
});

test.each(LANGUAGES.flatMap((language) => REPLIES.map((kind) => [language, kind] as const)))("in %s the answer “%s” is one part, names the brand and what must be named", (language, kind) => {
  const text = replyText(kind, { brand: "Acme", support: "help@acme.co", cart: true, language });
  expect([text, partsOf(text).parts, startsWithBrand(text, "Acme")]).toEqual([text, 1, true]);
  if (kind === "stop") expect(text).not.toMatch(/STOP|%|http/);
  else expect(text).toMatch(/STOP/);
  if (kind === "confirm") expect(text).toContain(YES[language]);
  if (kind === "help") expect(text).toContain("help@acme.co");
  if (kind === "confirm" || kind === "welcome") expect(text).toMatch(/cart|panier|Warenkorb|carrito/);
});

test("a sign-up without carts does not speak of them", () => {
  for (const language of LANGUAGES) expect(replyText("confirm", { brand: "Acme", support: "", cart: false, language })).not.toMatch(/cart|panier|Warenkorb|carrito/);
});

test("a locale leads to the words we have, and otherwise to English", () => {
  expect(["fr-CA", "DE_at", "es", "ja", null].map(languageOf)).toEqual(["fr", "de", "es", "en", "en"]);
});

test("adding twice is adding once, and what was written stays in it", () => {
  fc.assert(fc.property(fc.string({ unit: fc.constantFrom("Acme", ": ", "STOP", " Reply ", "hi", "\n"), maxLength: 12 }), fc.constantFrom(...LANGUAGES), fc.constantFrom(null, "first" as const), (text, language, due) => {
    const asked = { brand: "Acme", language, due, stopAt: null };
    const once = withRequiredWords(text, asked);
    expect(withRequiredWords(once.text, asked)).toEqual({ text: once.text, added: [] });
    expect(once.text).toContain(text.trimEnd());
    expect(startsWithBrand(once.text, "Acme")).toBe(true);
    if (due) expect(saysHowToStop(once.text)).toBe(true);
  }), { numRuns: 300 });
});
