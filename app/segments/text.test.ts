import fc from "fast-check";
import { expect, test } from "vitest";
import { definition } from "#tests/support/segments.ts";
import { checkDefinition } from "./check.ts";
import type { Node } from "./definition.ts";
import { withoutNotes } from "./note.ts";
import { parse, parsePlaced, print, tidy } from "./text.ts";
import { alone, layout } from "./text/layout.ts";

const seed = Number(process.env["PARITY_SEED"] ?? Date.now() % 1_000_000);

test(`what is printed parses back to the same definition (seed ${seed})`, () => {
  fc.assert(fc.property(definition, (each) => {
    const text = print(each);
    expect(parse(text)).toEqual({ definition: tidy(each) });
    expect(print(tidy(each))).toBe(text);
  }), { numRuns: 1_000, seed });
});

test("people may write as they speak: no “in” before a window, percent signs, comments and line breaks", () => {
  const text = `count(order) in last 30 d >= 1 # lately
    and order.last more than 90 d ago
    and share(money of item by item.vendor) last 365 d with 2 >= 80 %`;
  expect(parse(text)).toEqual({
    definition: {
      version: 1,
      node: {
        kind: "all",
        nodes: [
          { kind: "agg", measure: "count", event: "order", window: { kind: "last", n: 30, unit: "day" }, test: { op: "ge", value: 1 }, note: "lately" },
          { kind: "attr", field: "order.last", test: { op: "in", window: { kind: "ago", n: 90, unit: "day" } } },
          { kind: "share", of: "money", event: "item", by: "item.vendor", window: { kind: "last", n: 365, unit: "day" }, atLeast: 2, test: { op: "ge", value: 80 } },
        ],
      },
    },
  });
});

const A = 'person.city is "a"';
const B = 'person.city is "b"';
const C = 'person.city is "c"';
test.each([
  [`# of a\n${A}\nand ${B} # of b\n  # of b, too`, { [A]: "of a", [B]: "of b\nof b, too" }],
  [`${A} and # of a\n# of b\n${B}`, { [A]: "of a", [B]: "of b" }],
  [`# of all\n\n# of a\n${A}\n# of b\nand ${B}`, { [`${A} and ${B}`]: "of all", [A]: "of a", [B]: "of b" }],
  [`# of a\n\n${A}`, { [A]: "of a" }],
  [`${A} # of a\n# of the group\nor ( # too\n  # of b\n  ${B} and ${C}\n  # of c\n) # and this`, { [A]: "of a", [`${B} and ${C}`]: "of the group\ntoo\nand this", [B]: "of b", [C]: "of c" }],
  ["person.city # of a\n  is # and\n  \"a\" # this", { [A]: "of a\nand\nthis" }],
  [`# of a\nnot # it is\n${A}`, { [A]: "of a\nit is" }],
  [`# one\n(${A}) # two\n#\n#   three\n#`, { [A]: "one\ntwo\n\n  three" }],
  [`in customer days # of a\n${A}`, { [A]: "of a" }],
  ["all( # of none\n) # indeed", { "all()": "of none\nindeed" }],
])("%j: comments are kept as notes of what they stand at", (text, notes) => {
  const read = parse(text);
  expect("definition" in read ? notesOf(read.definition.node) : read).toEqual(notes);
});

/** By the text of what they stand at. */
function notesOf(node: Node): Record<string, string> {
  if (node.kind === "not") return notesOf(node.node);
  const own = node.note === undefined ? {} : { [print(withoutNotes({ version: 1, node }))]: node.note };
  return "nodes" in node ? Object.assign(own, ...node.nodes.map(notesOf)) as Record<string, string> : own;
}

test("a note that is too long is refused where it stands", () => {
  const text = `# ${"x".repeat(499)}\n${A} # y`;
  expect(parse(text)).toEqual({ problems: [{ message: "A note has at most 500 characters, and here are 501.", at: text.indexOf("# y"), to: text.length }] });
});

test("text full of comments is read at once, not each for each condition", () => {
  const text = Array.from({ length: 20_000 }, (_, i) => `${i === 0 ? "" : "and "}${A} # ${i}\n#\n#`).join("\n");
  expect(parse(text)).toMatchObject({ problems: [{ message: "A segment can have at most 200 conditions." }] });
});

test.each([
  ["person.country is", 17, "Here a text in quotes is expected."],
  ["count(order) >= 2 and or", 22, "Here a condition is expected."],
  ["person.city is \"x", 15, "This text has no closing quote."],
  ["a is \"x\" and b is \"y\" or c is \"z\"", 22, "need brackets"],
  ["count(thing) >= 1", 6, "neither an event nor a field"],
  ["rate(thing per order) >= 1", 5, "an event is expected"],
  ["seq(shipped then order within 3 d)", 4, "A sequence is of"],
  ["in segment 1.5", 11, "a whole number"],
  ["count(order) in season {easter} >= 1", 24, "The seasons are"],
  ["in list 1 if unknown perhaps", 21, "yes, no or keep"],
  ["count(order) >= 1 extra", 18, "too much"],
  ["count(order) in last 3 q >= 1", 23, "units"],
  ["", 0, "a field or a condition"],
])("%s is refused at its place, with a sentence", (text, at, message) => {
  const read = parse(text);
  expect(read).toMatchObject({ problems: [{ at, message: expect.stringContaining(message) as string }] });
});

