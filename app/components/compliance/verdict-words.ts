// What thirty days of decisions say in one sentence.
import { formatCount, formatPlural } from "../format.ts";
import type { VerdictDay } from "./verdict-days.ts";

export function verdictSummary(days: readonly VerdictDay[]): string {
  const sum = (of: "send" | "defer" | "skip" | "halt") => days.reduce((total, day) => total + day[of], 0);
  const [send, defer, skip, halt] = [sum("send"), sum("defer"), sum("skip"), sum("halt")];
  const all = send + defer + skip + halt;
  if (all === 0) return "Nothing was decided in the last 30 days.";
  return `${formatPlural(all, "decision")} in the last 30 days: ${formatCount(send)} sent on, ${formatCount(defer)} made to wait, ${formatCount(skip)} not sent, ${formatCount(halt)} halted.`;
}
