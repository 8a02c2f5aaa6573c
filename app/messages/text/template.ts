// A text that was read and found good: what is said as it stands, what is filled in, and what is said only if. It is
// made by read-template.ts alone, so every name in it exists, every kind fits and everything that is filled in is there.
import type { Kind, Money } from "./variables.ts";

export type Value = string | number | Money | readonly Filled[] | null;
/** One line of an order, one picked product. */
export type Filled = { readonly [name: string]: Value };

export type Operand = { is: "literal"; value: string | number } | { is: "path"; path: readonly string[] };

/** `kind`: of what it is given. */
export type Step = { filter: FilterName; kind: Kind; args: readonly Operand[] };

export type Condition =
  | { is: "known"; of: Operand }
  | { is: "compared"; by: Comparison; kind: Kind; left: Operand; right: Operand }
  | { is: "not"; of: Condition }
  | { is: "both" | "either"; left: Condition; right: Condition };

export type Piece =
  | { is: "words"; text: string }
  /** `kind`: of what comes out of the last step. */
  | { is: "filled"; from: Operand; steps: readonly Step[]; kind: Kind }
  | { is: "chosen"; branches: readonly { when: Condition; pieces: readonly Piece[] }[]; otherwise: readonly Piece[] }
  | { is: "each"; name: string; list: readonly string[]; most: number; pieces: readonly Piece[]; otherwise: readonly Piece[] };

export type Template = { text: string; pieces: readonly Piece[] };

export const COMPARISONS = ["==", "!=", ">", "<", ">=", "<=", "contains"] as const;
export type Comparison = (typeof COMPARISONS)[number];

export const FILTER_NAMES = ["default", "capitalize", "upcase", "downcase", "truncate", "append", "prepend", "date", "money", "round", "plus", "minus", "size", "first_word"] as const;
export type FilterName = (typeof FILTER_NAMES)[number];
