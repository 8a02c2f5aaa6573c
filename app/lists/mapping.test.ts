import { expect, test } from "vitest";
import { decoder, encodingOf, readable } from "./decode.ts";
import { checkMapping, lookAt, type Look } from "./mapping.ts";
import { keysOf } from "./row.ts";

const MANNER = { decimal: ".", days: "month" } as const;
const PLAIN = { encoding: "bytes", bom: 0 } as const;
const look = (text: string): Look => {
  const seen = lookAt(text, PLAIN, true);
  if ("problem" in seen) throw new Error(seen.problem);
  return seen;
};

test.each([
  ["id,Email,Phone\n1,a@b.co,+12125550100", ",", { id: 0, email: 1, phone: 2 }],
  ["Customer ID;First Name;E-Mail\n'7001234;Ada;a@b.co", ";", { id: 0, email: 2, phone: null }],
  ["Name\tMobile phone\nAda\t07911 123456", "\t", { id: null, email: null, phone: 1 }],
  ["who|note\na@b.co|x, y", "|", { id: null, email: 0, phone: null }],
  ["a@b.co\nc@d.org", ",", { id: null, email: 0, phone: null }],
  ["gid://shopify/Customer/7001\ngid://shopify/Customer/7002", ",", { id: 0, email: null, phone: null }],
  ["Accepts email,Email address\nyes,a@b.co", ",", { id: null, email: 1, phone: null }],
])("the columns of %j are guessed", (text, delimiter, guess) => {
  const seen = look(text);
  expect(seen.layout.delimiter).toBe(delimiter);
  expect(seen.guess).toEqual(guess);
});

test("a first line that names people is no heading", () => {
  expect(look("a@b.co,Ada\nc@d.org,Bo").layout).toMatchObject({ heading: false, columns: ["Column 1", "Column 2"] });
  expect(look("Email,Name\nc@d.org,Bo")).toMatchObject({ layout: { heading: true, columns: ["Email", "Name"] }, preview: [["c@d.org", "Bo"]] });
});

test("what is no CSV is told in a sentence", () => {
  expect(lookAt("  \n ", PLAIN, true)).toEqual({ problem: "There is nothing in this file." });
  expect(lookAt("PK\u0003\u0004…", PLAIN, false)).toMatchObject({ problem: expect.stringContaining("not a CSV file") });
});

test("at least one column must say who it is, and none two things", () => {
  const { layout } = look("id,email\n1,a@b.co");
  const answer = { id: null, email: null, phone: null, country: null, heading: true, kept: [], manner: MANNER };
  expect(checkMapping(answer, layout)).toEqual([{ path: ["email"], message: "Choose at least one column that says who each person is." }]);
  expect(checkMapping({ ...answer, id: 1, email: 1 }, layout).map(({ path }) => path)).toEqual([["email"]]);
  expect(checkMapping({ ...answer, phone: 7 }, layout).map(({ path }) => path)).toEqual([["phone"]]);
});

test("the encoding is found, with and without its mark, and every row reads as it was written", () => {
  const text = "Émail,Größe\nzoë@b.co,5";
  const written: [string, Uint8Array][] = [
    ["bytes", Buffer.from(text)], ["bytes", Buffer.from(`\ufeff${text}`)], ["bytes", Buffer.from(text, "latin1")],
    ["utf-16le", Buffer.from(`\ufeff${text}`, "utf16le")], ["utf-16le", Buffer.from(text, "utf16le")], ["utf-16be", Buffer.from(`\ufeff${text}`, "utf16le").swap16()],
  ];
  for (const [encoding, bytes] of written) {
    const found = encodingOf(bytes);
    expect(found.encoding).toBe(encoding);
    const decode = decoder(found.encoding);
    const body = bytes.subarray(found.bom);
    // In pieces of three bytes, which cut letters in two.
    const pieces = Array.from({ length: Math.ceil(body.length / 3) }, (_, i) => decode(body.subarray(i * 3, i * 3 + 3))).join("");
    expect(readable(pieces, found.encoding)).toBe(text);
  }
  expect(readable(Buffer.from([0x80, 0x20, 0x93]).toString("latin1"), "bytes")).toBe("€ “");
});

const mapping = { id: 0, email: 1, phone: 2, country: "GB", heading: true, columns: 3, kept: [], manner: MANNER };

test.each([
  [["123", "", ""], { id: "123", email: null, phone: null }],
  [["'123", " A@B.Co ", ""], { id: "123", email: "A@B.Co", phone: null }],
  [["gid://shopify/Customer/9", "", ""], { id: "9", email: null, phone: null }],
  [["", "", "07911 123456"], { id: null, email: null, phone: "+447911123456" }],
  [["", "", "+1 (212) 555-0100"], { id: null, email: null, phone: "+12125550100" }],
  [["", "", "0044 7911 123456"], { id: null, email: null, phone: "+447911123456" }],
  [["", "no address", "07911 123456"], { id: null, email: null, phone: "+447911123456" }],
  [["1", "", "", "", " "], { id: "1", email: null, phone: null }],
  [["1.23E+12", "", ""], { reason: "id" }],
  [["99999999999999999999", "", ""], { reason: "id" }],
  [["", "ada at example", ""], { reason: "email" }],
  [["", "", "12"], { reason: "phone" }],
  [["", " ", ""], { reason: "empty" }],
  [["1", ""], { reason: "columns" }],
  [["1", "", "", "too much"], { reason: "columns" }],
  [["1\0", "", ""], { reason: "unreadable" }],
])("the row %j is read as %j", (cells, keys) => {
  expect(keysOf(cells, mapping)).toEqual(keys);
});
