// The difference between two arms with an interval that holds at every look at once: however often somebody looks, and
// whenever they stop, it leaves out the truth in at most `alpha` of all experiments.
//
// It is Robbins' normal mixture as an asymptotic confidence sequence: Waudby-Smith, Arbour, Sinha, Kennedy and Ramdas, “Time-uniform
// central limit theory and asymptotic confidence sequences”, Annals of Statistics 52 (2024), theorem 2.2. Of n people with
// variance s², and for any r² that was chosen beforehand,
//
//   half = sqrt( s²/n · (1 + n r²)/(n r²) · (2 ln(1/alpha) + ln(1 + n r²)) ).
//
// Of two arms s²/n is the sum of both arms' s²/n, and n is that of the smaller would-be sample, 1/(1/n1 + 1/n2). Where shares of
// the arms follow what was seen, the two no longer grow in step: then both arms' mixtures are multiplied (Kaufmann and Koolen,
// “Mixture martingales revisited”, JMLR 22, 2021), which is wider and holds whoever decides on the shares.
import type { Metric } from "../step.ts";
import type { Design } from "./design.ts";

/** One arm: how many people, and how much one differs from another. */
export type Arm = { people: number; variance: number };

/**
 * The square of a mean over its variance, as it usually is: it makes the interval narrowest about where a difference of the
 * size that was named can be seen. It is chosen before anything is known of the shop, and a wrong one costs some width, never truth.
 */
const USUAL: Record<Metric, number> = { clicked: 0.08, replied: 0.02, ordered: 0.03, revenue: 0.02, optedOut: 0.01 };

/** r² of the formula. */
export const reachOf = ({ metric, effect }: Pick<Design, "metric" | "effect">): number => (effect / 100) ** 2 * USUAL[metric];

export function halfWidth(one: Arm, other: Arm, design: Pick<Design, "metric" | "effect" | "bandit">, alpha: number): number {
  const reach = reachOf(design);
  if (!design.bandit) return Math.sqrt(spread(one) + spread(other)) * margin(1 / (1 / one.people + 1 / other.people), reach, alpha);
  const width = [one, other].reduce((sum, arm) => sum + spread(arm) * shrink(arm.people, reach), 0);
  return Math.sqrt(width * (2 * Math.log(1 / alpha) + Math.log1p(one.people * reach) + Math.log1p(other.people * reach)));
}

const spread = ({ people, variance }: Arm): number => variance / people;
const shrink = (people: number, reach: number): number => (1 + people * reach) / (people * reach);

/** In standard errors. */
export const margin = (people: number, reach: number, alpha: number): number => Math.sqrt(shrink(people, reach) * (2 * Math.log(1 / alpha) + Math.log1p(people * reach)));

/** So many people in both arms, shared as they are now, until the interval is `half` to each side; the arms as they would be then if nothing else changed. */
export function peopleUntil(half: number, one: Arm, other: Arm, design: Pick<Design, "metric" | "effect" | "bandit">, alpha: number): number {
  const grown = (times: number) => halfWidth({ ...one, people: one.people * times }, { ...other, people: other.people * times }, design, alpha);
  let [low, high] = [1, 1];
  while (grown(high) > half && high < 1e6) high *= 2;
  while (high - low > low * 1e-3) {
    const middle = (low + high) / 2;
    if (grown(middle) > half) low = middle;
    else high = middle;
  }
  return (one.people + other.people) * high;
}

/** How many people in two arms it usually takes to see the difference that was named: before anybody was counted. */
export function usuallyNeeds(design: Pick<Design, "metric" | "effect" | "bandit">, shares: readonly [number, number], alpha: number): number {
  const [one, other] = shares.map((share) => ({ people: share, variance: 1 }));
  return one && other ? Math.ceil(peopleUntil(Math.sqrt(reachOf(design)), one, other, design, alpha)) : 0;
}
