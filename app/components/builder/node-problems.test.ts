import { expect, test } from "vitest";
import { atNodes } from "./node-problems.ts";

const paths = new Map([
  ["root", ["node"]],
  ["not-leaf", ["node", "nodes", 0, "node"]],
  ["leaf", ["node", "nodes", 1]],
]);

test("a problem goes to the deepest node that its path leads through, with the rest of the path", () => {
  const placed = atNodes([{ path: ["definition", "node", "nodes", 0, "node", "test", "value"], message: "Too large." }], paths);
  expect(placed).toEqual(new Map([["not-leaf", [{ path: ["test", "value"], message: "Too large." }]]]));
});

test("a group keeps what is said of itself", () => {
  expect(atNodes([{ path: ["node", "nodes"], message: "Add a condition." }], paths).get("root")).toEqual([{ path: ["nodes"], message: "Add a condition." }]);
});

test("what lies at no node is not lost", () => {
  expect(atNodes([{ path: ["name"], message: "Taken." }], paths).get("")).toEqual([{ path: ["name"], message: "Taken." }]);
});
