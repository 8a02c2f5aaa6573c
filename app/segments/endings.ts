// Why a run of a flow is over, as a segment can ask for it. What the ledger of a run says in full is in flows/reasons.ts.
import { z } from "zod";

export const Ending = z.enum([
  "finished", "goal", "exit", "unsubscribed", "filteredOut", "timeLimit", "neverSent", "higherPriority", "restarted", "byFlow", "byMerchant", "movedOut", "flowEnded", "tooManySteps", "personGone",
]);
export type Ending = z.infer<typeof Ending>;

/** Behind "because", of one person: "left the flow because they reached the goal". */
export const ENDING_WORDS: Record<Ending, string> = {
  finished: "they came to the end",
  goal: "they reached the goal",
  exit: "an exit of the flow applied",
  unsubscribed: "they opted out",
  filteredOut: "they no longer met the condition of the entry",
  timeLimit: "the longest time allowed was over",
  neverSent: "a text could never be sent",
  higherPriority: "a flow that goes before it took over",
  restarted: "the flow began anew for them",
  byFlow: "another flow took them out",
  byMerchant: "they were taken out by hand",
  movedOut: "another version was published",
  flowEnded: "the flow was ended",
  tooManySteps: "the flow went round too often",
  personGone: "the customer was deleted",
};
