// What can be wrong with a rate, a trend or a rank.
import type { Problem } from "#app/lib/problem.ts";
import type { CheckContext } from "../check.ts";
import { asksIfKnown, type Expression, type Path, type Place, type Rank, type Rate, type Trend, type Window } from "../definition.ts";
import { isElapsed } from "../measure.ts";
import { PERCENT_STEPS } from "../ranked.ts";
import { checkExpression, checkMeasured, checkQuery } from "./leaf.ts";
import { overlap } from "./overlap.ts";
import { checkNumber } from "./test.ts";
import { checkWindow } from "./window.ts";

const say = (path: Path, message: string): Problem[] => [{ path, message }];

export function checkRate(rate: Omit<Extract<Expression, { kind: "rate" }>, "kind">, path: Path): Problem[] {
  const per = checkQuery({ event: rate.per, where: rate.perWhere }, path).map((problem) => ({ ...problem, path: problem.path.map((step, at) => (at === path.length && step === "where" ? "perWhere" : step)) }));
  return [...checkQuery(rate, path), ...per, ...checkFading(rate, path)];
}

/** What fades needs no period. */
export const checkFading = ({ halfLife, window }: { halfLife?: number | undefined; window?: Window | undefined }, path: Path): Problem[] =>
  halfLife !== undefined && window !== undefined && window.kind !== "all" ? say([...path, "window"], "Events that fade with age need no period: choose one of the two.") : [];

/** Bounds are of what was counted one by one, and mean something inside 0 to 100 % alone. */
export function checkSure({ sure, halfLife, test }: Rate, path: Path): Problem[] {
  if (!sure) return [];
  if (halfLife !== undefined) return say([...path, "sure"], "Of events that fade with age it cannot be said how sure a rate is.");
  if (asksIfKnown(test) || test.op === "eq" || test.op === "ne") return say([...path, "test", "op"], "A rate can be surely more or less than a number, or between two.");
  const beyond = (value: number) => value <= 0 || value >= 100;
  const limits = "value" in test ? { value: test.value } : { from: test.from, to: test.to };
  return Object.entries(limits).flatMap(([key, value]) => (beyond(value) ? say([...path, "test", key], "Give a rate between 0 and 100%, to be sure of it.") : []));
}

/** What is in both is no news in either, and no toss of a coin put it there. */
const OVERLAP = "These two periods overlap. Choose one that is over before the other begins, to be sure of the change.";

export function checkTrend(leaf: Trend, path: Path): Problem[] {
  const { of } = leaf;
  const at = [...path, "of"];
  const windows = [...checkWindow(leaf.window, [...path, "window"], "event"), ...checkWindow(leaf.before, [...path, "before"], "event")];
  const same = windows.length === 0 && JSON.stringify(leaf.window) === JSON.stringify(leaf.before) ? say([...path, "before"], "Choose another period to compare with.") : [];
  const common = leaf.sure && windows.length + same.length === 0 && overlap(leaf.window, leaf.before) ? say([...path, "before"], OVERLAP) : [];
  const number = checkNumber(leaf.test, [...path, "test"]);
  if (of.kind === "rate") return [...checkRate(of, at), ...windows, ...same, ...common, ...number];
  const sure = leaf.sure ? checkSureCount(of, [...path, "sure"]) : [];
  const fixed = isElapsed(of.measure) || of.measure === "gapSd" ? say([...at, "measure"], "The change of this number in percent says nothing.") : [];
  return [...sure, ...fixed, ...checkMeasured(of, at), ...checkQuery(of, at), ...windows, ...same, ...common, ...number];
}

/** What comes one by one can be by chance in either period; how amounts vary from one to the next is known of nobody. */
function checkSureCount({ measure, event }: Extract<Trend["of"], { kind: "agg" }>, path: Path): Problem[] {
  if (measure !== "count") return say(path, "Of a rate, or of how many there are, it can be said how sure a change is; not of amounts, days or different values.");
  return event === "item" ? say(path, "Items of one order come together. Ask how many orders there are, to be sure of the change.") : [];
}

export function checkRank(leaf: Rank, path: Path, context: CheckContext): Problem[] {
  return [...checkExpression(leaf.of, [...path, "of"], context), ...checkPlace(leaf.place, [...path, "place"])];
}

function checkPlace(place: Place, path: Path): Problem[] {
  switch (place.kind) {
    case "top": case "bottom": {
      const at = [...path, "n"];
      if (place.unit === "people") return Number.isInteger(place.n) ? [] : say(at, "Give a whole number of people.");
      if (place.n > 100) return say(at, "At most 100% can be asked for.");
      return Number.isInteger(Number((place.n * PERCENT_STEPS).toFixed(6))) ? [] : say(at, "Give at most two decimals.");
    }
    case "tile": return place.tile > place.of ? say([...path, "tile"], `There are only ${place.of} parts.`) : [];
    case "median": return [];
    default: return place satisfies never;
  }
}
