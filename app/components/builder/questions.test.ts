import { expect, test } from "vitest";
import { offeredFields } from "#app/segments/offered.ts";
import { withValues } from "./event-fields.ts";
import { Definition } from "#app/segments/definition.ts";
import { foundQuestions, questions } from "./questions.ts";
import { isFinished } from "./unfinished.ts";

const all = questions({ "facts.skin_type": "text" });

test("every question has its own key and stands in one run of its group", () => {
  expect(new Set(all.map(({ key }) => key)).size).toBe(all.length);
  const groups = foundQuestions(all, "").map(({ group }) => group);
  expect(new Set(groups).size).toBe(groups.length);
  expect(groups[0]).toBe("Orders");
});

test("a question that begins finished is a sound definition", () => {
  const finished = all.filter(({ leaf }) => isFinished(leaf));
  expect(finished.length).toBeGreaterThan(20);
  for (const { leaf } of finished) expect(Definition.safeParse({ version: 1, node: leaf }).success).toBe(true);
});

test("an event that nobody has told yet is listed with its reason, and one that is told can be asked", () => {
  const of = (told: string[], key: string) => questions({}, told).find((question) => question.key === key);
  expect(of([], "productViewed")?.why).toBe("nothing told yet");
  expect(of(["productViewed"], "productViewed")?.why).toBeUndefined();
  expect(of(["productViewed"], "viewedNotBought")?.why).toBeUndefined();
  expect(of(["productViewed"], "searched")?.why).toBe("nothing told yet");
});

test("words in any order find a question, by keyword too", () => {
  const labels = (text: string) => foundQuestions(all, text).flatMap(({ questions: found }) => found.map(({ label }) => label));
  expect(labels("orders number")).toContain("Number of orders");
  expect(labels("aov")).toEqual(["Average order value"]);
  expect(labels("skin")).toEqual(["facts.skin_type"]);
  expect(labels("no such thing")).toEqual([]);
});

test("what no data fills yet is listed with its reason, and cannot be chosen", () => {
  const of = (key: string) => all.find((question) => question.key === key)?.why;
  expect(of("pred.spend")).toBe("no predictions are computed yet");
  expect(of("sms.eligible")).toBe("it is decided for each text when it is due, and not kept for each customer");
  expect(of("rfm.recencyFifth")).toBeUndefined();
});

test("a property that events of a kind carried along is offered for that kind, and a text is picked from what was said", () => {
  const properties = { custom: ["event.number.score", "event.text.skin"] };
  const mine = offeredFields("custom", properties).filter(({ group }) => group === "Property");
  expect(mine.map(({ label, type }) => `${label} ${type}`)).toEqual(["score number", "skin text"]);
  expect(offeredFields("searched", properties).some(({ group }) => group === "Property")).toBe(false);
  expect(mine.map((field) => withValues(field).picker)).toEqual([undefined, "event.text.skin"]);
});
