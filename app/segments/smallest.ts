// The smallest change that would flip somebody: the fewest conditions that would have to turn, by the verdicts
// they have now, for the whole to become true, or not true any more. Of as many, those with fewer that only
// time can turn, then those that come first. What cannot turn is never in it.
import { type Leaf, leavesOf, type Node, type Path } from "./definition.ts";

/** `to`: what the bare leaf would have to be. */
export type Turn = { path: Path; leaf: Leaf; to: boolean };
export type Known = { path: Path; verdict: boolean | null };
/** How hard it is to turn the leaf: 0 can be done, 1 is for time to do, null cannot be. */
export type Effort = (leaf: Leaf, path: Path, to: boolean) => 0 | 1 | null;

type Aim = "true" | "not true";
type Asked = { verdicts: ReadonlyMap<string, boolean | null>; effort: Effort };

/** Up to so many leaves, of which some stand there twice, every set is tried. */
const TRIED_MAX = 12;

/** Null where nothing can flip it. */
export function smallestChange(node: Node, known: Known[], effort: Effort): Turn[] | null {
  const verdicts = new Map(known.map(({ path, verdict }) => [keyOf(path), verdict]));
  const aim: Aim = kleene(node, verdicts) === true ? "not true" : "true";
  const leaves = leavesOf(node);
  const alike = new Set(leaves.map(({ leaf }) => sameness(leaf)));
  if (alike.size < leaves.length && alike.size <= TRIED_MAX) return tried(node, { verdicts, effort }, aim);
  const found = reach(node, ["node"], false, aim, { verdicts, effort });
  return found && turned(node, verdicts, found) === (aim === "true") ? found : null;
}

/** The verdict of the tree by those of its leaves, as match/leaf.ts gives it. */
export function kleene(node: Node, verdicts: ReadonlyMap<string, boolean | null>, path: Path = ["node"], negated = false): boolean | null {
  if (node.kind === "not") return kleene(node.node, verdicts, [...path, "node"], !negated);
  if (node.kind === "all" || node.kind === "any") {
    const decides = (node.kind === "all") === negated;
    const parts = node.nodes.map((child, place) => kleene(child, verdicts, [...path, "nodes", place], negated));
    return parts.includes(decides) ? decides : parts.includes(null) ? null : !decides;
  }
  return literal(node, verdicts.get(keyOf(path)) ?? null, negated);
}

function literal({ ifUnknown }: Leaf, verdict: boolean | null, negated: boolean): boolean | null {
  if (verdict !== null) return verdict !== negated;
  return ifUnknown === "yes" ? true : ifUnknown === "no" ? false : null;
}

export const keyOf = (path: Path) => JSON.stringify(path);

function reach(node: Node, path: Path, negated: boolean, aim: Aim, asked: Asked): Turn[] | null {
  if (node.kind === "not") return reach(node.node, [...path, "node"], !negated, aim, asked);
  if (node.kind === "all" || node.kind === "any") {
    const parts = node.nodes.map((child, place) => reach(child, [...path, "nodes", place], negated, aim, asked));
    const isEach = ((node.kind === "all") !== negated) === (aim === "true");
    if (!isEach) return parts.filter((part) => part !== null).reduce<Turn[] | null>((best, part) => (best === null || isLess(part, best, asked) ? part : best), null);
    return parts.includes(null) ? null : parts.flatMap((part) => part ?? []);
  }
  const now = literal(node, asked.verdicts.get(keyOf(path)) ?? null, negated);
  if ((now === true) === (aim === "true")) return [];
  const to = (aim === "true") !== negated;
  return asked.effort(node, path, to) === null ? null : [{ path, leaf: node, to }];
}

const waits = (turns: Turn[], { effort }: Asked) => turns.reduce((sum, { leaf, path, to }) => sum + (effort(leaf, path, to) ?? 0), 0);
const isLess = (a: Turn[], b: Turn[], asked: Asked) => a.length < b.length || (a.length === b.length && waits(a, asked) < waits(b, asked));

/** Two leaves that ask the same turn together, whatever becomes of their unknown or is noted of them. */
function sameness({ ifUnknown: _, note: __, ...leaf }: Leaf): string {
  return JSON.stringify(leaf);
}

/** Whether the tree is true once these have turned. */
export function turned(node: Node, verdicts: ReadonlyMap<string, boolean | null>, turns: Turn[]): boolean {
  const to = new Map(turns.map((turn) => [sameness(turn.leaf), turn.to]));
  const after = new Map(leavesOf(node).map(({ leaf, path }) => [keyOf(path), to.get(sameness(leaf)) ?? verdicts.get(keyOf(path)) ?? null]));
  return kleene(node, after) === true;
}

/** Every set of leaves that differ, the small ones first. */
function tried(node: Node, asked: Asked, aim: Aim): Turn[] | null {
  const options = leavesOf(node).filter(({ leaf }, place, all) => all.findIndex((other) => sameness(other.leaf) === sameness(leaf)) === place).map(({ leaf, path }) => {
    const verdict = asked.verdicts.get(keyOf(path)) ?? null;
    return [true, false].filter((to) => to !== verdict && asked.effort(leaf, path, to) !== null).map((to): Turn => ({ leaf, path, to }));
  });
  let sets: Turn[][] = [[]];
  for (const turns of options) sets = [...sets, ...sets.flatMap((set) => turns.map((turn) => [...set, turn]))];
  const good = sets.filter((set) => turned(node, asked.verdicts, set) === (aim === "true"));
  return good.reduce<Turn[] | null>((best, set) => (best === null || isLess(set, best, asked) ? set : best), null);
}
