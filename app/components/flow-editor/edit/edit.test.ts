import fc from "fast-check";
import { expect, test } from "vitest";
import { checkFlow, checkStructure } from "#app/flows/check.ts";
import { type FlowDefinition, readFlow } from "#app/flows/definition.ts";
import { edgesOf, reachedFrom } from "#app/flows/graph.ts";
import { seedFlow, SEEDS } from "#app/flows/seeds.ts";
import { parse, print } from "#app/flows/text.ts";
import { copied, pasted } from "./clipboard.ts";
import { couponAt, exampleOf } from "./coupon-at.ts";
import type { Edited } from "./edited.ts";
import { replaced } from "./edited.ts";
import { begun, type History, type HistoryAction, turn } from "./history.ts";
import { connected, doubled, inserted, moved } from "./insert.ts";
import { EVERY_BUYER, insertedNew, newStep, OFFERED } from "./kinds.ts";
import { layoutOf, START_ID } from "./layout.ts";
import { inOrder } from "./order.ts";
import { type Item, type Outline, outlineOf } from "./outline.ts";
import { askedBy, hasList, pathAdded, pathMoved, pathRemoved, waitedBy } from "./paths.ts";
import { placesOf, targetAt } from "./place.ts";
import { lostWith, removed } from "./remove.ts";
import { calledAnew } from "./rename.ts";

const FLOWS = SEEDS.map((seed) => seedFlow(seed));
const BYS = ["yesNo", "ordered", "first", "reply", "outcome"] as const;
const HOWS = ["span", "hour", "window", "date", "event", "condition", "bestHour", "delivery"] as const;

type Move = { op: number; one: number; other: number; kind: number };
const aMove = fc.record({ op: fc.nat(11), one: fc.nat(60), other: fc.nat(60), kind: fc.nat(40) });

const at = <Item>(items: readonly Item[], index: number): Item | undefined => items[index % Math.max(1, items.length)];

/** One edit as a merchant could make it. */
function edit(flow: FlowDefinition, { op, one, other, kind }: Move): Edited {
  const step = at(flow.steps, one);
  const place = at(placesOf(flow), other);
  const offered = at(OFFERED, kind);
  if (!step || !place || !offered) return { definition: flow };
  const chosen = other % 3 === 0 ? [step.id, at(flow.steps, one + 1)?.id ?? step.id] : [step.id];
  switch (op) {
    case 0: case 1: return insertedNew(flow, offered.kind, place);
    case 2: return removed(flow, chosen);
    case 3: return moved(flow, chosen, place);
    case 4: return doubled(flow, chosen);
    case 5: return connected(flow, place, kind % 4 === 0 ? null : step.id);
    case 6: { const text = copied(flow, new Set(chosen)); return text === null ? { refused: "nothing" } : pasted(flow, text, place); }
    case 7: return calledAnew(flow, step.id, `named-${kind}`);
    case 8: return { definition: hasList(step) && ("arms" in step ? step.arms : step.paths).length < 10 ? replaced(flow, step.id, pathAdded(step)) : flow };
    case 9: return hasList(step) && ("arms" in step ? step.arms.length > 2 : step.paths.length > 1) ? pathRemoved(flow, step, other % ("arms" in step ? step.arms : step.paths).length) : { definition: flow };
    case 10: return { definition: hasList(step) ? replaced(flow, step.id, pathMoved(step, 0, 1)) : flow };
    default: {
      const text = flow.steps.find((each) => each.kind === "send");
      const by = at(BYS, kind);
      const how = at(HOWS, kind);
      if (step.kind === "branch" && by && (by !== "outcome" || text)) return { definition: replaced(flow, step.id, askedBy(step, by, text?.id ?? "")) };
      return { definition: step.kind === "wait" && how ? replaced(flow, step.id, waitedBy(step, how)) : flow };
    }
  }
}

function listed({ items }: Outline): string[] {
  return items.flatMap(({ step, ways }: Item) => [step.id, ...ways.flatMap(({ inside }) => listed(inside))]);
}

