import { expect, test } from "vitest";
import { faded, fadeEdges, fadeTable, weightAt } from "./fade.ts";
import { passes } from "./windows.ts";

const NOW = new Date("2026-03-12T15:30:00.000Z");
const DAY = 86_400_000;
const weight = (age: number, halfLife: number) => Number(weightAt(NOW.getTime() - age, halfLife, NOW));

test("an event counts in full at first, half after a half-life, a quarter after two, and not at all after six", () => {
  expect([0, 30, 60, 90, 120, 150].map((days) => weight(days * DAY, 30))).toEqual([1000, 500, 250, 125, 63, 31]);
  expect(weight(180 * DAY - 1, 30)).toBe(19);
  expect(weight(180 * DAY, 30)).toBe(0);
  expect(faded({ halfLife: 30 })).toEqual({ halfLife: 30, window: { kind: "last", n: 180, unit: "day", clock: "rolling" } });
});

test("it falls in steps, at the instants at which an edge passes it, and nowhere between", () => {
  const at = NOW.getTime() - 10 * DAY;
  const instants = fadeEdges({ halfLife: 2 }).flatMap((edge) => passes(edge, at, { now: NOW, zone: "UTC" }) ?? []);
  const steps = fadeEdges({ halfLife: 2 }).length;
  expect(instants.length).toBe(steps - 20);
  for (const instant of instants) expect(weightAt(at, 2, new Date(instant))).toBeLessThan(weightAt(at, 2, new Date(instant - 1)));
});

test("the table gives the same weights as the formula, to the millisecond", () => {
  const { borders, weights } = fadeTable(7, NOW);
  for (const [index, border] of borders.entries()) {
    const at = Date.parse(border);
    expect(Number(weightAt(at, 7, NOW))).toBe(weights[index]);
    expect(Number(weightAt(at - 1, 7, NOW))).toBe(weights[index - 1] ?? 0);
  }
});
