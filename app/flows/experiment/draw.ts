// Who drew an arm of an experiment, by the lines of their runs: each person once, when they first came to it. Whoever gets no
// texts whatever they draw is not counted: neither the flow's control group nor who is held from an earlier step on.
import { apply, type Run } from "../fold.ts";
import type { FlowDefinition } from "../definition.ts";
import type { Step as Decided } from "../run/decide-run.ts";
import type { Seen } from "../ledger.ts";
import { type Design, designOf, experimentsIn, nameOf, withinMs } from "./design.ts";
import { Weights } from "./standing.ts";

/** `weights`: by which they drew, where they shift; others are the design’s. */
export type Draw = { flowId: number; version: number; step: string; key: string; design: Design; customerId: string; runId: string; arm: number; weights: number[] | null; at: Date; until: Date };

type Moved = { runId: string; flowId: number; customerId: string; versions: readonly { version: number; definition: FlowDefinition }[]; steps: readonly Decided[] };

export function drawsOf({ runId, flowId, customerId, versions, steps }: Moved): Draw[] {
  if (!versions.some(({ definition }) => experimentsIn(definition.steps).length > 0)) return [];
  return steps.flatMap(({ before, line }) => {
    const definition = versions.find(({ version }) => version === line.version)?.definition;
    return firstDraws(before, line).flatMap(({ step: id, arm }): Draw[] => {
      const step = experimentsIn(definition?.steps ?? []).find((each) => each.id === id);
      if (!step) return [];
      const design = designOf(step);
      return [{ flowId, version: line.version, step: id, key: nameOf(design), design, customerId, runId, arm, weights: design.bandit ? weightsOf(design, id, line.seen) : null, at: new Date(line.at), until: new Date(line.at + withinMs(design)) }];
    });
  });
}

/** As the interpreter took them (branches.ts). */
function weightsOf({ arms }: Design, step: string, seen: Seen): number[] {
  const read = Weights.length(arms.length).safeParse(seen[`weights ${step}`]);
  return read.success ? read.data : arms.map(({ weight }) => weight);
}

function firstDraws(before: Run | null, line: Decided["line"]): { step: string; arm: number }[] {
  const draws: { step: string; arm: number }[] = [];
  let run = before;
  for (const decision of line.decided) {
    if (decision.kind === "chose" && decision.reason === "drawn" && run && !run.control && run.arms[decision.step] === undefined) draws.push({ step: decision.step, arm: decision.path });
    run = apply(run, decision, line.at);
  }
  return draws;
}
