// Whether arms got as many people as their weights say. Where they did not, something before the draw, or of it, chose who came to which
// arm, and whatever it was may have made the difference that is found. It may be asked after every person.
//
// It is a mixture over all shares that there could be, against the written ones: with n_i people in an arm of weight w_i, and a Dirichlet
// mixture around w of strength k,
//
//   e = Γ(k)/Γ(k + n) · Π Γ(k w_i + n_i)/Γ(k w_i) / Π w_i^n_i
//
// is a martingale where the weights hold, for any counts, without an approximation. So it ever passes 1/alpha in at most `alpha` of sound
// experiments, however often somebody looks (Ville; Lindon and Malek, “Anytime-valid inference for multinomial count data”, NeurIPS 2022).
import type { Design } from "./design.ts";
import type { Figure } from "./figure.ts";

/** Of experiments whose arms get their shares at most so many are ever said to be off. */
export const SHARES_ALPHA = 0.01;
/** A difference of some points is found soonest. A poor guess takes more people, and stays true. */
const STRENGTH = 1_000;

/** Of the arm that is furthest off: how many people it got, and how many it should have. */
export type Off = { arm: number; got: number; due: number };

/** Null: nothing is wrong with them that chance does not do as well. Shares that shift by themselves are not checked: each day has its own. */
export function sharesOff({ arms, bandit }: Pick<Design, "arms" | "bandit">, figures: readonly Figure[]): Off | null {
  const people = figures.reduce((sum, figure) => sum + figure.people, 0);
  const total = arms.reduce((sum, { weight }) => sum + weight, 0);
  const all = arms.map(({ weight }, arm) => ({ arm, share: weight / total, got: figures[arm]?.people ?? 0 }));
  if (bandit || people === 0 || logEvidence(all, people) < -Math.log(SHARES_ALPHA)) return null;
  const errors = all.map(({ arm, share, got }) => ({ arm, got, due: Math.round(share * people), off: Math.abs(got - share * people) / Math.sqrt(share * (1 - share) * people) }));
  const { arm, got, due } = errors.reduce((worst, each) => (each.off > worst.off ? each : worst));
  return { arm, got, due };
}

/** ln e of the formula. */
function logEvidence(arms: readonly { share: number; got: number }[], people: number): number {
  return arms.reduce((sum, { share, got }) => sum + lnGamma(STRENGTH * share + got) - lnGamma(STRENGTH * share) - got * Math.log(share), lnGamma(STRENGTH) - lnGamma(STRENGTH + people));
}

/** Stirling's series is right to 12 digits from here on. */
const STIRLING_MIN = 12;

/** Below, Γ(x) = Γ(x + 1)/x leads up to it. */
function lnGamma(x: number): number {
  let [at, below] = [x, 0];
  for (; at < STIRLING_MIN; at += 1) below += Math.log(at);
  return (at - 0.5) * Math.log(at) - at + Math.log(2 * Math.PI) / 2 + 1 / (12 * at) - 1 / (360 * at ** 3) + 1 / (1260 * at ** 5) - below;
}
