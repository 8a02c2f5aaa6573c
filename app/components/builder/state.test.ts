import fc from "fast-check";
import { expect, test } from "vitest";
import type { Definition, Leaf, Node } from "#app/segments/definition.ts";
import { begin, definitionOf, leavesIn, prunedOf, reduce, type Draft } from "./state.ts";

const leaf = (value: number): Leaf => ({ kind: "agg", measure: "count", event: "order", test: { op: "ge", value } });
const of = (node: Node): Definition => ({ version: 1, node });
const two = of({ kind: "all", nodes: [leaf(1), { kind: "not", node: { kind: "any", nodes: [leaf(2), leaf(3)] } }] });

const anyNode = fc.letrec<{ node: Node; group: Node }>((tie) => ({
  node: fc.oneof({ maxDepth: 4 }, fc.integer({ min: 0, max: 99 }).map(leaf), tie("group"), tie("node").map((node): Node => ({ kind: "not", node }))),
  group: fc.record({ kind: fc.constantFrom("all" as const, "any" as const), nodes: fc.array(tie("node"), { maxLength: 3 }) }),
}));

const keysOf = (draft: Draft): string[] => [draft.key, ...(draft.kind === "group" ? draft.nodes.flatMap(keysOf) : [])];

/** The value that a path leads to in the definition. */
const at = (definition: unknown, path: (string | number)[]) => path.reduce((value, step) => (value as Record<string | number, unknown>)[step], definition);

test("a definition whose root is a group comes back unchanged, however its nots are nested", () => {
  fc.assert(
    fc.property(anyNode.group, (node) => {
      expect(definitionOf(begin(of(node)).root).definition).toEqual(of(node));
    }),
  );
});

test("whose days are counted comes back, and stays through every change of the conditions", () => {
  const own: Definition = { ...two, clock: "customer" };
  let state = begin(own);
  for (const action of [{ do: "addGroup", to: "n1" }, { do: "duplicate", key: "n2" }, { do: "move", key: "n2", by: 1 }, { do: "remove", key: "n3" }] as const) state = reduce(state, action);
  expect(definitionOf(state.root, state.clock).definition.clock).toBe("customer");
  expect(definitionOf(state.root, reduce(state, { do: "clock", clock: "shop" }).clock).definition.clock).toBeUndefined();
  expect(reduce(state, { do: "reset", definition: two }).clock).toBe("shop");
});

test("a single condition is shown inside a group that asks for all", () => {
  expect(definitionOf(begin(of(leaf(1))).root).definition).toEqual(of({ kind: "all", nodes: [leaf(1)] }));
});

test("each leaf lies in the definition at the path that is told for its key", () => {
  fc.assert(
    fc.property(anyNode.group, (node) => {
      const { root } = begin(of(node));
      const { definition, paths } = definitionOf(root);
      for (const draft of leavesIn(root)) expect(at(definition, paths.get(draft.key) ?? [])).toEqual(draft.leaf);
    }),
  );
});

test("no key is used twice, whatever is done", () => {
  fc.assert(
    fc.property(anyNode.group, fc.array(fc.tuple(fc.constantFrom("duplicate", "remove", "addGroup", "negate"), fc.nat(30)), { maxLength: 8 }), (node, acts) => {
      let state = begin(of(node));
      for (const [act, place] of acts) {
        const keys = keysOf(state.root);
        const key = keys[place % keys.length] ?? "n1";
        state = act === "addGroup" ? reduce(state, { do: act, to: key }) : reduce(state, { do: act as "remove", key });
      }
      const keys = keysOf(state.root);
      expect(new Set(keys).size).toBe(keys.length);
    }),
  );
});

test("a condition is added to the group that was named", () => {
  const state = begin(two);
  const inner = state.root.nodes[1];
  const after = reduce(state, { do: "addLeaf", to: inner?.key ?? "", leaf: leaf(9) });
  expect(definitionOf(after.root).definition.node).toEqual({
    kind: "all",
    nodes: [leaf(1), { kind: "not", node: { kind: "any", nodes: [leaf(2), leaf(3), leaf(9)] } }],
  });
});

test("none of is not any, and moving past the end changes nothing", () => {
  const state = begin(of({ kind: "all", nodes: [leaf(1), leaf(2)] }));
  const first = state.root.nodes[0]?.key ?? "";
  const none = reduce(state, { do: "join", key: state.root.key, join: "any", negated: true });
  expect(definitionOf(none.root).definition.node).toEqual({ kind: "not", node: { kind: "any", nodes: [leaf(1), leaf(2)] } });
  expect(reduce(state, { do: "move", key: first, by: -1 }).root).toEqual(state.root);
  expect(definitionOf(reduce(state, { do: "move", key: first, by: 1 }).root).definition.node).toEqual({ kind: "all", nodes: [leaf(2), leaf(1)] });
});

test("the root cannot be removed", () => {
  const state = begin(two);
  expect(reduce(state, { do: "remove", key: state.root.key }).root).toEqual(state.root);
});

test("unfinished conditions and the groups they leave empty are left out of the count", () => {
  const { root } = begin(two);
  const kept = prunedOf(root, (candidate) => candidate.kind === "agg" && candidate.test.op === "ge" && candidate.test.value === 1);
  expect(kept?.definition.node).toEqual({ kind: "all", nodes: [leaf(1)] });
  expect(kept?.paths.get(root.nodes[0]?.key ?? "")).toEqual(["node", "nodes", 0]);
  expect(prunedOf(root, () => false)).toBeNull();
});

test("a note stays with its condition whatever becomes of it, and is not asked; an empty one is none", () => {
  const state = begin(of({ kind: "not", node: { kind: "any", note: "of all", nodes: [{ ...leaf(1), note: "of one" }, leaf(2)] } }));
  const [first = "", second = ""] = state.root.nodes.map(({ key }) => key);
  const noted = [{ do: "update", key: first, leaf: leaf(5) }, { do: "note", key: second, note: " \n" }, { do: "move", key: first, by: 1 }] as const;
  const { root } = noted.reduce<typeof state>(reduce, state);
  expect(definitionOf(root).definition.node).toEqual({ kind: "not", node: { kind: "any", note: "of all", nodes: [leaf(2), { ...leaf(5), note: "of one" }] } });
  expect(prunedOf(state.root, () => true)?.definition.node).toEqual({ kind: "not", node: { kind: "any", nodes: [leaf(1), leaf(2)] } });
  expect(definitionOf(reduce(state, { do: "note", key: state.root.key, note: undefined }).root).definition.node).toMatchObject({ node: { kind: "any" } });
});

test("a reset uses new keys, so that no input keeps its old text", () => {
  const state = begin(two);
  const after = reduce(state, { do: "reset", definition: two });
  expect(keysOf(after.root).some((key) => keysOf(state.root).includes(key))).toBe(false);
});
