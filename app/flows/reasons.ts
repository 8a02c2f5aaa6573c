// Every reason that a run's ledger can give, in words for the merchant. What the gate says of a text has its own words
// (messages/gate/reasons.ts).
import { isReason, reasonOf } from "../messages/gate/reasons.ts";
import type { Ending } from "../segments/endings.ts";
import type { EntryReason } from "./enter.ts";

export const REASONS = {
  span: "Waits for the time that the step says.",
  hour: "Waits for the hour that the step says.",
  window: "Waits for the hours that the step says.",
  date: "Waits for a date of theirs.",
  event: "Waits for something to happen.",
  condition: "Waits for a condition to hold.",
  bestHour: "Waits for the hour at which they answer best, or that of their policy.",
  shopHour: "Waits for the shop’s usual hour, because neither theirs nor a policy’s is known.",
  delivery: "Waits to hear of the delivery.",
  foretold: "Waits for the delivery that is expected by the usual time on the way.",
  delivered: "Waits after the delivery.",
  first: "Waits to see what happens first.",
  reply: "Waits for a reply.",
  outcome: "Waits to see what becomes of a text.",
  due: "The wait is over.",
  past: "The time had passed already.",
  happened: "What it listened for happened.",
  holds: "The condition holds.",
  unknown: "The condition cannot be answered, which is no yes.",
  otherwise: "No condition holds.",
  timeout: "The time ran out.",
  missing: "They have no such date.",
  became: "That is what became of the text.",
  drawn: "Drawn by lot, for good.",
  control: "They are in the control group: everything happens but texts and changes.",
  sentBefore: "This step’s text went to them before.",
  expired: "The text could not go in time.",
  filteredOut: "They no longer meet the condition of the entry.",
  fewPicks: "Too few products could be picked for them.",
  providerRefused: "The provider did not take the text.",
  doubt: "Nobody knows whether the text went out. It is not sent again.",
  messageGone: "The message of the step is not there any more.",
  neverSent: "The text could never be sent, and the step says to leave then.",
  finished: "They came to the end.",
  exit: "An exit of the flow applied.",
  goal: "They reached the goal.",
  unsubscribed: "They opted out.",
  timeLimit: "They were in it for the longest time allowed.",
  tooManySteps: "The flow went round too often at once. Tell us: this is our mistake.",
  approved: "A person said yes.",
  refused: "A person said no.",
  moved: "They were moved to another version.",
  movedOut: "They were taken out when another version was published.",
  byMerchant: "They were taken out by hand.",
  byFlow: "A step of another flow took them out.",
  personGone: "The customer was deleted.",
  higherPriority: "A flow that goes before this one took over.",
  restarted: "The flow began anew for them.",
  flowEnded: "The flow was ended.",
} as const satisfies Record<string, string> & Record<Ending, string>;

export const ENTRY_REASONS: Record<EntryReason, string> = {
  personGone: "The customer was deleted.",
  duplicate: "This fact had started them before.",
  late: "The fact was told too late.",
  notYet: "The flow’s first day has not come.",
  over: "The flow’s last day is over.",
  filteredOut: "They do not meet the condition of the entry.",
  unknown: "The condition of the entry cannot be answered for them, which is no yes.",
  running: "They are in the flow already.",
  reentry: "They were in the flow before, and may not enter again yet.",
  outranked: "They are in a flow of the same group that goes before this one.",
  fullHour: "This hour’s entries are used up.",
  fullDay: "This day’s entries are used up.",
  full: "All entries are used up.",
  aboutNothing: "The fact is about no order, checkout or product, and the flow runs once for each.",
};

type FlowReason = keyof typeof REASONS;
const isFlowReason = (reason: string): reason is FlowReason => Object.hasOwn(REASONS, reason);

/** Null: nobody knows this code. */
export const saysOf = (reason: string): string | null => (isFlowReason(reason) ? REASONS[reason] : isReason(reason) ? reasonOf(reason).says : null);