test("Whatever is edited, what is left can be read, leads nowhere that is not there, and stands in the list and on the canvas once.", () => {
  fc.assert(fc.property(fc.constantFrom(...FLOWS), fc.array(aMove, { minLength: 1, maxLength: 14 }), (flow, moves) => {
    let now = flow;
    for (const move of moves) {
      const edited = edit(now, move);
      if ("refused" in edited) continue;
      const wrong = checkStructure(edited.definition);
      // What is changed in a step's form is the merchant's own: a wait can be made too short for the loop round it, and they are told.
      if (move.op > 7 && wrong.length > 0 && wrong.every(({ message }) => message.startsWith("Somebody could come round here within an hour."))) continue;
      expect(wrong).toEqual([]);
      now = edited.definition;
      expect(readFlow(now)).toEqual({ definition: now });
    }
    expect(checkFlow(now).filter(({ path }) => path[0] === "steps")).toEqual([]);
    expect(parse(print(now))).toEqual({ definition: now });
    const ids = now.steps.map(({ id }) => id).sort();
    expect(inOrder(now).toSorted()).toEqual(ids);
    const { main, loose } = outlineOf(now);
    expect([main, ...loose].flatMap(listed).toSorted()).toEqual(ids);
    expect(layoutOf(now).nodes.flatMap(({ id, is }) => (is === "step" ? [id] : [])).toSorted()).toEqual(ids);
  }), { numRuns: 80 });
}, 60_000);

test("Undo after any edits gives the same bytes, and redo what was there again.", () => {
  const anAction = fc.oneof({ weight: 3, arbitrary: fc.record({ do: fc.constant("edit" as const), move: aMove, key: fc.constantFrom("a", "b", null) }) }, fc.record({ do: fc.constantFrom("undo" as const, "redo" as const) }));
  fc.assert(fc.property(fc.constantFrom(...FLOWS), fc.array(anAction, { maxLength: 20 }), (flow, actions) => {
    let history: History<FlowDefinition> = begun(flow);
    for (const action of actions) {
      const before = history;
      if (action.do !== "edit") history = turn(history, { do: action.do });
      else {
        const edited = edit(history.present, action.move);
        const act: HistoryAction<FlowDefinition> = { do: "edit", value: "definition" in edited ? edited.definition : history.present, ...(action.key === null ? {} : { key: action.key }) };
        history = turn(history, act);
        if (history === before || history.past === before.past) continue;
        expect(JSON.stringify(turn(history, { do: "undo" }).present)).toBe(JSON.stringify(before.present));
      }
    }
    const last = JSON.stringify(history.present);
    const steps = history.past.length;
    for (let back = 0; back < steps; back += 1) history = turn(history, { do: "undo" });
    expect(JSON.stringify(history.present)).toBe(JSON.stringify(flow));
    for (let forth = 0; forth < steps; forth += 1) history = turn(history, { do: "redo" });
    expect(JSON.stringify(history.present)).toBe(last);
  }), { numRuns: 40 });
}, 60_000);

const graphOf = (flow: FlowDefinition) => [flow.first, ...flow.steps.map((step) => [step.id, edgesOf(step).map(({ to }) => to)]).sort()];

test("A step that is put in and taken out again leaves the ways as they were.", () => {
  for (const flow of FLOWS) for (const place of placesOf(flow)) {
    for (const kind of ["send", "wait", "branch", "split", "update", "join"] as const) {
      const put = insertedNew(flow, kind, place);
      if (!("definition" in put)) throw new Error(put.refused);
      const out = removed(put.definition, [put.id]);
      expect("definition" in out && graphOf(out.definition)).toEqual(graphOf(flow));
      expect(targetAt(put.definition, place)).toBe(put.id);
    }
  }
});

test("A fork that is put into a way changes nobody's way until something stands on one of its own.", () => {
  const flow = seedFlow(SEEDS[0] ?? never());
  const put = inserted(flow, newStep("branch", "b9", "b9"), { from: "m1", path: ["next"] });
  if (!("definition" in put)) throw new Error(put.refused);
  const fork = put.definition.steps.find(({ id }) => id === "b9");
  expect(fork && edgesOf(fork).map(({ to }) => to)).toEqual(["w1", "w1"]);
});

test("What only one way of a fork leads to goes with that way, and what says so names it.", () => {
  const flow = seedFlow(SEEDS.find(({ key }) => key === "vip") ?? never());
  const fork = flow.steps.find(({ id }) => id === "unused") ?? never();
  expect(lostWith(flow, fork, 1)).toEqual(["m4"]);
  expect(lostWith(flow, fork, 0)).toEqual([]);
  const kept = removed(flow, ["unused"]);
  expect("definition" in kept && kept.definition.steps.map(({ id }) => id)).toContain("m4");
  expect("definition" in kept && kept.definition.steps.find(({ id }) => id === "w3")?.next).toBe("m4");
});

