// The shares of arms that follow what was seen: each arm gets people as probable as it is that it is the best (Thompson,
// Biometrika 25, 1933), worked out instead of drawn, so that the same figures give the same shares. Each keeps a floor, because what
// nobody gets is never seen to be good.
import { PEOPLE_MIN } from "../report/interval.ts";
import type { Design } from "./design.ts";
import { type Figure, meanOf, varianceOf } from "./figure.ts";
import { isFewer } from "./judge.ts";

/** All floors together take so much. */
const FLOORS = 0.2;
const WHOLE = 10_000;

/** Null: too little is known of an arm, so the written weights stay. */
export function shifted({ metric }: Pick<Design, "metric">, figures: readonly Figure[]): number[] | null {
  if (figures.some(({ people }) => people < PEOPLE_MIN)) return null;
  const sign = isFewer(metric) ? -1 : 1;
  const arms = figures.map((figure) => ({ mean: sign * meanOf(figure, metric), error: Math.sqrt(varianceOf(figure, metric) / figure.people) }));
  if (arms.some(({ error }) => error === 0)) return null;
  const best = arms.map((_, index) => probabilityOfBest(arms, index));
  const all = best.reduce((sum, each) => sum + each, 0);
  return best.map((each) => Math.round(WHOLE * (FLOORS / arms.length + (1 - FLOORS) * (each / all))));
}

type Guess = { mean: number; error: number };

const STEP = 0.05;
const FAR = 6;

/** The sum over where this arm may lie of the chance that all others lie below. */
function probabilityOfBest(arms: readonly Guess[], index: number): number {
  const mine = arms[index];
  if (!mine) return 0;
  let sum = 0;
  for (let step = -FAR / STEP; step <= FAR / STEP; step += 1) {
    const at = step * STEP;
    const value = mine.mean + mine.error * at;
    sum += arms.reduce((chance, other, place) => (place === index ? chance : chance * below((value - other.mean) / other.error)), (Math.exp(-(at ** 2) / 2) / Math.sqrt(2 * Math.PI)) * STEP);
  }
  return sum;
}

/** The normal distribution, by Abramowitz and Stegun 7.1.26: right to 7 digits. */
export function below(at: number): number {
  const x = Math.abs(at) / Math.SQRT2;
  const t = 1 / (1 + 0.3275911 * x);
  const tail = ((((1.061405429 * t - 1.453152027) * t + 1.421413741) * t - 0.284496736) * t + 0.254829592) * t * Math.exp(-(x ** 2)) / 2;
  return at < 0 ? tail : 1 - tail;
}
