import { expect, test } from "vitest";
import { audienceLines, estimateWords, EVERYBODY, isDue, reasonLines, shareOf } from "./audience-words.ts";

const DONE = { now: 12, later: 3, never: 5, because: { lawHours: 3, noConsent: 5 }, every: 1, people: 20, at: "2026-11-26T10:00:00.000Z" };

test("the three numbers come with their share, and an estimate says so", () => {
  expect(audienceLines(DONE)).toEqual([{ label: "Now", value: "12", detail: "60%" }, { label: "Later", value: "3", detail: "15%" }, { label: "Never", value: "5", detail: "25%" }]);
  expect(audienceLines({ ...DONE, every: 4 })[0]?.value).toBe("≈ 12");
  expect([estimateWords(DONE), estimateWords({ ...DONE, every: 4 })]).toEqual(["", " Estimated: 1 in 4 of those with a phone number was asked."]);
  expect(audienceLines(null).map(({ value }) => value)).toEqual(["–", "–", "–"]);
});

test("each reason says how many it keeps, and whether for now or for good", () => {
  expect(reasonLines(DONE).map(({ said }) => said)).toEqual(["5 never: They have not agreed to texts of this kind.", "3 later: It is outside the legal hours of a place where they may be."]);
});

test("reasons stand by their number, and a name that is no reason is left out", () => {
  expect(reasonLines({ ...DONE, because: { noConsent: 2, lawHours: 5, gone: 9, stopped: 0 } }).map(({ key }) => key)).toEqual(["lawHours", "noConsent"]);
});

test("how far a count is", () => {
  expect([shareOf({ asked: 5, people: 30, without: 10, every: 2, startedAt: "" }), shareOf({ asked: 0, people: 4, without: 4, every: 1, startedAt: "" })]).toEqual([0.5, 1]);
});

test("a count is due where there is none, where it is a day old, and where its people were found anew; never before they are found", () => {
  const later = "2026-11-27T09:00:00.000Z";
  expect([isDue(null, DONE.at, EVERYBODY), isDue(DONE, later, EVERYBODY), isDue(DONE, "2026-11-27T11:00:00.000Z", EVERYBODY)]).toEqual([true, false, true]);
  const found = (since: string | null) => ({ segment: 3, since });
  expect([isDue(null, later, found(null)), isDue(null, later, found(later)), isDue(DONE, later, found("2026-11-26T09:59:59.000Z")), isDue(DONE, later, found("2026-11-26T10:00:01.000Z"))]).toEqual([false, true, false, true]);
});
