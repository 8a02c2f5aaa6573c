// What the builder holds while a segment is edited: the definition's tree with a lasting key on every
// node, so that inputs keep their focus while the tree moves under them. A leaf may be unfinished
// (a number not yet typed is NaN, a text is empty); unfinished.ts says so in sentences.
import type { Definition, Leaf, Node, Path } from "#app/segments/definition.ts";
import { withNote } from "#app/segments/note.ts";

export type Draft = DraftGroup | DraftLeaf;
/** `nots`: how many `not` stand directly around the node; the screen writes 0 or 1. `note`: as it is typed; empty is none. */
type Kept = { key: string; nots: number; note?: string | undefined };
export type DraftGroup = Kept & { kind: "group"; join: "all" | "any"; nodes: Draft[] };
/** The leaf is without its note, so that no input can lose it. */
export type DraftLeaf = Kept & { kind: "leaf"; leaf: Leaf };

/** `next` numbers the keys; it only grows, so a key is never used twice. */
export type BuilderState = { root: DraftGroup; next: number; clock: Clock };
/** Whose days are counted. */
export type Clock = "shop" | "customer";

export type BuilderAction =
  | { do: "addLeaf"; to: string; leaf: Leaf }
  | { do: "addGroup"; to: string }
  | { do: "update"; key: string; leaf: Leaf }
  | { do: "join"; key: string; join: "all" | "any"; negated: boolean }
  | { do: "negate"; key: string }
  | { do: "note"; key: string; note: string | undefined }
  | { do: "move"; key: string; by: -1 | 1 }
  | { do: "duplicate"; key: string }
  | { do: "remove"; key: string }
  | { do: "clock"; clock: Clock }
  | { do: "reset"; definition: Definition | null };

export function reduce(state: BuilderState, action: BuilderAction): BuilderState {
  switch (action.do) {
    case "addLeaf":
      return add(state, action.to, { kind: "leaf", key: keyOf(state.next), nots: 0, leaf: action.leaf });
    case "addGroup":
      return add(state, action.to, { kind: "group", key: keyOf(state.next), nots: 0, join: "any", nodes: [] });
    case "update":
      return change(state, action.key, (node) => (node.kind === "leaf" ? { ...node, leaf: action.leaf } : node));
    case "join":
      return change(state, action.key, (node) => (node.kind === "group" ? { ...node, join: action.join, nots: action.negated ? 1 : 0 } : node));
    case "negate":
      return change(state, action.key, (node) => ({ ...node, nots: node.nots % 2 === 0 ? 1 : 0 }));
    case "note":
      return change(state, action.key, (node) => ({ ...node, note: action.note }));
    case "move":
      return { ...state, root: withChildren(state.root, (nodes) => moved(nodes, action.key, action.by)) };
    case "duplicate":
      return duplicate(state, action.key);
    case "remove":
      return { ...state, root: withChildren(state.root, (nodes) => nodes.filter((node) => node.key !== action.key)) };
    case "clock":
      return { ...state, clock: action.clock };
    case "reset":
      // Old keys must not come back with other contents: inputs would keep their old text.
      return begin(action.definition, state.next);
    default:
      return action satisfies never;
  }
}

/** The state for a saved definition; null is a new segment. */
export function begin(definition: Definition | null, next = 1): BuilderState {
  const counter = { next };
  const clock = definition?.clock ?? "shop";
  if (definition === null) return { root: { kind: "group", key: keyOf(counter.next++), nots: 0, join: "all", nodes: [] }, next: counter.next, clock };
  const drawn = draw(definition.node, counter);
  if (drawn.kind === "group") return { root: drawn, next: counter.next, clock };
  return { root: { kind: "group", key: keyOf(counter.next++), nots: 0, join: "all", nodes: [drawn] }, next: counter.next, clock };
}

/** The definition on screen, and at which path each node of the screen lies in it. */
export function definitionOf(root: DraftGroup, clock: Clock = "shop"): { definition: Definition; paths: Map<string, Path> } {
  const paths = new Map<string, Path>();
  return { definition: { version: 1, node: nodeOf(root, ["node"], paths), ...(clock === "customer" && { clock }) }, paths };
}

