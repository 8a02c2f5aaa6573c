// A flow's report: the flow as a whole, each of its steps, and each arm of its splits.
import { type Arms, armsOf } from "./arms.ts";
import { bothOf, type Both, exitLabel, type Known, type Tally, tallied } from "./known.ts";
import { type Goals, goalsOf, type Ordered, orderedOf } from "./outcomes.ts";
import { type StepReport, stepsOf } from "./steps.ts";

export type FlowReport = {
  entered: Both; inIt: number; ended: Tally; exits: Tally;
  steps: StepReport[];
  sent: number; delivered: number; clickers: number; replied: number; optedOut: number; parts: number; micros: number;
  goals: Goals; ordered: Ordered; arms: Arms;
};

export function reportOf(known: Known): FlowReport {
  const steps = stepsOf(known);
  const flow = known.counts.filter(({ step }) => step === "");
  const sum = (of: (step: StepReport) => number) => steps.reduce((all, step) => all + of(step), 0);
  return {
    entered: bothOf(flow.filter(({ what }) => what === "entered")),
    inIt: known.standing.reduce((all, { people }) => all + people, 0),
    ended: tallied(known.counts.filter(({ what }) => what === "ended")),
    exits: tallied(known.counts.filter(({ what }) => what === "exited").map((count) => ({ ...count, reason: exitLabel(known, count) }))),
    steps,
    sent: sum(({ sent }) => sent.count), delivered: sum(({ text }) => text?.delivered ?? 0), clickers: sum(({ text }) => text?.clickers ?? 0), replied: sum(({ text }) => text?.replied ?? 0),
    optedOut: sum(({ text }) => text?.optedOut ?? 0), parts: sum(({ text }) => text?.parts ?? 0), micros: sum(({ text }) => text?.micros ?? 0),
    goals: goalsOf(known), ordered: orderedOf(known), arms: armsOf(known),
  };
}
