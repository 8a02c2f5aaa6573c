import { expect, test } from "vitest";
import { matchingTemplates } from "./template-search.ts";

const TEMPLATES = [
  { name: "VIP customers", group: "Value", sentence: "Customers whose value tier is VIP." },
  { name: "Win-back", group: "Lifecycle", sentence: "Customers whose last order is more than 90 days ago." },
];
const names = (typed: string) => matchingTemplates(TEMPLATES, typed).map(({ name }) => name);

test("all typed words must stand in the name, the group or the sentence, in any case", () => {
  expect(names("")).toEqual(["VIP customers", "Win-back"]);
  expect(names(" last ORDER ")).toEqual(["Win-back"]);
  expect(names("lifecycle win")).toEqual(["Win-back"]);
  expect(names("vip win")).toEqual([]);
});
