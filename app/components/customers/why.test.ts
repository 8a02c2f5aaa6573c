import { expect, test } from "vitest";
import type { Leaf } from "#app/segments/definition.ts";
import { saw } from "./saw.ts";
import { standing } from "./why-list.tsx";
import { whyView, type WhyView } from "./why-view.ts";

const SHOP = { currency: "USD", timeZone: "UTC" };
const orders: Leaf = { kind: "agg", measure: "count", event: "order", test: { op: "ge", value: 2 } };
const spent: Leaf = { kind: "agg", measure: "sum", event: "order", field: "order.net", test: { op: "ge", value: 100 } };

test("what a condition saw is told in its unit", () => {
  expect(saw(orders, 1200, SHOP)).toBe("1,200");
  expect(saw(spent, 49.5, SHOP)).toBe("$49.50");
  expect(saw({ kind: "attr", field: "order.daysSinceLast", test: { op: "ge", value: 1 } }, 1, SHOP)).toBe("1 day");
  expect(saw({ kind: "attr", field: "sms.state", test: { op: "is", value: "SUBSCRIBED" } }, "NOT_SUBSCRIBED", SHOP)).toBe("Not subscribed");
  expect(saw({ kind: "attr", field: "person.tags", test: { op: "hasAny", values: ["a"] } }, [], SHOP)).toBe("none");
  expect(saw(orders, null, SHOP)).toBeNull();
});

test("each leaf of the tree has its own verdict, and a not is said in words", () => {
  const at = new Date("2026-06-01T00:00:00Z");
  const evidence = Array.from({ length: 7 }, (_, i) => ({ kind: "order" as const, id: String(i), at }));
  const { tree } = whyView(
    {
      segmentId: 1, name: "VIP", isMember: true, enteredAt: at, stays: 1, pin: null,
      definition: { version: 1, node: { kind: "not", node: { kind: "any", nodes: [orders, { kind: "not", node: spent }] } } },
      answer: {
        verdict: true, nextFlipAt: null,
        leaves: [
          { path: ["node", "node", "nodes", 0], leaf: orders, verdict: true, value: 7, evidence, nextFlipAt: null },
          { path: ["node", "node", "nodes", 1, "node"], leaf: spent, verdict: null, value: null, evidence: [], nextFlipAt: at },
        ],
      },
    },
    { names: () => null, currency: "USD", timeZone: "UTC" },
  );
  expect(tree).toMatchObject({
    kind: "group", words: "None of these is true",
    nodes: [
      { verdict: "yes", isNegated: false, saw: "7", evidenceTotal: 7, changesAt: null },
      { verdict: "unknown", isNegated: true, saw: null, changesAt: "2026-06-01T00:00:00.000Z" },
    ],
  });
  expect(tree.kind === "group" && tree.nodes[0]?.kind === "leaf" ? tree.nodes[0].evidence : []).toHaveLength(5);
});

test("what would flip them is told in words, and nothing is told of the past or beside a pin", () => {
  const why = { segmentId: 1, name: "VIP", isMember: false, enteredAt: null, stays: 0, pin: null, definition: { version: 1 as const, node: orders }, answer: { verdict: false, nextFlipAt: null, leaves: [] } };
  const told = { names: () => null, ...SHOP };
  const more = { path: ["node"], leaf: orders, to: true, change: { kind: "more" as const, count: 1, by: new Date("2026-03-03T12:00:00Z"), event: "order" as const, where: [], whereAny: false } };
  expect(whyView({ ...why, smallest: { ways: [more] } }, told).change).toEqual({ title: "For them to enter, this is enough:", items: ["1 more order before Mar 3, 2026, 12:00 PM"] });
  expect(whyView({ ...why, smallest: { blocked: ["random", "over"] } }, told).change).toEqual({ title: "Nothing can make them enter: their place in a random draw never changes; the time it asks about is over.", items: [] });
  expect([whyView(why, told).change, whyView({ ...why, smallest: { ways: [more] }, pin: { side: "out", reason: "asked", at: new Date(0) } }, told).change]).toEqual([null, null]);
});

test("where somebody stands is one line", () => {
  const base: WhyView = { segmentId: 1, name: "VIP", isMember: true, verdict: "yes", enteredAt: "2026-06-01T09:00:00Z", stays: 1, changesAt: "2026-07-01T09:00:00Z", pin: null, change: null, tree: { kind: "group", words: "", note: null, nodes: [] } };
  expect(standing(base, "UTC")).toBe("Since Jun 1, 2026, 9:00 AM; leaves Jul 1, 2026, 9:00 AM unless something happens before");
  expect(standing({ ...base, isMember: false, verdict: "no", stays: 0, changesAt: null }, "UTC")).toBe("Never was in it");
  expect(standing({ ...base, verdict: "no", pin: { side: "in", reason: "asked", at: "2026-06-01T09:00:00Z" } }, "UTC")).not.toContain("updated");
  expect(standing({ ...base, isMember: false, stays: 2, changesAt: null }, "UTC")).toBe("Was in it 2 times; is being updated");
});

test("what was noted of a condition or a group goes along with it, whatever is negated", () => {
  const definition = { version: 1 as const, node: { kind: "all" as const, note: "Whom it is for", nodes: [{ kind: "not" as const, node: { ...orders, note: "Ana asked" } }, spent] } };
  const { tree } = whyView(
    { segmentId: 1, name: "VIP", isMember: false, enteredAt: null, stays: 0, pin: null, definition, answer: { verdict: false, nextFlipAt: null, leaves: [] } },
    { names: () => null, ...SHOP },
  );
  expect(tree).toMatchObject({ note: "Whom it is for", nodes: [{ isNegated: true, note: "Ana asked" }, { note: null }] });
});
