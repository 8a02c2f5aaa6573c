// The hour at which somebody answers best: of their own clicks, replies and orders the local hour with the most, the earlier
// of two alike.
import { localHour } from "../../segments/offsets.ts";
import type { History } from "../../segments/match/history.ts";

/** Fewer say nothing of a habit. */
export const ANSWERS_LEAST = 5;
export const ANSWERING = ["smsClicked", "smsReplied", "order"] as const;

export function bestHourOf(history: History, zone: string): string | null {
  const answers = ANSWERING.flatMap((event) => history.of(event));
  if (answers.length < ANSWERS_LEAST) return null;
  const counts = new Array<number>(24).fill(0);
  for (const { at } of answers) {
    const hour = localHour(at, zone);
    counts[hour] = (counts[hour] ?? 0) + 1;
  }
  const best = counts.indexOf(Math.max(...counts));
  return `${String(best).padStart(2, "0")}:00`;
}
