import fc from "fast-check";
import { SegmentedMessage } from "sms-segments-calculator";
import { expect, test } from "vitest";
import { charactersOutside } from "./encoding.ts";
import vectors from "./fixtures/part-vectors.json" with { type: "json" };
import { partsOf } from "./parts.ts";
import { smarten } from "./smart.ts";

test("there are 45 vectors", () => {
  expect(vectors.vectors).toHaveLength(45);
});

test.each(vectors.vectors)("counts $name as the reference does", (vector) => {
  const { encoding, units, parts } = partsOf(vector.text);
  // Where clusters kept whole and the bare standard differ, we count as the provider's own counter does.
  expect({ encoding, units, parts }).toEqual({ encoding: vector.encoding, units: vector.units, parts: vector.partsWithClustersWhole ?? vector.parts });
  const { encoding: smartEncoding, parts: smartParts } = smarten(vector.text).after;
  expect({ encoding: smartEncoding, parts: smartParts }).toEqual(vector.smart);
});

const alphabets = ["a ", "a €{^\n", "aé’“…", "xá", "x😀", "🇺🇸🇫🇷x", "e\u0301x", "ΔΩα", "a\r\n", "👍🏽a", "日本語", "👨‍👩‍👧x"];
const anyText = fc.constantFrom(...alphabets).chain((alphabet) => {
  const characters = [...new Intl.Segmenter("en", { granularity: "grapheme" }).segment(alphabet)].map(({ segment }) => segment);
  return fc.oneof(fc.integer({ min: 0, max: 12 }), fc.integer({ min: 60, max: 75 }), fc.integer({ min: 130, max: 165 }), fc.integer({ min: 300, max: 310 }))
    .chain((length) => fc.array(fc.constantFrom(...characters), { minLength: length, maxLength: length }).map((list) => list.join("")));
});

// The law: parts, encoding and units of any text are what the provider's own counter says.
test("any text has the parts that the provider's counter gives it", () => {
  fc.assert(fc.property(anyText, (text) => {
    const judge = new SegmentedMessage(text);
    const { encoding, parts } = partsOf(text);
    expect({ encoding, parts }).toEqual({ encoding: judge.encodingName, parts: judge.segmentsCount });
  }), { numRuns: 100 });
});

test("the room left is exactly what fits without another part", () => {
  fc.assert(fc.property(fc.string({ unit: fc.constantFrom("a", "€", "é"), maxLength: 400 }), (text) => {
    const { parts, room } = partsOf(text);
    expect(partsOf(text + "a".repeat(room)).parts).toBe(parts);
    expect(partsOf(`${text}${"a".repeat(room)}a`).parts).toBe(parts + 1);
  }), { numRuns: 200 });
});

test("a cluster larger than a part is counted by its size", () => {
  expect(partsOf(`e${"\u0301".repeat(200)}`).parts).toBe(3);
  expect(partsOf(`aaa e${"\u0301".repeat(66)}`).parts).toBe(2);
});

test("smart encoding tells each character it changed, and what it saved", () => {
  const smart = smarten(`${"a".repeat(148)}’ “Hi”`.slice(0, 154));
  expect(smart).toMatchObject({ before: { encoding: "UCS-2", parts: 3 }, after: { encoding: "GSM-7", parts: 1 }, left: [] });
  expect(smart.replaced).toEqual([{ from: "’", to: "'", count: 1 }, { from: "“", to: '"', count: 1 }, { from: "”", to: '"', count: 1 }]);
});

test("smart encoding leaves a text alone that would stay UCS-2, and says because of what", () => {
  expect(smarten("It’s Zoë’s… 🎉")).toMatchObject({ text: "It’s Zoë’s… 🎉", replaced: [], left: ["ë", "🎉"] });
});

test.each(["Kaʻiulani", "Zoë", "Łukasz", "Fe\u0302te", "Ｋｉｍ", "ʼAisha"])("smart encoding does not touch the letters of %s", (name) => {
  expect(smarten(name).text).toBe(name);
});

test("smart encoding never costs a part, and ends in GSM-7 or changes nothing", () => {
  fc.assert(fc.property(fc.string({ unit: fc.constantFrom("a", "’", "…", "½", "ë", "\u200b", "!"), maxLength: 200 }), (text) => {
    const { text: plain, replaced, before, after } = smarten(text);
    expect(after.parts).toBeLessThanOrEqual(before.parts);
    expect(after).toEqual(partsOf(plain));
    if (replaced.length > 0) expect(charactersOutside(plain)).toEqual([]);
    else expect(plain).toBe(text);
  }), { numRuns: 150 });
});
