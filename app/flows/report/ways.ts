// How many went which way from a step, by what was counted there: the lines of the drawing.
import type { Path } from "../../segments/definition.ts";
import { edgesOf } from "../graph.ts";
import type { Step } from "../step.ts";
import type { StepId } from "../step-id.ts";
import type { Tally } from "./known.ts";
import { pathLabel } from "./step-title.ts";

/** `to` null: out. */
export type Way = { to: StepId | null; label: string | null; count: number; back: boolean };

/** `held`: who stands there still. `lost`: who was taken from there by an exit, an end or a move. */
export type Gone = { arrived: number; held: number; lost: number; sent: number; skipped: Tally; goesOn: Tally; chose: Tally; wentBack: number };

/** These went on without a text, whatever the step says of texts that never go. */
const ALWAYS_ON = new Set(["control", "sentBefore"]);
const LOST = new Set(["timeout", "missing", "refused"]);

export function waysOf(step: Step, gone: Gone): Way[] {
  const edges = edgesOf(step);
  return edges.map((edge) => ({ to: edge.to, label: edges.length === 1 ? null : labelOf(step, edge.path, edge.way), count: countOf(step, edge.path, gone), back: edge.back }));
}

const sum = (tally: Tally, fits: (key: string) => boolean): number => tally.reduce((all, { key, count }) => (fits(key) ? all + count : all), 0);

function labelOf(step: Step, path: Path, way: string): string {
  if (path[0] === "yes") return "Yes";
  if (path[0] === "paths" || path[0] === "arms") return pathLabel(step, Number(path[1]));
  if (path[0] === "otherwise" && step.kind === "branch") return pathLabel(step, -1);
  return way === "next" ? "Then" : `${way.charAt(0).toUpperCase()}${way.slice(1)}`;
}

function countOf(step: Step, path: Path, { arrived, held, lost: taken, sent, skipped, goesOn, chose, wentBack }: Gone): number {
  const [field] = path;
  const passed = Math.max(arrived - held - taken, 0);
  switch (step.kind) {
    case "send": {
      const never = step.onSkip === "goOn" ? 0 : sum(skipped, (reason) => !ALWAYS_ON.has(reason));
      return field === "next" ? sent + sum(skipped, () => true) - never : never;
    }
    case "wait": case "approval": {
      const lost = sum(goesOn, (reason) => LOST.has(reason));
      if (field === "otherwise") return lost;
      return step.kind === "approval" ? Math.max(passed - lost, 0) : sum(goesOn, () => true) - ("otherwise" in step ? lost : 0);
    }
    case "branch": case "split": case "experiment": {
      const label = labelOf(step, path, "");
      return sum(chose, (key) => key === label);
    }
    case "goTo": return field === "to" ? wentBack : Math.max(passed - wentBack, 0);
    case "update": case "coupon": case "call": case "alert": case "join": return passed;
    case "end": return 0;
    default: return step satisfies never;
  }
}