/** What is asked: the same without notes, the leaves that `keep` refuses and the groups this leaves empty; null where nothing remains. */
export function prunedOf(root: DraftGroup, keep: (leaf: Leaf) => boolean, clock: Clock = "shop"): ReturnType<typeof definitionOf> | null {
  const pruned = prune(root, keep);
  return pruned?.kind === "group" ? definitionOf(pruned, clock) : null;
}

export function leavesIn(draft: Draft): DraftLeaf[] {
  return draft.kind === "leaf" ? [draft] : draft.nodes.flatMap(leavesIn);
}

const keyOf = (number: number) => `n${number}`;

function draw(node: Node, counter: { next: number }): Draft {
  const key = keyOf(counter.next++);
  if (node.kind === "not") {
    const inner = draw(node.node, counter);
    return { ...inner, nots: inner.nots + 1 };
  }
  if ("nodes" in node) return { kind: "group", key, nots: 0, ...notedAs(node.note), join: node.kind, nodes: node.nodes.map((child) => draw(child, counter)) };
  const { note, ...leaf } = node;
  return { kind: "leaf", key, nots: 0, ...notedAs(note), leaf };
}

const notedAs = (note: string | undefined): { note?: string } => (note === undefined ? {} : { note });

function nodeOf(draft: Draft, path: Path, paths: Map<string, Path>): Node {
  const inside = [...path, ...Array<string>(draft.nots).fill("node")];
  paths.set(draft.key, inside);
  let node: Node = draft.kind === "leaf" ? draft.leaf : { kind: draft.join, nodes: draft.nodes.map((child, i) => nodeOf(child, [...inside, "nodes", i], paths)) };
  for (let left = draft.nots; left > 0; left -= 1) node = { kind: "not", node };
  return draft.note === undefined ? node : withNote(node, [draft.note]);
}

function prune({ note: _, ...draft }: Draft, keep: (leaf: Leaf) => boolean): Draft | null {
  if (draft.kind === "leaf") return keep(draft.leaf) ? draft : null;
  const nodes = draft.nodes.flatMap((child) => prune(child, keep) ?? []);
  return nodes.length > 0 ? { ...draft, nodes } : null;
}

function add(state: BuilderState, to: string, node: Draft): BuilderState {
  const root = changed(state.root, to, (group) => (group.kind === "group" ? { ...group, nodes: [...group.nodes, node] } : group));
  return { ...state, root: root.kind === "group" ? root : state.root, next: state.next + 1 };
}

function change(state: BuilderState, key: string, to: (node: Draft) => Draft): BuilderState {
  const root = changed(state.root, key, to);
  return root.kind === "group" ? { ...state, root } : state;
}

function changed(draft: Draft, key: string, to: (node: Draft) => Draft): Draft {
  if (draft.key === key) return to(draft);
  return draft.kind === "group" ? { ...draft, nodes: draft.nodes.map((child) => changed(child, key, to)) } : draft;
}

/** Applies to the children of every group, from the leaves up. */
function withChildren(group: DraftGroup, to: (nodes: Draft[]) => Draft[]): DraftGroup {
  return { ...group, nodes: to(group.nodes.map((child) => (child.kind === "group" ? withChildren(child, to) : child))) };
}

function moved(nodes: Draft[], key: string, by: -1 | 1): Draft[] {
  const from = nodes.findIndex((node) => node.key === key);
  const [node, other] = [nodes[from], nodes[from + by]];
  if (!node || !other) return nodes;
  return nodes.with(from, other).with(from + by, node);
}

function duplicate(state: BuilderState, key: string): BuilderState {
  const counter = { next: state.next };
  const root = withChildren(state.root, (nodes) => nodes.flatMap((node) => (node.key === key ? [node, copied(node, counter)] : [node])));
  return { ...state, root, next: counter.next };
}

function copied(draft: Draft, counter: { next: number }): Draft {
  const key = keyOf(counter.next++);
  return draft.kind === "leaf" ? { ...draft, key } : { ...draft, key, nodes: draft.nodes.map((child) => copied(child, counter)) };
}
