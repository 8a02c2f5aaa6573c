// What is different between two versions of a flow: its steps one by one, and its sentences line by line.
import type { FlowDefinition } from "../definition.ts";
import type { Step } from "../step.ts";
import type { StepId } from "../step-id.ts";

export type StepChange = { step: StepId; is: "added" | "removed" | "changed"; kind: Step["kind"]; /** Of a changed one: does it only lead elsewhere? */ onlyWays: boolean };

/** In the order of the newer version, what was taken away at the end. */
export function stepChanges(before: FlowDefinition, after: FlowDefinition): StepChange[] {
  const old = new Map(before.steps.map((step) => [step.id, step]));
  const now = new Set(after.steps.map(({ id }) => id));
  return [
    ...after.steps.flatMap((step): StepChange[] => {
      const former = old.get(step.id);
      if (!former) return [{ step: step.id, is: "added", kind: step.kind, onlyWays: false }];
      return text(former) === text(step) ? [] : [{ step: step.id, is: "changed", kind: step.kind, onlyWays: text({ ...former, next: null }) === text({ ...step, next: null }) }];
    }),
    ...before.steps.filter(({ id }) => !now.has(id)).map(({ id, kind }): StepChange => ({ step: id, is: "removed", kind, onlyWays: false })),
  ];
}

const text = (step: Step): string => JSON.stringify(step);

export type DiffLine = { is: "same" | "added" | "removed"; text: string };

/** The longest row of lines that both have stays; both come from definitions of bounded size. */
export function lineDifference(before: readonly string[], after: readonly string[]): DiffLine[] {
  const rest = before.map(() => new Array<number>(after.length + 1).fill(0)).concat([new Array<number>(after.length + 1).fill(0)]);
  const at = (one: number, other: number) => rest[one]?.[other] ?? 0;
  for (let one = before.length - 1; one >= 0; one -= 1) {
    const row = rest[one];
    for (let other = after.length - 1; row && other >= 0; other -= 1) row[other] = before[one] === after[other] ? at(one + 1, other + 1) + 1 : Math.max(at(one + 1, other), at(one, other + 1));
  }
  const lines: DiffLine[] = [];
  let [one, other] = [0, 0];
  while (one < before.length || other < after.length) {
    const [was, is] = [before[one], after[other]];
    if (was !== undefined && was === is) {
      lines.push({ is: "same", text: was });
      [one, other] = [one + 1, other + 1];
    } else if (was !== undefined && (is === undefined || at(one + 1, other) >= at(one, other + 1))) {
      lines.push({ is: "removed", text: was });
      one += 1;
    } else {
      lines.push({ is: "added", text: is ?? "" });
      other += 1;
    }
  }
  return lines;
}
