// What deciding a line writes with: each decision is applied to the state at once, so the state is the fold by making.
import { invariant } from "../lib/invariant.ts";
import type { Ending } from "../segments/endings.ts";
import type { FlowDefinition } from "./definition.ts";
import type { Asking } from "./facts.ts";
import { apply, type Run } from "./fold.ts";
import { stepsById } from "./graph.ts";
import type { Decision } from "./ledger.ts";
import { after } from "./span.ts";
import type { Step } from "./step.ts";
import type { StepId } from "./step-id.ts";

export type Pen = {
  readonly flow: FlowDefinition;
  readonly now: number;
  readonly ask: Asking;
  readonly decided: Decision[];
  /** Throws before anybody has entered. */
  run(): Run;
  hasRun(): boolean;
  write(decision: Decision): void;
  step(id: StepId): Step;
};

export function penFor(flow: FlowDefinition, before: Run | null, ask: Asking, now: number): Pen {
  const byId = stepsById(flow);
  const decided: Decision[] = [];
  let run = before;
  return {
    flow, now, ask, decided,
    hasRun: () => run !== null,
    run() {
      invariant(run !== null, "somebody has entered");
      return run;
    },
    write(decision) {
      decided.push(decision);
      run = apply(run, decision, now);
    },
    step(id) {
      const step = byId.get(id);
      invariant(step, `the flow's version has a step “${id}”`);
      return step;
    },
  };
}

export const isOver = (pen: Pen): boolean => !pen.hasRun() || pen.run().ended !== null;

/** The step at which the run stands and how often it came there. */
export function placeOf(pen: Pen): { step: Step; pass: number } | null {
  const { place } = pen.run();
  return place && { step: pen.step(place.step), pass: place.pass };
}

export function end(pen: Pen, reason: Ending, label: string | null = null): void {
  withdraw(pen, reason);
  pen.write({ kind: "ended", reason, label });
}

/** A text that was asked for and not answered is no longer wanted. */
export function withdraw(pen: Pen, reason: string): void {
  const { blocked, place } = pen.run();
  if (blocked?.kind === "ask" && place) pen.write({ kind: "withdrawn", step: place.step, key: blocked.key, reason });
}

/** On to a step, or out; `base`: from when its waits count. */
export function go(pen: Pen, to: StepId | null, base: number): void {
  if (to === null) end(pen, "finished");
  else pen.write({ kind: "at", step: to, pass: (pen.run().passes[to] ?? 0) + 1, base });
}

/** The last instant of the run. */
export const lastAt = (pen: Pen): number => after(pen.run().enteredAt, pen.flow.longest, "UTC");

export function wait(pen: Pen, step: StepId, until: number, reason: string): void {
  pen.write({ kind: "waits", step, until: Math.min(until, lastAt(pen)), fence: pen.run().fence + 1, reason });
}

export const goOn = (pen: Pen, step: StepId, reason: string, to: StepId | null, base: number, fact: string | null = null): void => {
  pen.write({ kind: "goesOn", step, reason, fact });
  go(pen, to, base);
};
