// What is kept of a decision: everything that is needed to make it again, and nothing that names anybody. Each is one row
// (messages/compliance/decision-rows.server.ts); there the settings stand in a table of their own, once for each version.
import { z } from "zod";
import { Message, Person, Sent } from "./facts.ts";
import type { GateRules } from "./gate-rules.ts";
import { type Decision, maySend } from "./may-send.ts";
import { isReason, type Reason } from "./reasons.ts";
import { GateSettings } from "./settings.ts";

const ReasonName = z.string().refine((name): name is Reason => isReason(name), "No reason has this name.");

const Because = z.strictObject({ rule: z.string(), zone: z.string().nullable(), blockedBy: ReasonName.nullable() });

export const DecisionRecord = z.strictObject({
  version: z.literal(1),
  at: z.int(),
  rulesVersion: z.string(),
  tzVersion: z.string(),
  settings: GateSettings,
  /** With the candidate regions and zones of then. */
  person: Person,
  message: Message,
  history: z.array(Sent),
  verdict: z.enum(["send", "defer", "skip", "halt"]),
  reason: ReasonName,
  until: z.int().nullable(),
  rules: z.array(z.string()),
  because: Because.nullable(),
});
export type DecisionRecord = z.infer<typeof DecisionRecord>;

export function recordOf(rules: GateRules, person: Person, message: Message, history: readonly Sent[], now: number, { verdict, reason, until, rules: looked, because }: Decision): DecisionRecord {
  return { version: 1, at: now, rulesVersion: rules.book.version, tzVersion: rules.tzVersion, settings: rules.settings, person, message, history: [...history], verdict, reason, until, rules: [...looked], because };
}

export type Replay = { same: boolean; decision: Decision } | { same: null; because: "otherRules" | "otherZones" };

/** `same: null` where the rules or the zone data at hand are not those of the decision: then nothing is claimed. */
export function replay(rules: GateRules, record: DecisionRecord): Replay {
  if (rules.book.version !== record.rulesVersion) return { same: null, because: "otherRules" };
  if (rules.tzVersion !== record.tzVersion) return { same: null, because: "otherZones" };
  const decision = maySend(rules, record.person, record.message, record.history, record.at);
  const { verdict, reason, until, rules: looked, because } = record;
  return { same: JSON.stringify([decision.verdict, decision.reason, decision.until, decision.rules, decision.because]) === JSON.stringify([verdict, reason, until, looked, because]), decision };
}
