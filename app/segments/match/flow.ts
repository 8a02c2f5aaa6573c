// Runs of a flow, as intervals from the entry to the end: the plain-code twin of compile/flow.ts.
import type { InFlow } from "../definition.ts";
import { numberPasses, ratioOf } from "../exact.ts";
import type { RunFacts } from "../person.ts";
import { isInside } from "../windows.ts";
import type { Found } from "./found.ts";
import type { History } from "./history.ts";

export function matchFlow({ flow, group, how }: InFlow, { ask, person }: History): Found {
  const runs = person.runs.filter((run) => run.flowId === flow && run.enteredAt <= ask.now && (group === undefined || run.isControl === (group === "control")));
  const isOver = (run: RunFacts): run is RunFacts & { endedAt: Date } => run.endedAt !== null && run.endedAt <= ask.now;
  const answer = (found: RunFacts[], verdict: boolean | null = found.length > 0, value: Found["value"] = verdict): Found => ({
    verdict, value, evidence: () => found.map((run) => ({ kind: "run", id: `${run.flowId}/${run.runId}`, at: run.enteredAt })),
  });
  switch (how.kind) {
    case "is": return answer(runs.filter((run) => !isOver(run)));
    case "was": return answer(runs);
    case "at": return answer(runs.filter(({ endedAt, step }) => endedAt === null && step === how.step));
    case "entered": return answer(runs.filter(({ enteredAt }) => isInside(enteredAt.getTime(), how.window, ask)));
    case "ended": return answer(runs.filter((run) => isOver(run) && isInside(run.endedAt.getTime(), how.window, ask) && (how.because === undefined || how.because.some((reason) => reason === run.reason))));
    case "times": {
      const found = runs.filter(({ enteredAt }) => isInside(enteredAt.getTime(), how.window, ask));
      return answer(found, numberPasses(ratioOf(found.length), how.test), found.length);
    }
    case "drew": {
      const found = person.draws.filter(({ flowId, step, arm, at }) => flowId === flow && step === how.step && arm === how.arm && at <= ask.now && isInside(at.getTime(), how.window, ask));
      return { verdict: found.length > 0, value: found.length > 0, evidence: () => found.map(({ runId, at }) => ({ kind: "run", id: `${flow}/${runId}`, at })) };
    }
    default: return how satisfies never;
  }
}
