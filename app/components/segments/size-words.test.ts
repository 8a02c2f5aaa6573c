// Words and days of the chart of sizes.
import { expect, test } from "vitest";
import { daysOf, sizeSummary, SPANS, type SpanKey } from "./size-words.ts";

test("a chart's days are each asked once, both ends first", () => {
  for (const span of Object.keys(SPANS) as SpanKey[]) {
    const days = daysOf("2026-03-01", span);
    const { days: length, step } = SPANS[span];
    expect(new Set(days).size).toBe(days.length);
    expect(days.length).toBe(Math.floor(length / step) + 1);
    expect(days[0]).toBe("2026-03-01");
    expect(days[1]).toBe([...days].sort()[0]);
  }
  expect(daysOf("2026-03-01", "quarter").slice(0, 2)).toEqual(["2026-03-01", "2025-12-01"]);
});

test("the summary tells both ends, the peak between them, and who is left out", () => {
  const point = (day: string, size: number, unknown = 0) => ({ day, size, unknown, recorded: null });
  expect(sizeSummary([])).toBe("");
  expect(sizeSummary([point("2026-03-01", 5), point("2025-03-01", 3)])).toBe("From 3 on Mar 1, 2025 to 5 on Mar 1, 2026.");
  expect(sizeSummary([point("2026-03-01", 5), point("2025-03-01", 3, 7), point("2025-06-01", 9)])).toBe("From 3 on Mar 1, 2025 to 5 on Mar 1, 2026; the most were 9 on Jun 1, 2025. Up to 7 people are left out because too little is known of them then.");
});
