// What a test on one person tells, line by line: what nobody needs to know is left out.
import type { FlowDefinition } from "#app/flows/definition.ts";
import { titleOf } from "./step-words.ts";
import type { TriedAnswer } from "./try-modal.tsx";

type Step = TriedAnswer["steps"][number];
export type TriedLine = { at: string; step: string | null; words: string; text: string | null };

export function triedLines(steps: readonly Step[], { steps: all }: FlowDefinition): TriedLine[] {
  return steps.flatMap((one) => {
    const step = all.find(({ id }) => id === one.step);
    const words = wordsOf(one, step ? titleOf(step) : "");
    return words === null ? [] : [{ at: one.at, step: one.step, words, text: one.text }];
  });
}

/** Null: nothing that a merchant would see. */
function wordsOf({ kind, says }: Step, title: string): string | null {
  const why = says === null ? "" : ` ${says}`;
  switch (kind) {
    case "entered": return "They enter the flow.";
    case "waits": return says ?? "They wait.";
    case "goesOn": return says;
    case "sent": return "A text goes to them.";
    case "deferred": return `The text waits.${why}`;
    case "skipped": return `The text is skipped.${why}`;
    case "halted": return `The text stops here.${why}`;
    case "withdrawn": return `The text is withdrawn.${why}`;
    case "chose": return `A way is chosen.${why}`;
    case "does": return `${title}.`;
    case "leavesOut": return `${title} is left out.${why}`;
    case "asksPerson": return "Your staff are asked; nobody answers in this test.";
    case "back": return "They go back.";
    case "reached": return "They reach a goal.";
    case "left": return "They leave by an exit.";
    case "starts": return "Another flow starts for them.";
    case "ended": return `The flow is over for them.${why}`;
    case "at": case "asks": case "became": case "late": case "paused": case "resumed": case "moved": return null;
    default: return kind satisfies never;
  }
}
