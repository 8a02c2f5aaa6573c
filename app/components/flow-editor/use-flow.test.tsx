// A form is drawn from the flow of a moment ago: what was edited since may not be lost by what the form hands on.
import { renderToStaticMarkup } from "react-dom/server";
import { expect, test } from "vitest";
import type { FlowDefinition } from "#app/flows/definition.ts";
import { seedFlow, SEEDS } from "#app/flows/seeds.ts";
import { invariant } from "#app/lib/invariant.ts";
import { onto, withStep } from "./edit/changed.ts";
import { insertedNew } from "./edit/kinds.ts";
import { removed } from "./edit/remove.ts";
import { type FlowEditing, useFlow } from "./use-flow.ts";

const [SEED] = SEEDS;
invariant(SEED, "there are ready flows");
const FLOW = seedFlow(SEED);

/** The editor as it was drawn once, and never again. */
function drawn(): FlowEditing {
  const seen: FlowEditing[] = [];
  const Drawn = () => (seen.push(useFlow({ name: "A flow", definition: FLOW }, null)), null);
  renderToStaticMarkup(<Drawn />);
  const [flow] = seen;
  invariant(flow, "it was drawn");
  return flow;
}

function nowOf(flow: FlowEditing): FlowDefinition {
  const seen: FlowDefinition[] = [];
  flow.change((now) => (seen.push(now), now));
  const [now] = seen;
  invariant(now, "it was asked");
  return now;
}

const stepOf = ({ steps }: FlowDefinition, id: string) => {
  const step = steps.find((each) => each.id === id);
  invariant(step, `there is ${id}`);
  return step;
};

test("What is typed into a form that was drawn before a step was added changes that field, and the step stays where it was put.", () => {
  const flow = drawn();
  const before = stepOf(flow.definition, "m1");
  expect(flow.apply((now) => insertedNew(now, "wait", { from: "m1", path: ["next"] }), "new")).toBe(true);
  const [added] = nowOf(flow).steps.filter(({ id }) => FLOW.steps.every((step) => step.id !== id));
  invariant(added, "a step was added");
  flow.change((now) => withStep(now, before, { ...before, note: "For the team" }), "step m1 note");
  expect(nowOf(flow).steps).toContainEqual(added);
  expect(stepOf(nowOf(flow), "m1")).toEqual({ ...before, note: "For the team", next: added.id });
  flow.undo();
  expect(stepOf(nowOf(flow), "m1")).toEqual({ ...before, next: added.id });
});

test("Two steps that are added before the first is drawn are both there, each under a name of its own.", () => {
  const flow = drawn();
  for (const from of ["m1", "m1"]) flow.apply((now) => insertedNew(now, "wait", { from, path: ["next"] }), "new");
  expect(nowOf(flow).steps).toHaveLength(FLOW.steps.length + 2);
  expect(new Set(nowOf(flow).steps.map(({ id }) => id)).size).toBe(FLOW.steps.length + 2);
});

test("A new name takes nothing back of the flow, and a step that is gone does not come back by its form.", () => {
  const flow = drawn();
  const before = stepOf(flow.definition, "m1");
  flow.apply((now) => removed(now, ["m1"]));
  const without = nowOf(flow);
  flow.setName("Another name");
  flow.change((now) => withStep(now, before, { ...before, note: "Too late" }));
  expect(nowOf(flow)).toEqual(without);
});

test("Of what a form hands on, only what it changed is put upon what is there, deep in lists, too.", () => {
  const before = { when: 1, paths: [{ next: "a", is: "clicked" }, { next: null, is: "delivered" }], gone: 1 };
  const now = { when: 1, paths: [{ next: "b", is: "clicked" }, { next: null, is: "delivered" }], more: 2 };
  expect(onto<object>(now, before, { ...before, when: 3, paths: [{ next: "a", is: "failed" }, { next: "c", is: "delivered" }], gone: 2 })).toEqual({ when: 3, paths: [{ next: "b", is: "failed" }, { next: "c", is: "delivered" }], more: 2 });
  expect(onto<object>(now, before, { paths: [], gone: 1, fresh: true })).toEqual({ paths: [], more: 2, fresh: true });
});
