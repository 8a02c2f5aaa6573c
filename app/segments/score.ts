// A score of what somebody's messages led to, in whole numbers that both evaluators add up alike. A message is worth 100
// for an order soon after a click, less for a click, below nothing for an opt-out; it counts less with age (fade.ts). The
// average is drawn to the shop's own, and stands against what the best of the shop reach: both come with the question as
// numbered cut-offs (cutoff.ts), so that nobody's score moves with what others do.
import { coverOf } from "./cover.ts";
import type { Ask } from "./ask.ts";
import type { Attr, Leaf, Window } from "./definition.ts";
import { faded } from "./fade.ts";
import { type Ratio, ratio } from "./exact.ts";
import { numbersOf } from "./fields/knob.ts";
import type { ScoreField } from "./fields/score.ts";
import { customerField } from "./fields.ts";
import { bounds } from "./windows.ts";

export const ORDER_WORTH = 100;
/** A message of now, as fade.ts weighs it. */
const FULL_WEIGHT = 1_000;
export const BEST_PART = { top: 1n, bottom: 20n };

export type ScoreNumbers = { halfLife: number; hoursMs: number; click: number; optOut: number; least: number; /** What the shop's average weighs. */ draw: number; /** In percent; 0: the best of the shop. */ full: number };
export type Scoring = { kind: "score"; field: ScoreField; numbers: ScoreNumbers };

export function scoringOf(field: ScoreField, { with: own }: Pick<Attr, "with">): Scoring {
  const { halfLife = 1, hours = 0, click = 0, optOut = 0, least = 1, draw = 0, full = 0 } = numbersOf(field.knobs, own);
  return { kind: "score", field, numbers: { halfLife, hoursMs: hours * 3_600_000, click, optOut: -ORDER_WORTH * optOut, least, draw: draw * FULL_WEIGHT, full } };
}

/** The scores that a leaf asks about: it itself, the sides of a comparison, or what is ranked. */
export function scoringsIn(leaf: Leaf): Scoring[] {
  const sides = leaf.kind === "attr" ? [leaf] : leaf.kind === "cmp" ? [leaf.left, leaf.right] : leaf.kind === "rank" ? [leaf.of] : [];
  return sides.flatMap((side) => {
    const field = side.kind === "attr" ? customerField(side.field) : null;
    return side.kind === "attr" && field?.type === "score" ? [scoringOf(field, side)] : [];
  });
}

/** Messages from then on are looked at: where clicks and opt-outs are told, too. Null: they never were. */
export function scoredFrom({ field: { told }, numbers: { halfLife } }: Scoring, ask: Ask): number | null {
  const since = [told.got, told.clicked, told.optedOut].map((event) => coverOf({ event }, ask.covers));
  const { from } = bounds(fadingWindow(halfLife), ask);
  return since.some((each) => each === null) ? null : Math.max(from ?? 0, ...since.map((each) => each ?? 0));
}

const fadingWindow = (halfLife: number): Window | undefined => faded<{ halfLife: number; window?: Window }>({ halfLife }).window;
export const windowOf = ({ numbers: { halfLife } }: Scoring): Window | undefined => fadingWindow(halfLife);

type Sums = { top: bigint; bottom: bigint };

/** Their average, drawn to that of the shop. */
export const drawn = ({ top, bottom }: Sums, mean: Sums, draw: number): Ratio => ratio(top * mean.bottom + BigInt(draw) * mean.top, (bottom + BigInt(draw)) * mean.bottom);

/** From 0 to 100, a half rounded up; null where the best reach nothing. */
export function pointsOf(value: Ratio, best: Ratio): bigint | null {
  if (best.top <= 0n) return null;
  const [top, bottom] = [(value.top > 0n ? value.top : 0n) * best.bottom, value.bottom * best.top];
  const points = (200n * top + bottom) / (2n * bottom);
  return points > 100n ? 100n : points;
}
