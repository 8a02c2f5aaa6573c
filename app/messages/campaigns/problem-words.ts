// Why a campaign stands still that nobody paused, as the merchant reads it.
import { isReason, reasonOf } from "../gate/reasons.ts";

/** `problem` as on its row: the gate's reason, or a word of our own. */
export function problemWords(problem: string): { says: string; remedy: string } {
  if (problem === "messageGone") return { says: "Its message is not there any more.", remedy: "Cancel the campaign, and copy it with another message." };
  return isReason(problem) ? reasonOf(problem) : { says: "Something about it is set up wrongly.", remedy: "Look at its message and the settings for texts." };
}
