// How events count less the older they are. The fading goes in whole steps, four to each half-life, so that both
// evaluators add up the same whole numbers, and the instants at which a sum changes are known beforehand. After six
// half-lives an event counts no more.
import type { Window } from "./definition.ts";
import type { Edge } from "./windows.ts";

const PER_HALF = 4;
export const HALVES = 6;
const STEPS = PER_HALF * HALVES;
const FULL = 1000;
const DAY_MS = 86_400_000;

/** Of the first step, the second …: 1000, 841, 707, 595, 500 … */
const WEIGHTS: readonly number[] = Array.from({ length: STEPS }, (_, step) => Math.round(FULL * 2 ** (-step / PER_HALF)));

type Fading = { halfLife?: number | undefined; window?: Window | undefined };

/** What fades needs no window: nothing counts beyond this one. */
export const faded = <Leaf extends Fading>(leaf: Leaf): Leaf => (leaf.halfLife === undefined ? leaf : { ...leaf, window: { kind: "last", n: HALVES * leaf.halfLife, unit: "day", clock: "rolling" } });

const stepMs = (halfLife: number) => (halfLife * DAY_MS) / PER_HALF;

/** A fact that one of these passes counts less from then on. */
export const fadeEdges = ({ halfLife }: Fading): Edge[] => (halfLife === undefined ? [] : WEIGHTS.map((_, step) => ({ kind: "rolling", ms: 1 - (step + 1) * stepMs(halfLife) })));

export const weightAt = (at: number, halfLife: number, now: Date): bigint => BigInt(WEIGHTS[Math.floor((now.getTime() - at) / stepMs(halfLife))] ?? 0);

/** The same as a table: borders from the oldest on, and the weight from each border on. */
export const fadeTable = (halfLife: number, now: Date): { borders: string[]; weights: number[] } => ({
  borders: WEIGHTS.map((_, at) => new Date(now.getTime() + 1 - (STEPS - at) * stepMs(halfLife)).toISOString()), weights: WEIGHTS.toReversed(),
});
