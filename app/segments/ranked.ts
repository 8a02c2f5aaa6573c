// What rates, trends and ranks are made of, for both evaluators.
import type { Expression, Place, Rank, Trend } from "./definition.ts";
import { faded } from "./fade.ts";
import type { Measured } from "./query.ts";

type RateExpression = Extract<Expression, { kind: "rate" }>;

/** What is counted, and per how many of what. */
export function partsOf(rate: Omit<RateExpression, "kind" | "atLeast">): { counted: Measured; per: Measured } {
  const { event, where, whereAny, per, perWhere, window, halfLife } = faded(rate);
  return { counted: { measure: "count", event, where, whereAny, window, halfLife }, per: { measure: "count", event: per, where: perWhere, window, halfLife } };
}

export const leastOf = ({ atLeast }: { atLeast?: number | undefined }): number => Math.max(atLeast ?? 1, 1);

/** The number now, the number before, and the events that there must be enough of; of a rate the rate itself sees to that. */
export function sidesOf({ of, window, before, atLeast }: Trend): { now: Expression; before: Expression; base: Measured | null } {
  const rate = of.kind === "rate" && atLeast !== undefined ? { atLeast } : {};
  const base = of.kind === "agg" && leastOf({ atLeast }) > 1 ? { measure: "count" as const, event: of.event, where: of.where, whereAny: of.whereAny, window: before } : null;
  return { now: { ...of, ...rate, window }, before: { ...of, ...rate, window: before }, base };
}

/** Where a cut is made among n people in the order of their values: at a count, or at ceil(n × top / bottom), from either end. */
export type CutSpec = { name: string; from: "top" | "bottom"; people: number | null; part: { top: bigint; bottom: bigint } };

const everybody = { top: 1n, bottom: 1n };

/** All cuts that are made together for a place; tiles of so many parts are told apart by the same ones. */
export function cutsFor(place: Place): CutSpec[] {
  switch (place.kind) {
    case "top": case "bottom":
      return [{ name: "last", from: place.kind, people: place.unit === "people" ? place.n : null, part: place.unit === "people" ? everybody : percentOf(place.n) }];
    case "tile": return Array.from({ length: place.of - 1 }, (_, index) => ({ name: String(index + 1), from: "top", people: null, part: { top: BigInt(index + 1), bottom: BigInt(place.of) } }));
    case "median": return [{ name: "middle", from: "bottom", people: null, part: { top: 1n, bottom: 2n } }];
    default: return place satisfies never;
  }
}

/** Hundredths of a percent, and no finer: check.ts sees to it. */
export const PERCENT_STEPS = 100;
const percentOf = (percent: number) => ({ top: BigInt(Math.round(percent * PERCENT_STEPS)), bottom: BigInt(100 * PERCENT_STEPS) });

/** How a value must stand to the cuts to be in the place. */
export function limitsOf(place: Place): { cut: string; cmp: "ge" | "gt" | "le" | "lt" }[] {
  switch (place.kind) {
    case "top": return [{ cut: "last", cmp: "ge" }];
    case "bottom": return [{ cut: "last", cmp: "le" }];
    case "tile": return [
      ...(place.tile < place.of ? [{ cut: String(place.tile), cmp: "ge" as const }] : []),
      ...(place.tile > 1 ? [{ cut: String(place.tile - 1), cmp: "lt" as const }] : []),
    ];
    case "median": return [{ cut: "middle", cmp: place.side === "above" ? "gt" : "lt" }];
    default: return place satisfies never;
  }
}

/** What is ranked, among whom, and which cuts are made: leaves that agree in these share their cut-offs. */
export type Ranking = Pick<Rank, "of" | "among" | "place">;

export function familyOf(place: Place): string {
  switch (place.kind) {
    case "top": case "bottom": return `${place.kind} ${place.n} ${place.unit}`;
    case "tile": return `tiles ${place.of}`;
    case "median": return "median";
    default: return place satisfies never;
  }
}
