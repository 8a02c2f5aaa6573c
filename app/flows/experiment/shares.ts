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
// Where shares shift there is another one, of the shares by which each drew (shifting.ts).
import type { Design } from "./design.ts";
import type { Figure } from "./figure.ts";
import { type ArmDrawn, armsDrawn, type Drawn, logEvidence as logShifting, peopleIn } from "./shifting.ts";

/** Of experiments whose arms get their shares at most so many are ever said to be off. */
export const SHARES_ALPHA = 0.01;
/** A difference of some points is found soonest. A poor guess takes more people, and stays true. */
const STRENGTH = 1_000;

/** Of the arm that is furthest off: how many people it got, and how many it should have, of `people` in all arms. */
export type Off = { arm: number; got: number; due: number; people: number };
/** `unknown`: of so many it was not kept by which shares they drew, so they are no part of it. */
export type SharesCheck = { off: Off | null; unknown: number };

/** `drawn`: where shares shift, all who drew; else nothing is asked of it, because the design says their shares. `off` null: nothing is wrong that chance does not do as well. */
export function checkShares(design: Pick<Design, "arms" | "bandit">, figures: readonly Figure[], drawn: readonly Drawn[]): SharesCheck {
  if (!design.bandit) return { off: writtenOff(design.arms, figures), unknown: 0 };
  const known = drawn.filter(({ weights }) => weights !== null);
  const people = peopleIn(known);
  const isOff = people > 0 && logShifting(known, design.arms.length) >= -Math.log(SHARES_ALPHA);
  return { off: isOff ? furthest(armsDrawn(known, design.arms.length), people) : null, unknown: peopleIn(drawn) - people };
}

function writtenOff(arms: Design["arms"], figures: readonly Figure[]): Off | null {
  const people = figures.reduce((sum, figure) => sum + figure.people, 0);
  const total = arms.reduce((sum, { weight }) => sum + weight, 0);
  const all = arms.map(({ weight }, arm) => ({ share: weight / total, got: figures[arm]?.people ?? 0 }));
  if (people === 0 || logEvidence(all, people) < -Math.log(SHARES_ALPHA)) return null;
  return furthest(all.map(({ share, got }) => ({ got, due: share * people, variance: share * (1 - share) * people })), people);
}

function furthest(arms: readonly ArmDrawn[], people: number): Off {
  const errors = arms.map(({ got, due, variance }, arm) => ({ arm, got, due: Math.round(due), people, off: variance > 0 ? Math.abs(got - due) / Math.sqrt(variance) : 0 }));
  const { off: _, ...worst } = errors.reduce((most, each) => (each.off > most.off ? each : most));
  return worst;
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
