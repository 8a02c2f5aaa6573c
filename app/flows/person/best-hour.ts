// The hour at which somebody answers best: of their own clicks, replies and orders the local hour with the most, the earlier
// of two alike. Whoever has no such habit is texted at the hour of the policy that holds for them.
import { RULE_BOOK } from "../../consent/rule-book.ts";
import { guarded } from "../../consent/week.ts";
import { defaultsFor, type HeldPolicy } from "../../messages/policies/defaults-for.ts";
import { clampHour } from "../../messages/policies/persona.ts";
import type { PoliciesFor } from "../../messages/policies/policy.ts";
import { localHour } from "../../segments/offsets.ts";
import type { History } from "../../segments/match/history.ts";
import type { PersonFacts } from "../../segments/person.ts";
import { policiesAt } from "./policies-at.ts";

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
  return lawful(`${String(counts.indexOf(Math.max(...counts))).padStart(2, "0")}:00`);
}

const lawful = (hour: string): string => clampHour(hour, LAWFUL)?.at ?? hour;

/** The shop's policies, and whom they hold for. */
export type Playbook = { held: readonly HeldPolicy[]; by: PoliciesFor };

/** As an editor proposes it: of several policies that of the strictest. One that leaves each person their own hour has none. */
export function policyHourOf(person: PersonFacts, { held, by }: Playbook, now: number): string | null {
  const names = policiesAt(person, by, now);
  const { hour } = defaultsFor(held.filter(({ name }) => names.includes(name)));
  return hour === null ? null : lawful(hour);
}
