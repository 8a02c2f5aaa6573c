// Whether a definition makes sense, before it is saved: every problem with the path to its place and a
// sentence. What passes here can be evaluated exactly, by both evaluators.
import type { Problem } from "#app/lib/problem.ts";
import { type ListColumn, namedColumn } from "#app/lists/column.ts";
import { type Definition, DEPTH_MAX, type Leaf, LEAVES_MAX, leavesOf, type Node, type Path } from "./definition.ts";
import { checkLeaf } from "./check/leaf.ts";
import { expansion } from "./derived.ts";
import { customerField, type MetafieldType } from "./fields.ts";
import { hasOwnDays } from "./own-days.ts";

/** A chain of segments asking about segments. */
export const USES_MAX = 8;

/** What any of its versions had. */
export type PublishedFlow = { steps: readonly { step: string }[]; experiments: readonly { step: string; arms: readonly string[] }[] };

export type CheckContext = {
  /** The shop's mapped metafields and how each is read; null = any reading may be right. Absent = do not look. */
  mapped?: Readonly<Record<string, MetafieldType | null>>;
  /** The shop's segments and which others each asks about; absent = do not look. */
  segments?: ReadonlyMap<number, readonly number[]>;
  /** The shop's lists, each with the columns that it keeps; absent = do not look. */
  lists?: ReadonlyMap<number, readonly ListColumn[]>;
  /** Those of the shop's flows that were ever published, with what any version of them had; absent = do not look. */
  flows?: ReadonlyMap<number, PublishedFlow>;
  /** It is a condition of a flow. */
  inFlow?: boolean;
  /** The segment being saved; absent for a new one. */
  self?: number;
};

export function checkDefinition(definition: Definition, context: CheckContext = {}): Problem[] {
  const leaves = leavesOf(definition.node);
  const size = leaves.length > LEAVES_MAX ? [{ path: ["node"], message: `There are ${leaves.length} conditions; at most ${LEAVES_MAX} can be kept exact.` }] : [];
  return [...size, ...checkShape(definition.node, ["node"], 1), ...leaves.flatMap(({ leaf, path }) => [...checkLeaf(leaf, path, context), ...checkDays(definition, leaf, path)]), ...checkUses(definition, context)];
}

/** Rankings put all customers side by side, which only one clock can. */
const checkDays = (definition: Definition, leaf: Leaf, path: Path): Problem[] =>
  hasOwnDays(definition) && isRanked(leaf) ? [{ path, message: "A ranking counts in the shop's time zone. Count days there, or ask about the ranking in a segment of its own." }] : [];

function isRanked(leaf: Leaf): boolean {
  const field = leaf.kind === "attr" ? customerField(leaf.field) : null;
  return leaf.kind === "rank" || (leaf.kind === "attr" && field?.type === "derived" && leavesOf(expansion(field, leaf)).some((under) => isRanked(under.leaf)));
}

/** The segments a definition asks about. */
export function usesOf(definition: Definition): number[] {
  const json = new Set<number>();
  for (const { leaf } of leavesOf(definition.node)) {
    if (leaf.kind === "in") json.add(leaf.segment);
    if (leaf.kind === "rank" && leaf.among !== undefined) json.add(leaf.among);
    for (const segment of enteredIn(leaf)) json.add(segment);
  }
  return [...json].sort((a, b) => a - b);
}

/** The lists a definition asks about: who is on them, or what their columns say. */
export const listsOf = (definition: Definition): number[] => [...new Set(leavesOf(definition.node).flatMap(({ leaf }) => (leaf.kind === "list" ? [leaf.list] : listsNamed(leaf))))].sort((a, b) => a - b);

/** Those of columns, wherever they stand in a leaf. */
function listsNamed(value: unknown): number[] {
  if (typeof value !== "object" || value === null) return [];
  const own = "field" in value && typeof value.field === "string" ? namedColumn(value.field) : null;
  return [...(own === null ? [] : [own.list]), ...Object.values(value).flatMap(listsNamed)];
}

/** The flows a definition asks about, and those of whose steps. */
export function flowsOf(definition: Definition): { flows: number[]; byStep: number[] } {
  const asked = leavesOf(definition.node).flatMap(({ leaf }) => (leaf.kind === "flow" ? [leaf] : []));
  const once = (leaves: typeof asked) => [...new Set(leaves.map(({ flow }) => flow))].sort((a, b) => a - b);
  return { flows: once(asked), byStep: once(asked.filter(({ how }) => how.kind === "at")) };
}

/** "since-entered" windows, wherever they stand in a leaf. */
function enteredIn(value: unknown): number[] {
  if (typeof value !== "object" || value === null) return [];
  const own = "kind" in value && value.kind === "since-entered" && "segment" in value && typeof value.segment === "number" ? [value.segment] : [];
  return [...own, ...Object.values(value).flatMap(enteredIn)];
}

function checkShape(node: Node, path: Path, depth: number): Problem[] {
  if (node.kind === "not") return checkShape(node.node, [...path, "node"], depth);
  if (node.kind !== "all" && node.kind !== "any") return [];
  if (depth > DEPTH_MAX) return [{ path, message: `Groups can be nested ${DEPTH_MAX} deep.` }];
  if (node.nodes.length === 0) return [{ path: [...path, "nodes"], message: "This group has no conditions. Add one, or remove the group." }];
  return node.nodes.flatMap((child, i) => checkShape(child, [...path, "nodes", i], depth + 1));
}

function checkUses(definition: Definition, { segments, self }: CheckContext): Problem[] {
  if (!segments) return [];
  return usesOf(definition).flatMap((used): Problem[] => {
    const path = pathToSegment(definition, used);
    if (used === self) return [{ path, message: "A segment cannot ask about its own members." }];
    if (!segments.has(used)) return [{ path, message: `There is no segment ${used}.` }];
    const reached = reach(used, segments);
    if (self !== undefined && reached.has(self)) return [{ path, message: "That segment asks about this one: they would wait for each other in a circle." }];
    return height(used, segments, USES_MAX) > USES_MAX - 1 ? [{ path, message: `Segments can ask about each other ${USES_MAX} deep.` }] : [];
  });
}

function pathToSegment(definition: Definition, segment: number): Path {
  const found = leavesOf(definition.node).find(({ leaf }) => (leaf.kind === "in" && leaf.segment === segment) || (leaf.kind === "rank" && leaf.among === segment) || enteredIn(leaf).includes(segment));
  return [...(found?.path ?? ["node"]), found?.leaf.kind === "in" ? "segment" : found?.leaf.kind === "rank" && found.leaf.among === segment ? "among" : "window"];
}

function reach(from: number, segments: ReadonlyMap<number, readonly number[]>): Set<number> {
  const reached = new Set([from]);
  for (const segment of reached) for (const used of segments.get(segment) ?? []) reached.add(used);
  return reached;
}

/** How many segments stand below, counted no further than `most`. */
function height(segment: number, segments: ReadonlyMap<number, readonly number[]>, most: number): number {
  if (most <= 0) return 1;
  return 1 + Math.max(0, ...(segments.get(segment) ?? []).map((used) => height(used, segments, most - 1)));
}
