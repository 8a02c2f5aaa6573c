// Law: the change that is told flips the whole, and no smaller one that could be made does.
import fc from "fast-check";
import { expect, test } from "vitest";
import { type Leaf, leavesOf, type Node } from "./definition.ts";
import { keyOf, kleene, smallestChange, type Turn, turned } from "./smallest.ts";

const leafOf = (list: number, ifUnknown: "keep" | "yes" | "no" = "keep"): Leaf => ({ kind: "list", list, ifUnknown });
const [a, b, c, d] = [leafOf(1), leafOf(2), leafOf(3), leafOf(4)];
const all = (...nodes: Node[]): Node => ({ kind: "all", nodes });
const any = (...nodes: Node[]): Node => ({ kind: "any", nodes });
const not = (node: Node): Node => ({ kind: "not", node });

const free = () => 0 as const;
const knownOf = (node: Node, verdicts: Record<number, boolean | null>) => leavesOf(node).map(({ leaf, path }) => ({ path, verdict: leaf.kind === "list" ? (verdicts[leaf.list] ?? null) : null }));
const said = (turns: Turn[] | null) => turns?.map(({ leaf, to }) => `${leaf.kind === "list" ? leaf.list : ""}${to ? "+" : "-"}`) ?? null;

test("what is missing of all must come, of any one is enough, and a not turns it round", () => {
  expect(said(smallestChange(all(a, b, not(c)), knownOf(all(a, b, not(c)), { 1: true, 2: false, 3: true }), free))).toEqual(["2+", "3-"]);
  expect(said(smallestChange(any(all(a, b), c), knownOf(any(all(a, b), c), { 1: false, 2: false, 3: false }), free))).toEqual(["3+"]);
  expect(said(smallestChange(all(a, any(b, c)), knownOf(all(a, any(b, c)), { 1: true, 2: true, 3: true }), free))).toEqual(["1-"]);
});

test("somebody leaves where the answer is not known any more, and enters where the unknown is known", () => {
  expect(said(smallestChange(any(a, b), knownOf(any(a, b), { 1: true, 2: null }), free))).toEqual(["1-"]);
  expect(said(smallestChange(all(a, b), knownOf(all(a, b), { 1: true, 2: null }), free))).toEqual(["2+"]);
});

test("of two ways as short the one that can be done comes before the one that time must do, then the first", () => {
  const node = any(a, b, c);
  const verdicts = knownOf(node, { 1: false, 2: false, 3: false });
  expect(said(smallestChange(node, verdicts, (leaf) => (leaf === a ? 1 : 0)))).toEqual(["2+"]);
  expect(said(smallestChange(node, verdicts, free))).toEqual(["1+"]);
  expect(smallestChange(node, verdicts, () => null)).toBeNull();
});

test("a condition that stands there twice turns once", () => {
  const twice = all(any(a, b), any(a, c), d);
  expect(said(smallestChange(twice, knownOf(twice, { 1: false, 2: false, 3: false, 4: true }), free))).toEqual(["1+"]);
  const never = all(a, not(a));
  expect(smallestChange(never, knownOf(never, { 1: true }), free)).toBeNull();
});

const leaf = fc.record({ list: fc.integer({ min: 1, max: 6 }), ifUnknown: fc.constantFrom("keep", "keep", "yes", "no") }).map(({ list, ifUnknown }) => leafOf(list, ifUnknown));
const tree: fc.Arbitrary<Node> = fc.letrec<{ node: Node; group: Node }>((tie) => ({
  node: fc.oneof({ maxDepth: 3 }, leaf, tie("group"), tie("node").map(not)),
  group: fc.record({ kind: fc.constantFrom("all" as const, "any" as const), nodes: fc.array(tie("node"), { minLength: 1, maxLength: 3 }) }),
})).node;

test("the change flips the whole, and no smaller set of turns that can be made does", () => {
  const seen = { flipped: 0, impossible: 0, several: 0 };
  fc.assert(fc.property(tree, fc.array(fc.constantFrom(true, false, null), { minLength: 7, maxLength: 7 }), fc.array(fc.constantFrom(0, 0, 0, 1, null), { minLength: 14, maxLength: 14 }), (node, verdicts, efforts) => {
    const known = knownOf(node, { ...verdicts });
    const byPath = new Map(known.map(({ path, verdict }) => [keyOf(path), verdict]));
    const effort = (of: Leaf, _: unknown, to: boolean) => (of.kind === "list" ? (efforts[of.list * 2 + (to ? 1 : 0)] ?? null) : null);
    const was = kleene(node, byPath) === true;
    const found = smallestChange(node, known, effort);
    const lists = [...new Set(leavesOf(node).map((each) => (each.leaf.kind === "list" ? each.leaf.list : 0)))];
    let sets: Turn[][] = [[]];
    for (const list of lists) sets = [...sets, ...sets.flatMap((set) => [true, false].filter((to) => effort(leafOf(list), [], to) !== null).map((to) => [...set, { path: [], leaf: leafOf(list), to }]))];
    const least = Math.min(...sets.filter((set) => turned(node, byPath, set) !== was).map((set) => set.length));
    seen[found === null ? "impossible" : "flipped"] += 1;
    expect(found?.length ?? Infinity).toBe(least);
    if (found === null) return;
    if (found.length > 1) seen.several += 1;
    expect(turned(node, byPath, found)).toBe(!was);
  }), { numRuns: 1_500 });
  for (const count of Object.values(seen)) expect(count).toBeGreaterThan(20);
});
