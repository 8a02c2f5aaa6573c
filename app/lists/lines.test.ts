import fc from "fast-check";
import { expect, test } from "vitest";
import { cellsOf } from "./cells.ts";
import { cutter, type Row, ROW_CHARS_MAX } from "./lines.ts";

const cut = (text: string, size = text.length || 1, newline = "\n"): Row[] => {
  const cutting = cutter(newline, { at: 0, line: 1 });
  const rows: Row[] = [];
  for (let at = 0; at < text.length; at += size) rows.push(...cutting.push(text.slice(at, at + size)));
  return [...rows, ...cutting.end()];
};
const told = (text: string, delimiter = ",") => cellsOf(cut(text), delimiter).map((row) => ("cells" in row ? `${row.line}: ${row.cells.join("|")}` : `${row.line}: ${row.reason}`));

test("a row is a line, whatever ends it, and the last one needs no end", () => {
  expect(told("a,b\r\nc,d\ne,f")).toEqual(["1: a|b", "2: c|d", "3: e|f"]);
  expect(cut("a\rb", 1, "\r").map(({ text }) => text)).toEqual(["a", "b"]);
});

test("a quoted cell may hold the delimiter, quotation marks and line ends", () => {
  expect(told('"a,1","b ""x"""\n"c\nd",e\nf,g')).toEqual(['1: a,1|b "x"', "2: c\nd|e", "4: f|g"]);
});

test("a quotation mark that is never closed costs its own line alone", () => {
  const many = Array.from({ length: 300 }, (_, i) => `p${i},q`).join("\n");
  const rows = told(`a,b\n"c,d\n${many}\ne,f`);
  expect(rows.slice(0, 3)).toEqual(["1: a|b", "2: quotes", "3: p0|q"]);
  expect(rows).toHaveLength(303);
});

test("a stray mark that seems closed by a later one costs the line where it stands", () => {
  expect(told('a,b\n5" nail,c\nd,e\n6" nail,f\ng,h')).toEqual(["1: a|b", "2: quotes", "3: d|e", "4: quotes", "5: g|h"]);
});

test("a line that is too long is passed over, however long, and does not stay in memory", () => {
  const rows = cut(`a,b\n${"x".repeat(10_000_000)},y\nc,d`, 65_536);
  expect(rows.map(({ line, wrong, text }) => [line, wrong, text])).toEqual([[1, null, "a,b"], [2, "long", null], [3, null, "c,d"]]);
  expect(rows.at(-1)?.end).toBe(10_000_000 + 4 + 3 + 3);
  expect(cut(`a\n${"x".repeat(ROW_CHARS_MAX + 2)}`, 1_000).map(({ wrong }) => wrong)).toEqual([null, "long"]);
});

test("blank lines are no rows, and count as lines", () => {
  expect(told("a,b\n\n,\n  \nc,d\n\n")).toEqual(["1: a|b", "5: c|d"]);
});

test("however the text is cut into pieces, the rows are the same, and going on after any row gives the rest", () => {
  const piece = fc.constantFrom("a", "é", ",", "\n", "\r\n", '"', '""', '"x"', " ", "long text", "\0");
  fc.assert(fc.property(fc.array(piece, { maxLength: 60 }), fc.integer({ min: 1, max: 7 }), fc.nat(), (pieces, size, pick) => {
    const text = pieces.join("");
    const whole = cut(text);
    expect(cut(text, size)).toEqual(whole);
    const at = whole[pick % Math.max(1, whole.length)];
    if (!at) return;
    const cutting = cutter("\n", { at: at.end, line: at.line + at.lines });
    expect([...cutting.push(text.slice(at.end)), ...cutting.end()]).toEqual(whole.slice(whole.indexOf(at) + 1));
  }), { numRuns: 2_000 });
});