test.each([
  ['person.country is and count(order) in last 3 q >= 1 and person.city is "x"', [["and", "in quotes"], ["q", "units"]]],
  ['(a is "x" b) and count(thing) >= 1 or c is', [["b", "“)” is expected"], ["thing", "neither"], ["or", "need brackets"], ["", "in quotes"]]],
  ['person.city is "x\nand person.country is … and person.zip is …', [["\"x", "no closing quote"], ["…", "still missing"], ["…", "still missing"]]],
  ['not (count(order where order.net > ) >= 1 or nothing) and a is "x") and b is', [[")", "a number"], [")", "in"], [")", "too much"], ["", "in quotes"]]],
  ['a is "x" & b is "y" and c is $', [["&", "means nothing"], ["$", "means nothing"]]],
  ['(count(order >= 1 and a is "x"', [[">=", "“)” is expected"]]],
])("of several mistakes in %j each is shown at its place", (text, mistakes) => {
  const read = parse(text);
  const found = "problems" in read ? read.problems.map(({ at, to }) => text.slice(at, to)) : [];
  expect(found).toEqual(mistakes.map(([place]) => place));
  expect(read).toMatchObject({ problems: mistakes.map(([, message]) => ({ message: expect.stringContaining(message ?? "") as string })) });
});

test(`conditions that are broken are told one by one, and those beside them are not (seed ${seed})`, () => {
  const BROKEN = ["person.city is", "count(order where order.net) >= 2", "nth(-1, order.net)", "count(thing) >= 1", 'a is "x" b', "in segment x", "person.city … \"y\""];
  const part = fc.oneof(fc.constantFrom(...BROKEN).map((text) => ({ text, isBroken: true })), definition.map((each) => ({ text: `(${print({ version: 1, node: each.node })})`, isBroken: false })));
  fc.assert(fc.property(fc.array(part, { minLength: 2, maxLength: 5 }), fc.constantFrom("and", "or"), (parts, joiner) => {
    const text = parts.map((each) => each.text).join(` ${joiner} `);
    const read = parse(text);
    const broken = parts.filter(({ isBroken }) => isBroken).length;
    expect("problems" in read ? read.problems.length : 0).toBe(broken);
  }), { numRuns: 200, seed });
});

test("a standard number goes without saying, and the others come back", () => {
  const read = parse('pattern.brand with (items 3, share 75.5) is "evangelist"');
  expect("definition" in read && print(read.definition)).toBe('pattern.brand with (share 75.5) is "evangelist"');
  expect("definition" in read && tidy(read.definition).node).toEqual({ kind: "attr", field: "pattern.brand", with: { share: 75.5 }, test: { op: "is", value: "evangelist" } });
  expect(parse('pattern.brand with (items 3, items 4) is "evangelist"')).toMatchObject({ problems: [{ message: "“items” is said twice." }] });
});

test("text nested a thousand deep is refused and does not exhaust the stack", () => {
  expect(parse("(".repeat(100_000))).toMatchObject({ problems: [{ at: 51, message: "The conditions are nested too deep." }] });
  expect(parse("not ".repeat(40_000))).toMatchObject({ problems: [{ message: "The conditions are nested too deep." }] });
});

test(`text laid out in lines says the same (seed ${seed})`, () => {
  fc.assert(fc.property(definition, (each) => {
    const asked = { ...each, node: alone(each.node) };
    expect(parse(layout(each))).toEqual({ definition: tidy(asked) });
  }), { numRuns: 300, seed });
});

test("in lines, what joins conditions begins a line, and only a long group is broken up", () => {
  const long = 'count(order where order.codes has any {"WELCOME", "SPRING"}) in last 90 d >= 2';
  const read = parse(`not (person.city is "x" or ${long}) and (a is "x" or b is "y")`);
  expect("definition" in read && layout(read.definition)).toBe(`not (\n  person.city is "x"\n  or ${long}\n)\nand (a is "x" or b is "y")`);
});

test.each([
  ['person.city is "x" and person.town is "y"', "person.town"],
  ['person.city is "x" and count(order where item.vendor is "y") >= 1', "item.vendor"],
  ["count(order) >= 1 or count(order) >= 0", "count(order) >= 0"],
  ['not person.country contains "U"', "contains"],
  ["order.last in between 90..30 d ago", "30"],
  ['count(order) >= 1 and pattern.brand with (items 4, share 101) is "evangelist"', "101"],
  ["count(order) in last 0 d >= 1", "0"],
])("%s: what does not make sense is shown at %s", (text, place) => {
  const read = parsePlaced(text);
  const problems = "problems" in read ? read.problems : checkDefinition(read.definition).map(read.problemAt);
  expect(problems.map(({ at, to }) => text.slice(at, to))).toEqual([place]);
});
