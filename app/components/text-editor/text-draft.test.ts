import { expect, test } from "vitest";
import type { Definition } from "#app/segments/definition.ts";
import { lineOf, readText, textFrom, textOf } from "./text-draft.ts";

const twoOrders: Definition = { version: 1, node: { kind: "agg", measure: "count", event: "order", test: { op: "ge", value: 2 } } };

test("an empty text asks nothing and is no mistake", () => {
  expect(readText(" # later\n", {})).toEqual({ definition: null, isRight: true, problems: [] });
});

test("a text that is right is the definition; what does not make sense is shown at its place", () => {
  expect(readText("count(order) >= 2", {})).toEqual({ definition: twoOrders, isRight: true, problems: [] });
  expect(readText("in list 3", { lists: new Map([[2, []]]) })).toMatchObject({ isRight: false, problems: [{ message: "There is no list 3.", at: 8, to: 9 }] });
});

test("what the server says of a condition is shown at it, and nothing twice", () => {
  const problem = { path: ["test"], message: "Too much." };
  const { problems } = readText('person.city is "x" and count(order) >= 2', {}, [[], [problem, problem]]);
  expect(problems).toEqual([{ message: "Too much.", at: 23, to: 40 }]);
});

test("what is unfinished on screen is a gap in the text, and the gap is said to be one", () => {
  const text = textOf({ version: 1, node: { kind: "all", nodes: [{ ...twoOrders.node, test: { op: "ge", value: Number.NaN } } as Definition["node"]] } });
  expect(text).toBe("count(order) >= …");
  expect(readText(text, {})).toEqual({ definition: null, isRight: false, problems: [{ message: "Something is still missing here.", at: 16, to: 17 }] });
});

test("the word NaN in a value is a word", () => {
  expect(textOf({ version: 1, node: { kind: "attr", field: "person.city", test: { op: "is", value: "NaN" } } })).toBe('person.city is "NaN"');
});

test("JSON that is pasted or opened becomes text, or says why not", () => {
  expect(textFrom(JSON.stringify(twoOrders))).toBe("count(order) >= 2");
  expect(textFrom("count(order) >= 2")).toBe("count(order) >= 2");
  expect(textFrom("{oops")).toEqual({ message: "This begins like JSON and is none." });
  expect(textFrom('{"version": 2}')).toMatchObject({ message: expect.stringContaining("no definition") as string });
});

test("a problem names its line where there are several", () => {
  expect(lineOf("a\nb\nc", { at: 2, to: 3, message: "No." })).toBe("Line 2: No.");
  expect(lineOf("a b c", { at: 2, to: 3, message: "No." })).toBe("No.");
});
