// What a test on one person tells, line by line: what nobody needs to know is left out.
import type { FlowDefinition } from "#app/flows/definition.ts";
import { formatInstant } from "../format.ts";
import { titleOf } from "./step-words.ts";
import type { TriedAnswer } from "./try-modal.tsx";

type Step = TriedAnswer["steps"][number];
export type TriedLine = { at: string; step: string | null; words: string; text: string | null };

export function triedLines(steps: readonly Step[], { steps: all }: FlowDefinition, timeZone: string): TriedLine[] {
  return steps.flatMap((one) => {
    const step = all.find(({ id }) => id === one.step);
    const until = one.until === null ? "" : ` until ${formatInstant(one.until, timeZone)}`;
    const words = wordsOf(one, step ? titleOf(step) : "", until);
    return words === null ? [] : [{ at: one.at, step: one.step, words, text: one.text }];
  });
}

/** Of waits that something may end before their time. */
const MAY_END: ReadonlySet<string> = new Set(["event", "condition", "first", "reply", "outcome", "delivery"]);

/** Null: nothing that a merchant would see. */
function wordsOf({ kind, says, reason }: Step, title: string, until: string): string | null {
  const why = says === null ? "" : ` ${says}`;
  switch (kind) {
    case "entered": return "They enter the flow.";
    case "waits": return says !== null && MAY_END.has(reason ?? "") ? `${says.replace(/\.$/, "")}${until && `, at the longest${until}`}.` : `They wait${until}.`;
    case "goesOn": return reason === "due" ? null : says;
    case "sent": return "A text goes to them.";
    case "deferred": return `The text waits${until}.${why}`;
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
