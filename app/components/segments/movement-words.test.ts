import { expect, test } from "vitest";
import { didMove, sinceCreated, summary } from "./movement-words.ts";

const day = (joined: number, left: number, byEdit = 0) => ({ day: "2026-06-15", joined, left, byEdit });

test("joined and left are summed over the days", () => {
  expect(summary([day(2, 1), day(1_200, 0)])).toBe("In the last 2 days 1,202 joined and 1 left.");
});

test("days on which nothing happened are said to be so", () => {
  expect(summary([day(0, 0)])).toBe("In the last 1 days nobody joined and nobody left by themselves.");
});

test("whom an edit moved are told apart from those who joined and left", () => {
  expect(summary([day(3, 0), day(0, 0, 40)])).toBe("In the last 2 days 3 joined and 0 left. 40 more people moved because the question was edited (dashed line).");
  expect([didMove(day(0, 0, 1)), didMove(day(0, 0))]).toEqual([true, false]);
});

test("days before there was a segment are left out, by the shop's calendar, but never so many that little remains", () => {
  const june = Array.from({ length: 30 }, (_, i) => ({ ...day(0, 0), day: `2026-06-${String(i + 1).padStart(2, "0")}` }));
  expect(sinceCreated(june, "2026-06-11T02:00:00Z", "America/New_York")[0]?.day).toBe("2026-06-10");
  expect(sinceCreated(june, "2026-06-29T12:00:00Z", "UTC")).toHaveLength(14);
  expect(sinceCreated(june, "2026-01-01T12:00:00Z", "UTC")).toHaveLength(30);
});
