// How one person stands with the gate at this moment: whether a promotional text could go, and how much room each limit leaves.
import { z } from "zod";
import type { ConsentState } from "../../consent/grant.ts";
import type { Message, Person, Sent } from "../gate/facts.ts";
import type { GateRules } from "../gate/gate-rules.ts";
import { limitsOf } from "../gate/limits.ts";
import { type Decision, maySend } from "../gate/may-send.ts";
import { isReason, type Reason } from "../gate/reasons.ts";
import { TEXT_SOURCES, TEXT_STATES } from "../person-text.ts";

export type Room = { id: string; max: number; used: number; windowMs: number };
export type Standing = { decision: Decision; regions: readonly string[]; zones: readonly string[]; consent: Pick<ConsentState, "consent" | "stop" | "suspectedAt">; reach: "ok" | "unreachable" | "landline"; room: Room[]; policies: readonly string[]; lastWroteAt: number | null };

export function standingOf(rules: GateRules, person: Person, message: Message, history: readonly Sent[], now: number): Standing {
  const { law } = rules.here(person.regions);
  return {
    decision: maySend(rules, person, message, history, now),
    regions: person.regions, zones: person.zones,
    consent: { consent: person.consent, stop: person.stop, suspectedAt: person.suspectedAt },
    reach: person.number?.reach ?? "ok",
    room: limitsOf(law, rules.book, rules.settings, person).map(({ limit: { id, max, windowMs } }) => ({ id, max, windowMs, used: history.filter((sent) => counts(sent) && sent.at > now - windowMs).length })),
    policies: person.policies,
    lastWroteAt: person.lastWroteAt,
  };
}

/** As limits.ts counts; of limits by subject it tells the most that may be used. */
const counts = ({ class: kind, outcome }: Sent) => kind === "marketing" && outcome !== "failed";

/** One of the last texts to somebody. */
export const LastText = z.object({
  textId: z.string(), at: z.date(), state: z.enum(TEXT_STATES), source: z.enum(TEXT_SOURCES), body: z.string().nullable(), decisionId: z.string().nullable(),
  reason: z.string().nullable().transform((name): Reason | null => (name !== null && isReason(name) ? name : null)),
});
export type LastText = z.infer<typeof LastText>;
