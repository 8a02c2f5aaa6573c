// Experiments that are over for somebody before an arm has sent them all that makes it another arm.
import { counted } from "../../segments/describe/words.ts";
import type { FlowDefinition } from "../definition.ts";
import { experimentsIn, withinMs } from "../experiment/design.ts";
import { reachedFrom } from "../graph.ts";
import type { StepOf } from "../step.ts";
import type { StepId } from "../step-id.ts";
import { lengthWords } from "./caps.ts";
import type { Finding } from "./finding.ts";
import { eachPath } from "./paths.ts";

export const countsTooSoon = (definition: FlowDefinition): Finding[] => experimentsIn(definition.steps).flatMap((experiment) => {
  const lastMs = lastTextOf(definition, experiment);
  const { within } = experiment;
  return lastMs < withinMs(experiment) ? [] : [{
    code: "countsTooSoon", severity: "warning", step: experiment.id,
    message: `What people do is counted for ${counted(within.n, within.unit)} after their draw, but an arm’s last text goes ${lengthWords(lastMs)} after it at the earliest. Watch each person for longer.`,
  }];
});

/** So long after the draw the last text goes that not every arm leads to, on the way on which it comes latest though everything happens as soon as it can. */
function lastTextOf(definition: FlowDefinition, experiment: StepOf<"experiment">): number {
  const own = textsOfArms(definition, experiment);
  let last = -Infinity;
  eachPath(definition, ({ id }) => id === experiment.id || own.has(id), (marks) => {
    const drawn = marks.findIndex(({ step }) => step === experiment.id);
    const text = drawn < 0 ? undefined : marks.slice(drawn).findLast(({ step }) => step !== experiment.id);
    if (text) last = Math.max(last, text.atMs - (marks[drawn]?.atMs ?? 0));
  });
  return last;
}

/** An arm without texts differs by all that the others send. */
function textsOfArms(definition: FlowDefinition, { arms }: StepOf<"experiment">): ReadonlySet<StepId> {
  const reached = arms.map(({ next, hold }) => reachedFrom(definition, next === null || hold ? [] : [next]));
  const isOfAll = (id: StepId) => reached.every((each) => each.has(id));
  return new Set(definition.steps.flatMap((step) => (step.kind === "send" && step.to === "person" && reached.some((each) => each.has(step.id)) && !isOfAll(step.id) ? [step.id] : [])));
}
