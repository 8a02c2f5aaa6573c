// Numbered cut-offs: which values stood at the edges of a ranking when it was last taken. All who are asked
// about it are held against the same numbers, whatever others buy meanwhile, until it is taken anew.
import { createHash } from "node:crypto";
import type { Definition, Rank } from "./definition.ts";
import { leavesOf } from "./definition.ts";
import { expansion } from "./derived.ts";
import { customerField } from "./fields.ts";
import { familyOf, type Ranking } from "./ranked.ts";

/** The exact value of a person, top / bottom, as decimal digits. */
export type Cut = { top: string; bottom: string };

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

export const rankingKey = ({ of, among, place }: Ranking): string => createHash("sha256").update(JSON.stringify([of, among ?? null, familyOf(place)])).digest("hex").slice(0, 32);

/** Every ranking that a definition needs, once each. */
export function rankingsOf(definition: Definition): Map<string, Ranking> {
  const leaves = leavesOf(definition.node).flatMap(({ leaf }) => {
    const field = leaf.kind === "attr" ? customerField(leaf.field) : null;
    return leaf.kind === "attr" && field?.type === "derived" ? leavesOf(expansion(field, leaf)).map((each) => each.leaf) : [leaf];
  });
  const ranks = leaves.filter((leaf): leaf is Rank => leaf.kind === "rank");
  return new Map(ranks.map((rank) => [rankingKey(rank), rank]));
}
