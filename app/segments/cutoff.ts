// Numbered cut-offs: which values stood at the edges of a ranking when it was last taken. All who are asked
// about it are held against the same numbers, whatever others buy meanwhile, until it is taken anew.
import { createHash } from "node:crypto";
import type { Definition, Leaf } from "./definition.ts";
import { leavesOf } from "./definition.ts";
import { expansion } from "./derived.ts";
import { type Ratio, ratio, ratioFromText } from "./exact.ts";
import { customerField } from "./fields.ts";
import { familyOf, type Ranking } from "./ranked.ts";
import { type Scoring, scoringsIn } from "./score.ts";

/** The exact value of a person, top / bottom, as decimal digits. */
export type Cut = { top: string; bottom: string };

export function cutRatio(cut: Cut): Ratio {
  const [top, bottom] = [ratioFromText(cut.top), ratioFromText(cut.bottom)];
  return ratio(top.top * bottom.bottom, top.bottom * bottom.top);
}

export type Cutoff = {
  /** From 1 for each ranking; 0 where it was taken for one look and not kept. */
  number: number;
  at: Date;
  /** How many were ranked. */
  people: number;
  /** By name (ranked.ts); none where nobody was ranked. */
  cuts: Readonly<Record<string, Cut>>;
};

/** The latest of each ranking, by its key. */
export type Cutoffs = Readonly<Record<string, Cutoff>>;
export const NO_CUTOFFS: Cutoffs = {};

const keyOf = (asked: unknown) => createHash("sha256").update(JSON.stringify(asked)).digest("hex").slice(0, 32);

export const rankingKey = ({ of, among, place }: Ranking): string => keyOf([of, among ?? null, familyOf(place)]);

/** At what 100 points are given is no matter of the shop's numbers. */
export const scoringKey = ({ field, numbers: { full: _, ...numbers } }: Scoring): string => keyOf([field.key, numbers]);

/** What cut-offs are taken for: a ranking, or a score. */
export type Taken = Ranking | Scoring;

/** Everything that a definition needs cut-offs of, once each; scores before the rankings of them. */
export function rankingsOf(definition: Definition): Map<string, Taken> {
  const leaves = leavesOf(definition.node).flatMap(({ leaf }) => {
    const field = leaf.kind === "attr" ? customerField(leaf.field) : null;
    return leaf.kind === "attr" && field?.type === "derived" ? leavesOf(expansion(field, leaf)).map((each) => each.leaf) : [leaf];
  });
  return new Map(leaves.flatMap(takenFor));
}

function takenFor(leaf: Leaf): [key: string, taken: Taken][] {
  const scores = scoringsIn(leaf).map((scoring): [string, Taken] => [scoringKey(scoring), scoring]);
  return leaf.kind === "rank" ? [...scores, [rankingKey(leaf), leaf]] : scores;
}
