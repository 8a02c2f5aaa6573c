import fc from "fast-check";
import { expect, test } from "vitest";
import { addCost, NOTHING, type Recipient, tellBecause } from "./cost.ts";
import { checkMedia, mediaTypeOf } from "./media.ts";
import { partsOf } from "./parts.ts";
import { priceOf, PRICES } from "./prices.ts";

const asked = { words: "Hi ! Come back with 20%: ", picture: false, prices: PRICES };
const said = (name: string, country: string | null = "US"): Recipient => ({ key: name, text: `Hi ${name}! Come back with 20%: ${"x".repeat(60)}`, country });

test("the cost of a text is counted person by person, and the worst case says what made it so", () => {
  const cost = addCost(NOTHING, [said("Sarah"), said("Łukasz"), said("Bo", "DE")], asked);
  expect([...cost.byParts]).toEqual([[1, 2], [2, 1]]);
  expect(cost).toMatchObject({ people: 3, parts: 4, byEncoding: { "GSM-7": 2, "UCS-2": 1 }, isEstimate: true, tooLong: 0 });
  expect(cost.micros).toBe(3 * (8_300 + 3_500) + 112_000);
  expect(cost.worst).toMatchObject({ key: "Łukasz", parts: 2, because: { is: "filled", characters: ["Ł"] } });
  expect(tellBecause(cost.worst?.because ?? { is: "long", units: 0 })).toBe("what is filled in has “Ł”, and then a part holds 70 characters in place of 160");
});

test("what the template itself says is told apart from what a name brings in", () => {
  const party = { key: "a", text: `Hi Zoë 🎉 ${"x".repeat(70)}`, country: "US" };
  expect(addCost(NOTHING, [party], { ...asked, words: "Hi  🎉 " }).worst?.because).toEqual({ is: "written", characters: ["🎉"] });
  expect(addCost(NOTHING, [{ ...party, text: "y".repeat(200) }], asked).worst?.because).toEqual({ is: "long", units: 200 });
});

test("US prices are listed, unknown countries are estimates, and a text that nobody takes costs nothing", () => {
  expect(addCost(NOTHING, [said("Sarah")], asked).isEstimate).toBe(false);
  expect(priceOf(PRICES, "XX")).toMatchObject({ known: false, price: { basis: "estimate" } });
  expect(priceOf(PRICES, null).known).toBe(false);
  expect(priceOf(PRICES, "toString").known).toBe(false);
  expect(addCost(NOTHING, [{ key: "a", text: "x".repeat(1_601), country: "US" }], asked)).toMatchObject({ people: 1, tooLong: 1, micros: 0, worst: null });
  for (const price of [...Object.values(PRICES.countries), PRICES.other]) expect(PRICES.sources[price.source]).toBeTruthy();
});

test("a picture makes one piece of it in the US, and does not go to Germany", () => {
  const long = { key: "a", text: "x".repeat(400), country: "US" };
  expect(addCost(NOTHING, [long], { ...asked, picture: true })).toMatchObject({ parts: 1, micros: 32_000 });
  expect(addCost(NOTHING, [{ ...long, country: "DE" }], { ...asked, picture: true })).toMatchObject({ parts: 3, micros: 3 * 112_000 });
});

test("the sum is the same in batches of any size, and its parts are those of each text", () => {
  const people = fc.array(fc.record({ name: fc.constantFrom("Sarah", "Zoé", "Łukasz", "O’Brien", "x".repeat(90)), country: fc.constantFrom("US", "DE", "XX", null) }), { maxLength: 30 });
  fc.assert(fc.property(people, fc.nat({ max: 30 }), (list, at) => {
    const all = list.map(({ name, country }) => said(name, country));
    const whole = addCost(NOTHING, all, asked);
    expect(addCost(addCost(NOTHING, all.slice(0, at), asked), all.slice(at), asked)).toEqual(whole);
    expect(whole.parts).toBe(all.reduce((sum, { text }) => sum + partsOf(text).parts, 0));
    expect([...whole.byCountry.values()].reduce((sum, { micros }) => sum + micros, 0)).toBe(whole.micros);
  }), { numRuns: 50 });
});

test("pictures are known by their bytes, and held to what carriers take", () => {
  const png = Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0);
  expect(mediaTypeOf(png)).toBe("image/png");
  expect(mediaTypeOf(Uint8Array.from(Buffer.from("<svg onload=1>")))).toBe(null);
  expect(checkMedia([{ head: png, bytes: 500_000 }])).toEqual([]);
  expect(checkMedia([{ head: png, bytes: 300_000 }, { head: Uint8Array.of(), bytes: 200_001 }]).map(({ path }) => path)).toEqual([["media", 1], ["media"]]);
  expect(checkMedia(Array.from({ length: 4 }, () => ({ head: png, bytes: 1 })))).toHaveLength(1);
});
