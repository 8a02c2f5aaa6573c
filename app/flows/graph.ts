// The graph of a flow's steps: which step leads where, and what can be reached.
import type { Path } from "../segments/definition.ts";
import type { FlowDefinition } from "./definition.ts";
import { aboutMs } from "./span.ts";
import type { Step, StepOf } from "./step.ts";
import type { StepId } from "./step-id.ts";

/** `to` null: out of the flow. `path` from the step. `back`: the bounded way back of a goTo. */
export type Edge = { to: StepId | null; way: string; path: Path; back: boolean };

const edge = (to: StepId | null, way: string, path: Path, back = false): Edge => ({ to, way, path, back });

export function edgesOf(step: Step): Edge[] {
  const next = edge(step.next, "next", ["next"]);
  switch (step.kind) {
    case "send": return step.onSkip === "go" ? [next, edge(step.skipTo, "if it is never sent", ["skipTo"])] : step.onSkip === "exit" ? [next, edge(null, "if it is never sent", ["onSkip"])] : [next];
    case "wait": return "otherwise" in step ? [next, edge(step.otherwise, "otherwise", ["otherwise"])] : [next];
    case "branch": return branchEdges(step);
    case "split": case "experiment": return step.arms.map((arm, index) => edge(arm.next, arm.name, ["arms", index, "next"]));
    case "approval": return [next, edge(step.otherwise, "otherwise", ["otherwise"])];
    case "goTo": return [edge(step.to, "back", ["to"], true), next];
    case "end": return [];
    case "update": case "coupon": case "call": case "alert": case "join": return [next];
    default: return step satisfies never;
  }
}

function branchEdges(step: StepOf<"branch">): Edge[] {
  const otherwise = edge(step.otherwise, "otherwise", ["otherwise"]);
  if (step.by === "yesNo") return [edge(step.yes, "yes", ["yes"]), otherwise];
  return [...step.paths.map((path, index) => edge(path.next, `path ${index + 1}`, ["paths", index, "next"])), otherwise];
}

export const stepsById = ({ steps }: Pick<FlowDefinition, "steps">): ReadonlyMap<StepId, Step> => new Map(steps.map((step) => [step.id, step]));

/** From `from` on, itself included. */
export function reachedFrom(definition: Pick<FlowDefinition, "steps">, from: readonly StepId[]): Set<StepId> {
  const byId = stepsById(definition);
  const reached = new Set(from.filter((id) => byId.has(id)));
  for (const id of reached) for (const { to } of edgesOf(byId.get(id) as Step)) if (to !== null && byId.has(to)) reached.add(to);
  return reached;
}

/** A circle that no goTo bounds, as the steps on it; null: there is none. */
export function circleIn(definition: Pick<FlowDefinition, "steps">): StepId[] | null {
  const byId = stepsById(definition);
  const done = new Set<StepId>();
  for (const { id } of definition.steps) {
    const found = circleFrom(id, byId, done, []);
    if (found) return found;
  }
  return null;
}

function circleFrom(id: StepId, byId: ReadonlyMap<StepId, Step>, done: Set<StepId>, above: StepId[]): StepId[] | null {
  if (above.includes(id)) return above.slice(above.indexOf(id));
  const step = byId.get(id);
  if (done.has(id) || !step) return null;
  for (const { to, back } of edgesOf(step)) {
    const found = to === null || back ? null : circleFrom(to, byId, done, [...above, id]);
    if (found) return found;
  }
  done.add(id);
  return null;
}

/** How long a step surely holds whoever passes it; waits for something may end at once. */
const holdsMs = (step: Step): number => (step.kind === "wait" && step.how === "span" && step.from === "here" ? aboutMs(step.span) : 0);

/** The shortest that anybody takes from one step to another without going back; null: no way leads there. */
export function shortestMs(definition: Pick<FlowDefinition, "steps">, from: StepId, to: StepId): number | null {
  const byId = stepsById(definition);
  const known = new Map<StepId, number | null>();
  const ask = (id: StepId): number | null => {
    if (id === to) return 0;
    const found = known.get(id);
    const step = byId.get(id);
    if (found !== undefined || !step) return found ?? null;
    known.set(id, null);
    const rest = edgesOf(step).flatMap((each) => (each.back || each.to === null ? [] : [ask(each.to)])).filter((ms) => ms !== null);
    const shortest = rest.length === 0 ? null : Math.min(...rest) + holdsMs(step);
    known.set(id, shortest);
    return shortest;
  };
  return ask(from);
}
