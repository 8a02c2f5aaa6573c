// Places of a ranking, rates and trends written as text.
import type { Expression, Place, Trend } from "../definition.ts";
import { leastOf } from "../ranked.ts";
import { expressionText, whereText, windowText } from "./print.ts";

export const leastText = (leaf: { atLeast?: number | undefined }) => (leastOf(leaf) > 1 ? ` with ${leastOf(leaf)}` : "");

/** Before what an event must at least number. */
export const fadingText = ({ halfLife }: { halfLife?: number | undefined }) => (halfLife === undefined ? "" : ` fading ${halfLife} d`);
export const sureText = ({ sure }: { sure?: boolean | undefined }) => (sure ? "surely " : "");

export const ratePartsText = ({ event, where, whereAny, per, perWhere }: Omit<Extract<Expression, { kind: "rate" }>, "kind">) => `${event}${whereText({ where, whereAny })} per ${per}${whereText({ where: perWhere })}`;

export function trendText({ of, window, before, ...least }: Trend): string {
  return `trend(${of.kind === "rate" ? `rate(${ratePartsText(of)})` : expressionText(of)} in ${windowText(window)} against ${windowText(before)}${leastText(least)})`;
}

export function placeText(place: Place): string {
  switch (place.kind) {
    case "top": case "bottom": return `${place.kind} ${place.n}${place.unit === "percent" ? "%" : ""}`;
    case "tile": return `tile ${place.tile} of ${place.of}`;
    case "median": return `${place.side} median`;
    default: return place satisfies never;
  }
}
