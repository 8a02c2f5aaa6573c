// The hour at which somebody answers best: of their own clicks, replies and orders the local hour with the most, the earlier
// of two alike.
import { RULE_BOOK } from "../../consent/rule-book.ts";
import { guarded } from "../../consent/week.ts";
import { clampHour } from "../../messages/policies/persona.ts";
import { localHour } from "../../segments/offsets.ts";
import type { History } from "../../segments/match/history.ts";

/** Hours that are lawful wherever they may be: whoever answers at night is texted at its nearer end. */
const LAWFUL = guarded(RULE_BOOK.unknownRegion, RULE_BOOK.guardMinutes);

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
  const best = `${String(counts.indexOf(Math.max(...counts))).padStart(2, "0")}:00`;
  return clampHour(best, LAWFUL)?.at ?? best;
}
