// What a new step is called: by a letter for what it does, and the next number.
import type { Step } from "#app/flows/step.ts";
import { STEP_ID_MAX, type StepId } from "#app/flows/step-id.ts";

const LETTERS: Readonly<Record<Step["kind"], string>> = { send: "m", wait: "w", branch: "b", split: "s", experiment: "x", update: "u", coupon: "c", call: "call", alert: "alert", approval: "ask", join: "j", goTo: "back", end: "end" };

export function freshId(kind: Step["kind"], taken: ReadonlySet<StepId>): StepId {
  const letters = LETTERS[kind];
  for (let number = 1; ; number += 1) if (!taken.has(`${letters}${number}`)) return `${letters}${number}`;
}

/** A copy is called like what it was copied from, where that has a name of its own. */
export function copyId(step: Step, taken: ReadonlySet<StepId>): StepId {
  if (!taken.has(step.id)) return step.id;
  if (new RegExp(`^${LETTERS[step.kind]}\\d+$`).test(step.id)) return freshId(step.kind, taken);
  const stem = step.id.replace(/-\d+$/, "").slice(0, STEP_ID_MAX - 5);
  for (let number = 2; ; number += 1) if (!taken.has(`${stem}-${number}`)) return `${stem}-${number}`;
}

export const idsOf = ({ steps }: { steps: readonly Step[] }): Set<StepId> => new Set(steps.map(({ id }) => id));
