// What the form of a step is handed.
import type { Problem } from "#app/lib/problem.ts";
import type { Step, StepOf } from "#app/flows/step.ts";

/** `set`: the step with an option changed. `problems`: relative to the step. */
export type StepForm<Kind extends Step["kind"]> = { step: StepOf<Kind>; set: (step: Step) => void; problems: Problem[] };