test("A step that something else speaks of is not taken out silently.", () => {
  const flow = seedFlow(SEEDS[0] ?? never());
  const look = inserted(flow, { ...newStep("branch", "look", "look"), ...{ by: "outcome", of: "m1", paths: [{ is: "clicked", reason: null, next: null }], within: null, when: undefined, yes: undefined } } as never, { from: "m1", path: ["next"] });
  if (!("definition" in look)) throw new Error(look.refused);
  expect(removed(look.definition, ["m1"])).toEqual({ refused: "“look” looks at what became of this text. Change or delete it first." });
  const only = { ...flow, exits: [{ label: "Bought", on: { event: "order" as const, where: [], whereAny: false, own: false }, at: ["m2"], to: null, starts: null }] };
  expect(removed(only, ["m2"])).toEqual({ refused: "The exit “Bought” acts only here. Change or delete it first." });
});

test("Copied steps come as lines of the text form, and stand in another flow under names of their own.", () => {
  const flow = seedFlow(SEEDS[0] ?? never());
  const text = copied(flow, new Set(["m1", "m2"])) ?? "";
  expect(text.split("\n").map((line) => line.split(" ").slice(0, 2).join(" "))).toEqual(["step m1", "step m2"]);
  expect(text).toMatch(/then m2$/m);
  const twice = pasted(flow, text, { from: "m3", path: ["next"] });
  expect("definition" in twice && twice.definition.steps.find(({ id }) => id === "m3")?.next).toBe("m5");
  expect(pasted(flow, "hello", { from: "m3", path: ["next"] })).toEqual({ refused: "What was copied is no steps of a flow." });
});

test("On the canvas nothing lies on anything else, and the same flow always lies the same.", () => {
  for (const flow of FLOWS) {
    const { nodes, edges } = layoutOf(flow);
    expect(layoutOf(structuredClone(flow))).toEqual({ nodes, edges });
    for (const one of nodes) for (const other of nodes) {
      if (one === other) continue;
      const apart = one.x + one.width <= other.x || other.x + other.width <= one.x || one.y + one.height <= other.y || other.y + other.height <= one.y;
      expect(apart, `${one.id} and ${other.id}`).toBe(true);
    }
    const top = nodes.find(({ id }) => id === START_ID);
    expect(nodes.every(({ y }) => y >= (top?.y ?? 0))).toBe(true);
    expect(edges.every(({ points }) => points.length >= 2)).toBe(true);
  }
});

test("A step is moved with what only it leads to, never behind itself, and what is left stays together.", () => {
  const flow = seedFlow(SEEDS.find(({ key }) => key === "vip") ?? never());
  expect(moved(flow, ["unused"], { from: "unused", path: ["yes"] })).toEqual({ refused: "A step cannot be moved to a place behind itself." });
  const up = moved(flow, ["m3"], { from: "gift", path: ["next"] });
  if (!("definition" in up)) throw new Error(up.refused);
  expect(up.definition.steps.map(({ id }) => id).slice(0, 3)).toEqual(["gift", "m3", "m1"]);
  expect(reachedFrom(up.definition, [up.definition.first]).size).toBe(flow.steps.length);
});

test("A text tells the code of the coupon step on its way, the chosen one of several, and none where no way brings one.", () => {
  const flow = seedFlow(SEEDS.find(({ key }) => key === "vip") ?? never());
  const gift = couponAt(flow, "m1") ?? never();
  expect(gift).toMatchObject({ id: "gift", coupon: null });
  expect(exampleOf(gift, "USD", "en")).toEqual({ saving: "15%", offer: "15% off" });
  expect(couponAt({ ...flow, steps: flow.steps.filter(({ kind }) => kind !== "coupon") }, "m1")).toBeNull();
  const start: FlowDefinition["steps"] = [{ id: "b9", note: null, next: null, kind: "branch", by: "yesNo", when: EVERY_BUYER, yes: "c8", otherwise: "c9" }, { ...gift, id: "c8", next: "m9" }, { ...gift, id: "c9", coupon: 4, next: "m9" }, newStep("send", "m9", "m9")];
  expect(couponAt({ ...flow, first: "b9", steps: start }, "m9")?.id).toBe("c9");
});

function never(): never {
  throw new Error("The seeds have changed.");
}
