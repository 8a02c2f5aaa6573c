// Which records a template speaks of, so that only those are looked up, and nobody gets a text about an order that they
// have not got.
import type { Condition, Operand, Piece } from "./template.ts";
import { isRoot, type Root } from "./variables.ts";

export function rootsIn(pieces: readonly Piece[]): Set<Root> {
  return new Set(pieces.flatMap(pathsOf).flatMap(([root]) => (root !== undefined && isRoot(root) ? [root] : [])));
}

function pathsOf(piece: Piece): (readonly string[])[] {
  switch (piece.is) {
    case "words": return [];
    case "filled": return [piece.from, ...piece.steps.flatMap(({ args }) => args)].flatMap(pathOf);
    case "chosen": return [...piece.branches.flatMap(({ when, pieces }) => [...asked(when), ...pieces.flatMap(pathsOf)]), ...piece.otherwise.flatMap(pathsOf)];
    case "each": return [piece.list, ...piece.pieces.flatMap(pathsOf), ...piece.otherwise.flatMap(pathsOf)];
    default: return piece satisfies never;
  }
}

function asked(condition: Condition): (readonly string[])[] {
  switch (condition.is) {
    case "known": return pathOf(condition.of);
    case "compared": return [...pathOf(condition.left), ...pathOf(condition.right)];
    case "not": return asked(condition.of);
    case "both": case "either": return [...asked(condition.left), ...asked(condition.right)];
    default: return condition satisfies never;
  }
}

const pathOf = (operand: Operand): (readonly string[])[] => (operand.is === "path" ? [operand.path] : []);
