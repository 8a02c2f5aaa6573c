// A definition as English: what the merchant reads under the builder, in the list and in the history.
// Negations are carried down to the conditions, where English says them best and where an unknown is
// decided. Windows name their clock, because "the last 7 days" means two things.
import { type Definition, type Leaf, leavesOf, type Node } from "./definition.ts";
import { type Clause, inPlural, leafClause } from "./describe/leaf.ts";
import type { Told } from "./describe/names.ts";
import { countsCalendarDays } from "./describe/window.ts";
import { hasOwnDays } from "./own-days.ts";

export type { Names, Told } from "./describe/names.ts";

export function describe(definition: Definition, told: Told): string {
  const isCalendar = leavesOf(definition.node).some(({ leaf }) => countsCalendarDays(leaf));
  const days = hasOwnDays(definition) ? " Days are calendar days, each customer's own time." : isCalendar ? " Days are calendar days, shop time." : "";
  return `${rootWords(literals(definition.node, false), told)}.${days}`;
}

/** One condition, for the place beside its counts: "Placed at least 1 order in the last 30 days (calendar days)". */
export function describeLeaf(leaf: Leaf, told: Told): string {
  const { words } = leafClause(leaf, false, told);
  return `${words.charAt(0).toUpperCase()}${words.slice(1)}${countsCalendarDays(leaf) ? " (calendar days)" : ""}${unknownWords(leaf)}`;
}

/** A condition or a group by itself, or its opposite: "Customers who placed at least 1 order". */
export const describePart = (node: Node, isNot: boolean, told: Told): string => rootWords(literals(node, isNot), told);

type Literal = { kind: "literal"; leaf: Leaf; isNot: boolean };
type Group = { kind: "all" | "any"; parts: Part[] };
type Part = Literal | Group;

/** Not all is any of the opposites; a group of one, or in a group of its kind, is no group. */
function literals(node: Node, isNot: boolean): Part {
  if (node.kind === "not") return literals(node.node, !isNot);
  if (node.kind !== "all" && node.kind !== "any") return { kind: "literal", leaf: node, isNot };
  const kind = (node.kind === "all") === isNot ? "any" : "all";
  const parts = node.nodes.map((child) => literals(child, isNot)).flatMap((part) => (part.kind === kind ? part.parts : [part]));
  const [only] = parts;
  return only !== undefined && parts.length === 1 ? only : { kind, parts };
}

function rootWords(root: Part, told: Told): string {
  if (root.kind === "literal") return `Customers ${literalWords(root, told)}`;
  if (root.parts.length === 0) return root.kind === "all" ? "All customers" : "No customers";
  const words = root.parts.map((part) => partWords(part, told, 1));
  const join = root.kind === "all" ? "and" : "or";
  if (words.length === 2 && words.every((part) => !/, | and | or /.test(part))) return `Customers ${words.join(` ${join} `)}`;
  return `Customers ${words.slice(0, -1).join(", ")}, ${join} ${words.at(-1)}`;
}

function partWords(part: Part, told: Told, depth: number): string {
  if (part.kind === "literal") return literalWords(part, told);
  if (part.parts.length === 0) return part.kind === "all" ? "who may be anybody" : "who are nobody";
  const words = part.parts.map((child) => partWords(child, told, depth + 1));
  const joined = part.kind === "any" && words.every((word) => word.startsWith("who ")) ? `who either ${words.map((word) => word.slice("who ".length)).join(" or ")}` : words.join(part.kind === "all" ? " and " : " or ");
  return depth > 1 ? `(${joined})` : joined;
}

function literalWords({ leaf, isNot }: Literal, told: Told): string {
  return leadWords(leafClause(leaf, isNot, told)) + unknownWords(leaf);
}

const leadWords = ({ lead, words }: Clause) => `${lead} ${lead === "who" ? inPlural(words) : words}`;

/** An unknown condition already keeps people out: only the other way needs a word. */
const unknownWords = ({ ifUnknown }: Leaf) => (ifUnknown === "yes" ? " (or this is not known)" : "");
