// Whether arms got as many people as they should where shares shift: everybody is held against the shares that they drew by, so an arm is
// due the sum of its chances over all who drew.
//
// For an arm whose chance was p of somebody, and any tilt t that was chosen beforehand, the product over all who drew of
//
//   e^(t · [it was this arm]) / (1 − p + p e^t)
//
// is a martingale where the chances hold, whatever they follow of what was seen before. So is the average over arms and tilts, from
// 1 on, without an approximation: it ever passes 1/alpha in at most `alpha` of sound experiments, however often somebody looks (Ville; the
// sum of unlike chances is Poisson's binomial, this its likelihood ratio against odds that are e^t times what they should be).

/** How many drew each arm by the same weights; `weights` null: it was not kept by which. */
export type Drawn = { weights: readonly number[] | null; got: readonly number[] };

/** Odds that are a tenth to three quarters off, and what lies beyond, either way. */
const TILTS = [-0.8, -0.4, -0.2, -0.1, 0.1, 0.2, 0.4, 0.8];

/** Of each arm: how many drew it, how many should have, and by how much chance alone varies that. */
export type ArmDrawn = { got: number; due: number; variance: number };

/** ln of the evidence that arms do not get their shares, by those alone whose weights are known. */
export function logEvidence(drawn: readonly Drawn[], arms: number): number {
  const logs = armsIn(arms).flatMap((arm) => TILTS.map((tilt) => chancesOf(drawn, arm).reduce((sum, { chance, got, people }) => sum + tilt * got - people * Math.log1p(chance * Math.expm1(tilt)), 0)));
  const most = Math.max(...logs);
  return most + Math.log(logs.reduce((sum, log) => sum + Math.exp(log - most), 0) / logs.length);
}

export const armsDrawn = (drawn: readonly Drawn[], arms: number): ArmDrawn[] => armsIn(arms).map((arm) => chancesOf(drawn, arm).reduce(
  (sum, { chance, got, people }) => ({ got: sum.got + got, due: sum.due + people * chance, variance: sum.variance + people * chance * (1 - chance) }), { got: 0, due: 0, variance: 0 }));

export const peopleIn = (drawn: readonly Drawn[]): number => drawn.reduce((sum, { got }) => sum + sumOf(got), 0);

const armsIn = (arms: number): number[] => Array.from({ length: arms }, (_, arm) => arm);

const chancesOf = (drawn: readonly Drawn[], arm: number) => drawn.flatMap(({ weights, got }) => (weights === null ? [] : [{ chance: (weights[arm] ?? 0) / sumOf(weights), got: got[arm] ?? 0, people: sumOf(got) }]));

const sumOf = (numbers: readonly number[]): number => numbers.reduce((sum, each) => sum + each, 0);
