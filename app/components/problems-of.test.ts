import { expect, test } from "vitest";
import { problemAt } from "./problems-of.ts";

const problems = [
  { path: ["name"], message: "Give it a name." },
  { path: ["node", "nodes", 0, "value", 3], message: "Not a country." },
  { path: ["node"], message: "Add a condition." },
];

test("a field shows the problem of a value inside it", () => {
  expect(problemAt(problems, ["node", "nodes", 0, "value"])).toBe("Not a country.");
  expect(problemAt(problems, ["node", "nodes", 1, "value"])).toBe(false);
});
