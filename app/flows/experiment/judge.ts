// What an experiment says by now: which arm is better, or that no difference of the size that was named is left, or neither
// yet. It may be asked after every person.
import { z } from "zod";
import { DID_MIN, PEOPLE_MIN } from "../report/interval.ts";
import type { Metric } from "../step.ts";
import { halfWidth, peopleUntil } from "./always-valid.ts";
import type { Design } from "./design.ts";
import { type Figure, meanOf, varianceOf } from "./figure.ts";

/** Of all experiments without any difference at most so many are ever decided, however often somebody looks. */
export const ALPHA = 0.05;
/** What people spend is so uneven that it takes more buyers in each arm before its average can be told. */
export const BUYERS_MIN = 50;

/** `by`: the second arm less the first, of each person. */
export type Pair = { one: number; other: number; by: number; low: number; high: number };
export const Is = z.enum(["tooFew", "open", "better", "even"]);
export type Is = z.infer<typeof Is>;
/** `arm`: the better one. `needs`: so many people more, in all arms, until a difference of the size that was named would be seen. */
export type Verdict = { is: Is; arm: number | null; pairs: Pair[]; needs: number | null };

/** As it is kept with what was counted then: all else follows from that. */
export const VerdictJson = z.object({ is: Is, arm: z.int().nullable() });
export type VerdictJson = z.infer<typeof VerdictJson>;

type Judged = Pick<Design, "metric" | "effect" | "bandit">;

export function judge(design: Judged, figures: readonly Figure[]): Verdict {
  const { metric } = design;
  const alpha = alphaOf(figures.length);
  const pairs = pairsOf(figures.length).flatMap(([one, other]) => pairOf(design, figures, one, other, alpha) ?? []);
  const all = pairsOf(figures.length).length;
  const arm = figures.findIndex((_, index) => isBest(index, pairs, metric, figures.length));
  const matters = mattersIn(design, figures);
  const is = arm >= 0 ? "better" : pairs.length === 0 ? "tooFew" : pairs.length === all && pairs.every(({ low, high }) => low > -matters && high < matters) ? "even" : "open";
  return { is, arm: arm < 0 ? null : arm, pairs, needs: is === "open" && pairs.length === all ? needsOf(design, figures, matters, alpha) : null };
}

/** Shared by all pairs, so that it holds for all of them together. */
export const alphaOf = (arms: number): number => ALPHA / pairsOf(arms).length;

export const isFewer = (metric: Metric): boolean => metric === "optedOut";

const pairsOf = (arms: number): [number, number][] => Array.from({ length: arms }, (_, one) => Array.from({ length: arms - one - 1 }, (__, more): [number, number] => [one, one + more + 1])).flat();

function pairOf(design: Judged, figures: readonly Figure[], one: number, other: number, alpha: number): Pair | null {
  const { metric } = design;
  const [first, second] = [figures[one], figures[other]];
  if (!first || !second || !isEnough(first, second, metric)) return null;
  const by = meanOf(second, metric) - meanOf(first, metric);
  const half = halfWidth(armOf(first, metric), armOf(second, metric), design, alpha);
  return { one, other, by, low: by - half, high: by + half };
}

const armOf = (figure: Figure, metric: Metric) => ({ people: figure.people, variance: varianceOf(figure, metric) });

/** Below, the normal curve does not yet stand for what people do: so many would have to have done it in the smaller arm, if both were alike. */
function isEnough(one: Figure, other: Figure, metric: Metric): boolean {
  const smaller = Math.min(one.people, other.people);
  const did = ((one.did + other.did) / (one.people + other.people)) * smaller;
  return smaller >= PEOPLE_MIN && did >= (metric === "revenue" ? BUYERS_MIN : DID_MIN);
}

/** Better than every other arm. */
function isBest(arm: number, pairs: readonly Pair[], metric: Metric, arms: number): boolean {
  const sign = isFewer(metric) ? -1 : 1;
  return pairs.filter(({ one, other, low, high }) => (other === arm && (sign > 0 ? low > 0 : high < 0)) || (one === arm && (sign > 0 ? high < 0 : low > 0))).length === arms - 1;
}

/** The difference that was named, of each person. */
const mattersIn = ({ metric, effect }: Judged, figures: readonly Figure[]): number => (figures[0] ? Math.abs(meanOf(figures[0], metric)) * effect / 100 : 0);

function needsOf(design: Judged, figures: readonly Figure[], matters: number, alpha: number): number | null {
  if (matters === 0) return null;
  const times = pairsOf(figures.length).map(([one, other]) => {
    const [first, second] = [figures[one], figures[other]];
    return first && second ? peopleUntil(matters, armOf(first, design.metric), armOf(second, design.metric), design, alpha) / (first.people + second.people) : 1;
  });
  const people = figures.reduce((sum, figure) => sum + figure.people, 0);
  return Math.ceil(people * (Math.max(...times) - 1));
}
